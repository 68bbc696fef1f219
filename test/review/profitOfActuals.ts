import { lineAmounts } from '../../src/finance/index.js'
import type { Plan } from '../../src/plan/index.js'
import type { PlanActual } from '../../src/schema/index.js'

const totalOf = (rows: readonly PlanActual[], value: (row: PlanActual) => number): number =>
  rows.reduce((sum, row) => sum + value(row), 0)

/** To the nearest whole number, halves to the even one. */
function halfEven(value: number): number {
  const down = Math.floor(value)
  const rest = value - down
  if (Math.abs(rest - 0.5) > 1e-9) return Math.round(value)
  return down % 2 === 0 ? down : down + 1
}

/**
 * The profit of periods by what has happened in them, reckoned anew from the rows, the ledger and the standards of a plan: what was sold, less
 * what was paid, less what overheads cost of which nobody tells, and what became of stock.
 */
export function profitOfActuals(
  plan: Plan,
  { actuals, periodIds }: { readonly actuals: readonly PlanActual[]; readonly periodIds: readonly string[] },
  costing: 'absorption' | 'variable',
): number {
  const { ledger, calendar, input, inventory, standards, statements } = plan
  const power = 10 ** ledger.decimals
  const posted = (is: (account: string, rule: string) => boolean, ofItem?: string): number[] => {
    const sums = calendar.periods.map(() => 0)
    ledger.account.forEach((account, n) => {
      const t = ledger.periodIndex[n] as number
      const rule = ledger.rules[ledger.rule[n] as number] as string
      const { itemId } = ledger.refs[ledger.ref[n] as number] ?? {}
      if (t < 0 || !is(ledger.accounts[account] as string, rule) || (ofItem !== undefined && itemId !== ofItem)) return
      sums[t] = (sums[t] as number) + (ledger.amountMinor[n] as number)
    })
    return sums
  }
  const plannedOf = (rule: string, field: 'overheadId' | 'resourceId', id: string, t: number): number => {
    let minor = 0
    ledger.rule.forEach((place, n) => {
      const isOwn = (ledger.refs[ledger.ref[n] as number] ?? {})[field] === id && ledger.periodIndex[n] === t
      if (ledger.rules[place] === rule && isOwn && ledger.accounts[ledger.account[n] as number] === 'payables')
        minor -= ledger.amountMinor[n] as number
    })
    return minor / power
  }
  // What a balance sheet shows as stock, without its write-downs; the cost of rounding is no stock.
  const isStock = (account: string): boolean =>
    account.startsWith('inventory') && account !== 'inventoryWriteDowns' && account !== 'inventoryRounding'
  const stock = posted(isStock)
  const assets = posted((account) =>
    ['productionDepreciation', 'nonProductionDepreciation', 'disposalResult'].includes(account),
  )
  const inFixedOverhead = lineAmounts(statements.contribution, 'changeInFixedOverheadInStock')
  const isBought = new Set(input.sources.flatMap(({ itemId, kind }) => (kind === 'buy' ? [itemId] : [])))
  // What was done of a service and not sold is no stock.
  const services = new Set(input.items.flatMap(({ id, kind }) => (kind === 'service' ? [id] : [])))
  const unitCost = (itemId: string, t: number): number => {
    const own = standards.filter((row) => row.itemId === itemId)
    const place = ({ periodId }: { readonly periodId: string }): number =>
      calendar.periods.findIndex(({ id }) => id === periodId)
    const holds = own.filter((row) => place(row) <= t).sort((a, b) => place(b) - place(a))[0] ?? own[0]
    return (costing === 'absorption' ? holds?.unitCost : holds?.variableCost) ?? 0
  }
  // A binary product misses a half by less than a millionth.
  const rounded = (value: number): number =>
    input.rounding === 'halfUp' ? Math.floor(value + 0.5 + 1e-9) : halfEven(value)
  let profit = 0
  const units = new Map(inventory.map(({ itemId, opening }) => [itemId, opening[0] ?? 0]))
  calendar.periods.forEach(({ id }, t) => {
    const rows = actuals.filter(({ periodId }) => periodId === id)
    const of = (kind: PlanActual['kind']): PlanActual[] => rows.filter((row) => row.kind === kind)
    const before = new Map(units)
    for (const itemId of units.keys()) {
      const own = (kind: PlanActual['kind']): number =>
        totalOf(of(kind), (row) => (row.itemId === itemId ? (row.units ?? 0) : 0))
      const counted = of('stockCount').find((row) => row.itemId === itemId)?.units
      const came = own('output') + (isBought.has(itemId) ? own('purchases') : 0)
      units.set(
        itemId,
        services.has(itemId) ? 0 : (counted ?? (units.get(itemId) ?? 0) + came - own('usage') - own('sales')),
      )
    }
    if (!periodIds.includes(id)) return
    const money = (kind: PlanActual['kind']): number => totalOf(of(kind), ({ amount = 0 }) => amount)
    profit += money('sales') - money('purchases') - money('hours') - money('overhead')
    for (const { id: overheadId, rateOfRevenue } of input.overheads) {
      if (of('overhead').some((row) => row.overheadId === overheadId)) continue
      profit -=
        rateOfRevenue === undefined
          ? plannedOf('overhead', 'overheadId', overheadId, t)
          : rounded(money('sales') * power * rateOfRevenue) / power
    }
    for (const { id: resourceId, variableOverheadPerHour = 0 } of input.resources) {
      if (of('overhead').some((row) => row.resourceId === resourceId)) continue
      const rate = [variableOverheadPerHour].flat()
      const worked = totalOf(of('hours'), (row) =>
        row.resourceId === resourceId && row.forItemId !== undefined ? (row.hours ?? 0) : 0,
      )
      profit -= rounded(worked * power * Number(rate[rate.length > 1 ? t : 0])) / power
    }
    // What the plan holds beyond its units at standard, and what assets cost, stays as planned.
    profit += ((stock[t] ?? 0) - (assets[t] ?? 0)) / power - (costing === 'absorption' ? 0 : (inFixedOverhead[t] ?? 0))
    for (const { itemId, opening, closing } of inventory) {
      const moved = (units.get(itemId) ?? 0) - (before.get(itemId) ?? 0)
      profit += unitCost(itemId, t) * (moved - ((closing[t] ?? 0) - (opening[t] ?? 0)))
      const writtenDown = posted((account) => account === 'inventoryWriteDowns', itemId)
      const heldAt = (count: number, there: number): number => {
        const planned = closing[count - 1] ?? 0
        const minor = writtenDown.slice(0, count).reduce((sum, amount) => sum + amount, 0)
        return planned > 0 ? halfEven((minor * Math.max(0, there)) / planned) / power : 0
      }
      profit += heldAt(t + 1, units.get(itemId) ?? 0) - heldAt(t, before.get(itemId) ?? 0)
    }
  })
  return profit
}
