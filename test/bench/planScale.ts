import { createCalendar } from '../../src/core/time/calendar.js'
import type { BillLine, Operation } from '../../src/core/structure/structure.js'
import type { ProductionItem, ProductionProblem } from '../../src/production/types.js'

/** Size and load of a generated company. */
export interface PlanScaleOptions {
  /** Finished items; default 100. */
  readonly finished?: number
  /** Sub-assemblies; default 60. */
  readonly assemblies?: number
  /** Purchased parts; default 240. */
  readonly parts?: number
  /** Months; default 18. */
  readonly months?: number
  /** Resources; default 7. */
  readonly resources?: number
  /** Load of all demand on the regular hours of every resource over the horizon; default 0.93. */
  readonly load?: number
  /** Default 1. */
  readonly seed?: number
}

/** A small generator (mulberry32), so that every run plans the same company. */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let z = state
    z = Math.imul(z ^ (z >>> 15), z | 1)
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61)
    return ((z ^ (z >>> 14)) >>> 0) / 4294967296
  }
}

const round = (value: number, digits: number): number => Number(value.toFixed(digits))

/**
 * A company with three levels: finished items of sub-assemblies and parts, sub-assemblies of parts, seasonal demand,
 * safety stocks, and resources that are loaded to the given share of their regular hours.
 */
export function planScaleProblem(options: PlanScaleOptions = {}): ProductionProblem {
  const { finished = 100, assemblies = 60, parts = 240, months = 18, resources = 7, load = 0.93, seed = 1 } = options
  const random = randomNumbers(seed)
  const between = (low: number, high: number): number => low + (high - low) * random()
  const whole = (low: number, high: number): number => Math.floor(between(low, high + 1))
  const pick = (prefix: string, count: number): string => `${prefix}${String(whole(1, count)).padStart(3, '0')}`
  const name = (prefix: string, n: number): string => `${prefix}${String(n).padStart(3, '0')}`
  const calendar = createCalendar({ start: '2027-01-01', months })
  const billOfMaterials: BillLine[] = []
  const operations: Operation[] = []
  const addLines = (itemId: string, prefix: string, among: number, lines: number, most: number): void => {
    const chosen = new Set<string>()
    while (chosen.size < lines) chosen.add(pick(prefix, among))
    for (const componentId of chosen) {
      const scrap = random() < 0.1 ? { scrapShare: 0.02 } : {}
      billOfMaterials.push({ itemId, componentId, quantityPer: whole(1, most), ...scrap })
    }
  }
  const addOperations = (itemId: string, from: number, to: number, lines: number): void => {
    const hours = new Map<string, number>()
    for (let k = 0; k < lines; k += 1) {
      const resourceId = `R${whole(from, to)}`
      hours.set(resourceId, round((hours.get(resourceId) ?? 0) + round(between(0.02, 0.3), 3), 3))
    }
    for (const [resourceId, runHoursPerUnit] of hours) operations.push({ itemId, resourceId, runHoursPerUnit })
  }

  const items: ProductionItem[] = []
  const cost = new Map<string, number>()
  for (let n = 1; n <= parts; n += 1) {
    const id = name('P', n)
    const purchaseCost = round(between(0.5, 25), 2)
    cost.set(id, purchaseCost)
    items.push({
      id,
      source: 'buy',
      purchaseCost,
      leadTimeDays: whole(0, 60),
      holdingCostPerUnit: round(purchaseCost * 0.015, 4),
      safetyStockPenaltyPerUnit: round(purchaseCost * 0.04, 4),
    })
  }
  const low = Math.max(1, Math.ceil(resources / 2))
  const addMade = (id: string, extra: (unitCost: number) => Partial<ProductionItem>): void => {
    const material = billOfMaterials
      .filter((line) => line.itemId === id)
      .reduce((sum, line) => sum + line.quantityPer * (cost.get(line.componentId) as number), 0)
    const unitCost = material + 8
    cost.set(id, unitCost)
    items.push({ id, source: 'make', holdingCostPerUnit: round(unitCost * 0.012, 4), ...extra(unitCost) })
  }
  for (let n = 1; n <= assemblies; n += 1) {
    const id = name('S', n)
    addLines(id, 'P', parts, whole(2, 5), 4)
    addOperations(id, 1, low, 1)
    addMade(id, (unitCost) => ({ safetyStockPenaltyPerUnit: round(unitCost * 0.03, 4) }))
  }
  for (let n = 1; n <= finished; n += 1) {
    const id = name('F', n)
    addLines(id, 'S', assemblies, whole(1, 3), 2)
    addLines(id, 'P', parts, whole(2, 4), 3)
    addOperations(id, low + 1 > resources ? 1 : low + 1, resources, 2)
    const level = between(40, 400)
    const swing = between(0.1, 0.5)
    const phase = whole(0, 11)
    const demand = calendar.periods.map((_, t) => {
      const season = 1 + swing * (1 - Math.abs(((t + phase) % 12) - 6) / 3)
      return Math.max(0, Math.round(level * season * between(0.85, 1.15)))
    })
    addMade(id, (unitCost) => {
      const price = round(unitCost * between(1.5, 2.4), 2)
      return {
        demand,
        price,
        sellingCostPerUnit: round(price * 0.04, 2),
        onHand: Math.round(level * between(0.1, 0.6)),
        safetyStock: demand.map((quantity) => Math.round(quantity * 0.25)),
        unmetDemand: random() < 0.25 ? 'lost' : 'backlog',
        backlogCostPerUnit: round(price * 0.08, 4),
        lostSaleCostPerUnit: round(price * 0.15, 4),
        safetyStockPenaltyPerUnit: round(unitCost * 0.035, 4),
      }
    })
  }

  const use = unitUses(items, billOfMaterials, operations, resources)
  const total = new Float64Array(resources)
  const peak = new Map<string, number>()
  for (const item of items) {
    const sum = (item.demand ?? []).reduce((a, b) => a + b, 0)
    if (sum === 0) continue
    ;(use.hours.get(item.id) as Float64Array).forEach((hours, r) => {
      total[r] = (total[r] as number) + hours * sum
    })
    for (const [part, quantity] of use.parts.get(item.id) as Map<string, number>) {
      peak.set(part, (peak.get(part) ?? 0) + (quantity * sum) / months)
    }
  }
  const stocked = items.map((item) => {
    const monthly = peak.get(item.id)
    if (monthly === undefined) return item
    return {
      ...item,
      onHand: Math.round(monthly * (item.source === 'buy' ? between(0.5, 3.2) : between(0.1, 0.6))),
      safetyStock: calendar.periods.map(() => Math.round(monthly * 0.3)),
    }
  })
  return {
    calendar,
    items: stocked,
    billOfMaterials,
    operations,
    resources: Array.from({ length: resources }, (_, r) => ({
      id: `R${r + 1}`,
      capacityHours: round((total[r] as number) / months / load, 1),
      overtimeHours: round(((total[r] as number) / months / load) * 0.15, 1),
      costPerHour: round(between(16, 30), 2),
      overtimeCostPerHour: round(between(30, 45), 2),
      variableOverheadPerHour: round(between(3, 8), 2),
    })),
  }
}

/** Hours by resource and units by component that one unit of each item takes, through all levels. */
function unitUses(
  items: readonly ProductionItem[],
  bills: readonly BillLine[],
  operations: readonly Operation[],
  resources: number,
): { readonly hours: Map<string, Float64Array>; readonly parts: Map<string, Map<string, number>> } {
  const hours = new Map<string, Float64Array>()
  const parts = new Map<string, Map<string, number>>()
  // Items stand in the order parts, sub-assemblies, finished items: components before parents.
  for (const { id } of items) {
    const own = new Float64Array(resources)
    const below = new Map<string, number>()
    for (const operation of operations.filter((line) => line.itemId === id)) {
      const r = Number(operation.resourceId.slice(1)) - 1
      own[r] = (own[r] as number) + operation.runHoursPerUnit
    }
    for (const line of bills.filter((bill) => bill.itemId === id)) {
      const quantity = line.quantityPer / (1 - (line.scrapShare ?? 0))
      below.set(line.componentId, (below.get(line.componentId) ?? 0) + quantity)
      ;(hours.get(line.componentId) as Float64Array).forEach((value, r) => {
        own[r] = (own[r] as number) + quantity * value
      })
      for (const [part, amount] of parts.get(line.componentId) as Map<string, number>) {
        below.set(part, (below.get(part) ?? 0) + quantity * amount)
      }
    }
    hours.set(id, own)
    parts.set(id, below)
  }
  return { hours, parts }
}
