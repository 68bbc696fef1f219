import { indexById, keyOf } from '../../core/keys/keys.js'
import type { Ref } from '../../core/keys/ref.js'
import { compileStructure } from '../../core/structure/compileStructure.js'
import type {
  StandardItem,
  StandardMaterial,
  StandardOverhead,
  StandardResource,
  VarianceInput,
} from '../../costing/variances/varianceTypes.js'
import { standardsByPeriod, toStructure } from '../../plan/costs/planStandards.js'
import { standardRates } from '../../plan/costs/standardRates.js'
import { unitHours } from '../../plan/supply/unitHours.js'
import type { Plan } from '../../plan/types.js'
import { billDate } from '../../schema/reading/billDate.js'
import type { PlanActual } from '../../schema/rows/costingTypes.js'

const PARTS = ['overheadId', 'resourceId', 'part'] as const

/** Id of an overhead of the tree: those of the user, and those that the hours of a resource carry, are never the same. */
export const overheadKey = (ids: { readonly overheadId?: string; readonly resourceId?: string }): string =>
  keyOf({ overheadId: ids.overheadId, resourceId: ids.resourceId, part: 'spent' }, PARTS)

/** Id of what the hours of a resource absorb of fixed cost. */
export const absorbedKey = (resourceId: string): string =>
  keyOf({ overheadId: undefined, resourceId, part: 'absorbed' }, PARTS)

/** What a plan takes for standard in one of its periods, and what it plans to sell and make in it. */
export interface TreeStandards {
  readonly input: Required<Pick<VarianceInput, 'items' | 'resources' | 'overheads' | 'budget'>>
  /** Standard cost of one unit in stock. */
  readonly valueOf: (itemId: string) => number
  /** What each overhead of the tree is of. */
  readonly refs: ReadonlyMap<string, Ref>
  /** Items with a bill or a routing; others come into stock as they are. */
  readonly made: ReadonlySet<string>
  /** Items that are never stocked. */
  readonly services: ReadonlySet<string>
  /** Resources whose hours are paid whether they are worked or not: a fixed cost. */
  readonly paidByCapacity: ReadonlySet<string>
}

const sumOf = (rows: readonly PlanActual[]): number => rows.reduce((sum, { amount = 0 }) => sum + amount, 0)

/** The standards that a plan has in each of its periods; `planned` are the actuals of a period that goes as planned. */
export function treeStandards(
  plan: Plan,
  costing: 'absorption' | 'variable',
): (t: number, planned: readonly PlanActual[]) => TreeStandards {
  const { input, calendar } = plan
  const structure = compileStructure(toStructure(input), { asOf: billDate(input.asOf, input.calendar.start) })
  const { itemIds, itemIndex, componentStart, component, componentQuantity } = structure
  const sources = indexById(input.sources, 'itemId')
  const cards = standardsByPeriod(plan.standards, calendar)
  const rates = standardRates(input, calendar)
  const hoursOf = unitHours(input)
  const paidByCapacity = new Set(input.resources.flatMap(({ id, paidHours }) => (paidHours === 'capacity' ? [id] : [])))
  const billOf = (itemId: string): StandardMaterial[] => {
    const i = itemIndex.get(itemId) ?? 0
    const places = [...component.subarray(componentStart[i], componentStart[i + 1])]
    return places.flatMap((place, n): StandardMaterial[] => {
      const quantityPer = componentQuantity[(componentStart[i] as number) + n] as number
      return quantityPer > 0 ? [{ itemId: itemIds[place] as string, quantityPer }] : []
    })
  }
  const goods = input.items.map(({ id }) => {
    const { kind } = sources.get(id) ?? {}
    const materials = kind === 'buy' ? [] : billOf(id)
    const labor = hoursOf(id).map(([resourceId, hoursPer]) => ({ resourceId, hoursPer }))
    return { itemId: id, kind, materials, labor, isMade: materials.length + labor.length > 0 }
  })
  const services = new Set(input.items.flatMap(({ id, kind }) => (kind === 'service' ? [id] : [])))
  const made = new Set(goods.flatMap(({ itemId, isMade }) => (isMade ? [itemId] : [])))
  return (t, planned) => {
    const standing = rates.filter(({ periodIndex }) => periodIndex <= t).at(-1)?.resources ?? []
    const valueOf = (itemId: string): number => {
      const card = cards.get(itemId)?.[t]
      return (costing === 'absorption' ? card?.unitCost : card?.variableCost) ?? 0
    }
    const items = goods.map(({ itemId, kind, materials, labor, isMade }): StandardItem => {
      if (!isMade) return { itemId, standardPrice: valueOf(itemId) }
      const outside = cards.get(itemId)?.[t]?.thisLevel.outsideProcessing ?? 0
      const standardCost = valueOf(itemId)
      return { itemId, materials, labor, standardCost, ...(kind === 'subcontract' && { standardPrice: outside }) }
    })
    const refs = new Map<string, Ref>()
    const named = (key: string, ref: Ref): string => {
      refs.set(key, ref)
      return key
    }
    const carried = standing.flatMap(({ resourceId, variableOverheadPerHour = 0, fixedOverheadPerHour = 0 }) => {
      const wages = planned.filter((row) => row.kind === 'hours' && row.resourceId === resourceId)
      const ref = { resourceId }
      return [
        {
          overheadId: named(overheadKey(ref), ref),
          behavior: 'variable',
          costPerHour: variableOverheadPerHour,
          resourceIds: [resourceId],
        },
        {
          overheadId: named(absorbedKey(resourceId), ref),
          behavior: 'fixed',
          budgetAmount: paidByCapacity.has(resourceId) ? sumOf(wages) : 0,
          costPerHour: fixedOverheadPerHour,
          resourceIds: [resourceId],
        },
      ] satisfies StandardOverhead[]
    })
    const spent = input.overheads.map(({ id, function: purpose, rateOfRevenue }): StandardOverhead => {
      const ref = { overheadId: id }
      const overheadId = named(overheadKey(ref), ref)
      if (rateOfRevenue !== undefined) return { overheadId, behavior: 'selling', rateOfRevenue }
      const budgetAmount = sumOf(planned.filter((row) => row.kind === 'overhead' && row.overheadId === id))
      // What production costs is absorbed by the hours of resources, not by the row that it is spent on.
      return purpose === 'production'
        ? { overheadId, behavior: 'fixed', budgetAmount, costPerUnit: 0 }
        : { overheadId, behavior: 'period', budgetAmount }
    })
    const sales = planned.flatMap((row) => {
      const { kind, itemId = '', marketId, units = 0, amount = 0 } = row
      if (kind !== 'sales' || units === 0) return []
      return [{ itemId, ...(marketId !== undefined && { marketId }), units, price: amount / units }]
    })
    const production = planned.flatMap(({ kind, itemId = '', units = 0 }) =>
      kind === 'output' && made.has(itemId) ? [{ itemId, units }] : [],
    )
    return {
      input: {
        items,
        resources: standing.map(({ resourceId, costPerHour }): StandardResource => ({ resourceId, costPerHour })),
        overheads: [...carried, ...spent],
        budget: { sales, production },
      },
      valueOf,
      refs,
      made,
      services,
      paidByCapacity,
    }
  }
}
