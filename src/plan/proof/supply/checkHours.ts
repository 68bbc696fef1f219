import { capacityOf } from '../facts/capacityFacts.js'
import { type Check, startCheck } from '../checks.js'
import type { Facts } from '../facts/facts.js'
import { hasWork, workDone } from '../facts/workFacts.js'

/** Hours are kept to six decimals. */
const HOUR_GRID = 1e-6

/** Work done is kept to nine decimals of a unit, which may take many hours; a whole unit may lack as much again. */
const WORK_GRID = 4e-9

/** Hours worked are those that production takes, of units in work as of complete ones, within regular and overtime capacity. */
export function checkHours(facts: Facts): Check {
  const check = startCheck(
    'hours-within-capacity',
    'Hours worked are those that production takes, and stay within capacity.',
  )
  const { plan, count, routings } = facts
  const needs = new Map<string, number[]>()
  const slack = new Map<string, number>()
  for (const made of plan.supply.records) {
    for (const { resourceId, hours } of routings.get(made.itemId) ?? []) {
      const need = needs.get(resourceId) ?? new Array<number>(count).fill(0)
      needs.set(resourceId, need)
      for (let t = 0; t < count; t++) need[t] = (need[t] ?? 0) + hours * workDone(made, t)
      if (hasWork(made)) slack.set(resourceId, (slack.get(resourceId) ?? 0) + hours * WORK_GRID)
    }
  }
  for (const { row: record, name } of facts.rows.resources.values()) {
    const resource = facts.resources.get(record.resourceId)
    if (resource === undefined) continue
    const capacity = capacityOf(facts, resource)
    const overtime = facts.flow(resource.overtimeHours)
    const need = needs.get(record.resourceId)
    for (let t = 0; t < count; t++) {
      const needed = need?.[t] ?? 0
      const limit = capacity[t] as number
      const scale = 1e-9 * Math.max(1, limit) + (slack.get(record.resourceId) ?? 0)
      const regular = record.regularHours[t] as number
      const extra = record.overtimeHours[t] as number
      check.cell(name, 'capacityHours', t, record.capacityHours[t], limit, scale)
      check.cell(name, 'overtimeLimitHours', t, record.overtimeLimitHours[t], overtime[t] as number, scale)
      check.cell(name, 'regularHours', t, regular, Math.min(needed, limit), HOUR_GRID + scale)
      check.cell(name, 'overtimeHours', t, extra, Math.max(0, needed - limit), HOUR_GRID + scale)
      check.holds(
        `${name}.overtimeHours[${t}]`,
        extra <= (overtime[t] as number) + HOUR_GRID + scale,
        extra,
        overtime[t] as number,
        `${name} works more overtime than there is in period ${t}.`,
      )
      check.cell(name, 'utilization', t, record.utilization[t], limit > 0 ? (regular + extra) / limit : 0, 1e-9)
    }
  }
  return check.result()
}
