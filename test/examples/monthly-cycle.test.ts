import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { FAMILY, readLine } from '../../examples/monthly-cycle/company.js'
import { MEETINGS } from '../../examples/monthly-cycle/meetings.js'
import { type Month, runCycle } from '../../examples/monthly-cycle/runCycle.js'
import { verify } from '../../src/index.js'
import { contentHash } from '../../src/review/index.js'

vi.setConfig({ hookTimeout: 900_000 })

const line = readLine()
const skus = new Set(line.sold.map(({ itemId }) => itemId))
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)
let months: readonly Month[] = []

beforeAll(async () => {
  months = await runCycle(line, MEETINGS)
})

/** Units of the line sold in a month, read without the example's reader. */
function soldByFile(month: string): number {
  const text = readFileSync(new URL('../../examples/adventure-works/data/sales.csv', import.meta.url), 'utf8')
  return sum(
    text
      .split(/\r?\n/)
      .map((row) => row.split(','))
      .filter(([date = '', , sku = '']) => date.startsWith(month) && skus.has(sku))
      .map((row) => Number(row.at(-1))),
  )
}

describe('the line', () => {
  it('knows nothing of what came after its first day', () => {
    expect(skus.size).toBe(6)
    for (const { start, quantities } of line.input.history ?? []) {
      expect((2017 - Number(start.slice(0, 4))) * 12 + 3 - Number(start.slice(5)) + 1).toBe(quantities.length)
    }
    expect(line.input.items.filter(({ attributes }) => attributes?.['family'] === FAMILY)).toHaveLength(6)
  })
})

describe('each month', () => {
  it('has a plan that is proven and signed, and a signature that the next change undoes', () => {
    for (const { agreed, isSigned, rolled } of months) {
      expect(verify(agreed).ok).toBe(true)
      expect(isSigned).toBe(true)
      expect(rolled.input.signOffs?.map((row) => row.contentHash)).not.toContain(contentHash(rolled.input))
    }
  })

  it('puts the whole difference down to what was agreed', () => {
    for (const { asIs, agreed, parts } of months) {
      const difference = (agreed.kpis.netIncome.total ?? 0) - (asIs.kpis.netIncome.total ?? 0)
      expect(sum(parts.map(({ amount }) => amount))).toBeCloseTo(difference, 6)
    }
  })

  it('ends with what was sold in truth, and begins the next with what is left', () => {
    for (const { agreed, rolled } of months) {
      const { id = '' } = agreed.calendar.periods[0] ?? {}
      const actuals = (rolled.input.actuals ?? []).filter(({ periodId }) => periodId === id)
      const units = (kind: string): number =>
        sum(actuals.filter((row) => row.kind === kind && skus.has(row.itemId ?? '')).map((row) => row.units ?? 0))
      expect(units('sales') + units('backlog')).toBe(soldByFile(id))
      // Counted is what should be there: nothing was lost on the way.
      expect(rolled.stockDifferences).toEqual([])
      const at = ({ stock = [] }: { readonly stock?: readonly { itemId: string; onHand: number }[] }): number =>
        sum(stock.filter(({ itemId }) => skus.has(itemId)).map(({ onHand }) => onHand))
      expect(at(rolled.input)).toBe(at(agreed.input) + units('output') - units('sales'))
    }
  })
})

it('finds the one conflict: a price that sales lowers and finance raises', () => {
  expect(months.map(({ conflicts }) => conflicts.length)).toEqual([1, 0, 0])
  expect(months[0]?.conflicts[0]).toMatchObject({
    table: 'items',
    field: 'price',
    base: 2294.99,
    owners: { ours: 'sales', theirs: 'finance' },
  })
})

it('ends with the histories of the extract, and with three plans to look back on', () => {
  const { input } = (months.at(-1) as Month).rolled
  expect(input.calendar).toMatchObject({ start: '2017-07-01', months: 3 })
  const plain = (rows: readonly { readonly itemId: string; readonly marketId?: string }[]): unknown =>
    rows.map((row) => ({ ...row })).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  expect(plain(input.history ?? [])).toEqual(plain(line.sold))
  expect([...new Set(input.forecastVintages?.map(({ madeDate }) => madeDate))]).toEqual([
    '2017-03-31',
    '2017-04-30',
    '2017-05-31',
  ])
  expect(input.decisions).toHaveLength(3)
})
