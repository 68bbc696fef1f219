import type { InventoryRecord } from '../../../inventory/types.js'
import type { ProductionRecord } from '../../../production/types.js'
import type { NormalItem, NormalSource } from '../../../schema/normalForm/normalInput.js'
import { checkArrival } from './checkArrival.js'
import { type Check, type Checker, startCheck, type Wrong } from '../checks.js'
import { type Facts, itemKey, type Placed } from '../facts/facts.js'
import { ZERO } from '../fraction.js'
import { gridOf, unitsTaken, within } from '../gridUnits.js'
import { readUnderway } from '../facts/underway.js'
import { unitsBegun } from '../facts/workFacts.js'

type Series = readonly number[]
type Item = NormalItem
type Source = NormalSource

const at = (values: Series | undefined, t: number): number => values?.[t] ?? 0

/** Opening stock, receipts, use, shipments and closing stock of every item and period, in three places, to the piece. */
export function checkUnits(facts: Facts): Check {
  const check = startCheck(
    'units-conserved',
    'Opening stock, receipts, use and shipments make the closing stock of every item and period.',
  )
  const { count } = facts
  const used = new Map<string, number[]>()
  for (const { row: record } of facts.rows.records.values()) {
    for (const { componentId, quantities } of record.components) {
      const row = used.get(componentId) ?? new Array<number>(count).fill(0)
      used.set(componentId, row)
      const { whole } = gridOf(facts.items.get(componentId))
      quantities.forEach((quantity, t) => (row[t] = (row[t] ?? 0) + whole(quantity)))
    }
  }
  const underway = readUnderway(facts)
  for (const { row: record, name } of facts.rows.records.values()) {
    const item = facts.items.get(record.itemId)
    if (item === undefined) continue
    const { row: stock, name: projected = 'inventory' } = facts.rows.inventory.get(itemKey(item.id)) ?? {}
    const before = facts.stock.get(item.id)
    const isLost = facts.policies.get(item.id)?.unmetDemand === 'lost'
    const own = facts.sources.get(item.id)?.kind === 'buy' ? 'purchased' : 'produced'
    const { power, whole } = gridOf(item)
    const scheduled = new Array<number>(count).fill(0)
    for (const { t, units } of underway.get(item.id) ?? []) scheduled[t] = at(scheduled, t) + units
    for (let t = 0; t < count; t++) {
      const use = at(used.get(item.id), t)
      const receipts =
        whole(at(record.produced, t)) + whole(at(record.purchased, t)) + whole(at(record.scheduledReceipts, t))
      const received = whole(at(stock?.receipts, t))
      const shipped = whole(at(record.shipped, t))
      const demand = whole(at(record.demand, t))
      // From the close before as it is stated: one wrong cell is wrong once, not in every period after it.
      const opening = t === 0 ? whole(before?.onHand ?? 0) : whole(at(record.closing, t - 1))
      const backlog = t === 0 ? whole(before?.backlog ?? 0) : isLost ? 0 : whole(at(record.backlog, t - 1))
      const closing = opening + receipts - use - shipped
      const open = backlog + demand - shipped
      const short = Math.max(0, demand - Math.max(0, shipped - backlog))
      const waiting = (isLost ? 0 : open) / power
      const lost = (isLost ? open : 0) / power
      const below = Math.max(0, whole(at(record.safetyStock, t)) - closing) / power
      check.cell(name, own, t, record[own][t], (received - receipts + whole(at(record[own], t))) / power)
      check.cell(name, 'scheduledReceipts', t, record.scheduledReceipts[t], at(scheduled, t) / power)
      check.cell(name, 'dependentDemand', t, record.dependentDemand[t], use / power)
      check.cell(name, 'closing', t, record.closing[t], closing / power)
      check.cell(name, 'backlog', t, record.backlog[t], waiting)
      check.cell(name, 'lost', t, record.lost[t], lost)
      check.cell(name, 'safetyStockShortfall', t, record.safetyStockShortfall[t], below)
      check.cell(projected, 'opening', t, stock?.opening[t], opening / power)
      check.cell(projected, 'receipts', t, stock?.receipts[t], receipts / power)
      check.cell(projected, 'demand', t, stock?.demand[t], demand / power)
      check.cell(projected, 'dependentDemand', t, stock?.dependentDemand[t], use / power)
      check.cell(projected, 'shipped', t, stock?.shipped[t], shipped / power)
      check.cell(projected, 'shortage', t, stock?.shortage[t], short / power)
      check.cell(projected, 'backlog', t, stock?.backlog[t], waiting)
      check.cell(projected, 'lost', t, stock?.lost[t], lost)
      check.cell(projected, 'closing', t, stock?.closing[t], closing / power)
      const balance = (closing - (isLost ? 0 : open)) / power
      check.cell(projected, 'projectedAvailableBalance', t, stock?.projectedAvailableBalance[t], balance)
      check.cell(projected, 'safetyStock', t, stock?.safetyStock[t], at(record.safetyStock, t))
      check.cell(projected, 'belowSafetyStock', t, stock?.belowSafetyStock[t], below)
      notBelowZero(check, name, 'closing', t, closing / power)
      notBelowZero(check, name, 'shipped', t, shipped / power)
      notBelowZero(check, name, 'backlog', t, open / power)
    }
    checkSupply(check, facts, { row: record, name })
    checkArrival(check, facts, { row: record, name })
    if (stock !== undefined) checkCover(check, facts, { row: stock, name: projected })
  }
  checkSources(check, facts)
  return check.result()
}

function notBelowZero(check: Checker, name: string, field: string, t: number, quantity: number): void {
  check.claim(quantity >= 0, () => {
    const path = `${name}.${field}[${t}]`
    return { path, actual: quantity, expected: 0, message: `${path} is below zero.` }
  })
}

/** Made items are produced, bought ones purchased; lead times, firm supply, limits and the item's grid are respected. */
function checkSupply(check: Checker, facts: Facts, { row: record, name }: Placed<ProductionRecord>): void {
  const { plan, count, starts, end } = facts
  const item = facts.items.get(record.itemId) as Item
  const { kind, leadTimeDays, supplyLimit: limit, firmSupply } = facts.sources.get(item.id) as Source
  const arrival = (starts[0] as number) + leadTimeDays
  const { power, whole } = gridOf(item)
  const most = limit === undefined ? facts.days.map(() => Number.MAX_VALUE) : facts.flow(limit)
  const policy = facts.policies.get(item.id)
  const maximum = facts.level(policy?.maximumStock ?? Number.MAX_VALUE)
  const minimum = facts.level(policy?.minimumStock ?? 0)
  for (let t = 0; t < count; t++) {
    const [own, other] = kind === 'buy' ? (['purchased', 'produced'] as const) : (['produced', 'purchased'] as const)
    check.cell(name, other, t, record[other][t], 0)
    const supply = at(record[own], t)
    const periodEnd = t + 1 < count ? (starts[t + 1] as number) : end
    const firm = firmSupply?.[t] ?? null
    if (leadTimeDays > 0 && periodEnd <= arrival && firm === null) check.cell(name, own, t, supply, 0)
    const wrong = (field: string, actual: number, expected: number, is: string) => (): Wrong => {
      const path = `${name}.${field}[${t}]`
      return { path, actual, expected, message: `${path} is ${is}.` }
    }
    const onGrid = whole(supply) / power
    check.claim(supply === onGrid, wrong(own, supply, onGrid, 'not on the grid of the item'))
    check.claim(supply >= 0, wrong(own, supply, 0, 'below zero'))
    const isFree = firm === null && t >= plan.input.policy.firmPeriods
    const limitNow = within(most[t] as number, power)
    if (firm !== null) check.cell(name, own, t, supply, whole(firm) / power)
    else if (!isFree) check.cell(name, own, t, supply, 0)
    else check.claim(supply <= limitNow, wrong(own, supply, limitNow, 'above the supply limit'))
    const closing = at(record.closing, t)
    const [lowest, highest] = [minimum[t] as number, maximum[t] as number]
    check.claim(closing >= lowest - 1e-9, wrong('closing', closing, lowest, 'under the minimum stock'))
    check.claim(closing <= highest + 1e-9, wrong('closing', closing, highest, 'above the maximum stock'))
    const open = policy?.unmetDemand === 'forbidden' ? at(record.backlog, t) : 0
    check.claim(open <= 0, wrong('backlog', open, 0, 'late, which is forbidden'))
  }
}

/** Each item has one source, which supplies what its record says is produced or purchased. */
function checkSources(check: Checker, facts: Facts): void {
  for (const { row, name } of facts.rows.sources.values()) {
    const { sourceId, itemId, kind, quantities } = row
    const record = facts.rows.records.get(itemKey(itemId))?.row
    const source = facts.sources.get(itemId)
    const { power, whole } = gridOf(facts.items.get(itemId))
    check.equal(`${name}.kind`, kind, source?.kind ?? null)
    check.equal(`${name}.sourceId`, sourceId, source?.id ?? null)
    for (let t = 0; t < facts.count; t++) {
      const supply = whole(at(record?.produced, t)) + whole(at(record?.purchased, t))
      check.cell(name, 'quantities', t, quantities[t], supply / power)
    }
  }
}

/** Days until the closing stock is used up by what follows, walked day-share by day-share. */
function checkCover(check: Checker, facts: Facts, { row: stock, name }: Placed<InventoryRecord>): void {
  const { count, days } = facts
  const { whole } = gridOf(facts.items.get(stock.itemId))
  for (let t = 0; t < count; t++) {
    let left = whole(at(stock.closing, t))
    let cover: number | null = left > 0 ? null : 0
    let passed = 0
    for (let s = t + 1; s < count && cover === null; s++) {
      const demand = whole(at(stock.demand, s)) + whole(at(stock.dependentDemand, s))
      if (left <= demand && demand > 0) cover = passed + Math.min(1, left / demand) * (days[s] as number)
      left -= demand
      passed += days[s] as number
    }
    check.cell(name, 'daysOfCover', t, stock.daysOfCover[t], cover, 1e-9 * Math.max(1, cover ?? 0))
  }
}

/** What production took of each component is what its bill says: a unit that is taken in part is taken. */
export function checkBills(facts: Facts): Check {
  const check = startCheck(
    'bills-respected',
    'Production takes the components of its bill: the running total, rounded up to whole units.',
  )
  const { count, bills, items } = facts
  for (const { row: record, name } of facts.rows.records.values()) {
    const bill = new Map((bills.get(record.itemId) ?? []).map((line) => [line.componentId, line.perUnit]))
    check.number(`${name}.components.length`, record.components.length, bill.size)
    const seen = new Set<string>()
    record.components.forEach(({ componentId, quantities }, c) => {
      const component = `${name}.components[${c}]`
      const isMine = bill.has(componentId) && !seen.has(componentId)
      check.claim(isMine, () => ({
        path: `${component}.componentId`,
        actual: componentId,
        expected: null,
        message: `${component} is '${componentId}', which the bill does not name, or names once.`,
      }))
      seen.add(componentId)
      check.number(`${component}.quantities.length`, quantities.length, count)
      const perUnit = bill.get(componentId) ?? ZERO
      const grids = { item: gridOf(items.get(record.itemId)), component: gridOf(items.get(componentId)) }
      const own = grids.item.power
      let produced = 0
      let before = 0n
      for (let t = 0; t < count; t++) {
        produced += Math.round(at(record.produced, t) * own)
        const begun = produced + Math.round(unitsBegun(record, t, own) * own)
        const total = unitsTaken(perUnit, Number.isFinite(begun) ? begun : 0, grids)
        check.cell(component, 'quantities', t, quantities[t], Number(total - before) / grids.component.power)
        before = total
      }
    })
  }
  return check.result()
}
