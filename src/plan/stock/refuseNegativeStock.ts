import type { Calendar } from '../../core/calendar.js'
import { indexById } from '../../core/keys.js'
import type { LimitConflict, ProductionPlan } from '../../production/types.js'
import type { NormalInput } from '../../schema/normalInput.js'

/**
 * Turns a production plan whose whole quantities leave a stock below zero into the answer that there is no such plan.
 *
 * It happens where firm supply takes components for which full hours leave no whole unit: in fractions there was just
 * enough. What cannot be is not planned: the conflict names the firm order, and what is missing for it.
 */
export function refuseNegativeStock(
  production: ProductionPlan,
  input: NormalInput,
  calendar: Calendar,
): ProductionPlan {
  const sources = indexById(input.sources, 'itemId')
  const isFirm = (itemId: string, t: number): boolean => (sources.get(itemId)?.firmSupply?.[t] ?? 0) > 0
  const takers = new Map<string, { readonly itemId: string; readonly quantities: readonly number[] }[]>()
  for (const { itemId, components } of production.records) {
    for (const { componentId, quantities } of components) {
      const known = takers.get(componentId)
      if (known === undefined) takers.set(componentId, [{ itemId, quantities }])
      else known.push({ itemId, quantities })
    }
  }
  const conflicts = production.records.flatMap((record) =>
    record.closing.flatMap((closing, t): LimitConflict[] => {
      const before = t === 0 ? 0 : (record.closing[t - 1] as number)
      if (closing >= 0 || closing >= before) return []
      const amount = -closing
      const taker = takers
        .get(record.itemId)
        ?.find(({ itemId, quantities }) => (quantities[t] as number) > 0 && isFirm(itemId, t))
      const itemId = taker?.itemId ?? record.itemId
      const sourceId = sources.get(itemId)?.id
      const periodId = calendar.periods[t]?.id as string
      return [
        {
          limit: 'firmSupply',
          itemId,
          ...(sourceId !== undefined && { sourceId }),
          periodId,
          amount,
          unit: 'units',
          message: `Whole quantities leave ${amount} '${record.itemId}' too few for the firm supply of '${itemId}' in ${periodId}. Firm up less, or give more hours.`,
        },
      ]
    }),
  )
  if (conflicts.length === 0) return production
  const nothing = Object.keys(production.objective).map((part) => [part, 0] as const)
  return {
    ...production,
    status: 'infeasible',
    records: [],
    sources: [],
    resources: [],
    shadowPrices: [],
    objective: { ...production.objective, ...Object.fromEntries(nothing) },
    certificate: { ...production.certificate, ok: false, primal: [], rowDual: [], reducedCost: [] },
    diagnosis: { conflicts },
  }
}
