import { cumulativeMinor, productToMinor } from '../../core/money/money.js'
import type { Ref } from '../../core/keys/ref.js'
import { stockId } from '../../core/keys/seriesId.js'
import { INVENTORY_ACCOUNTS } from '../chart/accounts.js'
import { supplierGroups } from './cashGroups.js'
import type { LedgerContext, PostRule } from './ledgerContext.js'
import type { FullStockFlow } from './readFlows.js'
import type { Regraded, StockVariances } from './postVariances.js'
import type { StockValues } from './stockValues.js'
import { noteStandardsSetAnew, type Revaluation, type SetAnew, warnOfRevaluation } from './warnOfRevaluation.js'
import { ABSORBED, type WorkInProgress } from './workInProgress.js'

/**
 * Rule `revalueStock`: opening stock with a book value of its own comes to standard cost in the first period. Stock and units in
 * work come to a new standard in the first period in which it holds: what that makes of them is no profit, they stay at cost.
 */
export function revalueStockRule(
  context: LedgerContext,
  stock: StockValues,
  inWork: UnitsInWork,
  variances: StockVariances,
): PostRule {
  const { input, scale, writer } = context
  const isAverage = input.valuation === 'movingAverage'
  const later = stock.flows.map(({ laterStandards = [] }) => new Set(laterStandards.map((row) => row.periodIndex)))
  const setAnew: SetAnew[] = []
  const open = (t: number): void => {
    const rows = stock.flows.map(({ openingUnits, standardCost, at }, i): Revaluation => {
      const ref = stock.refs[i] as Ref
      const difference = productToMinor(openingUnits, standardCost, scale, `${at}.standardCost`) - stock.value(i)
      writer.begin(t, 'revalueStock', ref)
      stock.post(i, difference)
      if (isAverage) variances.defer(i, { stock: { whole: difference, fixed: 0 }, work: NOTHING })
      else writer.post('stockRevaluation', -difference)
      return { ref, openingUnits, standardCost, difference }
    })
    if (!isAverage) warnOfRevaluation(context, rows)
  }
  return (t) => {
    if (t === 0) open(t)
    stock.flows.forEach(({ closingUnits, standards, at }, i) => {
      if (later[i]?.has(t) !== true) return
      const ref = stock.refs[i] as Ref
      const units = closingUnits[t - 1] as number
      const worth = (of: 'standardCost' | 'fixedCost', s: number): number =>
        productToMinor(units, standards[of][s] as number, scale, `${at}.${of}`)
      const whole = worth('standardCost', t) - stock.value(i)
      const work = inWork[i]?.revalued(t) ?? NOTHING
      writer.begin(t, 'revalueStock', ref)
      stock.post(i, whole)
      writer.post(INVENTORY_ACCOUNTS.workInProgress, work.whole)
      variances.defer(i, { stock: { whole, fixed: worth('fixedCost', t) - worth('fixedCost', t - 1) }, work })
      setAnew.push({ t, ref, difference: whole + work.whole })
    })
    if (t === context.periods.length - 1) noteStandardsSetAnew(context, setAnew)
  }
}

const NOTHING: Regraded = { whole: 0, fixed: 0 }

/** The value of units in work on each item; undefined where none takes longer than its period. */
type UnitsInWork = readonly (WorkInProgress | undefined)[]

/**
 * Rules `purchase` and `outsideProcessing`: goods, and work on goods, come into stock at standard cost; the difference to
 * the price paid is a variance.
 */
export function purchaseRules(
  context: LedgerContext,
  stock: StockValues,
  variances: StockVariances,
): readonly PostRule[] {
  const { flows, scale, writer, invoices, dueDate } = context
  const termsOf = supplierGroups(context).termsOf
  const rows = flows.purchases.map((flow, n) => {
    const item = stock.find(flow)
    const { standards, at } = stock.flows[item] as FullStockFlow
    const isWork = flow.kind === 'subcontract'
    const element = isWork ? 'outsideProcessing' : 'standardCost'
    const { supplierId, sourceId, orderId } = flow
    const ref: Ref = {
      ...stockId(flow),
      ...(supplierId !== undefined && { supplierId }),
      ...(sourceId !== undefined && { sourceId }),
      ...(orderId !== undefined && { orderId }),
    }
    return {
      n,
      item,
      isWork,
      ref,
      units: flow.units,
      atStandard: cumulativeMinor(flow.units, standards[element], scale, `${at}.${element}`),
    }
  })
  const rule =
    (id: 'purchase' | 'outsideProcessing'): PostRule =>
    (t) => {
      for (const { n, item, isWork, ref, units, atStandard } of rows) {
        if (isWork !== (id === 'outsideProcessing')) continue
        const paid = invoices.purchases[n]?.[t] as number
        const standard = atStandard[t] as number
        const quantity = units[t] as number
        writer.begin(t, id, ref)
        writer.post('payables', -paid, { quantity: -quantity, dueDate: dueDate(termsOf(n), t) })
        stock.post(item, standard, quantity)
        writer.post('purchasePriceVariance', paid - standard)
        variances.notePrice(t, item, paid - standard)
      }
    }
  return [rule('purchase'), rule('outsideProcessing')]
}

/**
 * Rule `produce`: components and conversion at standard become the item, or work in progress on it until it is complete;
 * usage against standard is a variance.
 */
export function produceRule(
  { scale, writer }: LedgerContext,
  stock: StockValues,
  inWork: UnitsInWork,
  variances: StockVariances,
): PostRule {
  const products = stock.flows.map((flow, i) => {
    const complete = (element: 'standardCost' | 'outsideProcessing'): number[] =>
      cumulativeMinor(flow.producedUnits, flow.standards[element], scale, `${flow.at}.${element}`)
    const outside = complete('outsideProcessing')
    return {
      // Units on which work is paid for outside come in with that work: their own conversion may be worth nothing.
      units: flow.standards.outsideProcessing.some((amount) => amount > 0) ? undefined : flow.producedUnits,
      // What is paid outside is in stock already, by rule `outsideProcessing`.
      produced: complete('standardCost').map((amount, t) => amount - (outside[t] as number)),
      absorbed: ABSORBED.map(([element, account]) => ({
        account,
        amounts: cumulativeMinor(flow.equivalentUnits, flow.standards[element], scale, `${flow.at}.${element}`),
      })),
      inWork: inWork[i]?.grown,
      issues: flow.issues.map(({ componentId, units }) => {
        const item = stock.find({ ...stockId(flow), itemId: componentId })
        const { standards, at } = stock.flows[item] as FullStockFlow
        return { item, units, amounts: cumulativeMinor(units, standards.standardCost, scale, `${at}.standardCost`) }
      }),
    }
  })
  return (t) => {
    products.forEach((product, i) => {
      const produced = product.produced[t] as number
      const inWork = product.inWork?.[t] ?? 0
      let used = 0
      writer.begin(t, 'produce', stock.refs[i] as Ref)
      stock.post(i, produced, product.units?.[t])
      writer.post(INVENTORY_ACCOUNTS.workInProgress, inWork)
      for (const { item, units, amounts } of product.issues) {
        used += amounts[t] as number
        stock.post(item, -(amounts[t] as number), -(units[t] as number))
      }
      for (const { account, amounts } of product.absorbed) {
        used += amounts[t] as number
        writer.post(account, -(amounts[t] as number))
        if (account === 'fixedOverheadAbsorbed') variances.noteAbsorbed(t, i, amounts[t] as number)
      }
      writer.post('usageVariance', used - produced - inWork)
    })
  }
}

/** Rule `costOfSales`: what is shipped leaves stock at standard cost. */
export function costOfSalesRule({ scale, writer }: LedgerContext, stock: StockValues): PostRule {
  const costs = stock.flows.map(({ soldUnits, standards, at }) =>
    cumulativeMinor(soldUnits, standards.standardCost, scale, `${at}.standardCost`),
  )
  return (t) => {
    stock.flows.forEach((flow, i) => {
      const cost = costs[i]?.[t] as number
      const units = flow.soldUnits[t] as number
      writer.begin(t, 'costOfSales', stock.refs[i] as Ref)
      writer.post('standardCostOfSales', cost, { quantity: units })
      stock.post(i, -cost, -units)
    })
  }
}

/** Rule `stockRounding`: the running sums of several flows are rounded apart; this brings them to the rounded whole. */
export function stockRoundingRule({ scale, writer }: LedgerContext, stock: StockValues): PostRule {
  return (t) => {
    stock.flows.forEach((flow, i) => {
      const standardCost = flow.standards.standardCost[t] as number
      const target = productToMinor(flow.closingUnits[t] as number, standardCost, scale, `${flow.at}.standardCost`)
      const missing = target - stock.value(i)
      writer.begin(t, 'stockRounding', stock.refs[i] as Ref)
      stock.post(i, missing)
      writer.post('inventoryRounding', -missing)
    })
  }
}
