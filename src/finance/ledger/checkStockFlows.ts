import { checkLength, checkUniqueIds } from '../../core/checks.js'
import type { IssueList } from '../../core/errors.js'
import { keyOf } from '../../core/keys.js'
import type { PurchaseFlow, SalesFlow, StockFlow } from '../types.js'
import { PURCHASE_KEY } from './readFlows.js'

const UNIT_FIELDS = ['producedUnits', 'startedUnits', 'equivalentUnits', 'soldUnits', 'closingUnits'] as const

/** The flows of goods of a ledger's input. */
export interface GoodsFlows {
  readonly stock: readonly StockFlow[]
  readonly purchases: readonly PurchaseFlow[]
  readonly sales: readonly SalesFlow[]
}

interface FlowContext {
  readonly count: number
  readonly issues: IssueList
}

/** Adds every mistake between the flows of goods, units that come from nowhere or go nowhere among them. */
export function checkStockFlows(
  flows: GoodsFlows,
  { count, issues, isRight }: FlowContext & { readonly isRight: boolean },
): void {
  const before = issues.issues.length
  const items = new Map(flows.stock.map((flow, i) => [flow.itemId, i]))
  checkUniqueIds(
    flows.stock.map(({ itemId }) => itemId),
    (i) => `stock[${i}].itemId`,
    issues,
  )
  flows.stock.forEach((flow, i) => {
    const at = `stock[${i}]`
    for (const field of UNIT_FIELDS) checkLength(flow[field], `${at}.${field}`, count, 'periods', issues)
    checkLots(flow, at, issues)
    checkIssues(flow, at, items, { count, issues })
  })
  checkPurchases(flows.purchases, items, { count, issues })
  // Balances of flows that are themselves in doubt would only repeat what is said above.
  if (isRight && issues.issues.length === before) checkBalances(flows, items, count, issues)
}

function checkLots({ openingLots, openingUnits, itemId }: StockFlow, at: string, issues: IssueList): void {
  if (openingLots === undefined) return
  const total = openingLots.reduce((sum, { units }) => sum + units, 0)
  if (!differs(total, openingUnits)) return
  issues.add(
    'CONFLICT',
    `${at}.openingLots`,
    total,
    `The opening stock of '${itemId}' is ${openingUnits}.`,
    'Make the units of the lots add to openingUnits.',
  )
}

function checkIssues(
  flow: StockFlow,
  at: string,
  items: ReadonlyMap<string, number>,
  { count, issues }: FlowContext,
): void {
  const taken = flow.issues ?? []
  checkUniqueIds(
    taken.map(({ componentId }) => componentId),
    (n) => `${at}.issues[${n}].componentId`,
    issues,
  )
  taken.forEach(({ componentId, units }, n) => {
    const where = `${at}.issues[${n}]`
    if (!items.has(componentId)) {
      issues.add(
        'UNKNOWN_ID',
        `${where}.componentId`,
        componentId,
        `There is no stock of '${componentId}'.`,
        'Add the component to stock, or correct the id.',
      )
    }
    checkLength(units, `${where}.units`, count, 'periods', issues)
  })
}

function checkPurchases(
  purchases: readonly PurchaseFlow[],
  items: ReadonlyMap<string, number>,
  { count, issues }: FlowContext,
): void {
  const seen = new Set<string>()
  purchases.forEach((flow, i) => {
    const at = `purchases[${i}]`
    if (!items.has(flow.itemId)) {
      issues.add(
        'UNKNOWN_ID',
        `${at}.itemId`,
        flow.itemId,
        `There is no stock of '${flow.itemId}'.`,
        'Add the item to stock, or correct the id.',
      )
    }
    const key = keyOf({ ...flow, kind: flow.kind ?? 'buy' }, PURCHASE_KEY)
    if (seen.has(key)) {
      issues.add(
        'DUPLICATE_ID',
        at,
        flow.itemId,
        'This item is there twice for one supplier, source and order.',
        'Add the two flows up.',
      )
    }
    seen.add(key)
    checkLength(flow.units, `${at}.units`, count, 'periods', issues)
    checkLength(flow.unitCost, `${at}.unitCost`, count, 'periods', issues)
  })
}

function checkBalances(
  { stock, purchases, sales }: GoodsFlows,
  items: ReadonlyMap<string, number>,
  count: number,
  issues: IssueList,
): void {
  const zeros = (): Float64Array[] => stock.map(() => new Float64Array(count))
  const [issued, bought, worked] = [zeros(), zeros(), zeros()]
  for (const { issues: taken = [] } of stock) {
    for (const { componentId, units } of taken) add(issued[items.get(componentId) as number] as Float64Array, units)
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
    checkWork(flow, `stock[${i}]`, count, issues)
    let opening = flow.openingUnits
    for (let t = 0; t < count; t++) {
      const purchased = bought[i]?.[t] as number
      const produced = flow.producedUnits?.[t] ?? 0
      const shipped = flow.soldUnits?.[t] ?? 0
      const into = purchased + produced
      const out = shipped + ((issued[i] as Float64Array)[t] as number)
      const closing = flow.closingUnits[t] as number
      if (differs(opening + into, closing + out)) {
        issues.add(
          'UNBALANCED',
          `stock[${i}].closingUnits[${t}]`,
          closing,
          `Opening ${opening} plus ${into} in less ${out} out is not the closing stock of '${flow.itemId}'.`,
          'Make opening + purchased + produced - sold - issued to other items equal to closing.',
        )
      }
      opening = closing
      const outside = worked[i]?.[t] as number
      if ((outside > 0 || (flow.outsideProcessing ?? 0) > 0) && differs(outside, produced)) {
        issues.add(
          'CONFLICT',
          `stock[${i}].producedUnits[${t}]`,
          produced,
          `Work outside is paid for ${outside} units of '${flow.itemId}'.`,
          'Make producedUnits the units of its purchases of kind subcontract.',
        )
      }
      const inMarkets = sold.get(i)?.[t]
      if (inMarkets !== undefined && differs(inMarkets, shipped)) {
        issues.add(
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

/** What is complete was worked on, and what was worked on was begun: so stand the running sums, in every period. */
function checkWork(flow: StockFlow, at: string, count: number, issues: IssueList): void {
  const { producedUnits, startedUnits = producedUnits, equivalentUnits = producedUnits, itemId } = flow
  if (startedUnits === producedUnits && equivalentUnits === producedUnits) return
  let [complete, worked, begun] = [0, 0, 0]
  for (let t = 0; t < count; t++) {
    complete += producedUnits?.[t] ?? 0
    worked += equivalentUnits?.[t] ?? 0
    begun += startedUnits?.[t] ?? 0
    const field = isMore(complete, worked) ? 'equivalentUnits' : isMore(worked, begun) ? 'startedUnits' : undefined
    if (field === undefined) continue
    issues.add(
      'CONFLICT',
      `${at}.${field}[${t}]`,
      flow[field]?.[t],
      `Up to here ${begun} units of '${itemId}' are begun, work for ${worked} is done and ${complete} are produced.`,
      'Begin units before work is done on them, and produce them when it is done.',
    )
    return
  }
}

function isMore(a: number, b: number): boolean {
  return a > b && differs(a, b)
}

function add(total: Float64Array, units: readonly number[]): void {
  for (let t = 0; t < total.length; t++) total[t] = (total[t] as number) + (units[t] as number)
}

function differs(a: number, b: number): boolean {
  return Math.abs(a - b) > 1e-6 * Math.max(1, Math.abs(a), Math.abs(b))
}
