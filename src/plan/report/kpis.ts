import type { Calendar } from '../../core/time/calendar.js'
import { STOCK_ACCOUNTS } from '../../finance/chart/accounts.js'
import { lineAmounts } from '../../finance/statements/lineAmounts.js'
import type { Statement } from '../../finance/types.js'
import type { InventoryRecord } from '../../inventory/types.js'
import type { ResourceRecord } from '../../production/types.js'

/** One indicator: by period, and for the whole plan; null where it is not defined. */
export interface Kpi {
  readonly values: readonly (number | null)[]
  readonly total: number | null
}

/** How much of a resource's regular hours is worked. */
export interface ResourceUse extends Kpi {
  readonly resourceId: string
}

/** Key figures of a plan; money in major units, ratios as fractions. */
export interface Kpis {
  readonly revenue: Kpi
  readonly grossMargin: Kpi
  /** Gross margin over revenue. */
  readonly grossMarginRatio: Kpi
  readonly contributionMargin: Kpi
  /** Contribution margin over revenue. */
  readonly contributionMarginRatio: Kpi
  readonly operatingIncome: Kpi
  readonly netIncome: Kpi
  /** Balance of the cash account, negative where it is overdrawn; `total` is that at the end of the plan. */
  readonly closingCash: Kpi
  /** Value of the closing stock, units in work included; `total` is that at the end of the plan. */
  readonly inventoryValue: Kpi
  /** Share of demand shipped in its period, in units. */
  readonly serviceLevel: Kpi
  /** Cost of sales a year over average stock. */
  readonly stockTurns: Kpi
  readonly resourceUse: readonly ResourceUse[]
}

const DAYS_PER_YEAR = 365

const INVENTORY_LINES: readonly string[] = STOCK_ACCOUNTS

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)
const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)

/** Amounts are whole minor units: their sum is too, once freed of float noise. */
function sumMoney(amounts: readonly number[], decimals: number): number {
  const power = 10 ** decimals
  return Math.round(sum(amounts) * power) / power + 0
}

function flow(amounts: readonly number[], decimals: number): Kpi {
  return { values: [...amounts], total: sumMoney(amounts, decimals) }
}

function ratios(parts: Kpi, wholes: Kpi): Kpi {
  const of = (part: number | null | undefined, whole: number | null | undefined): number | null =>
    ratio(part ?? 0, whole ?? 0)
  return { values: parts.values.map((part, t) => of(part, wholes.values[t])), total: of(parts.total, wholes.total) }
}

function balance(amounts: readonly number[]): Kpi {
  return { values: [...amounts], total: amounts.at(-1) ?? null }
}

function serviceLevel(inventory: readonly InventoryRecord[], count: number): Kpi {
  const demand = new Array<number>(count).fill(0)
  const late = new Array<number>(count).fill(0)
  for (const record of inventory) {
    for (let t = 0; t < count; t++) {
      demand[t] = (demand[t] ?? 0) + (record.demand[t] as number)
      late[t] = (late[t] ?? 0) + (record.shortage[t] as number)
    }
  }
  const share = (missed: number, asked: number): number | null => (asked === 0 ? null : 1 - missed / asked)
  return { values: demand.map((asked, t) => share(late[t] as number, asked)), total: share(sum(late), sum(demand)) }
}

function turns(costOfSales: readonly number[], values: readonly number[], opening: number, calendar: Calendar): Kpi {
  const year = (cost: number, average: number, length: number): number | null =>
    average > 0 ? (Math.max(0, cost) / average) * (DAYS_PER_YEAR / length) : null
  const days = calendar.periods.map((period) => period.days)
  const averages = values.map((value, t) => (value + (t === 0 ? opening : (values[t - 1] as number))) / 2)
  const wholeDays = sum(days)
  const average = ratio(sum(averages.map((value, t) => value * (days[t] as number))), wholeDays) ?? 0
  return {
    values: averages.map((value, t) => year(-(costOfSales[t] as number), value, days[t] as number)),
    total: year(-sum(costOfSales), average, wholeDays),
  }
}

/** Key figures out of the statements, the projected stock and the load of the resources. */
export function computeKpis(sources: {
  readonly calendar: Calendar
  readonly decimals: number
  readonly incomeStatement: Statement
  readonly balanceSheet: Statement
  readonly cashFlow: Statement
  readonly contribution: Statement
  readonly inventory: readonly InventoryRecord[]
  readonly resources: readonly ResourceRecord[]
}): Kpis {
  const { calendar, decimals, incomeStatement, balanceSheet, cashFlow, contribution } = sources
  const revenue = flow(lineAmounts(incomeStatement, 'revenue'), decimals)
  const grossMargin = flow(lineAmounts(incomeStatement, 'grossProfit'), decimals)
  const contributionMargin = flow(lineAmounts(contribution, 'contributionMargin'), decimals)
  // What stock costs beyond its standard is a line only where there is some.
  const stocks = balanceSheet.lines.filter(({ id }) => INVENTORY_LINES.includes(id))
  const valueOf = (amounts: readonly number[]): number => sumMoney(amounts, decimals)
  const inventoryValue = calendar.periods.map((_, t) => valueOf(stocks.map(({ amounts }) => amounts[t] as number)))
  const opening = valueOf(stocks.map((line) => line.opening as number))
  return {
    revenue,
    grossMargin,
    grossMarginRatio: ratios(grossMargin, revenue),
    contributionMargin,
    contributionMarginRatio: ratios(contributionMargin, revenue),
    operatingIncome: flow(lineAmounts(incomeStatement, 'operatingIncome'), decimals),
    netIncome: flow(lineAmounts(incomeStatement, 'netIncome'), decimals),
    closingCash: balance(lineAmounts(cashFlow, 'closingCash')),
    inventoryValue: balance(inventoryValue),
    serviceLevel: serviceLevel(sources.inventory, calendar.periods.length),
    stockTurns: turns(lineAmounts(incomeStatement, 'costOfSales'), inventoryValue, opening, calendar),
    resourceUse: sources.resources.map(({ resourceId, regularHours, overtimeHours, capacityHours }) => ({
      resourceId,
      values: capacityHours.map((hours, t) => ratio((regularHours[t] as number) + (overtimeHours[t] as number), hours)),
      total: ratio(sum(regularHours) + sum(overtimeHours), sum(capacityHours)),
    })),
  }
}
