import { pick } from '../../src/core/checking/pick.js'
import fc from 'fast-check'
import { expect } from 'vitest'
import { createCalendar, type Calendar } from '../../src/core/time/calendar.js'
import { effectiveQuantity, standardHours } from '../../src/core/index.js'
import type { ProductionItem, ProductionPlan, ProductionProblem, ProductionRecord } from '../../src/production/types.js'
import { valueAt } from './valueAt.js'

/**
 * Runs of a property: few where nobody says how many, since each solves a model and the deep run has hundreds; a tenth of them is enough
 * for those that solve several models a run.
 */
export const RUNS: number = Number(process.env.SOP_FC_RUNS ?? 50)
export const FEWER_RUNS: number = Math.max(Math.min(RUNS, 100), Math.ceil(RUNS / 10))

export const months = (count: number): Calendar => createCalendar({ start: '2027-01-01', months: count })

export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  for (const entry of Object.values(value)) deepFreeze(entry)
  return Object.freeze(value)
}

/** An item whose unmet demand costs nothing but its margin. */
export const lost = { unmetDemand: 'lost', lostSaleCostPerUnit: 0 } as const

/** `expect` is slow in the innermost loops of a property, so it is called where something is wrong only. */
function same(actual: unknown, expected: unknown, at: string): void {
  if (actual !== expected) expect(actual, at).toBe(expected)
}

function atMost(actual: number | undefined, limit: number | undefined, at: string): void {
  if (actual === undefined || limit === undefined || !(actual <= limit))
    expect(actual, at).toBeLessThanOrEqual(limit ?? Number.NaN)
}

/**
 * Checks every balance and limit of a plan by arithmetic of its own, in whole units of each item's grid: stock, demand,
 * use of components, hours.
 */
export function expectConsistent(problem: ProductionProblem, plan: ProductionPlan): void {
  const count = problem.calendar.periods.length
  expect(plan.records.map(({ itemId }) => itemId)).toEqual(problem.items.map(({ id }) => id))
  const units = (itemId: string, value: number): number => {
    const scale = 10 ** (problem.items.find(({ id }) => id === itemId)?.quantityDecimals ?? 0)
    const whole = Math.round(value * scale)
    same(whole / scale, value, itemId)
    return whole
  }
  const taken = new Map<string, number[]>()
  for (const { components } of plan.records) {
    for (const { componentId, quantities } of components) {
      const sums = taken.get(componentId) ?? new Array<number>(count).fill(0)
      taken.set(
        componentId,
        sums.map((sum, t) => sum + units(componentId, quantities[t] as number)),
      )
    }
  }
  plan.records.forEach((record, n) => {
    const item = problem.items[n] as ProductionItem
    const u = (value: number | undefined): number => units(item.id, value ?? 0)
    let stock = u(item.onHand)
    let open = u(item.backlog)
    let made = 0
    const used = record.components.map(() => 0)
    for (let t = 0; t < count; t += 1) {
      const at = `${item.id}, period ${t}`
      same(record.produced[t] === 0 || record.purchased[t] === 0, true, at)
      same(u(record.dependentDemand[t]), taken.get(item.id)?.[t] ?? 0, at)
      stock +=
        u(record.produced[t]) +
        u(record.purchased[t]) +
        u(record.scheduledReceipts[t]) -
        u(record.shipped[t]) -
        u(record.dependentDemand[t])
      same(u(record.closing[t]), stock, at)
      atMost(0, stock, at)
      if (item.kind === 'service') same(stock, 0, at)
      atMost(valueAt(item.minimumStock, t, 0) - 1e-9, record.closing[t], at)
      atMost(record.closing[t], valueAt(item.maximumStock, t, Infinity) + 1e-9, at)
      if (item.unmetDemand === 'forbidden') same(record.backlog[t], 0, at)
      const demand = u(record.demand[t])
      if (item.unmetDemand === 'lost') {
        const total = demand + (t === 0 ? u(item.backlog) : 0)
        same(u(record.shipped[t]) + u(record.lost[t]), total, at)
        same(record.backlog[t], 0, at)
      } else {
        open += demand - u(record.shipped[t])
        same(u(record.backlog[t]), open, at)
        same(record.lost[t], 0, at)
      }
      for (const value of [record.produced, record.purchased, record.shipped, record.backlog, record.lost]) {
        atMost(0, value[t], at)
      }
      const firm = item.firmSupply?.[t] ?? (t < (problem.firmPeriods ?? 0) ? 0 : null)
      if (firm !== null) same(u(record.produced[t]) + u(record.purchased[t]), u(firm), at)
      else
        atMost(
          u(record.produced[t]) + u(record.purchased[t]),
          valueAt(item.supplyLimit, t, Infinity) * 10 ** (item.quantityDecimals ?? 0) + 1e-6,
          at,
        )
      made += record.produced[t] as number
      record.components.forEach(({ componentId, quantities }, c) => {
        used[c] = (used[c] as number) + (quantities[t] as number)
        const component = problem.items.find(({ id }) => id === componentId) as ProductionItem
        const perUnit = (problem.billOfMaterials ?? [])
          .filter((line) => line.itemId === item.id && line.componentId === componentId)
          .reduce(
            (sum, line) =>
              sum +
              effectiveQuantity({ ...pick(line, ['quantityPer', 'scrapShare']), yieldShare: item.yieldShare ?? 1 }),
            0,
          )
        const scale = 10 ** (component.quantityDecimals ?? 0)
        const own = 10 ** (item.quantityDecimals ?? 0)
        // In units of the grid, because sums of decimals have tails that rounding up would take for a unit.
        const begun = Math.round(made * own) + Math.ceil((record.workInProgress?.[t] ?? 0) * own - 1e-6)
        same(Math.round((used[c] as number) * scale), Math.ceil((perUnit * begun * scale) / own - 1e-6), at)
      })
    }
  })
  plan.resources.forEach((resource, r) => {
    const given = problem.resources?.[r]
    if (typeof given?.capacityHours === 'object') expect(resource.capacityHours).toEqual(given.capacityHours)
    for (let t = 0; t < count; t += 1) {
      const at = `${resource.resourceId}, period ${t}`
      let load = 0
      for (const operation of problem.operations ?? []) {
        if (operation.resourceId !== resource.resourceId) continue
        const item = problem.items.find(({ id }) => id === operation.itemId) as ProductionItem
        const record = plan.records.find(({ itemId }) => itemId === operation.itemId)
        const { lotSize = 1, yieldShare = 1 } = item
        load += standardHours(
          { ...pick(operation, ['runHoursPerUnit', 'setupHours']), lotSize, yieldShare },
          { quantity: record === undefined ? 1 : workDone(record, t) },
        )
      }
      const regular = resource.regularHours[t] as number
      const overtime = resource.overtimeHours[t] as number
      atMost(Math.abs(regular + overtime - load), 1.6e-6, at)
      atMost(regular, resource.capacityHours[t] as number, at)
      atMost(overtime, resource.overtimeLimitHours[t] as number, at)
      if (overtime > 1e-6) atMost((resource.capacityHours[t] as number) - 1e-5, regular, at)
    }
  })
  const { total, beforeRounding: _, ...parts } = plan.objective
  expect(total).toBeCloseTo(
    Object.values(parts).reduce((a, b) => a + b, 0),
    6,
  )
}

/** Work done in a period, in units: what became complete, and by how much more stands in work. */
function workDone({ produced, workInProgress }: ProductionRecord, t: number): number {
  const before = t === 0 ? 0 : (workInProgress?.[t - 1] ?? 0)
  return Math.max(0, (produced[t] as number) + (workInProgress?.[t] ?? 0) - before)
}

/** Small random companies that reach every rule of the optimizer. */
export function problemArbitrary(
  options: { readonly forbidden?: boolean; readonly decimals?: boolean } = {},
): fc.Arbitrary<ProductionProblem> {
  const { forbidden = false, decimals = true } = options
  const quantity = (max: number): fc.Arbitrary<number> => fc.integer({ min: 0, max })
  const money = (max: number): fc.Arbitrary<number> => fc.integer({ min: 0, max: max * 4 }).map((n) => n / 4)
  return fc
    .record({
      count: fc.integer({ min: 1, max: 4 }),
      finished: fc.integer({ min: 1, max: 3 }),
      middle: fc.integer({ min: 0, max: 2 }),
      bought: fc.integer({ min: 0, max: 2 }),
      resources: fc.integer({ min: 1, max: 2 }),
      firm: fc.boolean(),
    })
    .chain(({ count, finished, middle, bought, resources, firm }) => {
      const series = (max: number): fc.Arbitrary<number[]> =>
        fc.array(quantity(max), { minLength: count, maxLength: count })
      const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
        fc.option(value, { nil: undefined, freq: 2 })
      const names = [
        ...Array.from({ length: finished }, (_, n) => `f${n}`),
        ...Array.from({ length: middle }, (_, n) => `m${n}`),
        ...Array.from({ length: bought }, (_, n) => `b${n}`),
      ]
      const item = (id: string): fc.Arbitrary<ProductionItem> => {
        const sold = id.startsWith('f')
        const buy = id.startsWith('b')
        return fc
          .record({
            demand: sold ? series(30) : maybe(series(6)),
            price: sold ? fc.oneof(money(40), fc.array(money(40), { minLength: count, maxLength: count })) : money(20),
            sellingCostPerUnit: money(3),
            purchaseCost: money(10),
            leadTimeDays: fc.constantFrom(0, 0, 14, 31, 40, 75),
            onHand: quantity(40),
            backlog: fc.constantFrom(0, 0, 0, 4),
            scheduledReceipts: maybe(series(10)),
            safetyStock: maybe(series(8)),
            safetyStockPenaltyPerUnit: maybe(money(4)),
            holdingCostPerUnit: maybe(money(2)),
            unmetDemand: fc.constantFrom<ProductionItem['unmetDemand'][]>(
              'backlog',
              'lost',
              ...(forbidden ? (['forbidden'] as const) : []),
            ),
            backlogCostPerUnit: maybe(money(5)),
            lostSaleCostPerUnit: maybe(money(5)),
            supplyLimit: maybe(series(60)),
            minimumStock: maybe(series(3)),
            maximumStock: maybe(series(80).map((values) => values.map((value) => value + 60))),
            yieldShare: fc.constantFrom(1, 1, 0.9),
            quantityDecimals: decimals ? fc.constantFrom(0, 0, 2) : fc.constant(0),
            kind: sold ? fc.constantFrom('good', 'good', 'good', 'service') : fc.constant('good'),
          })
          .map((fields) => {
            const service = fields.kind === 'service'
            const kept = Object.fromEntries(
              Object.entries(fields).filter(
                ([key, value]) =>
                  value !== undefined &&
                  !(
                    service &&
                    ['onHand', 'scheduledReceipts', 'safetyStock', 'minimumStock', 'maximumStock'].includes(key)
                  ),
              ),
            )
            const firmSupply = fields.demand?.map((_, t) => (t === 0 ? 1 : null))
            return {
              id,
              source: buy ? 'buy' : 'make',
              ...kept,
              ...(firm && firmSupply && !service && { firmSupply }),
            } as ProductionItem
          })
      }
      const bills = names.flatMap((itemId, n) =>
        names
          .slice(n + 1)
          .filter((componentId) => !itemId.startsWith('b') && componentId[0] !== itemId[0])
          .map((componentId) =>
            maybe(
              fc.record({
                itemId: fc.constant(itemId),
                componentId: fc.constant(componentId),
                quantityPer: fc.constantFrom(1, 2, 0.5, 3),
                scrapShare: fc.constantFrom(0, 0, 0.05),
              }),
            ),
          ),
      )
      const operations = names
        .filter((id) => !id.startsWith('b'))
        .map((itemId) =>
          fc.record({
            itemId: fc.constant(itemId),
            resourceId: fc.integer({ min: 1, max: resources }).map((r) => `r${r}`),
            runHoursPerUnit: fc.constantFrom(0.1, 0.25, 1 / 3, 0.7),
            setupHours: fc.constantFrom(0, 0, 1),
          }),
        )
      return fc
        .record({
          items: fc.tuple(...names.map(item)),
          bills: fc.tuple(...bills),
          operations: fc.tuple(...operations),
          firmPeriods: fc.constantFrom(0, 0, 0, 1),
          resources: fc.tuple(
            ...Array.from({ length: resources }, (_, r) =>
              fc.record({
                id: fc.constant(`r${r + 1}`),
                capacityHours: fc.array(fc.integer({ min: 1, max: 15 }), { minLength: count, maxLength: count }),
                overtimeHours: fc.constantFrom(0, 2, 5),
                costPerHour: money(5),
                overtimeCostPerHour: maybe(money(8)),
                variableOverheadPerHour: money(2),
              }),
            ),
          ),
        })
        .map((parts) => ({
          calendar: months(count),
          items: parts.items,
          billOfMaterials: parts.bills.filter((line) => line !== undefined),
          operations: parts.operations.map((line) =>
            line.setupHours > 0
              ? line
              : { itemId: line.itemId, resourceId: line.resourceId, runHoursPerUnit: line.runHoursPerUnit },
          ),
          resources: parts.resources.map(({ overtimeCostPerHour, ...resource }) =>
            overtimeCostPerHour === undefined ? resource : { ...resource, overtimeCostPerHour },
          ),
          firmPeriods: parts.firmPeriods,
        }))
    })
}
