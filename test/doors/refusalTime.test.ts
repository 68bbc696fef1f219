import { expect, test } from 'vitest'
import { checkPlanInput } from '../../src/index.js'

const ROWS = 16_000
const calendar = { start: '2027-01-01', months: 3 }
const each = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i))
const items = each(100, (i) => ({ id: `item ${i}`, price: 2, purchaseCost: 1 }))
const markets = each(ROWS / items.length, (m) => ({ id: `market ${m}` }))
const series = (i: number) => ({
  itemId: `item ${i % items.length}`,
  marketId: `market ${Math.floor(i / items.length)}`,
  start: '2026-01',
})

/** Milliseconds of processor: what else the machine does is no part of it. */
function processorTime(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

test.each([
  ['items', { calendar, items: each(ROWS, (i) => ({ id: `item ${i}`, price: 2, leadTimeDay: 3 })) }, 'leadTimeDay'],
  [
    'history, its quantities misspelled',
    { calendar, items, markets, history: each(ROWS, (i) => ({ ...series(i), quantitys: [5, 6, 7] })) },
    'quantitys',
  ],
  [
    'history, another field misspelled',
    {
      calendar,
      items,
      markets,
      history: each(ROWS, (i) => ({ ...series(i), quantities: [5, 6, 7], seasonLenght: 4 })),
    },
    'seasonLenght',
  ],
  [
    'transactions',
    {
      calendar,
      items,
      transactions: each(ROWS, (i) => ({ id: `${i}`, itemId: 'item 0', date: '2026-01-05', quantitty: 3 })),
    },
    'quantitty',
  ],
])('16,000 rows with a misspelled column are refused in a second: %s', (_, input, field) => {
  const times = [0, 1].map(() => processorTime(() => expect(namesField(checkPlanInput(input), field)).toBe(ROWS)))
  expect(Math.min(...times)).toBeLessThan(1000)
})

function namesField(issues: ReturnType<typeof checkPlanInput>, field: string): number {
  return issues.filter(({ code, path }) => code === 'UNKNOWN_FIELD' && path.endsWith(`.${field}`)).length
}
