import type { Calendar } from '../../core/calendar.js'
import type { Warning } from '../../core/warnings.js'
import { pipelineForecast } from '../../demand/orders/pipelineForecast.js'
import type { NormalInput } from '../normalizeInput.js'
import { addStep, type Draft } from './draft.js'
import { seriesKey } from './seriesName.js'
import { addChance } from './spread.js'

/** Adds the expected demand of opportunities, each by its chance of being won. */
export function addPipeline(
  drafts: ReadonlyMap<string, Draft>,
  input: NormalInput,
  calendar: Calendar,
  warnings: Warning[],
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
    const result = pipelineForecast(places.map(row), {
      calendar,
      stages: input.pipelineStages,
      asOf: input.asOf,
      leadTimeDays: input.forecasting.pipelineLeadTimeDays,
      overdue: input.forecasting.overdueOpportunities,
    })
    for (const warning of result.warnings) {
      // The function counts the opportunities of one series; the path is that of the table.
      const path = (warning.path as string).replace(
        /^opportunities\[(\d+)\]/,
        (_, place: string) => `opportunities[${places[Number(place)]}]`,
      )
      warnings.push({ ...warning, path })
    }
    addStep(
      draft,
      { step: 'pipeline' },
      draft.state.map((value, t) => value + (result.expected[t] as number)),
    )
    if (result.variance.some((value) => value > 0)) draft.spread = addChance(draft.spread, result.variance)
  }
}
