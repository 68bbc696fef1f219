/** Where a margin lies; `nothing` where there is none. */
export type MarginSide = 'below' | 'above' | 'within' | 'nothing'

/** What stands beside each other: products, customers and so on; the smaller rank is named rather than the larger. */
export interface MarginKind {
  readonly rank: number
  readonly name: string
}

/** A margin outside of its band. */
export interface OutsideMargin<Judged, Band> {
  readonly judged: Judged
  readonly kind: MarginKind
  /** Places of the records that it is made of. */
  readonly places: readonly number[]
  readonly band: Band
  readonly side: MarginSide
  /** How far it is outside, minor units. */
  readonly missing: number
  readonly boundShare: number
}

/** A margin that is outside by itself, and those that are because of it, the farthest outside first. */
export interface MarginCause<Outside> {
  readonly cause: Outside
  readonly victims: readonly Outside[]
}

const compareKinds = (a: MarginKind, b: MarginKind): number =>
  a.rank - b.rank || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)

/**
 * Causes of margins outside of their bands, and their victims.
 *
 * A margin is a victim of those of another kind where it is in its band without them: a market of its weak products, a product of the one
 * customer who pays too little. Where nothing of it is left without them, the kind of the smaller rank is the cause: a product, and
 * not each of its customers. It stands under the farthest outside of those that it overlaps.
 *
 * @param found - margins outside, in the order of what they are of
 * @param sideOf - where the margin of some records lies in a band
 */
export function causesOfMargins<Judged, Band>(
  found: readonly OutsideMargin<Judged, Band>[],
  sideOf: (places: readonly number[], band: Band) => MarginSide,
): MarginCause<OutsideMargin<Judged, Band>>[] {
  return (['below', 'above'] as const).flatMap((side) =>
    causesOfSide(
      found.filter((row) => row.side === side),
      sideOf,
    ),
  )
}

function causesOfSide<Judged, Band>(
  rows: readonly OutsideMargin<Judged, Band>[],
  sideOf: (places: readonly number[], band: Band) => MarginSide,
): MarginCause<OutsideMargin<Judged, Band>>[] {
  type Outside = OutsideMargin<Judged, Band>
  const kinds = [...new Map(rows.map(({ kind }) => [kind.name, kind])).values()].sort(compareKinds)
  // Of one kind a record belongs to one row at most.
  const rowAt = new Map(kinds.map(({ name }) => [name, new Map<number, Outside>()]))
  for (const row of rows) for (const place of row.places) rowAt.get(row.kind.name)?.set(place, row)
  const order = new Map(rows.map((row, n) => [row, n]))
  const byDistance = (a: Outside, b: Outside): number =>
    b.missing - a.missing || (order.get(a) ?? 0) - (order.get(b) ?? 0)
  const overlapping = (row: Outside, kind: MarginKind): Outside[] => [
    ...new Set(row.places.flatMap((place) => rowAt.get(kind.name)?.get(place) ?? [])),
  ]
  /** Where a row lies without those of each other kind that it overlaps. */
  const sidesWithout = new Map(
    rows.map((row) => [
      row,
      new Map(
        kinds.flatMap((kind): [string, MarginSide][] => {
          const others = rowAt.get(kind.name)
          const rest = row.places.filter((place) => others?.has(place) !== true)
          return kind.name === row.kind.name || rest.length === row.places.length
            ? []
            : [[kind.name, sideOf(rest, row.band)]]
        }),
      ),
    ]),
  )
  const isGoodWithout = (row: Outside, kind: MarginKind): boolean => {
    const side = sidesWithout.get(row)?.get(kind.name) ?? row.side
    return side !== row.side && side !== 'nothing'
  }
  const kindOfCause = (row: Outside): MarginKind | undefined =>
    kinds.find((kind) => {
      if (!isGoodWithout(row, kind)) return false
      // Where each is good without the other, the smaller rank is the cause.
      return compareKinds(kind, row.kind) < 0 || !overlapping(row, kind).some((other) => isGoodWithout(other, row.kind))
    }) ?? kinds.find((kind) => compareKinds(kind, row.kind) < 0 && sidesWithout.get(row)?.get(kind.name) === 'nothing')
  const causes = new Map<Outside, Outside>()
  const inWork = new Set<Outside>()
  const causeOf = (row: Outside): Outside => {
    const known = causes.get(row)
    if (known !== undefined) return known
    inWork.add(row)
    const kind = kindOfCause(row)
    const next = kind === undefined ? undefined : overlapping(row, kind).sort(byDistance)[0]
    // Each of a ring is good without the next: where it was entered again, it begins.
    const cause = next === undefined || inWork.has(next) ? row : causeOf(next)
    inWork.delete(row)
    causes.set(row, cause)
    return cause
  }
  const victims = new Map<Outside, Outside[]>()
  for (const row of rows) {
    const cause = causeOf(row)
    const own = victims.get(cause) ?? []
    victims.set(cause, cause === row ? own : [...own, row])
  }
  return [...victims].map(([cause, own]) => ({ cause, victims: own.sort(byDistance) }))
}
