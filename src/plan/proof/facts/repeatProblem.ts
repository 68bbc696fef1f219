import type { Notice } from '../../../core/notices/notices.js'
import type { PreparedProblem } from '../../../production/problem/preparedProblem.js'
import type { OpenRange } from '../../../production/problem/openRange.js'
import { withRanges } from '../../../production/risingPrices/openQueues.js'
import { prepareProblem } from '../../../production/prepareProblem.js'
import type { ProductionProblem } from '../../../production/types.js'
import { toProductionProblem } from '../../supply/planProduction.js'
import type { Facts } from './facts.js'
import { oncePerPlan } from './oncePerPlan.js'

/** A production problem made again, with what the step says on the way. */
export interface RepeatedProblem {
  readonly problem: ProductionProblem
  /** With the ranges that the plan has chosen where newer orders pay more than older ones. */
  readonly prepared: PreparedProblem
  readonly withoutRanges: PreparedProblem
  readonly warnings: readonly Notice[]
  readonly assumptions: readonly Notice[]
}

/** The production problem of a plan, put together again from its input, demand, costs and safety stock, and prepared. */
export const repeatProblem: (facts: Facts) => RepeatedProblem = oncePerPlan(({ plan }) => {
  const { input, calendar, demand, costs, safetyStock } = plan
  const assumptions: Notice[] = []
  const sources = { input, calendar, demand: { records: demand }, costs, safetyStock }
  const { problem, warnings } = toProductionProblem(sources, assumptions)
  const withoutRanges = withoutOvertaken(problem, plan)
  return { problem, warnings, assumptions, withoutRanges, prepared: inRanges(withoutRanges, plan) }
})

/** The problem without the forecast that a plan says booked orders overtake: all that it refuses and prices alone do not. */
function withoutOvertaken(problem: ProductionProblem, { supply }: Pick<Facts['plan'], 'supply'>): PreparedProblem {
  const prepared = prepareProblem(problem)
  const items = new Map(prepared.items.map((item) => [item.id, item]))
  const overtaken = supply.records.flatMap(({ itemId, refused }): [string, number[]][] => {
    const item = items.get(itemId)
    if (item === undefined || refused === undefined) return []
    const more = item.demand.map((_, t) =>
      Math.max(0, Math.round(((refused[t] ?? 0) - (item.refused?.demand[t] ?? 0)) * item.scale)),
    )
    return more.some((units) => units > 0) ? [[itemId, more]] : []
  })
  return overtaken.length === 0 ? prepared : prepareProblem(problem, new Map(overtaken))
}

/** The problem with the ranges that a plan names; those that it cannot have are left out, so that the proof finds another model. */
function inRanges(prepared: PreparedProblem, { supply }: Pick<Facts['plan'], 'supply'>): PreparedProblem {
  const index = new Map(prepared.items.map(({ id }, i) => [id, i]))
  const ranges = new Map<number, OpenRange>()
  for (const { itemId, periodId, least, most, unpaid } of supply.certificate.openRanges ?? []) {
    const [i, t] = [index.get(itemId) ?? -1, prepared.periodIds.indexOf(periodId)]
    if (i >= 0 && t >= 0 && least >= 0 && most >= least)
      ranges.set(i * prepared.periodCount + t, { least, most, ...(unpaid !== undefined && { unpaid }) })
  }
  return withRanges(prepared, ranges)
}
