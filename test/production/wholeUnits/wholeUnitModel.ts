import { toNumber } from './fractions.js'
import type { ShopItem, ShopModel } from './readShop.js'

/** A linear model with whole-number columns, the matrix by rows. */
export interface WholeUnitModel {
  readonly cost: number[]
  readonly lower: number[]
  readonly upper: number[]
  readonly isWhole: boolean[]
  readonly rowLower: number[]
  readonly rowUpper: number[]
  readonly starts: number[]
  readonly indices: number[]
  readonly values: number[]
  offset: number
  /** Columns by item and period; -1 where a quantity has none. */
  readonly supply: number[][]
  readonly ship: number[][]
  readonly closing: number[][]
  /** Grid units in one unit of an item's columns: 1, or the scale where its grid is so fine that it is left out. */
  readonly columnUnits: number[]
}

/** Above this many grid units a period an item's grid is left out: the bound is then that of a relaxation. */
const FINE = 20_000

/** Gross need of each item a period, in grid units: whether whole numbers matter there. */
function grossNeed({ items, lines, periodCount }: ShopModel): number[] {
  const need = items.map(({ demand, onHand }) => demand.reduce((a, b) => a + b, 0) / periodCount + onHand / periodCount)
  const open = new Set(items.keys())
  // Parents first: an item is done when no open item takes it.
  while (open.size > 0) {
    for (const i of open) {
      if (lines.some(({ item, component }) => component === i && open.has(item))) continue
      open.delete(i)
      for (const { item, component, perUnit } of lines) {
        if (item === i) need[component] = (need[component] as number) + (need[i] as number) * toNumber(perUnit)
      }
    }
  }
  return need
}

/**
 * Writes the best whole-unit plan of a shop as a mixed-integer model that maximizes money. A line of a bill takes, by
 * its running sum, the smallest whole number of grid units that is not under quantity x units made so far.
 */
export function wholeUnitModel(shop: ShopModel): WholeUnitModel {
  const { items, lines, resources, periodCount } = shop
  const need = grossNeed(shop)
  const isFine = items.map(({ scale }, i) => scale > 1 && (need[i] as number) > FINE)
  const model: WholeUnitModel = {
    cost: [],
    lower: [],
    upper: [],
    isWhole: [],
    rowLower: [],
    rowUpper: [],
    starts: [0],
    indices: [],
    values: [],
    offset: 0,
    supply: items.map(() => []),
    ship: items.map(() => []),
    closing: items.map(() => []),
    columnUnits: items.map(({ scale }, i) => (isFine[i] ? scale : 1)),
  }
  const column = (cost: number, lower: number, upper: number, isWhole: boolean): number => {
    model.cost.push(cost)
    model.lower.push(lower)
    model.upper.push(upper)
    model.isWhole.push(isWhole)
    return model.cost.length - 1
  }
  const row = (lower: number, upper: number, terms: readonly (readonly [number, number])[]): void => {
    model.rowLower.push(lower)
    model.rowUpper.push(upper)
    for (const [index, value] of terms) {
      model.indices.push(index)
      model.values.push(value)
    }
    model.starts.push(model.indices.length)
  }
  const periods = Array.from({ length: periodCount }, (_, t) => t)
  // Terms of each item's balance by period: what leaves its stock beside shipments.
  const uses: [number, number][][][] = items.map(() => periods.map(() => []))
  const hours: [number, number][][][] = resources.map(() => periods.map(() => []))

  items.forEach((item, i) => {
    const unit = model.columnUnits[i] as number
    for (const t of periods) {
      const at = <Key extends keyof ShopItem>(field: Key): number => (item[field] as readonly number[])[t] as number
      const supply = column(-at('purchaseCost') * unit, at('supplyLower') / unit, at('supplyUpper') / unit, unit === 1)
      model.supply[i]?.push(supply)
      const closing = column(-at('holding') * unit, at('minimum') / unit, at('maximum') / unit, false)
      model.closing[i]?.push(closing)
      for (const { resource, perUnit } of item.hours) hours[resource]?.[t]?.push([supply, perUnit * unit])
      if (at('safetyStock') > 0 && at('safetyPenalty') > 0) {
        const missing = column(-at('safetyPenalty') * unit, 0, Infinity, false)
        row(at('safetyStock') / unit, Infinity, [
          [missing, 1],
          [closing, 1],
        ])
      }
    }
    addDemand({ item, unit, ship: model.ship[i] as number[], column, row, addOffset: (x) => (model.offset += x) })
  })
  for (const { item, component, perUnit } of lines) {
    const [parentUnit, unit] = [model.columnUnits[item] as number, model.columnUnits[component] as number]
    const ratio = (toNumber(perUnit) * parentUnit) / unit
    if (perUnit.denominator === 1n && parentUnit === 1 && unit === 1) {
      for (const t of periods) uses[component]?.[t]?.push([model.supply[item]?.[t] as number, ratio])
      continue
    }
    const most = parentUnit === 1 && unit === 1 ? 1 - 1 / Number(perUnit.denominator) : 1 / unit
    let before = -1
    for (const t of periods) {
      const taken = column(0, 0, Infinity, parentUnit === 1 && unit === 1)
      row(0, most, [
        [taken, 1],
        ...periods.slice(0, t + 1).map((s) => [model.supply[item]?.[s] as number, -ratio] as const),
      ])
      uses[component]?.[t]?.push([taken, 1])
      if (before >= 0) uses[component]?.[t]?.push([before, -1])
      before = taken
    }
  }
  items.forEach((item, i) => {
    const unit = model.columnUnits[i] as number
    for (const t of periods) {
      const fixed = ((item.receipts[t] as number) + (t === 0 ? item.onHand : 0)) / unit
      const terms: (readonly [number, number])[] = [
        [model.closing[i]?.[t] as number, 1],
        [model.supply[i]?.[t] as number, -1],
        ...(uses[i]?.[t] ?? []),
      ]
      const ship = model.ship[i]?.[t] as number
      if (ship >= 0) terms.push([ship, 1])
      if (t > 0) terms.push([model.closing[i]?.[t - 1] as number, -1])
      row(fixed, fixed, sumTerms(terms))
      if (ship < 0) continue
      for (const { units, hasSupply } of item.early[t] ?? []) {
        const inTime: [number, number][] = [[ship, 1]]
        if (t > 0) inTime.push([model.closing[i]?.[t - 1] as number, -1])
        if (hasSupply) inTime.push([model.supply[i]?.[t] as number, -1])
        row(-Infinity, (units + (t === 0 ? item.onHand : 0)) / unit, inTime)
      }
    }
  })
  resources.forEach((resource, r) => {
    for (const t of periods) {
      const terms = hours[r]?.[t] as [number, number][]
      if (terms.length === 0) continue
      const regular = column(-(resource.cost[t] as number), 0, resource.capacity[t] as number, false)
      const overtime = column(-(resource.overtimeCost[t] as number), 0, resource.overtime[t] as number, false)
      row(0, 0, sumTerms([...terms, [regular, -1], [overtime, -1]]))
    }
  })
  return model
}

interface DemandDraft {
  readonly item: ShopItem
  readonly unit: number
  readonly ship: number[]
  readonly column: (cost: number, lower: number, upper: number, isWhole: boolean) => number
  readonly row: (lower: number, upper: number, terms: readonly (readonly [number, number])[]) => void
  readonly addOffset: (amount: number) => void
}

/** Shipments: all of demand, or less where the rest is lost or waits. */
function addDemand({ item, unit, ship, column, row, addOffset }: DemandDraft): void {
  let before = -1
  item.demand.forEach((quantity, t) => {
    const [demand, isWhole] = [quantity / unit, unit === 1]
    const margin = ((item.price[t] as number) - (item.sellingCost[t] as number)) * unit
    if (item.demand.every((one) => one === 0)) ship.push(-1)
    else if (item.unmetDemand === 'forbidden') ship.push(column(margin, demand, demand, isWhole))
    else if (item.unmetDemand === 'lost') {
      const lost = (item.lostCost[t] as number) * unit
      addOffset(-lost * demand)
      const shipped = column(margin + lost, 0, demand, isWhole)
      ship.push(shipped)
      const { forecast = 0, cost = 0 } = item.promises[t] ?? {}
      if (cost === 0) return
      const broken = column(-cost * unit, 0, Infinity, false)
      row(demand - forecast / unit, Infinity, [
        [broken, 1],
        [shipped, 1],
      ])
    } else {
      const shipped = column(0, 0, Infinity, isWhole)
      const late = column(-(item.backlogCost[t] as number) * unit, 0, Infinity, false)
      row(
        demand,
        demand,
        before < 0
          ? [
              [shipped, 1],
              [late, 1],
            ]
          : [
              [shipped, 1],
              [late, 1],
              [before, -1],
            ],
      )
      before = late
      ship.push(shipped)
    }
  })
  if (item.unmetDemand === 'backlog' && ship.some((shipped) => shipped >= 0)) earn({ item, unit, ship, column, row })
}

/**
 * What waiting demand earns: all that is shipped serves the oldest first, at the price of the period that asked for it. Where
 * prices rise, a yes or no for each period says that it is served in full before the next one begins.
 */
function earn({ item, unit, ship, column, row }: Omit<DemandDraft, 'addOffset'>): void {
  const margins = item.demand.map((_, t) => ((item.price[t] as number) - (item.sellingCost[t] as number)) * unit)
  const asked = item.demand.flatMap((quantity, t) => (quantity > 0 ? [{ units: quantity / unit, t }] : []))
  const isOrdered = asked.every(
    ({ t }, n) => n === 0 || (margins[t] as number) <= (margins[asked[n - 1]?.t ?? 0] as number),
  )
  const terms: [number, number][] = ship.map((shipped) => [shipped, 1])
  let full = -1
  asked.forEach(({ units, t }, n) => {
    const served = column(margins[t] as number, 0, units, false)
    terms.push([served, -1])
    if (isOrdered) return
    if (full >= 0) {
      row(-Infinity, 0, [
        [served, 1],
        [full, -units],
      ])
    }
    if (n === asked.length - 1) return
    full = column(0, 0, 1, true)
    row(0, Infinity, [
      [served, 1],
      [full, -units],
    ])
  })
  row(0, 0, terms)
}

/** A column may stand in a row once. */
function sumTerms(terms: readonly (readonly [number, number])[]): [number, number][] {
  const sums = new Map<number, number>()
  for (const [index, value] of terms) sums.set(index, (sums.get(index) ?? 0) + value)
  return [...sums]
}
