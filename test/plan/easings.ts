import type { Plan } from '../../src/plan/index.js'
import type { NormalInput, PlanInput } from '../../src/schema/index.js'

/** What a company is given more of, one thing at a time. */
export const EASINGS = ['hours', 'overtime', 'supply limit', 'lead time', 'stock'] as const
export type Easing = (typeof EASINGS)[number]

/** A company with more of one thing. */
export interface EasedInput {
  readonly input: PlanInput
  /** Money that holding what was added costs until the end of the plan, if nobody wants it. */
  readonly holding: number
}

type Series = number | readonly number[]

const raised = (values: Series, by: number): Series =>
  typeof values === 'number' ? values + by : values.map((value) => value + by)

/**
 * The company of a plan with `more` (1 to 9) of one thing; undefined where it has nothing of the kind.
 *
 * What is wished for stays as it was: safety stock is given as the plan worked it out, since a shorter lead time and more hours
 * ask for less, and overhead rates are those of the normal input. Stock is added to what a lot of no name holds, and not where a
 * maximum stock may forbid it.
 */
export function eased(result: Plan, easing: Easing, more: number): EasedInput | undefined {
  const input = withItsSafetyStock(result)
  switch (easing) {
    case 'hours':
      if (!input.resources.some(({ capacityHours }) => capacityHours !== undefined)) return undefined
      return {
        input: {
          ...input,
          resources: input.resources.map((row) =>
            row.capacityHours === undefined ? row : { ...row, capacityHours: raised(row.capacityHours, more) },
          ),
        },
        holding: 0,
      }
    case 'overtime':
      if (input.resources.length === 0) return undefined
      return {
        input: {
          ...input,
          resources: input.resources.map((row) => ({ ...row, overtimeHours: raised(row.overtimeHours, more) })),
        },
        holding: 0,
      }
    case 'supply limit':
      if (!input.sources.some(({ supplyLimit }) => supplyLimit !== undefined)) return undefined
      return {
        input: {
          ...input,
          sources: input.sources.map((row) =>
            row.supplyLimit === undefined ? row : { ...row, supplyLimit: raised(row.supplyLimit, more) },
          ),
        },
        holding: 0,
      }
    case 'lead time':
      if (!input.sources.some(({ leadTimeDays }) => leadTimeDays > 0)) return undefined
      return {
        input: {
          ...input,
          sources: input.sources.map((row) => ({ ...row, leadTimeDays: Math.floor((row.leadTimeDays * more) / 10) })),
        },
        holding: 0,
      }
    case 'stock': {
      const policies = new Map(input.stockPolicies.map((row) => [row.itemId, row]))
      const mayHaveMore = ({ itemId, lotId }: NormalInput['stock'][number]): boolean =>
        lotId === undefined && policies.get(itemId)?.maximumStock === undefined
      if (!input.stock.some(mayHaveMore)) return undefined
      const years = result.calendar.periods.reduce((sum, { days }) => sum + days / 365, 0)
      let holding = 0
      const stock = input.stock.map((row) => {
        if (!mayHaveMore(row)) return row
        const cost = result.costs.find(({ itemId }) => itemId === row.itemId)?.unitCost ?? 0
        holding += more * cost * (policies.get(row.itemId)?.holdingCostRatePerYear ?? 0) * years
        return { ...row, onHand: row.onHand + more }
      })
      return { input: { ...input, stock }, holding }
    }
  }
}

/** The normal input of a plan that asks for the safety stock which the plan worked out, by its number. */
function withItsSafetyStock({ input, safetyStock }: Plan): NormalInput {
  const services = new Set(input.items.filter(({ kind }) => kind === 'service').map(({ id }) => id))
  const stockPolicies = input.stockPolicies.map((row) => {
    if (services.has(row.itemId)) return row
    const { serviceLevelShare: _, fillRateShare: __, ...rest } = row
    return { ...rest, safetyStock: safetyStock.find(({ itemId }) => itemId === row.itemId)?.safetyStock ?? 0 }
  })
  return { ...input, stockPolicies }
}
