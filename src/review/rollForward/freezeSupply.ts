import { createNotice, type Notice, noteRecords } from '../../core/notices/notices.js'
import { groupBy, keyOf } from '../../core/keys/keys.js'
import { decimalSum } from '../../core/money/money.js'
import {
  frozenWithoutPlan,
  lateWorkPlannedAnew,
  ordersReceivedEarly,
  workInProgressLost,
  workLeftOpen,
} from '../../scenario/notices.js'
import type { AnyRow } from '../../schema/normalForm/spellOut.js'
import { type Closing, isWithin, unitsOfKind } from './closing.js'
import type { LateWork } from './lateWork.js'
import type { orderedUnits } from './orderedUnits.js'

/** Sources and policy of the next plan. */
export interface FrozenSupply {
  readonly sources: readonly AnyRow[]
  readonly firmPeriods: number
}

const minus = (units: number): number => -units

/**
 * What is fixed in the next plan: what was given for its periods, and in its frozen ones what the plan before supplies there, less what
 * comes by orders under way or has come before its day; and of what is made, all of a period in which an order is received that had
 * gone out. What is late of fixed work comes in the first period, beside what the plan before makes there.
 */
export function freezeSupply(
  closing: Closing,
  rolledSources: readonly AnyRow[],
  { ordered, late }: { readonly ordered: ReturnType<typeof orderedUnits>; readonly late: LateWork },
  { assumptions, warnings }: { readonly assumptions: Notice[]; readonly warnings: Notice[] },
): FrozenSupply {
  const { plan, closed, from, to, start } = closing
  const { firmPeriods } = closing.open.normal.policy
  for (const [itemId, amount] of late.anew)
    assumptions.push(
      createNotice(lateWorkPlannedAnew, { path: 'sources[].firmSupply', refs: [{ itemId }], amount, unit: 'units' }),
    )
  const places = new Map(from.periods.map(({ id }, t) => [id, t]))
  if (plan === undefined) {
    const left = Math.max(0, firmPeriods - closed.length)
    if (left < firmPeriods)
      assumptions.push(createNotice(frozenWithoutPlan, { path: 'policy.firmPeriods', amount: left }))
    return { sources: rolledSources, firmPeriods: left }
  }
  const begun = groupBy(
    plan.supply.plannedOrders.filter(
      ({ kind, releaseDate, dueDate }) => kind !== 'buy' && releaseDate < start && dueDate >= start,
    ),
    ['itemId'],
  )
  const made = unitsOfKind(closing, 'output')
  const open = new Set<string>()
  const early = new Set<string>()
  const planned = new Map(plan.supply.sources.map((record) => [record.itemId, record]))
  const firmIds = Math.min(firmPeriods, to.periods.length)
  const sources = rolledSources.map((row) => {
    const itemId = row['itemId'] as string
    const record = planned.get(itemId)
    if (record === undefined) return row
    const given = row['firmSupply'] as readonly (number | null)[] | undefined
    const orders = begun.get(keyOf({ itemId }, ['itemId'])) ?? []
    // More than was planned until the close is made of what had gone out, and does not come once more.
    let ahead = Math.max(
      0,
      decimalSum([made.get(itemId) ?? 0, ...record.quantities.slice(0, closed.length).map(minus)]),
    )
    const orderedIn = ordered(itemId)
    const firm = to.periods.map((period, t): number | null => {
      const place = places.get(period.id)
      const units = decimalSum(
        orders.filter((order) => isWithin(order.dueDate, period)).map(({ quantity }) => quantity),
      )
      const done = Math.min(ahead, units)
      ahead = decimalSum([ahead, -done])
      if (done > 0) early.add(itemId)
      const overdue = t === 0 ? (late.open.get(itemId) ?? 0) : 0
      const isBegun = units > done || overdue > 0
      if (isBegun) open.add(itemId)
      const fixed = ((): number | null => {
        const own = given?.[t] ?? null
        if (own !== null) return own
        // Nothing is made in a frozen period for which nothing is given, except what is late.
        if (place !== undefined && place < firmPeriods) return overdue > 0 ? 0 : null
        // Of a period that the plan did not have only what had gone out is known.
        if (place === undefined) return isBegun ? units : null
        return t < firmIds || isBegun ? (record.quantities[place] ?? 0) : null
      })()
      const bought = orderedIn(period)
      if (fixed === null) return null
      if (bought.early > 0) early.add(itemId)
      return Math.max(0, decimalSum([fixed, overdue, -(record.kind === 'buy' ? bought.units : done)]))
    })
    return firm.every((value) => value === null) ? row : { ...row, firmSupply: firm }
  })
  noteRecords(assumptions, workLeftOpen, {
    path: 'sources[].firmSupply',
    refs: [...open].map((itemId) => ({ itemId })),
  })
  noteRecords(assumptions, ordersReceivedEarly, {
    path: 'sources[].firmSupply',
    refs: [...early].map((itemId) => ({ itemId })),
  })
  for (const { itemId, workInProgress } of plan.supply.records) {
    const amount = workInProgress?.[closed.length - 1] ?? 0
    if (amount > 0)
      warnings.push(
        createNotice(workInProgressLost, { path: `items['${itemId}']`, refs: [{ itemId }], amount, unit: 'units' }),
      )
  }
  return { sources, firmPeriods: firmIds }
}
