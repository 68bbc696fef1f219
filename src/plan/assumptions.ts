/** Something that the input does not say and that the plan took for granted. */
export interface Assumption {
  /** A stable word in kebab case, as `price-missing`. */
  readonly code: string
  /** The field of the input that would replace it, as `policy.serviceLevelShare`. */
  readonly path: string
  /** One sentence. */
  readonly message: string
  /** The value taken, where there is one. */
  readonly value?: number | string
  /** The items, resources or markets that it speaks of. */
  readonly ids?: readonly string[]
}

/** Collects assumptions; those of one code on many records become one, which names them all. */
export interface AssumptionList {
  readonly list: readonly Assumption[]
  add(assumption: Assumption): void
  /** Adds one assumption for all ids, unless there are none. */
  addFor(ids: readonly string[], assumption: Omit<Assumption, 'ids'>): void
}

/** Starts an empty list of assumptions. */
export function createAssumptionList(): AssumptionList {
  const list: Assumption[] = []
  return {
    list,
    add: (assumption) => void list.push(assumption),
    addFor(ids, assumption) {
      if (ids.length > 0) list.push({ ...assumption, ids })
    },
  }
}
