import { openDays } from '../facts/capacityFacts.js'
import { type Facts, isMade, resourceKey } from '../facts/facts.js'
import { gridOf } from '../gridUnits.js'
import { oncePerPlan } from '../facts/oncePerPlan.js'
import { readOrderDays } from './orderDays.js'

/** Hours within this of each other are the same. */
const NOISE = 1e-6

/** What one day calls for of an item, and is not worked on yet. */
interface Call {
  readonly itemId: string
  readonly hours: number
  units: number
}

/** Units whose hours are worked by the end of each day of a period, resource by resource and day by day; none of what takes no hours. */
export const readWorkDone: (facts: Facts) => (itemId: string, t: number) => readonly number[] | undefined = oncePerPlan(
  (facts) => {
    const { rows, routings, resources, starts, end, items } = facts
    const orders = readOrderDays(facts)
    const done = new Map<string, number[]>()
    const users = new Map<string, { readonly itemId: string; readonly hours: number }[]>()
    for (const { row } of rows.records.values()) {
      const { itemId, workInProgress } = row
      if (workInProgress !== undefined || !isMade(facts, itemId)) continue
      for (const { resourceId, hours } of routings.get(itemId) ?? []) {
        if (hours <= 0) continue
        const known = users.get(resourceId) ?? []
        users.set(resourceId, known)
        known.push({ itemId, hours: hours / gridOf(items.get(itemId)).power })
      }
    }
    for (const [resourceId, work] of users) {
      const resource = resources.get(resourceId)
      const row = rows.resources.get(resourceKey(resourceId))?.row
      if (resource === undefined || row === undefined) continue
      const open = resource.capacityHours === undefined ? openDays(facts, resource) : undefined
      starts.forEach((start, t) => {
        const days = Array.from({ length: (starts[t + 1] ?? end) - start }, (_, k) => start + k)
        const counted = days.filter((day) => open?.has(day) ?? true)
        const worked = new Set(counted.length > 0 ? counted : days)
        const { queue, hours } = callsOf(work, days.length, (itemId) => {
          const made = orders.due(itemId, t).reduce((sum, { units }) => sum + units, 0)
          return made === 0 ? undefined : { made, missing: orders.missing(itemId, t) }
        })
        if (hours === 0) return
        const used = (row.regularHours[t] ?? 0) + (row.overtimeHours[t] ?? 0)
        const room = Math.max(used, row.capacityHours[t] ?? 0) - Math.max(0, used - hours)
        const units = new Map<string, number>()
        const walked = new Map<string, number[]>()
        let left = 0
        days.forEach((day) => {
          if (worked.has(day)) left += room / worked.size
          for (let calls = queue[0]; calls !== undefined; calls = queue[0]) {
            const asked = calls.reduce((sum, call) => sum + call.hours * call.units, 0)
            const share = asked <= left + NOISE ? 1 : left / asked
            for (const call of calls) {
              units.set(call.itemId, (units.get(call.itemId) ?? 0) + share * call.units)
              call.units -= share * call.units
            }
            left = Math.max(0, left - asked)
            if (share < 1) break
            queue.shift()
          }
          for (const { itemId } of work) {
            const own = walked.get(itemId) ?? []
            walked.set(itemId, own)
            own.push(units.get(itemId) ?? 0)
          }
        })
        for (const [itemId, own] of walked) {
          const key = `${t} ${itemId}`
          const before = done.get(key)
          done.set(key, before === undefined ? own : own.map((one, k) => Math.min(one, before[k] ?? one)))
        }
      })
    }
    return (itemId, t) => done.get(`${t} ${itemId}`)
  },
)

/** What each day of a period calls for that no day before it has, on the last day all the rest; and the hours of all of it. */
function callsOf(
  work: readonly { readonly itemId: string; readonly hours: number }[],
  days: number,
  suppliedOf: (itemId: string) => { readonly made: number; readonly missing: readonly number[] } | undefined,
): { readonly queue: Call[][]; readonly hours: number } {
  const queue = Array.from({ length: days }, (): Call[] => [])
  let all = 0
  for (const { itemId, hours } of work) {
    const supplied = suppliedOf(itemId)
    if (supplied === undefined) continue
    let before = 0
    queue.forEach((calls, k) => {
      const until = k === days - 1 ? supplied.made : Math.min(supplied.made, supplied.missing[k] ?? 0)
      if (until <= before) return
      calls.push({ itemId, hours, units: until - before })
      before = until
    })
    all += hours * supplied.made
  }
  return { queue: queue.filter((calls) => calls.length > 0), hours: all }
}
