import { expect, it } from 'vitest'
import { plan, type PlanInput } from '../../src/index.js'
import { planStability } from '../../src/review/index.js'
import { catchSopError } from '../core/catchSopError.js'

const shop = (start: string, quantities: number[], rest: Partial<PlanInput> = {}): PlanInput => ({
  calendar: { start, months: quantities.length },
  items: [
    { id: 'lamp', price: 50, purchaseCost: 30, safetyStock: 0 },
    { id: 'bulb', price: 9, purchaseCost: 4, safetyStock: 0, leadTimeDays: 30 },
  ],
  forecasts: [
    { itemId: 'lamp', quantities },
    { itemId: 'bulb', quantities: quantities.map(() => 0) },
  ],
  ...rest,
})

it('weighs what moved by nearness, and tells fences apart', async () => {
  const previous = await plan(shop('2027-01-01', [100, 100, 100, 100]))
  const orders: Partial<PlanInput> = {
    supplyOrders: [{ id: 'o', kind: 'buy', itemId: 'bulb', quantity: 50, dueDate: '2027-02-20' }],
  }
  const next = await plan(shop('2027-02-01', [110, 80, 100], orders))
  const { rows, fences, nervousness } = planStability(previous, next)
  // February begins on the first, and 30 days later it is over: a bulb that comes then had to be ordered before.
  expect(
    rows.map(({ itemId, periodId, fence, difference, money, weight }) => [
      itemId,
      periodId,
      fence,
      difference,
      money,
      weight,
    ]),
  ).toEqual([
    ['bulb', '2027-02', 'leadTime', 50, 200, 1],
    ['lamp', '2027-02', 'open', 10, 300, 1],
    ['lamp', '2027-03', 'open', -20, 600, 0.5],
  ])
  // 300 + 0.5 x 600 of 3,000 x (1 + 0.5 + 0.25); 200 more in all.
  expect(fences).toEqual([
    { fence: 'frozen', units: 0, money: 0, weighted: 0, ratio: null },
    { fence: 'leadTime', units: 50, money: 200, weighted: 200, ratio: null },
    { fence: 'open', units: 30, money: 900, weighted: 600, ratio: 600 / 5_250 },
  ])
  expect(nervousness).toBe(800 / 5_250)
  expect(planStability(previous, previous)).toMatchObject({ rows: [], nervousness: 0 })
})

it('knows what the policy froze', async () => {
  const previous = await plan(shop('2027-01-01', [100, 100]))
  const items = [
    { id: 'lamp', price: 50, purchaseCost: 30, safetyStock: 0, firmSupply: [90] },
    { id: 'bulb', purchaseCost: 4 },
  ]
  const next = await plan(shop('2027-02-01', [100], { items, policy: { firmPeriods: 1 } }))
  const { rows, fences } = planStability(previous, next)
  expect(rows).toMatchObject([{ itemId: 'lamp', periodId: '2027-02', fence: 'frozen', before: 100, after: 90 }])
  expect(fences[0]).toEqual({ fence: 'frozen', units: 10, money: 300, weighted: 300, ratio: 0.1 })
})

it('refuses plans without a common period', async () => {
  const [a, b] = [await plan(shop('2027-01-01', [1])), await plan(shop('2027-05-01', [1]))]
  expect(catchSopError(() => planStability(a, b)).issues.map(({ code }) => code)).toEqual(['MISALIGNED'])
})
