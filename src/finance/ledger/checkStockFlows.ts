import { checkLength, checkUniqueIds } from '../../core/checking/checks.js'
import type { IssueList } from '../../core/checking/errors.js'
import { keyOf } from '../../core/keys/keys.js'
import type { PurchaseFlow, SalesFlow, StockFlow } from '../types.js'
import { PURCHASE_KEY } from './readFlows.js'
import { unitAdder } from './unitAdder.js'

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
    checkStandards(flow, at, { count, issues })
    checkRealizable(flow, at, { count, issues })
    checkIssues(flow, at, items, { count, issues })
  })
  checkPurchases(flows.purchases, items, { count, issues })
  // Balances of flows that are themselves in doubt would only repeat what is said above.
  if (isRight && issues.issues.length === before) checkBalances(flows, items, count, issues)
}

/** Standards are set anew in periods of the plan, one after the other. */
function checkStandards({ laterStandards = [] }: StockFlow, at: string, { count, issues }: FlowContext): void {
  let before = 0
  laterStandards.forEach(({ periodIndex }, n) => {
    const isPlace = Number.isInteger(periodIndex) && periodIndex > before && periodIndex < count
    before = Math.max(before, periodIndex)
    if (isPlace) return
    issues.add(
      'OUT_OF_RANGE',
      `${at}.laterStandards[${n}].periodIndex`,
      periodIndex,
      `The calendar has ${count} periods, and a later standard comes after the one before it.`,
      'Give places from 1 in ascending order; what holds from the first period is standardCost.',
    )
  })
}

/** What is judged by itself is there, and what leaves of it is of it. */
function checkRealizable(
  { realizable, openingUnits, closingUnits, itemId }: StockFlow,
  at: string,
  { count, issues }: FlowContext,
): void {
  if (realizable === undefined) return
  checkLength(realizable, `${at}.realizable`, count + 1, 'stocks', issues)
  realizable.forEach((parts, place) => {
    const there = place === 0 ? openingUnits : (closingUnits[place - 1] ?? 0)
    const adder = unitAdder([[there], parts.map(({ units }) => units), parts.map((part) => part.leavingUnits ?? 0)])
    const isMore = (units: number, most: number): boolean => units > most && adder.differs(units, most)
    const total = parts.reduce((sum, { units }) => sum + adder.read(units), 0)
    if (isMore(total, adder.read(there))) {
      issues.add(
        'CONFLICT',
        `${at}.realizable[${place}]`,
        adder.write(total),
        `The stock of '${itemId}' is ${there} then.`,
        'Let the parts add to the stock that is there, or to less.',
      )
    }
    parts.forEach(({ units, leavingUnits = 0 }, n) => {
      if (!isMore(adder.read(leavingUnits), adder.read(units))) return
      issues.add(
        'CONFLICT',
        `${at}.realizable[${place}][${n}].leavingUnits`,
        leavingUnits,
        `The part has ${units} units.`,
        'Let no more leave than there are.',
      )
    })
  })
}

function checkLots({ openingLots, openingUnits, itemId }: StockFlow, at: string, issues: IssueList): void {
  if (openingLots === undefined) return
  const units = openingLots.map((lot) => lot.units)
  const adder = unitAdder([[openingUnits], units])
  const total = units.reduce((sum, quantity) => sum + adder.read(quantity), 0)
  if (!adder.differs(total, adder.read(openingUnits))) return
  issues.add(
    'CONFLICT',
    `${at}.openingLots`,
    adder.write(total),
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
  const none = (): (readonly number[])[][] => stock.map(() => [])
  const [issued, bought, worked, sold] = [none(), none(), none(), none()]
  const file = (lists: (readonly number[])[][], itemId: string, units: readonly number[]): void => {
    const item = items.get(itemId)
    if (item !== undefined) lists[item]?.push(units)
  }
  for (const { issues: taken = [] } of stock)
    for (const { componentId, units } of taken) file(issued, componentId, units)
  for (const { itemId, kind, units } of purchases) file(kind === 'subcontract' ? worked : bought, itemId, units)
  for (const { itemId, units } of sales) file(sold, itemId, units)
  stock.forEach((flow, i) => {
    checkWork(flow, `stock[${i}]`, count, issues)
    const { openingUnits, closingUnits, producedUnits = [], soldUnits = [], itemId } = flow
    const hasOutside = [flow, ...(flow.laterStandards ?? [])].some(({ outsideProcessing = 0 }) => outsideProcessing > 0)
    const into = [...(bought[i] as (readonly number[])[]), producedUnits]
    const outOf = [...(issued[i] as (readonly number[])[]), soldUnits]
    const [outside, inMarkets] = [worked[i] as (readonly number[])[], sold[i] as (readonly number[])[]]
    const adder = unitAdder([[openingUnits], closingUnits, ...into, ...outOf, ...outside, ...inMarkets])
    let opening = openingUnits
    for (let t = 0; t < count; t++) {
      const closing = closingUnits[t] as number
      const [entered, left] = [adder.total(into, t), adder.total(outOf, t)]
      if (adder.differs(adder.read(opening) + entered, adder.read(closing) + left)) {
        issues.add(
          'UNBALANCED',
          `stock[${i}].closingUnits[${t}]`,
          closing,
          `Opening ${opening} plus ${adder.write(entered)} in less ${adder.write(left)} out is not the closing stock of '${itemId}'.`,
          'Make opening + purchased + produced - sold - issued to other items equal to closing.',
        )
      }
      opening = closing
      const produced = producedUnits[t] ?? 0
      const done = adder.total(outside, t)
      if ((done > 0 || hasOutside) && adder.differs(done, adder.read(produced))) {
        issues.add(
          'CONFLICT',
          `stock[${i}].producedUnits[${t}]`,
          produced,
          `Work outside is paid for ${adder.write(done)} units of '${itemId}'.`,
          'Make producedUnits the units of its purchases of kind subcontract.',
        )
      }
      const shipped = soldUnits[t] ?? 0
      const delivered = adder.total(inMarkets, t)
      if (inMarkets.length > 0 && adder.differs(delivered, adder.read(shipped))) {
        issues.add(
          'CONFLICT',
          `stock[${i}].soldUnits[${t}]`,
          shipped,
          `The sales of '${itemId}' add to ${adder.write(delivered)} units.`,
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
  const adder = unitAdder([producedUnits ?? [], startedUnits ?? [], equivalentUnits ?? []])
  const isMore = (a: number, b: number): boolean => a > b && adder.differs(a, b)
  let [complete, worked, begun] = [0, 0, 0]
  for (let t = 0; t < count; t++) {
    complete += adder.read(producedUnits?.[t] ?? 0)
    worked += adder.read(equivalentUnits?.[t] ?? 0)
    begun += adder.read(startedUnits?.[t] ?? 0)
    const field = isMore(complete, worked) ? 'equivalentUnits' : isMore(worked, begun) ? 'startedUnits' : undefined
    if (field === undefined) continue
    issues.add(
      'CONFLICT',
      `${at}.${field}[${t}]`,
      flow[field]?.[t],
      `Up to here ${adder.write(begun)} units of '${itemId}' are begun, work for ${adder.write(worked)} is done and ${adder.write(complete)} are produced.`,
      'Begin units before work is done on them, and produce them when it is done.',
    )
    return
  }
}
