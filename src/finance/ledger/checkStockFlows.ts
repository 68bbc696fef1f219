import { keyOf } from '../../core/keys.js'
import { INVENTORY_ACCOUNTS } from '../chart/accounts.js'
import type { InputChecks } from '../inputChecks.js'
import type { PurchaseFlow, SalesFlow, StockFlow } from '../types.js'
import { PURCHASE_KEY } from './readFlows.js'

const UNIT_FIELDS = ['producedUnits', 'soldUnits'] as const
const COST_FIELDS = ['outsideProcessing', 'labor', 'variableOverhead', 'fixedOverhead'] as const

/** The flows of goods of a ledger's input. */
export interface GoodsFlows {
  readonly stock: readonly StockFlow[]
  readonly purchases: readonly PurchaseFlow[]
  readonly sales: readonly SalesFlow[]
}

/** Adds every mistake in the flows of stock, units that come from nowhere or go nowhere among them. */
export function checkStockFlows(flows: GoodsFlows, count: number, checks: InputChecks): void {
  const before = checks.issues.issues.length
  const seen = new Set<string>()
  const items = new Map(flows.stock.map((flow, i) => [flow.itemId, i]))
  flows.stock.forEach((flow, i) => {
    const at = `stock[${i}]`
    checks.id(flow.itemId, `${at}.itemId`, seen)
    if (!Object.hasOwn(INVENTORY_ACCOUNTS, flow.inventoryClass)) {
      checks.issues.add(
        'OUT_OF_RANGE',
        `${at}.inventoryClass`,
        flow.inventoryClass,
        'There is no such class of stock.',
        `Use one of ${Object.keys(INVENTORY_ACCOUNTS).join(', ')}.`,
      )
    }
    checks.quantity(flow.standardCost, `${at}.standardCost`)
    checks.quantity(flow.openingUnits, `${at}.openingUnits`)
    for (const field of COST_FIELDS) if (flow[field] !== undefined) checks.quantity(flow[field], `${at}.${field}`)
    for (const field of UNIT_FIELDS)
      if (flow[field] !== undefined) checks.quantities(flow[field], `${at}.${field}`, count)
    checks.quantities(flow.closingUnits, `${at}.closingUnits`, count)
    checkLots(flow, at, checks)
    checkIssues(flow, at, { items, count, checks })
  })
  checkPurchases(flows.purchases, { items, count, checks })
  // Balances of flows that are themselves in doubt would only repeat what is said above.
  if (checks.issues.issues.length === before) checkBalances(flows, items, count, checks)
}

interface FlowChecks {
  readonly items: ReadonlyMap<string, number>
  readonly count: number
  readonly checks: InputChecks
}

function checkLots({ openingLots, openingUnits, itemId }: StockFlow, at: string, checks: InputChecks): void {
  if (openingLots === undefined) return
  if (!Array.isArray(openingLots)) {
    checks.issues.add('WRONG_TYPE', `${at}.openingLots`, openingLots, 'This is no list of lots.', 'Give an array.')
    return
  }
  let total = 0
  let isRight = true
  openingLots.forEach(({ lotId, units, unitCost }: NonNullable<StockFlow['openingLots']>[number], n: number) => {
    const where = `${at}.openingLots[${n}]`
    if (lotId !== undefined) checks.id(lotId, `${where}.lotId`)
    isRight = checks.quantity(units, `${where}.units`) && isRight
    if (unitCost !== undefined) checks.money(unitCost, `${where}.unitCost`)
    total += units
  })
  if (isRight && differs(total, openingUnits)) {
    checks.issues.add(
      'CONFLICT',
      `${at}.openingLots`,
      total,
      `The opening stock of '${itemId}' is ${openingUnits}.`,
      'Make the units of the lots add to openingUnits.',
    )
  }
}

function checkIssues(flow: StockFlow, at: string, { items, count, checks }: FlowChecks): void {
  if (flow.issues === undefined) return
  if (!Array.isArray(flow.issues)) {
    checks.issues.add('WRONG_TYPE', `${at}.issues`, flow.issues, 'This is no list of issues.', 'Give an array.')
    return
  }
  const components = new Set<string>()
  flow.issues.forEach((issue, n) => {
    const where = `${at}.issues[${n}]`
    checks.id(issue.componentId, `${where}.componentId`, components)
    if (!items.has(issue.componentId)) {
      checks.issues.add(
        'UNKNOWN_ID',
        `${where}.componentId`,
        issue.componentId,
        `There is no stock of '${issue.componentId}'.`,
        'Add the component to stock, or correct the id.',
      )
    }
    checks.quantities(issue.units, `${where}.units`, count)
  })
}

function checkPurchases(purchases: readonly PurchaseFlow[], { items, count, checks }: FlowChecks): void {
  const seen = new Set<string>()
  purchases.forEach((flow, i) => {
    const at = `purchases[${i}]`
    checks.id(flow.itemId, `${at}.itemId`)
    for (const field of ['supplierId', 'sourceId', 'orderId', 'orderLine'] as const) {
      if (flow[field] !== undefined) checks.id(flow[field], `${at}.${field}`)
    }
    const kind: unknown = flow.kind
    if (kind !== undefined && kind !== 'buy' && kind !== 'subcontract') {
      checks.issues.add('OUT_OF_RANGE', `${at}.kind`, kind, 'There is no such kind.', "Use 'buy' or 'subcontract'.")
    }
    if (typeof flow.itemId === 'string' && flow.itemId !== '' && !items.has(flow.itemId)) {
      checks.issues.add(
        'UNKNOWN_ID',
        `${at}.itemId`,
        flow.itemId,
        `There is no stock of '${flow.itemId}'.`,
        'Add the item to stock, or correct the id.',
      )
    }
    const key = keyOf({ ...flow, kind: flow.kind ?? 'buy' }, PURCHASE_KEY)
    if (seen.has(key)) {
      checks.issues.add(
        'DUPLICATE_ID',
        at,
        flow.itemId,
        'This item is there twice for one supplier, source and order.',
        'Add the two flows up.',
      )
    }
    seen.add(key)
    checks.quantities(flow.units, `${at}.units`, count)
    checks.moneys(flow.unitCost, `${at}.unitCost`, count)
    checks.terms(flow.terms, `${at}.terms`)
  })
}

function checkBalances(
  { stock, purchases, sales }: GoodsFlows,
  items: ReadonlyMap<string, number>,
  count: number,
  checks: InputChecks,
): void {
  const zeros = (): Float64Array[] => stock.map(() => new Float64Array(count))
  const [issued, bought, worked] = [zeros(), zeros(), zeros()]
  for (const { issues = [] } of stock) {
    for (const { componentId, units } of issues) add(issued[items.get(componentId) as number] as Float64Array, units)
  }
  for (const { itemId, kind, units } of purchases) {
    add((kind === 'subcontract' ? worked : bought)[items.get(itemId) as number] as Float64Array, units)
  }
  const sold = new Map<number, Float64Array>()
  for (const { itemId, units } of sales) {
    const item = items.get(itemId)
    if (item === undefined) continue
    const total = sold.get(item) ?? new Float64Array(count)
    add(total, units)
    sold.set(item, total)
  }
  stock.forEach((flow, i) => {
    let opening = flow.openingUnits
    for (let t = 0; t < count; t++) {
      const purchased = bought[i]?.[t] as number
      const produced = flow.producedUnits?.[t] ?? 0
      const shipped = flow.soldUnits?.[t] ?? 0
      const into = purchased + produced
      const out = shipped + ((issued[i] as Float64Array)[t] as number)
      const closing = flow.closingUnits[t] as number
      if (differs(opening + into, closing + out)) {
        checks.issues.add(
          'UNBALANCED',
          `stock[${i}].closingUnits[${t}]`,
          closing,
          `Opening ${opening} plus ${into} in less ${out} out is not the closing stock of '${flow.itemId}'.`,
          'Make opening + purchased + produced - sold - issued to other items equal to closing.',
        )
      }
      opening = closing
      const outside = worked[i]?.[t] as number
      if (outside > 0 && differs(outside, produced)) {
        checks.issues.add(
          'CONFLICT',
          `stock[${i}].producedUnits[${t}]`,
          produced,
          `Work outside is paid for ${outside} units of '${flow.itemId}'.`,
          'Make producedUnits the units of its purchases of kind subcontract.',
        )
      }
      const inMarkets = sold.get(i)?.[t]
      if (inMarkets !== undefined && differs(inMarkets, shipped)) {
        checks.issues.add(
          'CONFLICT',
          `stock[${i}].soldUnits[${t}]`,
          shipped,
          `The sales of '${flow.itemId}' add to ${inMarkets} units.`,
          'Make soldUnits the sum of the units sold in all markets.',
        )
      }
    }
  })
}

function add(total: Float64Array, units: readonly number[]): void {
  for (let t = 0; t < total.length; t++) total[t] = (total[t] as number) + (units[t] as number)
}

function differs(a: number, b: number): boolean {
  return Math.abs(a - b) > 1e-6 * Math.max(1, Math.abs(a), Math.abs(b))
}
