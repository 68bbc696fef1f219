import { beforeAll, describe, expect, test } from 'vitest'
import { MEASURES } from '../../src/core/rows/measures.js'
import { sumDecimals } from '../../src/core/numbers/sumDecimals.js'
import { incomeStatement, lineAmounts, summarize, toRows } from '../../src/index.js'
import { type Plan, plan } from '../../src/plan/index.js'
import { catchSopError } from '../core/catchSopError.js'
import { teaShop } from './teaShop.js'
import { workshop } from './workshop.js'

describe('the sections of a plan as rows and totals', () => {
  let plans: Plan[] = []
  beforeAll(async () => {
    plans = [await plan(workshop), await plan(teaShop)]
  })

  /** Every list of records of a plan that has numbers by period, with its place. */
  const recordLists = (result: Plan): [string, readonly object[]][] => {
    const { demand, safetyStock, shipments, inventory, supply, reconciliation } = result
    return [
      ['demand', demand],
      ['waterfall', demand.flatMap(({ waterfall }) => waterfall)],
      ['safetyStock', safetyStock],
      ['shipments', shipments],
      ['inventory', inventory],
      ['records', supply.records],
      ['resources', supply.resources],
      ['nodes', reconciliation?.nodes ?? []],
    ]
  }

  test('every measure of every record is known as a flow, a level or a rate', () => {
    const unknown = plans.flatMap((result) =>
      recordLists(result).flatMap(([place, records]) =>
        records.flatMap((record) =>
          Object.entries(record).flatMap(([field, value]) => {
            const isSeries =
              Array.isArray(value) && value.length > 0 && value.every((n) => n === null || typeof n === 'number')
            return isSeries && !MEASURES.has(field) ? [`${place}.${field}`] : []
          }),
        ),
      ),
    )
    expect([...new Set(unknown)]).toEqual([])
  })

  test('rows and summaries keep the totals of each section', () => {
    for (const result of plans) {
      const { calendar, input } = result
      for (const [place, records] of recordLists(result)) {
        if (records.length === 0) continue
        const { records: totals, leftOut } = summarize(records, { to: 'fiscalYear', calendar, tables: input })
        const rows = toRows(records, { calendar })
        expect(rows, place).toHaveLength(records.length * calendar.periods.length)
        for (const [field, sums] of Object.entries(totals[0] as Record<string, unknown>)) {
          if (MEASURES.get(field)?.kind !== 'flow' || !Array.isArray(sums)) continue
          const cells = (rows as unknown as Record<string, number | undefined>[]).map((row) => row[field] ?? 0)
          expect(sumDecimals(sums as number[]), `${place}.${field}`).toBeCloseTo(sumDecimals(cells), 9)
        }
        for (const field of leftOut) expect(MEASURES.get(field)?.kind).toBe('rate')
      }
    }
  })

  test('postings in rows balance, entry by entry, and give the statement', () => {
    for (const { ledger, statements, calendar } of plans) {
      const rows = toRows(ledger)
      expect(rows).toHaveLength(ledger.amountMinor.length)
      const entries = new Map<number, number[]>()
      for (const { entry, amount } of rows) entries.set(entry, [...(entries.get(entry) ?? []), amount])
      for (const amounts of entries.values()) expect(sumDecimals(amounts)).toBe(0)
      calendar.periods.forEach(({ id }, t) => {
        const revenue = rows.filter(({ account, periodId }) => account === 'revenue' && periodId === id)
        expect(0 - sumDecimals(revenue.map(({ amount }) => amount)) + 0).toBe(
          lineAmounts(statements.incomeStatement, 'revenue')[t],
        )
      })
      expect(rows.filter(({ periodId }) => periodId === null)).toHaveLength(
        ledger.periodIndex.filter((period) => period < 0).length,
      )
      expect(new Set(rows.flatMap((row) => Object.keys(row))).size).toBe(Object.keys(rows[0] as object).length)
    }
  })

  test('statements, by period and by fiscal year, and key figures in rows', () => {
    for (const { ledger, statements, kpis, calendar } of plans) {
      for (const statement of Object.values(statements)) {
        const rows = toRows(statement, { calendar })
        expect(rows).toHaveLength(statement.lines.length * calendar.periods.length)
      }
      const years = incomeStatement(ledger, { by: 'fiscalYear' })
      const rows = toRows(years, { calendar })
      expect(rows[0]).toMatchObject({
        line: 'revenue',
        periodStart: calendar.periods[0]?.start,
        amount: lineAmounts(years, 'revenue')[0],
      })
      const figures = toRows(kpis, { calendar })
      const net = figures.filter(({ kpi }) => kpi === 'netIncome').map(({ value }) => value)
      expect(net).toEqual(lineAmounts(statements.incomeStatement, 'netIncome'))
    }
  })

  test('a line that a statement does not have is an error that lists its lines', () => {
    const error = catchSopError(() => lineAmounts((plans[0] as Plan).statements.incomeStatement, 'netIncom'))
    expect(error.message).toContain("Did you mean 'netIncome'? The lines are revenue, ")
  })
})
