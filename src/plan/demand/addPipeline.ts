import { pick } from '../../core/checking/pick.js'
import type { Calendar } from '../../core/time/calendar.js'
import { groupBy, sortByKey } from '../../core/keys/keys.js'
import { type Notice, placeNotice } from '../../core/notices/notices.js'
import { rowPath } from '../../schema/tables/tables.js'
import { pipelineForecast } from '../../demand/orders/pipelineForecast.js'
import type { NormalInput } from '../../schema/normalForm/normalInput.js'
import { addStep, type Draft } from './draft.js'
import { SERIES_KEY, seriesId } from '../../core/keys/seriesId.js'
import { addChance } from './spread.js'

const OPPORTUNITY = ['id', 'quantity', 'closeDate', 'stageId', 'probability'] as const

/** Adds the expected demand of opportunities, each by its chance of being won. */
export function addPipeline(
  drafts: ReadonlyMap<string, Draft>,
  input: NormalInput,
  calendar: Calendar,
  warnings: Notice[],
): void {
  for (const [key, rows] of groupBy(input.opportunities, SERIES_KEY)) {
    const draft = drafts.get(key) as Draft
    const result = pipelineForecast(
      sortByKey(rows, ['id']).map((row) => pick(row, OPPORTUNITY)),
      {
        calendar,
        stages: input.pipelineStages.map((stage) => pick(stage, ['id', 'probability'])),
        asOf: input.asOf,
        leadTimeDays: input.forecasting.pipelineLeadTimeDays,
        overdue: input.forecasting.overdueOpportunities,
      },
    )
    for (const warning of result.warnings) {
      const { opportunityId } = warning.value as { readonly opportunityId: string }
      const path = `${rowPath('opportunities', { id: opportunityId })}.closeDate`
      warnings.push(placeNotice(warning, { path, refs: [seriesId(draft)] }))
    }
    addStep(
      draft,
      { step: 'pipeline' },
      draft.state.map((value, t) => value + (result.expected[t] as number)),
    )
    if (result.variance.some((value) => value > 0)) draft.spread = addChance(draft.spread, result.variance)
  }
}
