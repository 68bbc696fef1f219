import { createNotice, type Notice, noteRecords } from '../../core/notices/notices.js'
import type { ForecastPolicy } from '../rows/demandTypes.js'
import {
  launchErrorDefault,
  pipelineBesideForecast,
  pipelineLeadTimeDefault,
  reconciliationDefault,
} from '../notices.js'
import type { PlanInput } from '../types.js'

/** The forecast policy with its defaults; those that move units are assumptions where a table makes them matter. */
export function normalizeForecasting(input: PlanInput, assumptions: Notice[]): Required<ForecastPolicy> {
  const given = input.forecasting ?? {}
  const { hierarchy = [], launches = [], opportunities = [] } = input
  const reconciliation = given.reconciliation ?? (hierarchy.length > 0 ? 'wlsForecast' : 'none')
  const defaults: Required<ForecastPolicy> = {
    model: 'auto',
    profile: 'balanced',
    selection: 'aicc',
    zeros: 'judge',
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
    assumptions.push(createNotice(reconciliationDefault, { path: 'forecasting.reconciliation', value: reconciliation }))
  }
  if (given.launchErrorRate === undefined) {
    noteRecords(assumptions, launchErrorDefault, {
      path: 'forecasting.launchErrorRate',
      refs: [...new Set(launches.map(({ itemId }) => itemId))].map((itemId) => ({ itemId })),
      value: defaults.launchErrorRate,
    })
  }
  if (given.pipelineLeadTimeDays === undefined && opportunities.length > 0) {
    assumptions.push(createNotice(pipelineLeadTimeDefault, { path: 'forecasting.pipelineLeadTimeDays', value: 0 }))
  }
  const withBaseline = new Set(
    [...(input.history ?? []), ...(input.transactions ?? []), ...(input.forecasts ?? [])].map(({ itemId }) => itemId),
  )
  noteRecords(assumptions, pipelineBesideForecast, {
    path: 'opportunities',
    refs: [...new Set(opportunities.map(({ itemId }) => itemId))]
      .filter((id) => withBaseline.has(id))
      .map((itemId) => ({ itemId })),
  })
  return { ...defaults, ...given }
}
