import type { PlanInput } from '../../src/index.js'

/**
 * A shop that uses every table of demand, small enough to work it out by hand: naive forecasts carry the last bucket on.
 * The figures are in waterfall.test.ts.
 */
export const teaShop: PlanInput = {
  asOf: '2026-12-31',
  calendar: { start: '2027-01-01', months: 4 },
  items: [
    { id: 'tea', price: 5, purchaseCost: 2, leadTimeDays: 10 },
    { id: 'mate', price: 6, purchaseCost: 2 },
    { id: 'pot', price: 20, purchaseCost: 8, units: [{ unit: 'box', stockUnits: 6 }] },
    { id: 'cup', price: 4, purchaseCost: 1 },
    { id: 'spoon', price: 2, purchaseCost: 0.5 },
  ],
  markets: [{ id: 'north' }, { id: 'south' }],
  history: [
    { itemId: 'tea', start: '2026-07', quantities: [96, 104, 99, 101, 98, 130] },
    { itemId: 'cup', marketId: 'north', start: '2026-07', quantities: [70, 50, 64, 56, 60, null] },
    { itemId: 'cup', marketId: 'south', start: '2026-07', quantities: [30, 50, 44, 36, 40, 50] },
  ],
  transactions: [
    { itemId: 'pot', date: '2026-10-05', quantity: 1, unit: 'box' },
    { itemId: 'pot', date: '2026-10-28', quantity: 6 },
    { itemId: 'pot', date: '2026-11-02', quantity: 11 },
    { itemId: 'pot', date: '2026-11-30', quantity: -2 },
    { itemId: 'pot', date: '2026-12-11', quantity: 5 },
  ],
  // Before the first sale of pots: it changes nothing, and a warning says so.
  stockOuts: [{ itemId: 'pot', firstDate: '2026-08-01', lastDate: '2026-08-05' }],
  forecasts: [{ itemId: 'spoon', quantities: [10, 10, 10, 10] }],
  hierarchy: [
    { id: 'tableware', name: 'Tableware' },
    { id: 'cup', parentId: 'tableware' },
  ],
  launches: [
    {
      itemId: 'mate',
      start: '2027-02',
      likeItems: [{ id: 'rooibos', history: [5, 10, 15, 20] }],
      total: 200,
    },
  ],
  successions: [
    {
      predecessorId: 'tea',
      successorId: 'mate',
      phaseOutShare: [0, 0, 0.5, 1],
      transferShare: 0.8,
      cannibalizationShare: 0.1,
    },
  ],
  events: [
    { id: 'fair', itemId: 'tea', firstDate: '2026-12-01', lastDate: '2026-12-31', upliftRate: 0.3 },
    { id: 'coupon', itemId: 'tea', firstDate: '2027-01-22', lastDate: '2027-02-10', upliftUnits: 40 },
    { id: 'spring', name: 'Spring sale', firstDate: '2027-02-01', lastDate: '2027-02-14', upliftRate: 0.5 },
  ],
  pipelineStages: [
    { id: 'lead', probability: 0.25 },
    { id: 'proposal', probability: 0.5 },
  ],
  opportunities: [
    { id: 'hotel', itemId: 'tea', quantity: 60, closeDate: '2027-03-10', stageId: 'proposal' },
    { id: 'club', itemId: 'tea', quantity: 40, closeDate: '2026-12-01', stageId: 'lead' },
  ],
  views: [
    { contributor: 'sales', itemId: 'tea', quantities: [150, null, 76, null], weight: 1 },
    { contributor: 'finance', itemId: 'tea', quantities: [130, 122.5, null, null], weight: 1 },
    { contributor: 'statistical', itemId: 'tea', weight: 2 },
  ],
  overrides: [
    { id: 'shelf', itemId: 'tea', periodIds: ['2027-01'], changeRate: 0.1, reason: 'second shelf', owner: 'Ann' },
    { id: 'strike', itemId: 'tea', periodIds: ['2027-02'], change: -35.5, reason: 'carriers strike', owner: 'Ben' },
    { id: 'contract', itemId: 'tea', periodIds: ['2027-03'], quantity: 80, reason: 'contract signed', owner: 'Ann' },
    {
      id: 'old',
      itemId: 'tea',
      periodIds: ['2027-04'],
      quantity: 999,
      reason: 'last year',
      owner: 'Ben',
      expiryDate: '2026-12-30',
    },
    {
      id: 'delay',
      itemId: 'mate',
      periodIds: ['2027-02'],
      quantity: 0,
      reason: 'label late',
      owner: 'Ann',
      expiryDate: '2027-12-31',
    },
  ],
  forecasting: { model: 'naive', reconciliation: 'wlsStructure', pipelineLeadTimeDays: 10 },
}
