/** What is known, found by a mark that few things share, and then by looking at it. */
export interface Known<T> {
  find(mark: string, isSame: (one: T) => boolean): T | undefined
  keep(mark: string, one: T): void
  forget(mark: string, one: T): void
  /** Asks the other one no more, so that nobody holds it for this one's sake. */
  close(): void
}

/** Starts with nothing; what it does not know it asks of another one for, and keeps. */
export function createKnown<T>(before?: Known<T>): Known<T> {
  let earlier = before
  const known = new Map<string, readonly T[]>()
  const keep = (mark: string, one: T): void => void known.set(mark, [...(known.get(mark) ?? []), one])
  return {
    find(mark, isSame) {
      const own = known.get(mark)?.find(isSame)
      if (own !== undefined) return own
      const other = earlier?.find(mark, isSame)
      if (other !== undefined) keep(mark, other)
      return other
    },
    keep,
    forget(mark, one) {
      known.set(
        mark,
        (known.get(mark) ?? []).filter((other) => other !== one),
      )
    },
    close() {
      earlier = undefined
    },
  }
}
