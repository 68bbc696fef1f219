import { pick } from '../../core/pick.js'
import type { Calendar } from '../../core/calendar.js'
import { type Notice, placeNotice } from '../../core/notices.js'
import { rowPath } from '../../core/rowPath.js'
import { pipelineForecast } from '../../demand/orders/pipelineForecast.js'
import type { NormalInput } from '../normalizeInput.js'
import { addStep, type Draft } from './draft.js'
import { seriesKey, seriesRef } from './seriesName.js'
import { addChance } from './spread.js'

const OPPORTUNITY = ['id', 'quantity', 'closeDate', 'stageId', 'probability'] as const

/** Adds the expected demand of opportunities, each by its chance of being won. */
export function addPipeline(
  drafts: ReadonlyMap<string, Draft>,
  input: NormalInput,
  calendar: Calendar,
  warnings: Notice[],
): void {
  const bySeries = new Map<string, number[]>()
  input.opportunities.forEach(({ itemId, marketId }, n) => {
    const key = seriesKey(itemId, marketId)
    bySeries.set(key, [...(bySeries.get(key) ?? []), n])
  })
  for (const [key, unsorted] of bySeries) {
    const draft = drafts.get(key) as Draft
    const row = (n: number): NormalInput['opportunities'][number] =>
      input.opportunities[n] as NormalInput['opportunities'][number]
    const places = [...unsorted].sort((a, b) => (row(a).id < row(b).id ? -1 : 1))
    const result = pipelineForecast(
      places.map((n) => pick(row(n), OPPORTUNITY)),
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
      warnings.push(placeNotice(warning, { path, refs: [seriesRef(draft)] }))
    }
    addStep(
      draft,
      { step: 'pipeline' },
      draft.state.map((value, t) => value + (result.expected[t] as number)),
    )
    if (result.variance.some((value) => value > 0)) draft.spread = addChance(draft.spread, result.variance)
  }
}
