import { createIssueList } from '../../core/checking/errors.js'
import { checkNumber, checkObject } from '../checkPlannerInput.js'
import { checkDrivers } from './checkDrivers.js'
import type { Driver } from './types.js'

/** How much of an effect is left a period later. */
export interface AdstockOptions {
  /** Share of the effect that carries over from one period to the next, from 0 to below 1. */
  readonly carryoverShare: number
}

/**
 * A driver whose effect fades out over the periods after it, as that of advertising: a(t) = x(t) + share a(t - 1), from
 * nothing before the first period.
 *
 * Sources: Koyck, Distributed Lags and Investment Analysis (1954); Broadbent, "One way TV advertisements work", Journal of
 * the Market Research Society 21 (1979).
 *
 * @param driver - values by period; its `log` is kept and applies to the result
 * @param options - share that carries over by period
 * @returns a driver with the id `tv.adstock`
 * @throws SopError that lists every mistake in the driver and the options
 * @example
 * ```ts
 * import { adstockDriver } from 'sop-engine/demand'
 * adstockDriver({ id: 'tv', values: [100, 0, 0, 40] }, { carryoverShare: 0.5 }).values // => [100, 50, 25, 52.5]
 * ```
 */
export function adstockDriver(driver: Driver<number>, options: AdstockOptions): Driver<number> {
  const issues = createIssueList()
  checkDrivers([driver], 'driver', issues, 'known')
  if (checkObject<AdstockOptions>(options, 'options', issues, { carryoverShare: true })) {
    const isGood = checkNumber(options.carryoverShare, 'options.carryoverShare', issues, { min: 0, max: 1 })
    if (isGood && options.carryoverShare === 1) {
      const message = 'An effect that never fades has no end.'
      issues.add('OUT_OF_RANGE', 'options.carryoverShare', 1, message, 'Pass a share below 1, as 0.5.')
    }
  }
  issues.throwIfAny()
  let stock = 0
  const values = driver.values.map((value) => {
    stock = value + options.carryoverShare * stock
    return stock
  })
  return { ...driver, id: `${driver.id}.adstock`, values }
}
