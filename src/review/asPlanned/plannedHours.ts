import { allocateMinor } from '../../core/money/allocateMinor.js'
import type { Plan } from '../../plan/types.js'
import type { PlanActual } from '../../schema/rows/costingTypes.js'
import { hoursByItem } from './hoursByItem.js'
import { amountsOf } from './postedAmounts.js'

/** Hours of a resource that were worked in a period. */
export const workedIn = (
  {
    regularHours,
    overtimeHours,
  }: { readonly regularHours: readonly number[]; readonly overtimeHours: readonly number[] },
  t: number,
): number => (regularHours[t] ?? 0) + (overtimeHours[t] ?? 0)

/**
 * Hours that a plan pays in a period as rows of actuals, by resource and the item that they are worked on; what is paid and not worked
 * stands by itself.
 */
export function plannedHours(plan: Plan): (t: number) => PlanActual[] {
  const power = 10 ** plan.ledger.decimals
  const wages = amountsOf(plan, { rules: ['payroll'], account: 'wagesPayable', by: ['resourceId'] })
  const paidOf = new Map(plan.input.resources.map((row) => [row.id, row.paidHours === 'capacity']))
  return (t) => {
    const periodId = plan.calendar.periods[t]?.id ?? ''
    const worked = hoursByItem(plan, t)
    return plan.supply.resources.flatMap((row) => {
      const { resourceId, regularHours, overtimeHours, capacityHours } = row
      const hours = workedIn(row, t)
      const paid =
        (paidOf.get(resourceId) === true ? (capacityHours[t] ?? 0) : (regularHours[t] ?? 0)) + (overtimeHours[t] ?? 0)
      const own = [...(worked.get(resourceId) ?? [])].filter(([, share]) => share > 0)
      const parts = [...own.map(([forItemId, share]) => ({ forItemId, share })), { share: Math.max(0, paid - hours) }]
      const shares = parts.map(({ share }) => share)
      if (paid === 0 || shares.every((share) => share === 0)) return []
      const micro = allocateMinor(Math.round(paid * 1e6), shares)
      const money = allocateMinor(-wages(t, { resourceId }), shares)
      return parts.map((part, n): PlanActual => ({
        periodId,
        kind: 'hours',
        resourceId,
        ...('forItemId' in part && { forItemId: part.forItemId as string }),
        hours: (micro[n] ?? 0) / 1e6,
        amount: (money[n] ?? 0) / power + 0,
      }))
    })
  }
}
