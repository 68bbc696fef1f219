import type { Calendar } from '../../core/calendar.js'
import type { LimitConflict, ProductionPlan } from '../../production/types.js'
import type { NormalInput } from '../normalizeInput.js'

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
  const conflicts = production.records.flatMap((record) =>
    record.closing.flatMap((closing, t): LimitConflict[] => {
      const before = t === 0 ? 0 : (record.closing[t - 1] as number)
      if (closing >= 0 || closing >= before) return []
      const amount = -closing
      const takes = production.records.find(
        ({ itemId, components }) =>
          components.some(
            ({ componentId, quantities }) => componentId === record.itemId && (quantities[t] as number) > 0,
          ) && isFirm(input, itemId, t),
      )
      const id = takes?.itemId ?? record.itemId
      const periodId = calendar.periods[t]?.id as string
      return [
        {
          limit: 'firmSupply',
          id,
          periodId,
          amount,
          unit: 'units',
          message: `Whole quantities leave ${amount} '${record.itemId}' too few for the firm supply of '${id}' in ${periodId}. Firm up less, or give more hours.`,
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
    resources: [],
    shadowPrices: [],
    objective: { ...production.objective, ...Object.fromEntries(nothing) },
    certificate: { ...production.certificate, ok: false, primal: [], rowDual: [], reducedCost: [] },
    diagnosis: { conflicts },
  }
}

function isFirm(input: NormalInput, itemId: string, t: number): boolean {
  return (input.items.find(({ id }) => id === itemId)?.firmSupply?.[t] ?? 0) > 0
}
