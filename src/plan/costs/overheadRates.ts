import type { Calendar } from '../../core/time/calendar.js'
import { type Notice, noteRecords } from '../../core/notices/notices.js'
import { fixedAssetSchedule } from '../../finance/fixedAssetSchedule.js'
import type { NormalInput } from '../../schema/normalForm/normalInput.js'
import { toNormalRows } from '../../schema/normalForm/normalRows.js'
import { regularHours } from '../../schema/reading/regularHours.js'
import { overheadRateDerived } from '../notices.js'
import { withoutAttributes } from '../withoutAttributes.js'
import { moneyPerPeriod } from './moneyPerPeriod.js'

const COST_DECIMALS = 1e6

/** Budgeted fixed production overhead by period: amounts, and depreciation of production assets. */
function productionOverhead(input: NormalInput, calendar: Calendar): number[] {
  const assets = input.assets.filter((asset) => asset.function === 'production').map(withoutAttributes)
  const total = [...fixedAssetSchedule(assets, { calendar, currency: input.currency }).total.depreciation]
  for (const overhead of input.overheads) {
    if (overhead.function !== 'production' || overhead.amount === undefined) continue
    moneyPerPeriod(overhead.amount, calendar, 'flow').forEach(
      (amount, t) => (total[t] = (total[t] ?? 0) + Number(amount)),
    )
  }
  return total
}

/**
 * Fixed overhead that an hour absorbs where a resource names none, by fiscal year: the production overhead budgeted for the year,
 * as far as it lies in the plan, over the regular hours of all resources in it, their normal capacity. A year without an hour,
 * as before a plant opens, is no base: it takes the rate of the next year that has one, else of the last. Source: IAS 2,
 * paragraph 13.
 */
function plantWideRates(input: NormalInput, calendar: Calendar): Map<number, number> {
  const overhead = productionOverhead(input, calendar)
  const hours = calendar.periods.map(() => 0)
  for (const resource of input.resources)
    regularHours(resource, input, calendar).forEach((value, t) => (hours[t] = (hours[t] ?? 0) + value))
  const years = [...new Set(calendar.periods.map(({ fiscalYear }) => fiscalYear))]
  const ofYear = (values: readonly number[], year: number): number =>
    values.reduce((sum, value, t) => (calendar.periods[t]?.fiscalYear === year ? sum + value : sum), 0)
  const own = years.map((year) => {
    const base = ofYear(hours, year)
    return base > 0 ? Math.round((ofYear(overhead, year) / base) * COST_DECIMALS) / COST_DECIMALS : undefined
  })
  return new Map(
    years.map((year, n) => {
      const next = own.slice(n).find((rate) => rate !== undefined)
      return [year, next ?? [...own].reverse().find((rate) => rate !== undefined) ?? 0]
    }),
  )
}

/** The input with a fixed overhead rate for every resource: its own, or the plant-wide one of each fiscal year. */
export function fillOverheadRates(input: NormalInput, calendar: Calendar, assumptions: Notice[]): NormalInput {
  const without = input.resources.filter(({ fixedOverheadPerHour }) => fixedOverheadPerHour === undefined)
  if (without.length === 0) return input
  const rates = plantWideRates(input, calendar)
  const taken = [...rates.values()]
  noteRecords(assumptions, overheadRateDerived, {
    path: 'resources[].fixedOverheadPerHour',
    refs: taken.some((rate) => rate > 0) ? without.map(({ id }) => ({ resourceId: id })) : [],
    value: { taken, fiscalYears: [...rates.keys()] },
  })
  const [first = 0] = taken
  const isOne = taken.every((rate) => rate === first)
  const rate = isOne ? first : calendar.periods.map(({ fiscalYear }) => rates.get(fiscalYear) ?? 0)
  const filled = input.resources.map((resource) => ({ fixedOverheadPerHour: rate, ...resource }))
  return { ...input, resources: toNormalRows('resources', filled) }
}
