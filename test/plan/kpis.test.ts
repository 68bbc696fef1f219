import { expect, it } from 'vitest'
import { createCalendar } from '../../src/core/time/calendar.js'
import { balanceSheet, buildLedger, cashFlow, contributionStatement, incomeStatement } from '../../src/finance/index.js'
import { computeKpis } from '../../src/plan/report/kpis.js'

it('tells no stock turns of stock whose parts cancel to the cent', () => {
  // 0.1 + 0.2 - 0.3 leaves 5.6e-17 in floats, of which what is sold would be turned over 10^17 times a year.
  const calendar = createCalendar({ start: '2027-01-01', months: 1 })
  const ledger = buildLedger({ calendar, currency: 'USD', openingBalances: [{ account: 'cash', amount: 1 }] })
  const [income, balances] = [incomeStatement(ledger), balanceSheet(ledger)]
  const sold = income.lines.map((line) => (line.id === 'costOfSales' ? { ...line, amounts: [-1] } : line))
  const stocks = (
    [
      ['inventoryMaterials', 0.1],
      ['inventoryFinishedGoods', 0.2],
      ['inventoryWriteDowns', -0.3],
    ] as const
  ).flatMap(([id, amount]) =>
    balances.lines.slice(0, 1).map((line) => ({ ...line, id, opening: amount, amounts: [amount] })),
  )
  const { inventoryValue, stockTurns } = computeKpis({
    calendar,
    decimals: 2,
    incomeStatement: { ...income, lines: sold },
    balanceSheet: { ...balances, lines: stocks },
    cashFlow: cashFlow(ledger),
    contribution: contributionStatement(ledger, { fixedOverheadInStock: { opening: 0, closing: [0] } }),
    inventory: [],
    resources: [],
  })
  expect(inventoryValue.values).toEqual([0])
  expect(stockTurns).toEqual({ values: [null], total: null })
})
