import { createIssueList } from '../../core/checking/errors.js'
import { checkNumber, checkObject } from '../checkPlannerInput.js'
import { checkDrivers } from './checkDrivers.js'
import type { Driver } from './types.js'

/** By how much a driver comes before what it moves. */
export interface LagOptions {
  /** Periods from the driver to its effect: a whole number from 1 to 10,000. */
  readonly lagPeriods: number
  /** Values of the driver right before its first one, oldest first, as many as the lag. Default: its first value. */
  readonly before?: readonly number[]
}

/**
 * A driver that acts some periods later, as web searches that lead to orders: a leading indicator.
 *
 * The result reaches as many periods further than the driver: what is seen today is known to act then.
 *
 * @param driver - values by period; its `log` is kept
 * @param options - periods of delay, and the values before the first one where they are known
 * @returns a driver with the id `searches.lag2`, for a lag of 2
 * @throws SopError that lists every mistake in the driver and the options
 * @example
 * ```ts
 * import { lagDriver } from 'sop-engine/demand'
 * const searches = { id: 'searches', values: [5, 7, 9] }
 * lagDriver(searches, { lagPeriods: 2 }).values // => [5, 5, 5, 7, 9]
 * lagDriver(searches, { lagPeriods: 2, before: [3, 4] }).values // => [3, 4, 5, 7, 9]
 * ```
 */
export function lagDriver<Value extends number | null>(
  driver: Driver<Value>,
  options: LagOptions,
): Driver<Value | number> {
  const issues = createIssueList()
  checkDrivers([driver], 'driver', issues)
  if (checkObject<LagOptions>(options, 'options', issues, { lagPeriods: true, before: true })) {
    const isGood = checkNumber(options.lagPeriods, 'options.lagPeriods', issues, { min: 1, max: 10_000, whole: true })
    if (options.before !== undefined && isGood) {
      const { before, lagPeriods } = options
      checkDrivers([{ ...driver, values: before }], 'options.before', issues, 'known')
      if (Array.isArray(before) && before.length !== lagPeriods) {
        const message = `There are ${before.length} values before the first one, and the lag is ${lagPeriods}.`
        issues.add(
          'MISALIGNED',
          'options.before',
          before.length,
          message,
          'Pass as many values as the lag has periods.',
        )
      }
    }
  }
  issues.throwIfAny()
  const { lagPeriods, before = Array.from({ length: lagPeriods }, () => driver.values[0]) } = options
  return { ...driver, id: `${driver.id}.lag${lagPeriods}`, values: [...before, ...driver.values] }
}
