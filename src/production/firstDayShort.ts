/** Units that come, or are taken, on a day (a day number); in units of the item's grid. */
export interface DatedUnits {
  readonly day: number
  readonly units: number
}

/** A period of one item before its supply: days are day numbers, quantities in units of the item's grid. */
export interface DatedStock {
  /** Stock at the start over what should lie there; below 0 where that is missing. */
  readonly units: number
  /** Demand of the period, spread evenly over its days. */
  readonly demand: number
  /** What comes and what is taken in the period. */
  readonly receipts: readonly DatedUnits[]
  readonly uses: readonly DatedUnits[]
  readonly start: number
  /** Last day of the period. */
  readonly last: number
}

/**
 * The first day at whose end the stock is under its floor without new supply; the last day where it never is. Between two
 * days on which something comes or is taken the stock falls evenly, so that the day is found by one division.
 */
export function firstDayShort({ units, demand, receipts, uses, start, last }: DatedStock): number {
  const days = last - start + 1
  const taken = uses.map(({ day, units: used }) => ({ day, units: -used }))
  const changes = [...receipts, ...taken].sort((a, b) => a.day - b.day)
  let stock = units
  let from = start
  let n = 0
  while (from <= last) {
    for (; n < changes.length && changes[n].day <= from; n += 1) stock += changes[n].units
    const next = n < changes.length ? changes[n].day : last + 1
    // The end of day k (from 0) has used demand * (k + 1) / days; whole numbers, so that no noise moves an order by a day.
    const first =
      stock < 0 ? from - start : demand > 0 ? Math.max(from - start, Math.floor((stock * days) / demand)) : days
    if (start + first < next) return Math.min(last, start + first)
    from = next
  }
  return last
}
