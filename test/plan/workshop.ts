import type { PlanInput } from '../../src/index.js'

/**
 * A small company that reaches most rules of the ledger: two-level bills, a service, markets with prices and terms of
 * their own, a lost-sales item, decimals, overtime, assets with a disposal, credit, tax and orders under way.
 */
export const workshop: PlanInput = {
  currency: 'EUR',
  calendar: {
    start: '2027-01-01',
    months: 6,
    quarters: 2,
    fiscalYearStartMonth: 4,
    holidays: ['2027-01-01', '2027-05-06'],
  },
  items: [
    { id: 'bike', price: '649.90', leadTimeDays: 5, yieldShare: 0.97 },
    { id: 'frame', leadTimeDays: 3, lotSize: 20 },
    {
      id: 'wheel',
      purchaseCost: ['38.40', '38.40', '38.40', 39.15, 39.35, 39.35, 39.35, 39.35],
      leadTimeDays: 40,
      supplierId: 'rims',
    },
    { id: 'paint', purchaseCost: 17.355, quantityDecimals: 3, unit: 'kg', units: [{ unit: 'can', stockUnits: 2.5 }] },
    {
      id: 'lamp',
      price: 34.5,
      purchaseCost: 18.05,
      leadTimeDays: 10,
      unmetDemand: 'lost',
      lostSaleCostPerUnit: 2,
      supplyLimit: 100,
    },
    { id: 'tuneup', kind: 'service', price: 79 },
    { id: 'bell', purchaseCost: 3.1, safetyStock: 0 },
  ],
  billOfMaterials: [
    { itemId: 'bike', componentId: 'frame', quantityPer: 1 },
    { itemId: 'bike', componentId: 'wheel', quantityPer: 2, scrapShare: 0.01 },
    { itemId: 'frame', componentId: 'paint', quantityPer: 0.333 },
    { itemId: 'tuneup', componentId: 'paint', quantityPer: 0.05 },
  ],
  operations: [
    { itemId: 'bike', resourceId: 'bench', runHoursPerUnit: 1.35 },
    { itemId: 'frame', resourceId: 'oven', runHoursPerUnit: 0.7, setupHours: 3 },
    { itemId: 'tuneup', resourceId: 'bench', runHoursPerUnit: 0.5 },
  ],
  resources: [
    { id: 'bench', capacityHours: 168, overtimeHours: 14, costPerHour: 24.6, variableOverheadPerHour: 3.15 },
    {
      id: 'oven',
      capacityHours: [120, 120, 120, 120, 120, 120, 360, 350],
      costPerHour: 21,
      overtimeHours: 10,
      overtimeCostPerHour: 33.3,
      fixedOverheadPerHour: 11.25,
    },
  ],
  markets: [{ id: 'home' }, { id: 'export', terms: { profile: [0.1, 0.6, 0.3] } }],
  suppliers: [{ id: 'rims', terms: { netDays: 45 } }],
  prices: [{ itemId: 'bike', marketId: 'export', price: 611 }],
  history: [
    {
      itemId: 'bike',
      marketId: 'home',
      start: '2025-07',
      quantities: [71, 66, 58, 49, 45, 52, 60, 64, 82, 95, 101, 98, 79, 70, 61, 53, 50, 57],
    },
    {
      itemId: 'bike',
      marketId: 'export',
      start: '2026-01',
      quantities: [44, 41, 50, 52, 61, 55, 47, 40, 38, 35, 41, 46],
    },
  ],
  forecasts: [
    { itemId: 'lamp', quantities: [90, 95, 120, 110, 130, 80, 240, 300] },
    { itemId: 'tuneup', quantities: [60, 60, 80, 90, 85, 70, 180, 150] },
  ],
  stock: [
    { itemId: 'bike', onHand: 40, backlog: 6 },
    { itemId: 'frame', onHand: 35 },
    { itemId: 'wheel', onHand: 420 },
    { itemId: 'paint', onHand: 61.125 },
    { itemId: 'lamp', onHand: 30 },
    { itemId: 'bell', onHand: 85 },
  ],
  openOrders: [
    { itemId: 'wheel', quantity: 160, dueDate: '2027-02-03' },
    { itemId: 'paint', quantity: 4, unit: 'can', dueDate: '2026-12-20' },
  ],
  policy: { holdingCostRatePerYear: 0.24 },
  finance: {
    openingCash: 9_000,
    openingReceivables: '31000.50',
    openingPayables: 12_400,
    openingWagesPayable: 2_100,
    openingTaxPayable: 900,
    openingCreditLine: 5_000,
    shareCapital: 25_000,
    customerTerms: { netDays: 30 },
    supplierTerms: { netDays: 14 },
    payrollTerms: { profile: [0.9, 0.1] },
    overheads: [
      { id: 'rent', function: 'production', amount: '4100.10' },
      { id: 'shop', function: 'selling', amount: 1_800, terms: { netDays: 30 } },
      { id: 'commission', function: 'selling', rateOfRevenue: 0.035, terms: { netDays: 20 } },
      { id: 'office', function: 'administration', amount: 5_200 },
    ],
    assets: [
      { id: 'building', cost: 90_000, lifeMonths: 360, acquiredDate: '2022-03' },
      {
        id: 'van',
        cost: 21_000,
        salvageValue: 3_000,
        lifeMonths: 60,
        acquiredDate: '2024-05',
        disposedDate: '2027-05',
        proceeds: '7800.55',
        function: 'selling',
      },
      { id: 'booth', cost: 14_400, lifeMonths: 96, acquiredDate: '2027-03-15', terms: { netDays: 60 } },
    ],
    minimumCash: 6_000,
    creditLine: { limit: 60_000, interestRatePerYear: 0.085 },
    tax: { rateShare: 0.27, openingLoss: 3_000, terms: { profile: [0, 0.5, 0.5] } },
  },
}
