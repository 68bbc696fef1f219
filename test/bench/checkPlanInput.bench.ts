import { bench, describe } from 'vitest'
import { checkPlanInput } from '../../src/schema/index.js'

const base = {
  calendar: { start: '2027-01-01', months: 12 },
  items: [{ id: 'lamp', price: 9, purchaseCost: 3 }],
  customers: Array.from({ length: 200 }, (_, n) => ({ id: `c${n}` })),
}
const two = (n: number): string => String(n).padStart(2, '0')
const sale = (n: number): object => ({
  id: `${n}`,
  itemId: 'lamp',
  customerId: `c${n % 200}`,
  date: `2026-${two(1 + (n % 12))}-${two(1 + (n % 28))}`,
  quantity: 3,
})
const good = { ...base, transactions: Array.from({ length: 100_000 }, (_, n) => sale(n)) }
const misspelled = { ...base, transactions: Array.from({ length: 16_000 }, (_, n) => ({ ...sale(n), markteId: 'x' })) }

describe('checkPlanInput', () => {
  bench('100,000 transactions without a mistake', () => void checkPlanInput(good))
  bench('16,000 rows with a misspelled column', () => void checkPlanInput(misspelled))
})
