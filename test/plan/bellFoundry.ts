import type { PlanInput } from '../../src/schema/index.js'

/**
 * A company that lives by its order book: two markets and one of no market, late orders, orders beyond their forecast, in other
 * units, with lines and prices of their own, and less supply than is asked for.
 */
export const bellFoundry: PlanInput = {
  currency: 'EUR',
  asOf: '2026-12-20',
  calendar: { start: '2027-01-01', months: 4 },
  markets: [{ id: 'abroad', terms: { netDays: 30 } }, { id: 'home' }],
  customers: [{ id: 'abbey', marketId: 'home' }],
  items: [
    {
      id: 'bell',
      price: [50, 50, 44, 52],
      purchaseCost: 20,
      leadTimeDays: 31,
      supplyLimit: 22,
      units: [{ unit: 'pair', stockUnits: 2 }],
    },
    {
      id: 'rope',
      price: 3.35,
      purchaseCost: 1.2,
      unit: 'm',
      quantityDecimals: 1,
      unmetDemand: 'lost',
      supplyLimit: 40.5,
    },
  ],
  prices: [{ itemId: 'bell', marketId: 'abroad', price: '54.37' }],
  stock: [
    { itemId: 'bell', onHand: 14 },
    { itemId: 'rope', onHand: 3.5 },
  ],
  history: [
    { itemId: 'bell', marketId: 'home', start: '2026-01', quantities: [11, 9, 12, 10, 13, 8, 11, 12, 9, 10, 14, 11] },
  ],
  forecasts: [
    { itemId: 'bell', marketId: 'abroad', quantities: [6.4, 6.4, 6.4, 6.4] },
    { itemId: 'rope', quantities: [30, 30, 30, 30] },
  ],
  customerOrders: [
    { id: '4711', line: '1', itemId: 'bell', customerId: 'abbey', quantity: 3, requestedDate: '2026-12-10', price: 47 },
    {
      id: '4711',
      line: '2',
      itemId: 'bell',
      customerId: 'abbey',
      quantity: 8,
      unit: 'pair',
      requestedDate: '2027-01-15',
    },
    { id: '4712', itemId: 'bell', marketId: 'abroad', quantity: 4, requestedDate: '2027-01-15', priority: 1 },
    { id: '4713', itemId: 'bell', marketId: 'abroad', quantity: 11, requestedDate: '2027-03-02', price: '41.05' },
    { id: '4714', itemId: 'rope', marketId: 'home', quantity: 12.5, requestedDate: '2027-02-20', price: 3 },
    { id: '4715', itemId: 'rope', quantity: 44.2, requestedDate: '2027-03-20', promisedDate: '2027-04-02' },
    { id: '4716', itemId: 'rope', quantity: 2, requestedDate: '2026-12-31' },
    { id: '4717', itemId: 'rope', quantity: 2, requestedDate: '2027-05-01' },
  ],
  policy: { consumeBackwardPeriods: 1, consumeForwardPeriods: 1 },
  finance: { openingCash: 900, overheads: [{ id: 'agents', function: 'selling', rateOfRevenue: 0.07 }] },
}
