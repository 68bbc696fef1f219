import type { Kpi } from '../../report/kpis.js'
import { type Check, type Checker, startCheck } from '../checks.js'
import { type Facts, placeRows } from '../facts/facts.js'
import { STOCK_ACCOUNTS } from '../facts/moneyFacts.js'

const total = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)
const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)

function compare(
  check: Checker,
  name: string,
  kpi: Kpi,
  periods: readonly (number | null)[],
  sum: number | null,
): void {
  check.number(`${name}.values.length`, kpi.values.length, periods.length)
  periods.forEach((value, t) => check.nullable(`${name}.values[${t}]`, kpi.values[t], value, 1e-9))
  check.nullable(`${name}.total`, kpi.total, sum, 1e-9)
}

/** Key figures follow from the statements, the stock and the hours. */
export function checkKpis(facts: Facts): Check {
  const check = startCheck(
    'kpis-follow',
    'Key figures follow from the statements, the projected stock and the hours worked.',
  )
  const { plan, count, days } = facts
  const { kpis, statements, inventory } = plan
  const line = (
    statement: 'incomeStatement' | 'balanceSheet' | 'cashFlow' | 'contribution',
    id: string,
  ): readonly number[] => statements[statement].lines.find((one) => one.id === id)?.amounts ?? []
  /** A sum of whole minor units, without what floats would leave of it. */
  const power = 10 ** plan.ledger.decimals
  const money = (amounts: readonly number[]): number =>
    amounts.reduce((sum, amount) => sum + Math.round(amount * power), 0) / power
  const revenue = line('incomeStatement', 'revenue')
  const gross = line('incomeStatement', 'grossProfit')
  const contribution = line('contribution', 'contributionMargin')
  const flows = [
    ['revenue', revenue],
    ['grossMargin', gross],
    ['contributionMargin', contribution],
    ['operatingIncome', line('incomeStatement', 'operatingIncome')],
    ['netIncome', line('incomeStatement', 'netIncome')],
  ] as const
  for (const [name, amounts] of flows) compare(check, `kpis.${name}`, kpis[name], amounts, money(amounts))
  for (const [name, amounts] of [
    ['grossMarginRatio', gross],
    ['contributionMarginRatio', contribution],
  ] as const) {
    compare(
      check,
      `kpis.${name}`,
      kpis[name],
      amounts.map((amount, t) => ratio(amount, revenue[t] as number)),
      ratio(money(amounts), money(revenue)),
    )
  }
  const cash = line('cashFlow', 'closingCash')
  compare(check, 'kpis.closingCash', kpis.closingCash, cash, cash.at(-1) ?? null)
  const values = days.map((_, t) => money(STOCK_ACCOUNTS.map((id) => line('balanceSheet', id)[t] ?? 0)))
  compare(check, 'kpis.inventoryValue', kpis.inventoryValue, values, values.at(-1) ?? null)

  const asked = days.map((_, t) => total(inventory.map(({ demand }) => demand[t] as number)))
  const late = days.map((_, t) => total(inventory.map(({ shortage }) => shortage[t] as number)))
  const served = (missed: number, wanted: number): number | null => (wanted === 0 ? null : 1 - missed / wanted)
  compare(
    check,
    'kpis.serviceLevel',
    kpis.serviceLevel,
    asked.map((wanted, t) => served(late[t] as number, wanted)),
    served(total(late), total(asked)),
  )

  const before = money(
    STOCK_ACCOUNTS.map((id) => statements.balanceSheet.lines.find((one) => one.id === id)?.opening ?? 0),
  )
  const averages = values.map((value, t) => (value + (t === 0 ? before : (values[t - 1] as number))) / 2)
  const costs = line('incomeStatement', 'costOfSales').map((amount) => Math.max(0, -amount))
  const span = total(days)
  const wholeCost = Math.max(0, -money(line('incomeStatement', 'costOfSales')))
  const average = total(averages.map((value, t) => value * (days[t] as number))) / span
  const turns = (cost: number, stock: number, length: number): number | null =>
    stock > 0 ? ((cost / stock) * 365) / length : null
  compare(
    check,
    'kpis.stockTurns',
    kpis.stockTurns,
    averages.map((stock, t) => turns(costs[t] as number, stock, days[t] as number)),
    turns(wholeCost, average, span),
  )

  const used = placeRows(kpis.resourceUse, 'kpis.resourceUse', ['resourceId'])
  for (const [key, { row: record }] of facts.rows.resources) {
    const worked = Array.from(
      { length: count },
      (_, t) => (record.regularHours[t] as number) + (record.overtimeHours[t] as number),
    )
    const use = used.get(key)
    check.holds(
      'kpis.resourceUse',
      use !== undefined,
      null,
      record.resourceId,
      `kpis.resourceUse has no row of '${record.resourceId}'.`,
    )
    if (use === undefined) continue
    compare(
      check,
      use.name,
      use.row,
      worked.map((hours, t) => ratio(hours, record.capacityHours[t] as number)),
      ratio(total(worked), total(record.capacityHours)),
    )
  }
  check.number('kpis.resourceUse.length', kpis.resourceUse.length, facts.rows.resources.size)
  return check.result()
}
