import type { Assumptions } from './assumptions.js'
import type { ForecastPolicy } from './demandTypes.js'
import type { PlanInput } from './types.js'

/** The forecast policy with its defaults; those that move units are assumptions where a table makes them matter. */
export function normalizeForecasting(input: PlanInput, assumptions: Assumptions): Required<ForecastPolicy> {
  const given = input.forecasting ?? {}
  const { hierarchy = [], launches = [], opportunities = [] } = input
  const reconciliation = given.reconciliation ?? (hierarchy.length > 0 ? 'wlsStructure' : 'none')
  const defaults: Required<ForecastPolicy> = {
    model: 'auto',
    profile: 'balanced',
    selection: 'aicc',
    levels: [0.8, 0.95],
    workingDays: false,
    outliers: 'keep',
    levelShifts: 'keep',
    reconciliation,
    // New products were forecast with an average accuracy of 58 % (Kahn, "An exploratory investigation of new product
    // forecasting practices", Journal of Product Innovation Management 19 (2002)): a mean error of 42 % is a standard
    // deviation of 1.25 x 0.42 of the normal distribution.
    launchErrorRate: 0.5,
    pipelineLeadTimeDays: 0,
    overdueOpportunities: 'today',
  }
  if (given.reconciliation === undefined && hierarchy.length > 0) {
    assumptions.add({
      code: 'reconciliation-default',
      path: 'forecasting.reconciliation',
      message:
        'Forecasts of items and totals are made to add up by least squares, each weighted by the number of series in it.',
      value: reconciliation,
    })
  }
  if (given.launchErrorRate === undefined) {
    assumptions.addFor([...new Set(launches.map(({ itemId }) => itemId))], {
      code: 'launch-error-default',
      path: 'forecasting.launchErrorRate',
      message:
        'The demand of a launch is taken to have a standard deviation of half of it, the same way in all periods.',
      value: defaults.launchErrorRate,
    })
  }
  if (given.pipelineLeadTimeDays === undefined && opportunities.length > 0) {
    assumptions.add({
      code: 'pipeline-lead-time-default',
      path: 'forecasting.pipelineLeadTimeDays',
      message: 'The demand of an opportunity falls on the day on which it is expected to close.',
      value: 0,
    })
  }
  const withBaseline = new Set(
    [...(input.history ?? []), ...(input.transactions ?? []), ...(input.forecasts ?? [])].map(({ itemId }) => itemId),
  )
  assumptions.addFor(
    [...new Set(opportunities.map(({ itemId }) => itemId))].filter((id) => withBaseline.has(id)),
    {
      code: 'pipeline-beside-forecast',
      path: 'opportunities',
      message:
        'Opportunities are added to the forecast of their items: they are taken to lie beyond the usual business.',
    },
  )
  return { ...defaults, ...given }
}
