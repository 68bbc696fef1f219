import { describe, expect, it } from 'vitest'
import { isSopError } from '../../src/core/checking/errors.js'
import {
  applyPatch,
  delaySupplier,
  loseCustomer,
  moveLaunch,
  raiseDemand,
  raisePrices,
  stopResource,
} from '../../src/scenario/index.js'
import type { PlanInput } from '../../src/schema/index.js'
import { deepFreeze } from '../costing/deepFreeze.js'

const shop: PlanInput = deepFreeze({
  calendar: { start: '2027-01-01', months: 3 },
  items: [
    { id: 'lamp', price: 50, attributes: { family: 'light' } },
    { id: 'spot', price: [20, 20, 22], purchaseCost: 12, supplierId: 'mill', attributes: { family: 'light' } },
    { id: 'shade', purchaseCost: 6, supplierId: 'mill', leadTimeDays: 10, attributes: { family: 'light' } },
    { id: 'lamp-2' },
  ],
  billOfMaterials: [{ itemId: 'lamp', componentId: 'shade', quantityPer: 1 }],
  operations: [{ itemId: 'lamp', resourceId: 'bench', runHoursPerUnit: 0.25 }],
  resources: [{ id: 'bench', hoursPerWorkingDay: 8, overtimeHours: [10, 20, 30] }],
  suppliers: [{ id: 'mill' }, { id: 'forge' }],
  markets: [{ id: 'home' }, { id: 'abroad' }],
  prices: [{ itemId: 'lamp', marketId: 'abroad', price: 60 }],
  customers: [
    { id: 'Ann', marketId: 'home' },
    { id: 'Bob', marketId: 'home' },
    { id: 'Cy', marketId: 'abroad' },
  ],
  transactions: [
    { itemId: 'lamp', customerId: 'Ann', date: '2026-11-05', quantity: 30 },
    { itemId: 'lamp', customerId: 'Bob', date: '2026-12-05', quantity: 10 },
    // A year and a day before the plan: it says nothing of the last year.
    { itemId: 'lamp', customerId: 'Bob', date: '2025-12-31', quantity: 400 },
    { itemId: 'lamp', marketId: 'abroad', date: '2026-11-05', quantity: 70 },
  ],
  forecasts: [{ itemId: 'spot', quantities: [5, 5, 5] }],
  launches: [{ itemId: 'lamp-2', start: '2027-W05', marketSize: 90, innovation: 0.1, imitation: 0.2 }],
  supplyOrders: [{ id: 'o', line: '2', kind: 'buy', itemId: 'shade', quantity: 9, dueDate: '2027-02-26' }],
  customerOrders: [
    { id: 'c1', itemId: 'lamp', customerId: 'Ann', quantity: 2, requestedDate: '2027-01-20' },
    { id: 'c2', itemId: 'lamp', customerId: 'Bob', quantity: 2, requestedDate: '2027-01-20' },
  ],
})
const head = { id: 'p', owner: 'sales', reason: 'because' }
const light = { field: 'family', equals: 'light' }

describe('patches that are written often', () => {
  it('more demand is an event of each item that is asked for, and no history changes', () => {
    const patch = raiseDemand(shop, {
      ...head,
      where: light,
      rate: 0.1,
      marketId: 'home',
      firstDate: '2027-02-01',
      date: '2026-12-01',
    })
    expect(patch).toMatchObject({ ...head, date: '2026-12-01' })
    const days = { marketId: 'home', firstDate: '2027-02-01', lastDate: '2027-03-31', upliftRate: 0.1 }
    const next = applyPatch(
      shop,
      raiseDemand(shop, { ...head, itemIds: ['lamp'], rate: 0.1, marketId: 'home', firstDate: '2027-02-01' }),
    )
    expect(next.events).toEqual([{ id: 'p: lamp', itemId: 'lamp', ...days }])
    expect(next.transactions).toHaveLength(4)
    expect(patch.changes.map(({ value }) => (value as { itemId: string }).itemId)).toEqual(['lamp', 'spot'])
    expect(applyPatch(shop, raiseDemand(shop, { ...head, rate: -0.2 })).events).toEqual([
      { id: 'p', firstDate: '2027-01-01', lastDate: '2027-03-31', upliftRate: -0.2 },
    ])
  })

  it('a line that stands still loses the share of its working days', () => {
    // From Monday, 15 February: ten of the twenty working days of February; all of March.
    const patch = stopResource(shop, { ...head, resourceId: 'bench', firstDate: '2027-02-15', lastDate: '2027-03-31' })
    expect(applyPatch(shop, patch).resources?.[0]).toMatchObject({
      hoursPerWorkingDay: [8, 4, 0],
      overtimeHours: [10, 10, 0],
    })
  })

  it('a supplier who is late: lead times and what is under way', () => {
    const next = applyPatch(shop, delaySupplier(shop, { ...head, supplierId: 'mill', days: 7 }))
    expect(next.sources?.map(({ id, leadTimeDays }) => [id, leadTimeDays])).toEqual([
      ['shade', 17],
      ['spot', 7],
    ])
    expect(next.supplyOrders?.[0]?.dueDate).toBe('2027-03-05')
  })

  it('prices: the items’ own and those of markets, or of one market, which then has its own', () => {
    const all = applyPatch(shop, raisePrices(shop, { ...head, rate: 0.1, where: light }))
    expect(all.items.map(({ price }) => price)).toEqual([55, undefined, undefined, [22, 22, 24.2]])
    expect(all.prices?.[0]?.price).toBe(66)
    const abroad = applyPatch(
      shop,
      raisePrices(shop, { ...head, rate: 0.5, marketId: 'abroad', firstDate: '2027-02-01' }),
    )
    expect(abroad.items.map(({ price }) => price)).toEqual([50, undefined, undefined, [20, 20, 22]])
    expect(abroad.prices?.map(({ itemId, price }) => [itemId, price])).toEqual([
      ['lamp', [60, 90, 90]],
      ['spot', [20, 30, 33]],
    ])
  })

  it('a launch is moved by buckets of its own kind', () => {
    expect(applyPatch(shop, moveLaunch(shop, { ...head, itemId: 'lamp-2', buckets: 49 })).launches?.[0]?.start).toBe(
      '2028-W02',
    )
  })

  it('a customer who is lost: his orders, and his share of the year', () => {
    const next = applyPatch(shop, loseCustomer(shop, { ...head, customerId: 'Ann', firstDate: '2027-02-01' }))
    // 30 of 40 at home.
    const days = { firstDate: '2027-02-01', lastDate: '2027-03-31' }
    expect(next.events).toEqual([{ id: 'p: 1', itemId: 'lamp', marketId: 'home', ...days, upliftRate: -0.75 }])
    expect(next.customerOrders?.map(({ id }) => id)).toEqual(['c2'])
    expect(next.customers).toHaveLength(3)
    const told = applyPatch(shop, loseCustomer(shop, { ...head, customerId: 'Cy', share: 0.4 }))
    expect(told.events?.[0]).toMatchObject({ id: 'p', marketId: 'abroad', upliftRate: -0.4 })
  })

  it('refuse what is not there', () => {
    const told = (write: () => unknown): string[] => {
      try {
        write()
        return []
      } catch (error) {
        if (!isSopError(error)) throw error
        return error.issues.map(({ code, path }) => `${code} ${path}`)
      }
    }
    const stop = { resourceId: 'bench', firstDate: '2027-02-01', lastDate: '2027-02-28' }
    expect(told(() => raiseDemand(shop, { ...head, rate: 0.1, itemIds: ['lmap'] }))).toEqual([
      'UNKNOWN_ID options.itemIds[0]',
    ])
    expect(told(() => raiseDemand(shop, { ...head, rate: 0.1, itemIds: ['shade'] }))).toEqual(['EMPTY options.itemIds'])
    expect(told(() => raiseDemand(shop, { ...head, rate: 0.1, where: { field: 'family', equals: 'dark' } }))).toEqual([
      'UNKNOWN_ID options.where.equals',
    ])
    expect(told(() => raiseDemand(shop, { ...head, rate: 0.1, marketId: 'moon' }))).toEqual([
      'UNKNOWN_ID options.marketId',
    ])
    expect(told(() => stopResource(shop, { ...head, ...stop, resourceId: 'saw' }))).toEqual([
      'UNKNOWN_ID options.resourceId',
    ])
    expect(told(() => stopResource(shop, { ...head, ...stop, lastDate: '2027-01-31' }))).toEqual([
      'PERIODS_OUT_OF_ORDER options.lastDate',
    ])
    expect(
      told(() => stopResource(shop, { ...head, ...stop, firstDate: '2026-02-01', lastDate: '2026-02-28' })),
    ).toEqual(['EMPTY options.firstDate'])
    expect(told(() => delaySupplier(shop, { ...head, supplierId: 'forge', days: 7 }))).toEqual([
      'EMPTY options.supplierId',
    ])
    expect(told(() => raisePrices(shop, { ...head, rate: 0.1, itemIds: ['shade'] }))).toEqual(['EMPTY options.itemIds'])
    expect(told(() => moveLaunch(shop, { ...head, itemId: 'lamp', buckets: 1 }))).toEqual(['UNKNOWN_ID options.itemId'])
    expect(told(() => loseCustomer(shop, { ...head, customerId: 'Cy' }))).toEqual(['MISSING_VALUE options.share'])
    expect(told(() => loseCustomer(shop, { ...head, customerId: 'Dan' }))).toEqual(['UNKNOWN_ID options.customerId'])
    expect(told(() => moveLaunch(shop, { id: 'p', itemId: 'lamp-2', buckets: 1.5 } as never)).sort()).toEqual([
      'MISSING_VALUE options.owner',
      'MISSING_VALUE options.reason',
      'OUT_OF_RANGE options.buckets',
    ])
  })
})
