import { createNotice, type Notice } from '../../../core/notices/notices.js'
import type { Ref } from '../../../core/keys/ref.js'
import { type MissingCause, safetyStockMissing } from '../../../production/causes/notices.js'
import type { Facts } from '../facts/facts.js'
import { gridOf, within } from '../gridUnits.js'
import { servedRecord } from '../customers/refusal.js'
import type { CauseTracer, ProvenCause } from './traceCause.js'

const KINDS: Readonly<Partial<Record<ProvenCause['code'], MissingCause>>> = {
  'full-resource': 'resource',
  'lead-time': 'leadTime',
  'firm-supply': 'firmSupply',
  'supply-limit': 'supplyLimit',
  'maximum-stock': 'maximumStock',
}

/** Safety stock that is missing at a close at which no customer of the item waits, by what keeps it from being there. */
export function expectMissingStock(facts: Facts, { heldBy }: CauseTracer): Notice[] {
  const { plan, rows, starts, days, sources, level } = facts
  const held = new Map<string, { kind: MissingCause; id: string; periods: number[]; units: Map<string, number> }>()
  for (const { row } of rows.records.values()) {
    const { itemId } = row
    const source = sources.get(itemId)
    const { power, whole } = gridOf(facts.items.get(itemId))
    const served = servedRecord(facts, row)
    const maximum = facts.policies.get(itemId)?.maximumStock
    const shortfall = row.safetyStockShortfall ?? []
    shortfall.forEach((missing, t) => {
      const isWaitedFor = (served.backlog[t] ?? 0) > 0 || (served.lost[t] ?? 0) > 0
      const isEarly = (starts[t] ?? 0) + (days[t] ?? 0) <= (starts[0] ?? 0) + (source?.leadTimeDays ?? 0)
      if (!(missing > 0) || isWaitedFor || (source?.kind !== 'make' && isEarly)) return
      const most = maximum === undefined ? Infinity : (level(maximum)[t] ?? Infinity)
      const isAtMost = most !== Infinity && whole(row.closing[t]) + 1 > whole(within(most, power))
      const cause = isAtMost ? undefined : heldBy(itemId, t)
      const kind: MissingCause = isAtMost ? 'maximumStock' : ((cause && KINDS[cause.code]) ?? 'cost')
      const id = isAtMost ? itemId : (cause?.id ?? '')
      const key = JSON.stringify([kind, id])
      const one = held.get(key) ?? { kind, id, periods: [], units: new Map<string, number>() }
      held.set(key, one)
      one.periods.push(t)
      one.units.set(itemId, Math.max(missing, one.units.get(itemId) ?? 0))
    })
  }
  return [...held.values()].map(({ kind, id, periods, units }) => {
    const list = [...units].sort(([a], [b]) => (a < b ? -1 : 1))
    const of: Ref[] = kind === 'cost' ? [] : [kind === 'resource' ? { resourceId: id } : { itemId: id }]
    const idOf = (t: number): string => plan.calendar.periods[t]?.id ?? ''
    return createNotice(safetyStockMissing, {
      refs: [...of, ...list.map(([itemId]) => ({ itemId }))],
      periodIds: [idOf(Math.min(...periods)), idOf(Math.max(...periods))],
      amount: list.reduce((sum, [, most]) => sum + most, 0),
      unit: 'units',
      value: { heldBy: kind, units: list.map(([, most]) => most) },
    })
  })
}
