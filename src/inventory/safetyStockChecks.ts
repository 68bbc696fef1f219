import {
  checkLength,
  type Fields,
  list,
  number,
  numbers,
  oneOf,
  optional,
  POSITIVE,
  PROBABILITY,
  QUANTITY,
  record,
  throwIfUnreadable,
} from '../core/checking/checks.js'
import type { DemandDistribution, DemandQuantile, DemandSizes } from '../core/numbers/distribution.js'
import type { IssueList } from '../core/checking/errors.js'
import type { ForecastDemandInput, ServiceTarget, SteadyDemandInput } from './safetyStockInput.js'

/** Checks of what every service target may say. */
const TARGET: Fields<ServiceTarget> = {
  serviceLevelShare: (value, path, issues) => optional(number(PROBABILITY))(value, path, issues),
  z: (value, path, issues) => optional(number())(value, path, issues),
  fillRateShare: (value, path, issues) => optional(number(PROBABILITY))(value, path, issues),
  orderQuantity: (value, path, issues) => optional(number(POSITIVE))(value, path, issues),
  demandShape: (value, path, issues) => optional(oneOf('normal', 'gamma'))(value, path, issues),
}

export const isForecast = (input: SteadyDemandInput | ForecastDemandInput): input is ForecastDemandInput =>
  'distribution' in input || 'bucketDays' in input

/** Adds everything that is wrong with the input of a safety stock; throws at once where what it holds cannot be compared. */
export function checkSafetyStockInput(input: SteadyDemandInput | ForecastDemandInput, issues: IssueList): void {
  const quantity = number(QUANTITY)
  const quantiles = optional(
    list(record<DemandQuantile>({ probability: number(PROBABILITY), values: numbers(QUANTITY) })),
  )
  const forecast = record<ForecastDemandInput>({
    ...TARGET,
    bucketDays: numbers({ ...POSITIVE, least: 1 }),
    distribution: record<DemandDistribution>({
      mean: numbers(QUANTITY),
      stdDev: numbers(QUANTITY),
      cumulativeStdDev: numbers(QUANTITY),
      quantiles,
      cumulativeQuantiles: quantiles,
      demandSizes: optional(
        record<DemandSizes>({
          probability: number(PROBABILITY),
          probabilityStdDev: number(QUANTITY),
          sizes: numbers(QUANTITY),
        }),
      ),
    }),
    leadTimeDays: quantity,
    leadTimeStdDevDays: optional(quantity),
    reviewDays: optional(quantity),
  })
  const steady = record<SteadyDemandInput>({
    ...TARGET,
    demandMean: quantity,
    demandStdDev: optional(quantity),
    leadTime: quantity,
    leadTimeStdDev: optional(quantity),
    reviewPeriod: optional(quantity),
  })
  const isRecord = input !== null && typeof input === 'object'
  ;(isRecord && isForecast(input) ? forecast : steady)(input, '', issues)
  if (isRecord) checkTarget(input, issues)
  throwIfUnreadable(issues)
  if (!isForecast(input)) return
  const count = input.bucketDays.length
  const { mean, cumulativeStdDev, cumulativeQuantiles = [] } = input.distribution
  checkLength(mean, 'distribution.mean', count, 'buckets', issues)
  checkLength(cumulativeStdDev, 'distribution.cumulativeStdDev', count, 'buckets', issues)
  cumulativeQuantiles.forEach(({ values }, place) => {
    checkLength(values, `distribution.cumulativeQuantiles[${place}].values`, count, 'buckets', issues)
  })
}

function checkTarget(target: ServiceTarget, issues: IssueList): void {
  const given = (['serviceLevelShare', 'z', 'fillRateShare'] as const).filter((field) => target[field] !== undefined)
  if (given.length === 0) {
    issues.add(
      'MISSING_VALUE',
      'serviceLevelShare',
      undefined,
      'There is no service target.',
      'Give serviceLevelShare, z or fillRateShare.',
    )
  } else if (given.length > 1) {
    issues.add(
      'CONFLICT',
      given[1] as string,
      given,
      'There is more than one service target.',
      'Give one of serviceLevelShare, z and fillRateShare.',
    )
  }
}
