import { type Facts, isMade, itemKey, resourceKey } from '../facts/facts.js'
import { gridOf } from '../gridUnits.js'
import { oncePerCell } from '../oncePerCell.js'
import { servedRecord } from '../customers/refusal.js'
import { SMALL_HOURS } from './unpaidUnits.js'
import { unitMoney } from '../customers/unitMoney.js'
import { wageOfOneHour } from '../facts/wageFacts.js'

/** Stock units that a plan is to do without, and the last period whose supply they may be of. */
export interface Spared {
  readonly units: number
  readonly until: number
}

/** What an hour of a line of a routing costs in a period, and what overtime costs more, and how much of it is worked. */
interface Hour {
  readonly key: string
  readonly perUnit: number
  readonly pay: number
  readonly extra: number
  readonly worked: number
}

/**
 * Works out from the records what a plan would not spend without some units of an item: its supply is taken back, the dearest first that nobody else would
 * miss, with the overtime and the parts that went into it.
 */
export function savedWithout(facts: Facts): (itemId: string) => (spared: readonly Spared[], least: number) => number {
  const { rows, days, level } = facts
  const money = unitMoney(facts)
  const periods = days.map((_, t) => t)
  const suppliedIn: (itemId: string, t: number) => number = oncePerCell((itemId, t) => {
    const record = rows.records.get(itemKey(itemId))?.row
    const { power, whole } = gridOf(facts.items.get(itemId))
    return (whole(record?.produced?.[t]) + whole(record?.purchased?.[t])) / power
  })
  const hoursIn: (itemId: string, t: number) => readonly Hour[] = oncePerCell((itemId, t) =>
    (isMade(facts, itemId) ? (facts.routings.get(itemId) ?? []) : []).map(({ resourceId, hours }): Hour => {
      const resource = facts.resources.get(resourceId)
      const wage = Number(level(wageOfOneHour(resource))[t] ?? 0)
      const worked = rows.resources.get(resourceKey(resourceId))?.row.overtimeHours?.[t] ?? 0
      const extra = worked > 0 ? Number(level(resource?.overtimeCostPerHour ?? 0)[t] ?? 0) - wage : 0
      const variable = Number(level(resource?.variableOverheadPerHour ?? 0)[t] ?? 0)
      const key = JSON.stringify([resourceId, t])
      return { key, perUnit: hours, pay: wage + variable, extra: Math.max(0, extra), worked }
    }),
  )
  const partsOf = (itemId: string): readonly { readonly id: string; readonly each: number }[] =>
    (isMade(facts, itemId) ? (facts.bills.get(itemId) ?? []) : []).map(({ componentId, perUnit }) => ({
      id: componentId,
      each: Number(perUnit.n) / Number(perUnit.d),
    }))
  const priceIn = (itemId: string, t: number): number => money.get(itemId)?.purchase[t] ?? 0
  const heldFor = (itemId: string, from: number, to: number): number =>
    periods.slice(from, to).reduce((sum, t) => sum + (money.get(itemId)?.holding[t] ?? 0), 0)

  /** What a unit takes in a period, with parts at the dearest that the plan takes for it. */
  const spentOn = (itemId: string, t: number, isOver: boolean): number => {
    const wages = hoursIn(itemId, t).map(({ perUnit, pay, extra }) => perUnit * (isOver ? pay + extra : pay))
    const parts = partsOf(itemId).map(({ id, each }) => each * dearestOf(id, t))
    return [...wages, ...parts].reduce((sum, cost) => sum + cost, priceIn(itemId, t))
  }
  const dearestOf: (itemId: string, until: number) => number = oncePerCell((itemId, until) => {
    const taken = periods.filter((t) => t <= until && suppliedIn(itemId, t) > 0)
    if (taken.length === 0) return money.get(itemId)?.made[until] ?? 0
    return Math.max(...taken.map((t) => spentOn(itemId, t, true) + heldFor(itemId, t, until)))
  })
  const known = new Map<string, readonly { readonly t: number; readonly isOver: boolean; readonly rank: number }[]>()
  const waysOf = (itemId: string): readonly { readonly t: number; readonly isOver: boolean }[] => {
    const before = known.get(itemId)
    if (before !== undefined) return before
    const found = periods
      .filter((t) => suppliedIn(itemId, t) > 0)
      .reverse()
      .flatMap((t) =>
        (hoursIn(itemId, t).some(({ extra }) => extra > 0) ? [true, false] : [false]).map((isOver) => {
          const cost = spentOn(itemId, t, isOver) - heldFor(itemId, 0, t)
          return { t, isOver, rank: Math.round(cost * 1e6) }
        }),
      )
      .sort((a, b) => b.rank - a.rank)
    known.set(itemId, found)
    return found
  }

  /** What lies at a close, what of it should, and who waits; stock units. */
  const closeOf: (
    itemId: string,
    t: number,
  ) => { readonly stock: number; readonly kept: number; readonly open: number } = oncePerCell((itemId, t) => {
    const record = rows.records.get(itemKey(itemId))?.row
    const { power, whole } = gridOf(facts.items.get(itemId))
    const isLost = facts.policies.get(itemId)?.unmetDemand === 'lost'
    const minimum = Number(level(facts.policies.get(itemId)?.minimumStock ?? 0)[t] ?? 0)
    return {
      stock: whole(record?.closing?.[t]) / power,
      kept: Math.max(minimum, record?.safetyStock?.[t] ?? 0),
      open: record === undefined || isLost ? 0 : whole(servedRecord(facts, record).backlog?.[t]) / power,
    }
  })

  /** Takes units of an item out of a plan, of which `gone` is already out. */
  const takeOut = (gone: Map<string, number>, itemId: string, { units, until }: Spared): number => {
    let [open, saved] = [units, 0]
    const out = (...key: readonly unknown[]): number => gone.get(JSON.stringify(key)) ?? 0
    const leave = (amount: number, ...key: readonly unknown[]): unknown =>
      gone.set(JSON.stringify(key), out(...key) + amount)
    const overLeft = ({ key, worked }: Hour): number => worked - out(key)
    const between = (t: number): readonly number[] => periods.slice(Math.min(t, until), Math.max(t, until))
    const doWithout = (t: number, isOver: boolean, isKept: boolean): void => {
      const hours = hoursIn(itemId, t)
      // A unit of an earlier period lies there until it goes; one of a later period is for somebody who waits so long.
      const passing = between(t).map((s) => {
        const { stock, kept, open: waiting } = closeOf(itemId, s)
        return (t < until ? stock - (isKept ? kept : 0) : waiting) - out(itemId, s, t < until)
      })
      const enough = Math.min(open, suppliedIn(itemId, t) - out(itemId, t), ...passing)
      const taken = hours
        .filter(({ extra }) => isOver && extra > 0)
        .reduce((most, hour) => {
          const isAll = hour.perUnit * most <= overLeft(hour) + SMALL_HOURS
          return isAll ? most : overLeft(hour) / hour.perUnit
        }, enough)
      if (!(taken > 0)) return
      open -= taken
      leave(taken, itemId, t)
      for (const s of between(t)) leave(taken, itemId, s, t < until)
      saved += taken * (priceIn(itemId, t) + heldFor(itemId, t, until))
      for (const hour of hours) {
        const all = hour.perUnit * taken
        saved += all * hour.pay
        if (hour.extra === 0) continue
        const over = all <= overLeft(hour) + SMALL_HOURS ? all : Math.max(0, overLeft(hour))
        leave(over, hour.key)
        saved += over * hour.extra
      }
      for (const { id, each } of partsOf(itemId)) saved += takeOut(gone, id, { units: each * taken, until: t })
    }
    for (const isKept of [true, false])
      for (const { t, isOver } of waysOf(itemId)) if (open > 0) doWithout(t, isOver, isKept)
    return open > 0 ? saved + open * (money.get(itemId)?.made[until] ?? 0) : saved
  }
  return (itemId) => {
    let gone = new Map<string, number>()
    return (spared, least) => {
      const tried = new Map(gone)
      const saved = spared.reduce((sum, one) => sum + takeOut(tried, itemId, one), 0)
      if (saved > least) gone = tried
      return saved
    }
  }
}
