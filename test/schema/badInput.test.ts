import { describe, expect, it } from 'vitest'
import { checkPlanInput, plan } from '../../src/index.js'
import { isSopError, type SopErrorCode } from '../../src/core/checking/errors.js'
import { workshop } from '../plan/workshop.js'

type Loose = { [field: string]: any }

/** A small company without mistakes, as JSON. */
const healthy = (): Loose => ({
  currency: 'USD',
  calendar: { start: '2027-01-01', months: 3 },
  items: [
    { id: 'lamp', price: 49 },
    { id: 'shade', purchaseCost: 6.5, units: [{ unit: 'box', stockUnits: 12 }] },
    { id: 'advice', kind: 'service', price: 90 },
  ],
  billOfMaterials: [{ itemId: 'lamp', componentId: 'shade', quantityPer: 1 }],
  operations: [
    { itemId: 'lamp', resourceId: 'bench', runHoursPerUnit: 0.25 },
    { itemId: 'advice', resourceId: 'desk', runHoursPerUnit: 1 },
  ],
  resources: [
    { id: 'bench', capacityHours: 100 },
    { id: 'desk', capacityHours: [40, 40, 40] },
  ],
  markets: [{ id: 'home' }],
  suppliers: [{ id: 'acme', terms: { netDays: 30 } }],
  prices: [{ itemId: 'lamp', marketId: 'home', price: 51 }],
  history: [{ itemId: 'lamp', marketId: 'home', start: '2026-01', quantities: [8, 9, 7, 8, 9, 9, 8, 10, 9, 8, 7, 9] }],
  forecasts: [{ itemId: 'advice', quantities: [10, 12, 11] }],
  stock: [{ itemId: 'lamp', onHand: 20 }],
  openOrders: [{ itemId: 'shade', quantity: 2, unit: 'box', dueDate: '2027-01-20' }],
  assumedUnitCosts: [{ itemId: 'shade', unitCost: 6 }],
  finance: {
    openingCash: 1_000,
    customerTerms: { netDays: 30 },
    overheads: [{ id: 'rent', function: 'production', amount: 900 }],
    assets: [{ id: 'press', cost: 5_000, lifeMonths: 60, acquiredDate: '2026-01' }],
  },
})

/** One mistake: what is done to the healthy input, and the code and path that must come back. */
interface Mistake {
  readonly name: string
  readonly make: (input: Loose) => void
  readonly code: SopErrorCode
  readonly path: string
}

const at = (input: Loose, table: string, n = 0): Loose => (input[table] as Loose[])[n] as Loose

const MISTAKES: readonly Mistake[] = [
  {
    name: 'unknown component',
    make: (i) => (at(i, 'billOfMaterials')['componentId'] = 'shde'),
    code: 'UNKNOWN_ID',
    path: 'billOfMaterials[0].componentId',
  },
  {
    name: 'unknown parent',
    make: (i) => (at(i, 'billOfMaterials')['itemId'] = 'lmap'),
    code: 'UNKNOWN_ID',
    path: 'billOfMaterials[0].itemId',
  },
  {
    name: 'unknown item of an operation',
    make: (i) => (at(i, 'operations')['itemId'] = 'lmap'),
    code: 'UNKNOWN_ID',
    path: 'operations[0].itemId',
  },
  {
    name: 'unknown resource',
    make: (i) => (at(i, 'operations')['resourceId'] = 'bnch'),
    code: 'UNKNOWN_ID',
    path: 'operations[0].resourceId',
  },
  {
    name: 'unknown item of a history',
    make: (i) => (at(i, 'history')['itemId'] = 'lmap'),
    code: 'UNKNOWN_ID',
    path: 'history[0].itemId',
  },
  {
    name: 'unknown market',
    make: (i) => (at(i, 'history')['marketId'] = 'mars'),
    code: 'UNKNOWN_ID',
    path: 'history[0].marketId',
  },
  {
    name: 'unknown item of a forecast',
    make: (i) => (at(i, 'forecasts')['itemId'] = 'advise'),
    code: 'UNKNOWN_ID',
    path: 'forecasts[0].itemId',
  },
  {
    name: 'unknown item of a price',
    make: (i) => (at(i, 'prices')['itemId'] = 'x'),
    code: 'UNKNOWN_ID',
    path: 'prices[0].itemId',
  },
  {
    name: 'unknown market of a price',
    make: (i) => (at(i, 'prices')['marketId'] = 'x'),
    code: 'UNKNOWN_ID',
    path: 'prices[0].marketId',
  },
  {
    name: 'unknown item in stock',
    make: (i) => (at(i, 'stock')['itemId'] = 'x'),
    code: 'UNKNOWN_ID',
    path: 'stock[0].itemId',
  },
  {
    name: 'unknown item ordered',
    make: (i) => (at(i, 'openOrders')['itemId'] = 'x'),
    code: 'UNKNOWN_ID',
    path: 'openOrders[0].itemId',
  },
  {
    name: 'unknown item of an assumed cost',
    make: (i) => (at(i, 'assumedUnitCosts')['itemId'] = 'x'),
    code: 'UNKNOWN_ID',
    path: 'assumedUnitCosts[0].itemId',
  },
  {
    name: 'unknown supplier',
    make: (i) => (at(i, 'items', 1)['supplierId'] = 'x'),
    code: 'UNKNOWN_ID',
    path: 'items[1].supplierId',
  },
  { name: 'unknown currency', make: (i) => (i['currency'] = 'QQQ'), code: 'UNKNOWN_ID', path: 'currency' },
  {
    name: 'duplicate item',
    make: (i) => (i['items'] as Loose[]).push({ id: 'lamp' }),
    code: 'DUPLICATE_ID',
    path: 'items[3].id',
  },
  {
    name: 'duplicate resource',
    make: (i) => (i['resources'] as Loose[]).push({ id: 'bench', capacityHours: 1 }),
    code: 'DUPLICATE_ID',
    path: 'resources[2].id',
  },
  {
    name: 'duplicate market',
    make: (i) => (i['markets'] as Loose[]).push({ id: 'home' }),
    code: 'DUPLICATE_ID',
    path: 'markets[1].id',
  },
  {
    name: 'duplicate supplier',
    make: (i) => (i['suppliers'] as Loose[]).push({ id: 'acme' }),
    code: 'DUPLICATE_ID',
    path: 'suppliers[1].id',
  },
  {
    name: 'history and forecast of one series',
    make: (i) => (i['forecasts'] as Loose[]).push({ itemId: 'lamp', marketId: 'home', quantities: [1, 2, 3] }),
    code: 'DUPLICATE_ID',
    path: 'forecasts[1]',
  },
  {
    name: 'duplicate price',
    make: (i) => (i['prices'] as Loose[]).push({ itemId: 'lamp', marketId: 'home', price: 1 }),
    code: 'DUPLICATE_ID',
    path: 'prices[1]',
  },
  {
    name: 'duplicate stock',
    make: (i) => (i['stock'] as Loose[]).push({ itemId: 'lamp', onHand: 1 }),
    code: 'DUPLICATE_ID',
    path: 'stock[1]',
  },
  {
    name: 'duplicate overhead',
    make: (i) => (i['finance'] as Loose)['overheads'].push({ id: 'rent', function: 'selling', amount: 1 }),
    code: 'DUPLICATE_ID',
    path: 'finance.overheads[1].id',
  },
  {
    name: 'duplicate asset',
    make: (i) =>
      (i['finance'] as Loose)['assets'].push({ id: 'press', cost: 1, lifeMonths: 1, acquiredDate: '2026-01' }),
    code: 'DUPLICATE_ID',
    path: 'finance.assets[1].id',
  },
  {
    name: 'negative stock',
    make: (i) => (at(i, 'stock')['onHand'] = -1),
    code: 'OUT_OF_RANGE',
    path: 'stock[0].onHand',
  },
  {
    name: 'negative history',
    make: (i) => (at(i, 'history')['quantities'][3] = -2),
    code: 'OUT_OF_RANGE',
    path: 'history[0].quantities[3]',
  },
  {
    name: 'negative forecast',
    make: (i) => (at(i, 'forecasts')['quantities'][1] = -2),
    code: 'OUT_OF_RANGE',
    path: 'forecasts[0].quantities[1]',
  },
  {
    name: 'negative price',
    make: (i) => (at(i, 'items')['price'] = -49),
    code: 'OUT_OF_RANGE',
    path: 'items[0].price',
  },
  {
    name: 'negative price as text',
    make: (i) => (at(i, 'items')['price'] = '-49.00'),
    code: 'OUT_OF_RANGE',
    path: 'items[0].price',
  },
  {
    name: 'negative price of a period',
    make: (i) => (at(i, 'items')['price'] = [49, -49, 49]),
    code: 'OUT_OF_RANGE',
    path: 'items[0].price[1]',
  },
  { name: 'no amount', make: (i) => (at(i, 'items')['price'] = 'dear'), code: 'WRONG_TYPE', path: 'items[0].price' },
  {
    name: 'nothing per unit',
    make: (i) => (at(i, 'billOfMaterials')['quantityPer'] = 0),
    code: 'OUT_OF_RANGE',
    path: 'billOfMaterials[0].quantityPer',
  },
  {
    name: 'NaN in a history',
    make: (i) => (at(i, 'history')['quantities'][0] = Number.NaN),
    code: 'NOT_FINITE',
    path: 'history[0].quantities[0]',
  },
  {
    name: 'infinite hours',
    make: (i) => (at(i, 'resources')['capacityHours'] = Infinity),
    code: 'NOT_FINITE',
    path: 'resources[0].capacityHours',
  },
  {
    name: 'infinite hours of a period',
    make: (i) => (at(i, 'resources', 1)['capacityHours'][2] = Infinity),
    code: 'NOT_FINITE',
    path: 'resources[1].capacityHours[2]',
  },
  {
    name: 'more units than can be counted',
    make: (i) => (at(i, 'history')['quantities'][0] = 1e21),
    code: 'OUT_OF_RANGE',
    path: 'history[0].quantities[0]',
  },
  {
    name: 'more hours than can be counted',
    make: (i) => (at(i, 'resources', 1)['capacityHours'][1] = 1e12),
    code: 'OUT_OF_RANGE',
    path: 'resources[1].capacityHours[1]',
  },
  {
    name: 'share as a percentage',
    make: (i) => (at(i, 'items')['serviceLevelShare'] = 95),
    code: 'OUT_OF_RANGE',
    path: 'items[0].serviceLevelShare',
  },
  {
    name: 'half a piece in stock',
    make: (i) => (at(i, 'stock')['onHand'] = 2.5),
    code: 'OUT_OF_RANGE',
    path: 'stock[0].onHand',
  },
  {
    name: 'forecast too short',
    make: (i) => (at(i, 'forecasts')['quantities'] = [1, 2]),
    code: 'MISALIGNED',
    path: 'forecasts[0].quantities',
  },
  {
    name: 'hours too long',
    make: (i) => (at(i, 'resources', 1)['capacityHours'] = [1, 2, 3, 4]),
    code: 'MISALIGNED',
    path: 'resources[1].capacityHours',
  },
  {
    name: 'price too short',
    make: (i) => (at(i, 'items')['price'] = [49]),
    code: 'MISALIGNED',
    path: 'items[0].price',
  },
  {
    name: 'firm supply too short',
    make: (i) => (at(i, 'items')['firmSupply'] = [4]),
    code: 'MISALIGNED',
    path: 'items[0].firmSupply',
  },
  {
    name: 'overhead too short',
    make: (i) => ((i['finance'] as Loose)['overheads'][0].amount = [1]),
    code: 'MISALIGNED',
    path: 'finance.overheads[0].amount',
  },
  {
    name: 'start that does not exist',
    make: (i) => (i['calendar']['start'] = '2027-02-30'),
    code: 'INVALID_DATE',
    path: 'calendar.start',
  },
  {
    name: 'due date that does not exist',
    make: (i) => (at(i, 'openOrders')['dueDate'] = '2027-02-29'),
    code: 'INVALID_DATE',
    path: 'openOrders[0].dueDate',
  },
  {
    name: 'holiday that does not exist',
    make: (i) => (i['calendar']['holidays'] = ['2027-04-31']),
    code: 'INVALID_DATE',
    path: 'calendar.holidays[0]',
  },
  {
    name: 'history in a month 13',
    make: (i) => (at(i, 'history')['start'] = '2026-13'),
    code: 'INVALID_DATE',
    path: 'history[0].start',
  },
  {
    name: 'acquisition in a month 13',
    make: (i) => ((i['finance'] as Loose)['assets'][0].acquiredDate = '2026-13'),
    code: 'INVALID_DATE',
    path: 'finance.assets[0].acquiredDate',
  },
  {
    name: 'validity that does not exist',
    make: (i) => (at(i, 'billOfMaterials')['firstDate'] = '2026-11-31'),
    code: 'INVALID_DATE',
    path: 'billOfMaterials[0].firstDate',
  },
  {
    name: 'a plan that is past today',
    make: (i) => (i['asOf'] = '2027-04-01'),
    code: 'OUT_OF_RANGE',
    path: 'asOf',
  },
  {
    name: 'day of reading bills that does not exist',
    make: (i) => (i['asOf'] = '2026-11-31'),
    code: 'INVALID_DATE',
    path: 'asOf',
  },
  {
    name: 'a bill with a cycle',
    make: (i) => (i['billOfMaterials'] as Loose[]).push({ itemId: 'shade', componentId: 'lamp', quantityPer: 1 }),
    code: 'CYCLE',
    path: 'billOfMaterials',
  },
  {
    name: 'an item in its own bill',
    make: (i) => (at(i, 'billOfMaterials')['componentId'] = 'lamp'),
    code: 'CYCLE',
    path: 'billOfMaterials',
  },
  {
    name: 'history that runs into the plan',
    make: (i) => (at(i, 'history')['start'] = '2026-06'),
    code: 'PERIODS_OUT_OF_ORDER',
    path: 'history[0]',
  },
  {
    name: 'disposal before acquisition',
    make: (i) => ((i['finance'] as Loose)['assets'][0].disposedDate = '2025-01'),
    code: 'PERIODS_OUT_OF_ORDER',
    path: 'finance.assets[0].disposedDate',
  },
  {
    name: 'worth more at the end',
    make: (i) => ((i['finance'] as Loose)['assets'][0].salvageValue = 5_001),
    code: 'OUT_OF_RANGE',
    path: 'finance.assets[0].salvageValue',
  },
  {
    name: 'proceeds without disposal',
    make: (i) => ((i['finance'] as Loose)['assets'][0].proceeds = 5),
    code: 'CONFLICT',
    path: 'finance.assets[0].proceeds',
  },
  {
    name: 'a negative asset',
    make: (i) => ((i['finance'] as Loose)['assets'][0].cost = -5),
    code: 'OUT_OF_RANGE',
    path: 'finance.assets[0].cost',
  },
  {
    name: 'a negative minimum of cash',
    make: (i) => ((i['finance'] as Loose)['minimumCash'] = '-5'),
    code: 'OUT_OF_RANGE',
    path: 'finance.minimumCash',
  },
  {
    name: 'validity that ends before it begins',
    make: (i) => Object.assign(at(i, 'billOfMaterials'), { firstDate: '2027-02-01', lastDate: '2027-01-01' }),
    code: 'PERIODS_OUT_OF_ORDER',
    path: 'billOfMaterials[0].lastDate',
  },
  {
    name: 'price in another currency',
    make: (i) => (at(i, 'prices')['currency'] = 'EUR'),
    code: 'CURRENCY_MISMATCH',
    path: 'prices[0].currency',
  },
  {
    name: 'item in another currency',
    make: (i) => (at(i, 'items')['currency'] = 'EUR'),
    code: 'CURRENCY_MISMATCH',
    path: 'items[0].currency',
  },
  {
    name: 'balances in another currency',
    make: (i) => ((i['finance'] as Loose)['currency'] = 'EUR'),
    code: 'CURRENCY_MISMATCH',
    path: 'finance.currency',
  },
  {
    name: 'a resource without hours',
    make: (i) => (at(i, 'resources')['capacityHours'] = 0),
    code: 'NO_CAPACITY',
    path: 'resources[0].capacityHours',
  },
  {
    name: 'hours not given',
    make: (i) => delete at(i, 'resources')['capacityHours'],
    code: 'MISSING_VALUE',
    path: 'resources[0].capacityHours',
  },
  {
    name: 'a unit without conversion',
    make: (i) => (at(i, 'openOrders')['unit'] = 'pallet'),
    code: 'MISSING_CONVERSION',
    path: 'openOrders[0].unit',
  },
  {
    name: 'a unit without conversion in a bill',
    make: (i) => (at(i, 'billOfMaterials')['unit'] = 'pallet'),
    code: 'MISSING_CONVERSION',
    path: 'billOfMaterials[0].unit',
  },
  { name: 'no items', make: (i) => (i['items'] = []), code: 'EMPTY', path: 'items' },
  { name: 'no periods', make: (i) => (i['calendar'] = { start: '2027-01-01' }), code: 'EMPTY', path: 'calendar' },
  {
    name: 'an empty history',
    make: (i) => (at(i, 'history')['quantities'] = []),
    code: 'EMPTY',
    path: 'history[0].quantities',
  },
  {
    name: 'an unknown field',
    make: (i) => (at(i, 'items')['prize'] = 3),
    code: 'UNKNOWN_FIELD',
    path: 'items[0].prize',
  },
  { name: 'no calendar', make: (i) => delete i['calendar'], code: 'MISSING_VALUE', path: 'calendar' },
  {
    name: 'text for a number',
    make: (i) => (at(i, 'stock')['onHand'] = '20'),
    code: 'WRONG_TYPE',
    path: 'stock[0].onHand',
  },
  {
    name: 'a profile that loses money',
    make: (i) => ((i['finance'] as Loose)['customerTerms'] = { profile: [0.5, 0.4] }),
    code: 'OUT_OF_RANGE',
    path: 'finance.customerTerms.profile',
  },
  {
    name: 'terms that are none',
    make: (i) => ((i['finance'] as Loose)['customerTerms'] = { days: 30 }),
    code: 'INVALID_INPUT',
    path: 'finance.customerTerms',
  },
  {
    name: 'a service in stock',
    make: (i) => (i['stock'] as Loose[]).push({ itemId: 'advice', onHand: 2 }),
    code: 'CONFLICT',
    path: 'stock[1].onHand',
  },
  {
    name: 'a service with safety stock',
    make: (i) => (at(i, 'items', 2)['safetyStock'] = 2),
    code: 'CONFLICT',
    path: 'items[2].safetyStock',
  },
  {
    name: 'late orders without demand',
    make: (i) => (i['stock'] as Loose[]).push({ itemId: 'shade', onHand: 2, backlog: 1 }),
    code: 'CONFLICT',
    path: 'stock[1].backlog',
  },
  {
    name: 'a purchase order of a made item',
    make: (i) => (i['openOrders'] as Loose[]).push({ itemId: 'lamp', quantity: 1, dueDate: '2027-02-01' }),
    code: 'CONFLICT',
    path: 'openOrders[1]',
  },
  {
    name: 'an overhead twice over',
    make: (i) => ((i['finance'] as Loose)['overheads'][0].rateOfRevenue = 0.1),
    code: 'CONFLICT',
    path: 'finance.overheads[0]',
  },
]

/** No sentence of the schema library may reach the caller. */
const FOREIGN = /zod|invalid_type|Invalid input|expected string|Expected|Too small|Too big|Unrecognized/

const seen = (input: unknown): string[] => checkPlanInput(input).map(({ code, path }) => `${code} ${path}`)

describe('a mistake in the input', () => {
  it('is not found where there is none', () => {
    expect(checkPlanInput(healthy())).toEqual([])
    expect(checkPlanInput(workshop)).toEqual([])
  })

  it.each(MISTAKES)('$name: $code at $path', ({ make, code, path }) => {
    const input = healthy()
    make(input)
    const issues = checkPlanInput(input)
    const found = issues.find((issue) => issue.code === code && issue.path === path)
    expect(found, `found instead: ${issues.map((issue) => `${issue.code} ${issue.path}`).join(', ')}`).toBeDefined()
    for (const issue of issues) {
      expect(`${issue.message} ${issue.remedy}`).not.toMatch(FOREIGN)
      expect(issue.remedy.length).toBeGreaterThan(10)
      expect(typeof issue.received).toBe('string')
    }
  })

  it('stops plan() before anything is planned, with the same issues', async () => {
    for (const { make } of MISTAKES) {
      const input = healthy()
      make(input)
      const stages: string[] = []
      const outcome: unknown = await plan(input as never, { onProgress: ({ stage }) => stages.push(stage) }).catch(
        (error: unknown) => error,
      )
      expect(isSopError(outcome)).toBe(true)
      if (!isSopError(outcome)) continue
      expect(outcome.issues).toEqual(checkPlanInput(input))
      expect(outcome.name).toBe('SopError')
      expect(stages).toEqual([])
    }
  })

  it('is no day within the plan as today', () => {
    // The last of three months is March.
    expect(checkPlanInput({ ...healthy(), asOf: '2027-03-31' })).toEqual([])
    expect(checkPlanInput({ ...healthy(), asOf: '2027-04-01' })[0]?.message).toBe(
      'The whole plan lies before this day: its last period, 2027-03, ends before 2027-04-01.',
    )
  })

  it('says how a percentage is written as a share', () => {
    const input = healthy()
    at(input, 'items')['serviceLevelShare'] = 95
    expect(checkPlanInput(input)[0]?.remedy).toContain('95 % is 0.95')
  })

  it('says how a percentage is written as a rate, where nothing below -1 can be meant', () => {
    const input: Loose = healthy()
    input['overrides'] = [
      { id: 'o', itemId: 'lamp', periodIds: ['2027-02'], changeRate: -20, reason: 'strike', owner: 'Ann' },
    ]
    expect(checkPlanInput(input)[0]?.remedy).toBe('Rates are written as ratios: -20 % is -0.2.')
    // A cost below nothing is no percentage: -0.2 is refused as well.
    expect(checkPlanInput({ ...healthy(), policy: { holdingCostRatePerYear: -20 } })[0]?.remedy).toBe(
      'Give a value at least 0.',
    )
  })

  it('names every item of a cycle', () => {
    const input = healthy()
    ;(input['billOfMaterials'] as Loose[]).push({ itemId: 'shade', componentId: 'lamp', quantityPer: 1 })
    const [cycle] = checkPlanInput(input).filter(({ code }) => code === 'CYCLE')
    expect(`${cycle?.message} ${cycle?.received}`).toMatch(/lamp.*shade.*lamp|shade.*lamp.*shade/)
  })
})

describe('many mistakes', () => {
  it('come all at once in one error', async () => {
    const input = healthy()
    Object.assign(input['calendar'] as Loose, { holidays: ['2027-04-31'] })
    ;(input['items'] as Loose[]).push({ id: 'lamp' })
    at(input, 'items')['price'] = [49]
    at(input, 'items', 1)['currency'] = 'EUR'
    ;(input['billOfMaterials'] as Loose[]).push(
      { itemId: 'shade', componentId: 'lamp', quantityPer: 1 },
      { itemId: 'lamp', componentId: 'shade', quantityPer: 1, unit: 'pallet' },
    )
    at(input, 'operations', 1)['itemId'] = 'advise'
    at(input, 'resources')['capacityHours'] = 0
    at(input, 'history')['quantities'][2] = -4
    at(input, 'history')['start'] = '2026-06'
    at(input, 'forecasts')['quantities'] = [1, Number.NaN]
    at(input, 'stock')['itemId'] = 'lmap'
    at(input, 'openOrders')['dueDate'] = '2027-02-30'
    ;(input['finance'] as Loose)['customerTerms'] = { profile: [0.5, 0.4] }
    const expected = [
      'INVALID_DATE calendar.holidays[0]',
      'DUPLICATE_ID items[3].id',
      'MISALIGNED items[0].price',
      'CURRENCY_MISMATCH items[1].currency',
      'CYCLE billOfMaterials',
      'MISSING_CONVERSION billOfMaterials[2].unit',
      'UNKNOWN_ID operations[1].itemId',
      'NO_CAPACITY resources[0].capacityHours',
      'OUT_OF_RANGE history[0].quantities[2]',
      'PERIODS_OUT_OF_ORDER history[0]',
      'NOT_FINITE forecasts[0].quantities[1]',
      'UNKNOWN_ID stock[0].itemId',
      'INVALID_DATE openOrders[0].dueDate',
      'OUT_OF_RANGE finance.customerTerms.profile',
    ]
    expect(seen(input)).toEqual(expect.arrayContaining(expected))
    const error: unknown = await plan(input as never).catch((thrown: unknown) => thrown)
    if (!isSopError(error)) throw error
    expect(error.code).toBe('INVALID_INPUT')
    expect(error.issues.length).toBeGreaterThanOrEqual(expected.length)
    for (const line of expected) expect(error.message).toContain(line.split(' ')[1])
  })

  it('are reported one for each place', () => {
    for (const { make } of MISTAKES) {
      const input = healthy()
      make(input)
      const lines = seen(input)
      expect(new Set(lines).size).toBe(lines.length)
    }
  })
})

describe('an unknown field', () => {
  const remedyFor = (make: (input: Loose) => void): string | undefined => {
    const input = healthy()
    make(input)
    return checkPlanInput(input).find(({ code }) => code === 'UNKNOWN_FIELD')?.remedy
  }

  it.each([
    ['forecasts', (input: Loose) => (input['forecast'] = [])],
    ['leadTimeDays', (input: Loose) => (input['items'][0].leadTime = 3)],
    ['purchaseCost', (input: Loose) => (input['items'][0].purchasecost = 3)],
    ['fiscalYearStartMonth', (input: Loose) => (input['calendar'].fiscalYearStartMonht = 7)],
    ['customerTerms', (input: Loose) => (input['finance'] = { customerTerm: { netDays: 3 } })],
  ])('close to %s is answered with that name', (field, make) => {
    expect(remedyFor(make)).toContain(`'${field}'`)
  })

  it('close to nothing is not guessed', () => {
    expect(remedyFor((input) => (input['items'][0].wavelength = 3))).toContain('Correct its name or remove it')
  })
})

describe('a column of too few periods', () => {
  const tooShort: readonly (readonly [string, (input: Loose, value: unknown) => void])[] = [
    ['forecasts[0].quantities', (i, value) => (at(i, 'forecasts')['quantities'] = value)],
    ['forecasts[0].stdDev', (i, value) => (at(i, 'forecasts')['stdDev'] = value)],
    ['resources[0].capacityHours', (i, value) => (at(i, 'resources')['capacityHours'] = value)],
    ['items[0].price', (i, value) => (at(i, 'items')['price'] = value)],
    ['items[0].firmSupply', (i, value) => (at(i, 'items')['firmSupply'] = value)],
    ['finance.overheads[0].amount', (i, value) => ((i['finance'] as Loose)['overheads'][0].amount = value)],
  ]
  it.each(tooShort)('%s: one number is offered where one number is taken', (path, put) => {
    const remedies = (value: unknown): (string | undefined)[] => {
      const input = healthy()
      put(input, value)
      return checkPlanInput(input).flatMap((issue) => (issue.path === path ? [issue.remedy] : []))
    }
    const takesNumber = remedies(8).length === 0
    expect(takesNumber).toBe(!path.endsWith('quantities') && !path.endsWith('firmSupply'))
    expect(remedies([1])).toEqual([
      `Give one value for every period${takesNumber ? ', or a single number for all' : ''}.`,
    ])
    expect(remedies([1, 2, 3])).toEqual([])
  })
})
