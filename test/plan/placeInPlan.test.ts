import { expect, test } from 'vitest'
import { plan } from '../../src/plan/plan.js'
import { isSopError } from '../../src/core/checking/errors.js'
import type { PlanItem } from '../../src/schema/rows/supplyTypes.js'
import type { PlanInput } from '../../src/schema/types.js'

/** A shop that sells what it buys and what it makes; rows stand in another order than that of their keys. */
const shop: PlanInput = {
  currency: 'USD',
  calendar: { start: '2027-01-01', months: 2 },
  items: [
    { id: 'tea', price: 9, purchaseCost: 4 },
    { id: 'pot', price: 30 },
    { id: 'clay', purchaseCost: 2 },
  ],
  billOfMaterials: [{ itemId: 'pot', componentId: 'clay', quantityPer: 1 }],
  operations: [{ itemId: 'pot', resourceId: 'wheel', runHoursPerUnit: 1 }],
  resources: [{ id: 'wheel', capacityHours: 200, costPerHour: 5 }],
  forecasts: [
    { itemId: 'tea', quantities: [10, 10] },
    { itemId: 'pot', quantities: [20, 20] },
  ],
  finance: { openingCash: 1000 },
}

const inMarket: Partial<PlanInput> = {
  markets: [{ id: 'north' }],
  customers: [{ id: 'inn', marketId: 'north' }],
  forecasts: [{ itemId: 'tea', marketId: 'north', quantities: [10, 10] }],
}

const huge = 1e15
const cases: readonly (readonly [string, Partial<PlanInput>])[] = [
  ['finance.openingCash', { finance: { openingCash: 1e17 } }],
  ['finance.openingReceivables', { finance: { openingReceivables: '9e20' } }],
  ['finance.openingCreditLine', { finance: { creditLine: {}, openingCreditLine: 1e17 } }],
  [
    'openingBalances[1].amount',
    {
      finance: {},
      openingBalances: [
        { account: 'receivables', amount: 1 },
        { account: 'cash', amount: '9e20' },
      ],
    },
  ],
  ['finance.retainedEarnings', { finance: { openingCash: 100, shareCapital: 60, retainedEarnings: 30 } }],
  ['items[0].price', { items: [{ id: 'tea', price: huge, purchaseCost: 4 }, ...shop.items.slice(1)] }],
  [
    'items[0].price',
    {
      items: [{ id: 'tea', price: huge, purchaseCost: 4 }, ...shop.items.slice(1)],
      policy: { stockWriteDowns: 'post' },
    },
  ],
  ['items[0].price[1]', { items: [{ id: 'tea', price: [1, huge], purchaseCost: 4 }, ...shop.items.slice(1)] }],
  // The first month's units come late, at the price that was theirs, which is that of no month in which they are posted.
  ['items[0].price', { items: [{ id: 'tea', price: [huge, 1], firmSupply: [0, 20] }, ...shop.items.slice(1)] }],
  [
    'prices[1].price',
    {
      ...inMarket,
      prices: [
        { itemId: 'tea', customerId: 'inn', price: 8 },
        { itemId: 'tea', marketId: 'north', price: huge },
      ],
    },
  ],
  [
    'items[0].purchaseCost',
    { items: [{ id: 'tea', price: 9, purchaseCost: '9e14', firmSupply: [10, null] }, ...shop.items.slice(1)] },
  ],
  [
    'sources[0].purchaseCost',
    {
      items: [{ id: 'tea', price: 9 }, ...shop.items.slice(1)],
      sources: [{ itemId: 'tea', kind: 'buy', purchaseCost: '9e14', firmSupply: [10, null] }],
    },
  ],
  [
    'stock[1].unitCost',
    {
      stock: [
        { itemId: 'tea', onHand: 3 },
        { itemId: 'pot', onHand: 1e9, unitCost: '99999999999' },
        { itemId: 'clay', onHand: 3 },
      ],
    },
  ],
  [
    'stock[0].unitCost',
    {
      stock: [
        { itemId: 'tea', lotId: 'b', onHand: 1e6, unitCost: '99999999999' },
        { itemId: 'tea', lotId: 'a', onHand: 1, unitCost: 5 },
      ],
    },
  ],
  [
    'supplyOrders[1].unitCost',
    {
      supplyOrders: [
        { id: 'o2', kind: 'buy', itemId: 'tea', quantity: 1, dueDate: '2027-01-10', unitCost: 5 },
        { id: 'o1', line: '2', kind: 'buy', itemId: 'tea', quantity: 1e6, dueDate: '2027-01-10', unitCost: '9e12' },
        { id: 'o1', line: '1', kind: 'buy', itemId: 'tea', quantity: 1, dueDate: '2027-01-10', unitCost: 5 },
      ],
    },
  ],
  [
    'openOrders[0].unitCost',
    { openOrders: [{ itemId: 'tea', quantity: 1e6, dueDate: '2027-01-10', unitCost: '9e12' }] },
  ],
  [
    'resources[1].costPerHour',
    {
      items: [shop.items[0] as PlanItem, { id: 'pot', price: 30, firmSupply: [1e6, null] }, shop.items[2] as PlanItem],
      resources: [
        { id: 'bench', capacityHours: 1 },
        { id: 'wheel', capacityHours: 1e6, costPerHour: 1e9 },
      ],
    },
  ],
  [
    'finance.overheads[1].amount',
    {
      finance: {
        overheads: [
          { id: 'wages', function: 'selling', amount: 1 },
          { id: 'rent', function: 'selling', amount: huge },
        ],
      },
    },
  ],
  ['overheads[0].amount[1]', { overheads: [{ id: 'rent', function: 'selling', amount: [1, '9e15'] }] }],
  ['finance.minimumCash', { finance: { minimumCash: 1e17 } }],
  ['finance.creditLine.limit', { finance: { creditLine: { limit: 1e17 } } }],
  ['finance.tax.openingLoss', { finance: { tax: { rateShare: 0.2, openingLoss: 1e17 } } }],
  ['taxes[0].openingLoss', { taxes: [{ id: 'state', rateShare: 0.2, openingLoss: 1e17 }] }],
]

test.each(cases)('what is found wrong only in posting is named where it stands: %s', async (place, change) => {
  const error = await plan({ ...shop, ...change }).catch((thrown: unknown) => thrown)
  if (!isSopError(error)) throw error
  expect(error.issues.map(({ path }) => path)).toEqual([place])
})
