import type { InputChecks } from './inputChecks.js'
import type { SalesFlow, StockFlow } from './types.js'

const UNIT_FIELDS = ['purchasedUnits', 'producedUnits', 'soldUnits', 'closingUnits'] as const
const COST_FIELDS = ['standardCost', 'labor', 'variableOverhead', 'fixedOverhead', 'openingUnits'] as const

/** Adds every mistake in the flows of stock, units that come from nowhere or go nowhere among them. */
export function checkStockFlows(
  stock: readonly StockFlow[],
  sales: readonly SalesFlow[],
  count: number,
  checks: InputChecks,
): void {
  const before = checks.issues.issues.length
  const seen = new Set<string>()
  const items = new Map(stock.map((flow, i) => [flow.itemId, i]))
  stock.forEach((flow, i) => {
    const at = `stock[${i}]`
    checks.id(flow.itemId, `${at}.itemId`, seen)
    if (flow.source !== 'make' && flow.source !== 'buy') {
      checks.issues.add('OUT_OF_RANGE', `${at}.source`, flow.source, 'There is no such source.', "Use 'make' or 'buy'.")
    }
    for (const field of COST_FIELDS) checks.quantity(flow[field], `${at}.${field}`)
    for (const field of UNIT_FIELDS) checks.quantities(flow[field], `${at}.${field}`, count)
    checks.moneys(flow.purchaseCost, `${at}.purchaseCost`, count)
    checks.terms(flow.terms, `${at}.terms`)
    const components = new Set<string>()
    if (!Array.isArray(flow.issues)) {
      checks.issues.add(
        'MISSING_VALUE',
        `${at}.issues`,
        flow.issues,
        'The list of issues is missing.',
        'Give an empty list where nothing is taken.',
      )
      return
    }
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
  })
  // Balances of flows that are themselves in doubt would only repeat what is said above.
  if (checks.issues.issues.length === before) checkBalances(stock, sales, items, count, checks)
}

function checkBalances(
  stock: readonly StockFlow[],
  sales: readonly SalesFlow[],
  items: ReadonlyMap<string, number>,
  count: number,
  checks: InputChecks,
): void {
  const issued = stock.map(() => new Float64Array(count))
  for (const { issues } of stock) {
    for (const { componentId, units } of issues) add(issued[items.get(componentId) as number] as Float64Array, units)
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
      const into = (flow.purchasedUnits[t] as number) + (flow.producedUnits[t] as number)
      const out = (flow.soldUnits[t] as number) + ((issued[i] as Float64Array)[t] as number)
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
      const inMarkets = sold.get(i)?.[t]
      if (inMarkets !== undefined && differs(inMarkets, flow.soldUnits[t] as number)) {
        checks.issues.add(
          'CONFLICT',
          `stock[${i}].soldUnits[${t}]`,
          flow.soldUnits[t],
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
