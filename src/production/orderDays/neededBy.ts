import { ceilShare } from './wholeShares.js'

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
 * What new supply must have brought by the end of each day of a period, so that the stock was never under its floor: whole units, never
 * falling.
 */
export function neededBy({ units, demand, receipts, uses, start, last }: DatedStock): number[] {
  const days = last - start + 1
  const taken = uses.map(({ day, units: used }) => ({ day, units: -used }))
  const changes = [...receipts, ...taken].sort((a, b) => a.day - b.day)
  const needed: number[] = []
  let [stock, most, n] = [units, 0, 0]
  for (let k = 0; k < days; k += 1) {
    for (; n < changes.length && changes[n].day <= start + k; n += 1) stock += changes[n].units
    // The end of day k (from 0) has used demand * (k + 1) / days.
    most = Math.max(most, (demand === 0 ? 0 : ceilShare(demand, k + 1, days)) - stock)
    needed.push(most)
  }
  return needed
}
