import { indexById } from '../../core/keys/keys.js'
import { decimalSum } from '../../core/money/money.js'
import { sumDecimals } from '../../core/numbers/sumDecimals.js'
import type { Plan } from '../../plan/types.js'
import type { PlanActual } from '../../schema/rows/costingTypes.js'
import type { TreeStandards } from './treeStandards.js'

/** Overheads that the actuals are silent of, as they were planned. */
export function overheadsAsPlanned(
  rows: readonly PlanActual[],
  planned: readonly PlanActual[],
  { plan, standards, at }: { readonly plan: Plan; readonly standards: TreeStandards; readonly at: string },
): PlanActual[] {
  const told = rows.filter(({ kind }) => kind === 'overhead')
  const overheads = new Set(told.flatMap(({ overheadId }) => overheadId ?? []))
  const resources = new Set(told.flatMap(({ resourceId }) => resourceId ?? []))
  const revenue = decimalSum(rows.flatMap(({ kind, amount = 0 }) => (kind === 'sales' ? [amount] : [])))
  const rates = indexById(plan.input.overheads, 'id')
  const ofIds = planned.flatMap((row): PlanActual[] => {
    const { kind, overheadId } = row
    if (kind !== 'overhead' || overheadId === undefined || overheads.has(overheadId)) return []
    const { rateOfRevenue } = rates.get(overheadId) ?? {}
    return [rateOfRevenue === undefined ? row : { ...row, amount: revenue * rateOfRevenue }]
  })
  const hours = new Map<string, number[]>()
  for (const { kind, resourceId = '', forItemId, hours: own = 0 } of rows) {
    if (kind === 'hours' && forItemId !== undefined && !resources.has(resourceId))
      hours.set(resourceId, [...(hours.get(resourceId) ?? []), own])
  }
  const ofResources = [...hours].flatMap(([resourceId, own]): PlanActual[] => {
    const amount = sumDecimals(own) * (standards.variableRates.get(resourceId) ?? 0)
    return amount === 0 ? [] : [{ periodId: at, kind: 'overhead', resourceId, amount }]
  })
  return [...ofIds, ...ofResources]
}
