import { type Check, type Checker, startCheck } from './checks.js'
import { dayNumber, type Facts } from './facts.js'
import { shareOut } from './fraction.js'

const GRID = 1e6
/** The shortfall of a record is a plain difference of two quantities, and may be off its grid by float noise. */
const NOISE = 1e-9

/** Quantities as whole millionths: sums of them are exact. */
const whole = (value: number): number => Math.round(value * GRID)

type Series = readonly number[]

const at = (values: Series | undefined, t: number): number => values?.[t] ?? 0

/** Opening stock, receipts, use, shipments and closing stock of every item and period, in three places, to the piece. */
export function checkUnits(facts: Facts): Check {
  const check = startCheck(
    'units-conserved',
    'Opening stock, receipts, use and shipments make the closing stock of every item and period.',
  )
  const { plan, count, itemPlace } = facts
  const used = plan.input.items.map(() => new Array<number>(count).fill(0))
  plan.supply.records.forEach((record, i) => {
    for (const { componentId, quantities } of record.components) {
      const place = itemPlace.get(componentId) as number
      quantities.forEach((quantity, t) => {
        const row = used[place] as number[]
        row[t] = (row[t] as number) + whole(quantity)
      })
    }
    check.number(`supply.records[${i}]`, itemPlace.get(record.itemId), i)
  })
  const scheduled = scheduledReceipts(facts)
  plan.supply.records.forEach((record, i) => {
    const name = `supply.records[${i}]`
    const stockLevel = plan.input.stock.find(({ itemId }) => itemId === record.itemId)
    const stock = plan.inventory[i]
    let closing = whole(stockLevel?.onHand ?? 0)
    let backlog = whole(stockLevel?.backlog ?? 0)
    const isLost = plan.input.items[i]?.unmetDemand === 'lost'
    for (let t = 0; t < count; t++) {
      const use = (used[i] as number[])[t] as number
      const receipts =
        whole(at(record.produced, t)) + whole(at(record.purchased, t)) + whole(at(record.scheduledReceipts, t))
      const shipped = whole(at(record.shipped, t))
      const demand = whole(at(record.demand, t))
      const opening = closing
      closing = opening + receipts - use - shipped
      const open = backlog + demand - shipped
      const short = Math.max(0, demand - Math.max(0, shipped - backlog))
      const cells: readonly (readonly [string, unknown, number])[] = [
        [`${name}.scheduledReceipts`, record.scheduledReceipts[t], at(scheduled[i], t)],
        [`${name}.dependentDemand`, record.dependentDemand[t], use / GRID],
        [`${name}.closing`, record.closing[t], closing / GRID],
        [`${name}.backlog`, record.backlog[t], isLost ? 0 : open / GRID],
        [`${name}.lost`, record.lost[t], isLost ? open / GRID : 0],
        [
          `${name}.safetyStockShortfall`,
          record.safetyStockShortfall[t],
          Math.max(0, whole(at(record.safetyStock, t)) - closing) / GRID,
        ],
        [`inventory[${i}].opening`, stock?.opening[t], opening / GRID],
        [`inventory[${i}].receipts`, stock?.receipts[t], receipts / GRID],
        [`inventory[${i}].demand`, stock?.demand[t], demand / GRID],
        [`inventory[${i}].dependentDemand`, stock?.dependentDemand[t], use / GRID],
        [`inventory[${i}].shipped`, stock?.shipped[t], shipped / GRID],
        [`inventory[${i}].shortage`, stock?.shortage[t], short / GRID],
        [`inventory[${i}].backlog`, stock?.backlog[t], isLost ? 0 : open / GRID],
        [`inventory[${i}].lost`, stock?.lost[t], isLost ? open / GRID : 0],
        [`inventory[${i}].closing`, stock?.closing[t], closing / GRID],
        [
          `inventory[${i}].projectedAvailableBalance`,
          stock?.projectedAvailableBalance[t],
          (closing - (isLost ? 0 : open)) / GRID,
        ],
        [`inventory[${i}].safetyStock`, stock?.safetyStock[t], at(record.safetyStock, t)],
        [
          `inventory[${i}].belowSafetyStock`,
          stock?.belowSafetyStock[t],
          Math.max(0, whole(at(record.safetyStock, t)) - closing) / GRID,
        ],
      ]
      for (const [path, actual, expected] of cells)
        check.number(`${path}[${t}]`, actual, expected, path.endsWith('safetyStockShortfall') ? NOISE : 0)
      for (const [measure, quantity] of [
        ['closing', closing],
        ['shipped', shipped],
        ['backlog', open],
      ] as const) {
        check.holds(
          `${name}.${measure}[${t}]`,
          quantity >= 0,
          quantity / GRID,
          0,
          `${name}.${measure}[${t}] is below zero.`,
        )
      }
      backlog = isLost ? 0 : open
    }
    checkSupply(check, facts, i)
    checkCover(check, facts, i)
  })
  return check.result()
}

/** Open orders in the period of their due date; the overdue in the first. */
function scheduledReceipts({ plan, count, starts, end, itemPlace }: Facts): number[][] {
  const rows = plan.input.items.map(() => new Array<number>(count).fill(0))
  for (const order of plan.input.openOrders) {
    const due = dayNumber(order.dueDate)
    if (due >= end) continue
    const i = itemPlace.get(order.itemId) as number
    const factor = plan.input.items[i]?.units?.find(({ unit }) => unit === order.unit)?.stockUnits ?? 1
    let t = 0
    while (t + 1 < count && (starts[t + 1] as number) <= due) t++
    const row = rows[i] as number[]
    row[t] = Math.round(((row[t] as number) + order.quantity * factor) * GRID) / GRID
  }
  return rows
}

/** Made items are produced, bought ones purchased; lead times, firm supply, limits and the item's grid are respected. */
function checkSupply(check: Checker, facts: Facts, i: number): void {
  const { plan, count, starts, end } = facts
  const record = plan.supply.records[i] as (typeof plan.supply.records)[number]
  const item = plan.input.items[i] as (typeof plan.input.items)[number]
  const name = `supply.records[${i}]`
  const arrival = (starts[0] as number) + item.leadTimeDays
  const power = 10 ** item.quantityDecimals
  const limit = item.supplyLimit
  const most = limit === undefined ? facts.days.map(() => Number.MAX_VALUE) : facts.flow(limit)
  const maximum = facts.level(item.maximumStock ?? Number.MAX_VALUE)
  for (let t = 0; t < count; t++) {
    const other = item.source === 'make' ? 'purchased' : 'produced'
    check.number(`${name}.${other}[${t}]`, record[other][t], 0)
    const own = item.source === 'make' ? 'produced' : 'purchased'
    const supply = at(record[own], t)
    const periodEnd = t + 1 < count ? (starts[t + 1] as number) : end
    const firm = item.firmSupply?.[t] ?? null
    if (item.leadTimeDays > 0 && periodEnd <= arrival && firm === null) check.number(`${name}.${own}[${t}]`, supply, 0)
    check.holds(
      `${name}.${own}[${t}]`,
      Math.abs(supply * power - Math.round(supply * power)) < 1e-6,
      supply,
      Math.round(supply * power) / power,
      `${name}.${own}[${t}] is not on the grid of the item.`,
    )
    check.holds(`${name}.${own}[${t}]`, supply >= 0, supply, 0, `${name}.${own}[${t}] is below zero.`)
    const isFree = firm === null && t >= plan.input.policy.firmPeriods
    if (firm !== null) check.number(`${name}.${own}[${t}]`, supply, firm, 1e-9)
    else if (!isFree) check.number(`${name}.${own}[${t}]`, supply, 0)
    else
      check.holds(
        `${name}.${own}[${t}]`,
        supply <= (most[t] as number) + 1e-9,
        supply,
        most[t] as number,
        `${name}.${own}[${t}] is above the supply limit.`,
      )
    if (isFree && supply > 0) {
      check.holds(
        `${name}.closing[${t}]`,
        at(record.closing, t) <= (maximum[t] as number) + 1e-9,
        record.closing[t],
        maximum[t] as number,
        `${name}.closing[${t}] is above the maximum stock, and more was supplied.`,
      )
    }
  }
}

/** Days until the closing stock is used up by what follows, walked day-share by day-share. */
function checkCover(check: Checker, { plan, count, days }: Facts, i: number): void {
  const stock = plan.inventory[i]
  for (let t = 0; t < count; t++) {
    let left = at(stock?.closing, t)
    let cover: number | null = left > 0 ? null : 0
    let passed = 0
    for (let s = t + 1; s < count && cover === null; s++) {
      const demand = at(stock?.demand, s) + at(stock?.dependentDemand, s)
      if (left <= demand * (1 + 1e-12) && demand > 0) cover = passed + Math.min(1, left / demand) * (days[s] as number)
      left -= demand
      passed += days[s] as number
    }
    check.nullable(`inventory[${i}].daysOfCover[${t}]`, stock?.daysOfCover[t], cover, 1e-9)
  }
}

/** What production took of each component is what its bill says, to less than a unit of the component's grid. */
export function checkBills(facts: Facts): Check {
  const check = startCheck(
    'bills-respected',
    'Production takes the components of its bill: the running total, rounded down to whole units.',
  )
  const { plan, count, bills, itemPlace } = facts
  plan.supply.records.forEach((record, i) => {
    const bill = bills[i] ?? []
    check.number(`supply.records[${i}].components`, record.components.length, bill.length)
    record.components.forEach(({ componentId, quantities }, c) => {
      const place = itemPlace.get(componentId) as number
      const perUnit = bill.find((line) => line.place === place)?.quantity ?? 0
      const power = 10 ** (plan.input.items[place]?.quantityDecimals ?? 0)
      let produced = 0
      let before = 0
      for (let t = 0; t < count; t++) {
        produced += at(record.produced, t)
        const total = Math.floor(perUnit * produced * power + 1e-6)
        check.number(
          `supply.records[${i}].components[${c}].quantities[${t}]`,
          quantities[t],
          (total - before) / power,
          1e-9,
        )
        before = total
      }
    })
  })
  return check.result()
}

/** Demand of an item is that of its markets; what is shipped is split over them by what each waits for, whole units. */
export function checkMarkets(facts: Facts): Check {
  const check = startCheck(
    'markets-tie',
    'Demand and shipments of the markets add up to those of the items, and each market gets its share.',
  )
  const { plan, count } = facts
  plan.supply.records.forEach((record, i) => {
    const name = `supply.records[${i}]`
    const places = plan.demand.flatMap(({ itemId }, n) => (itemId === record.itemId ? [n] : []))
    const power = 10 ** (plan.input.items[i]?.quantityDecimals ?? 0)
    const units = (value: number | undefined): bigint => BigInt(Math.round((value ?? 0) * power))
    const isLost = plan.input.items[i]?.unmetDemand === 'lost'
    const before = plan.input.stock.find(({ itemId }) => itemId === record.itemId)?.backlog
    let waiting = places.map((_, k) => (k === 0 ? units(before) : 0n))
    for (let t = 0; t < count; t++) {
      waiting = places.map(
        (n, k) => (isLost && t > 0 ? 0n : (waiting[k] as bigint)) + units(plan.demand[n]?.consensus[t]),
      )
      const isAsked = waiting.some((quantity) => quantity > 0n)
      const parts = isAsked
        ? shareOut(
            units(record.shipped[t]),
            waiting.map((n) => ({ n, d: 1n })),
          )
        : waiting
      let asked = 0
      let shipped = 0
      places.forEach((n, k) => {
        const shipment = plan.shipments[n]
        const demand = at(plan.demand[n]?.consensus, t)
        check.number(`shipments[${n}].demand[${t}]`, shipment?.demand[t], demand)
        check.number(`shipments[${n}].shipped[${t}]`, shipment?.shipped[t], Number(parts[k]) / power, 1e-9)
        asked += whole(demand)
        shipped += whole(at(shipment?.shipped, t))
        waiting[k] = (waiting[k] as bigint) - (parts[k] as bigint)
      })
      check.number(`${name}.demand[${t}]`, record.demand[t], asked / GRID, 1e-9)
      check.number(`${name}.shipped[${t}]`, record.shipped[t], shipped / GRID, 1e-9)
      check.number(`${name}.safetyStock[${t}]`, record.safetyStock[t], at(plan.safetyStock[i]?.safetyStock, t), 1e-9)
    }
  })
  plan.demand.forEach(({ itemId, marketId }, n) => {
    const shipment = plan.shipments[n]
    check.holds(
      `shipments[${n}]`,
      shipment?.itemId === itemId && shipment.marketId === marketId,
      shipment?.itemId ?? null,
      itemId,
      `shipments[${n}] is not that of '${itemId}'.`,
    )
  })
  return check.result()
}
