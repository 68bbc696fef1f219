/** What a resource works on in a period for one item. */
export interface CalledWork {
  /** Units that are called for by the end of each day, in all; those of the last day are all that is made. */
  readonly called: readonly number[]
  /** Hours of a unit. */
  readonly hours: number
}

/** Hours that are more than there are by no more than this are there. */
const NOISE = 1e-6

/**
 * Units of each item whose hours a resource has worked by the end of each day of a period, where what is called for first is worked on
 * first and what is called for on one day evenly: no other order is later with less (earliest due date first; Jackson, 1955).
 *
 * @param hoursByDay - hours that the resource can work until the end of each day
 * @returns by item and day, with shares of units that are not complete
 */
export function workedOn(work: readonly CalledWork[], hoursByDay: readonly number[]): number[][] {
  const needed = hoursByDay.map((_, k) => work.reduce((sum, { called, hours }) => sum + hours * called[k], 0))
  /** The first day whose calls are not all worked on. */
  let k = 0
  const shares = hoursByDay.map((hours) => {
    while (k < needed.length && needed[k] <= hours + NOISE) k += 1
    const before = k === 0 ? 0 : needed[k - 1]
    return { k, share: k === needed.length ? 0 : Math.max(0, hours - before) / (needed[k] - before) }
  })
  return work.map(({ called }) =>
    shares.map((day) => {
      const before = day.k === 0 ? 0 : called[day.k - 1]
      return day.k === called.length ? before : before + day.share * (called[day.k] - before)
    }),
  )
}
