import { type Check, startCheck } from './checks.js'
import type { Facts } from './facts.js'

/** Hours are kept to six decimals. */
const HOUR_GRID = 1e-6

/** Hours worked are those that production takes, within regular and overtime capacity. */
export function checkHours(facts: Facts): Check {
  const check = startCheck(
    'hours-within-capacity',
    'Hours worked are those that production takes, and stay within capacity.',
  )
  const { plan, count, hours } = facts
  plan.supply.resources.forEach((record, r) => {
    const resource = plan.input.resources[r] as (typeof plan.input.resources)[number]
    const capacity = facts.flow(resource.capacityHours)
    const overtime = facts.flow(resource.overtimeHours)
    const name = `supply.resources[${r}]`
    for (let t = 0; t < count; t++) {
      let needed = 0
      plan.supply.records.forEach((made, i) => {
        for (const line of hours[i] ?? []) if (line.resource === r) needed += line.hours * (made.produced[t] as number)
      })
      const limit = capacity[t] as number
      const scale = 1e-9 * Math.max(1, limit)
      const regular = record.regularHours[t] as number
      const extra = record.overtimeHours[t] as number
      check.number(`${name}.capacityHours[${t}]`, record.capacityHours[t], limit, scale)
      check.number(`${name}.overtimeLimitHours[${t}]`, record.overtimeLimitHours[t], overtime[t] as number, scale)
      check.number(`${name}.regularHours[${t}]`, regular, Math.min(needed, limit), HOUR_GRID + scale)
      check.number(`${name}.overtimeHours[${t}]`, extra, Math.max(0, needed - limit), HOUR_GRID + scale)
      check.holds(
        `${name}.overtimeHours[${t}]`,
        extra <= (overtime[t] as number) + HOUR_GRID + scale,
        extra,
        overtime[t] as number,
        `${name} works more overtime than there is in period ${t}.`,
      )
      check.number(`${name}.utilization[${t}]`, record.utilization[t], limit > 0 ? (regular + extra) / limit : 0, 1e-9)
    }
  })
  return check.result()
}
