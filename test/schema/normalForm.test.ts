import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Notice } from '../../src/core/notices/notices.js'
import { readPlanInput } from '../../src/schema/checkPlanInput.js'
import { checkPlanInput, type PlanInput } from '../../src/schema/index.js'
import { normalizeInput } from '../../src/schema/normalForm/normalizeInput.js'
import type { NormalInput } from '../../src/schema/normalForm/normalInput.js'
import { NORMAL_TABLE_NAMES, tableOf } from '../../src/schema/tables/tables.js'
import { compareByKey } from '../../src/core/keys/keys.js'
import { deepFreeze } from '../costing/deepFreeze.js'
import { arbitraryPlanInput } from '../plan/arbitraryPlanInput.js'
import { shuffleRows } from '../plan/shuffleRows.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 100)

function normalOf(given: PlanInput, assumptions: Notice[] = []): NormalInput {
  const { input, calendar } = readPlanInput(given)
  return normalizeInput(input, calendar, assumptions, [])
}

describe('the normal form', () => {
  it('is a valid input, and read back it is the same, byte for byte, with nothing left to assume of it', () => {
    fc.assert(
      fc.property(arbitraryPlanInput, (input) => {
        const normal = normalOf(deepFreeze(input))
        expect(checkPlanInput(normal)).toEqual([])
        const left: Notice[] = []
        expect(JSON.stringify(normalOf(deepFreeze(normal), left))).toBe(JSON.stringify(normal))
        // What the tables say is told again; a default that was taken stands written, and is none any more.
        expect(left.filter(({ code }) => /default$|missing$/.test(code) && !TOLD_AGAIN.has(code))).toEqual([])
      }),
      { numRuns: RUNS, endOnFailure: true },
    )
  })

  it('does not depend on the order of rows', () => {
    fc.assert(
      fc.property(arbitraryPlanInput, fc.infiniteStream(fc.nat()), (input, numbers) => {
        const shuffled = shuffleRows(input, (count) => (numbers.next().value as number) % count)
        expect(JSON.stringify(normalOf(shuffled))).toBe(JSON.stringify(normalOf(input)))
      }),
      { numRuns: RUNS, endOnFailure: true },
    )
  })

  it('has every table, in the order of its key, with its defaults', () => {
    fc.assert(
      fc.property(arbitraryPlanInput, (input) => {
        const normal = normalOf(input)
        expect(Object.keys(normal)).not.toContain('openOrders')
        for (const name of NORMAL_TABLE_NAMES) {
          const { key, defaults = {} } = tableOf(name)
          const rows = normal[name] as unknown as readonly Record<string, unknown>[]
          rows.forEach((row, n) => {
            const before = rows[n - 1]
            if (before !== undefined) expect(compareByKey(before, row, key), `${name}[${n}]`).toBeLessThan(0)
            for (const field of Object.keys(defaults)) expect(row[field], `${name}[${n}].${field}`).toBeDefined()
          })
        }
      }),
      { numRuns: RUNS, endOnFailure: true },
    )
  })
})

/** Codes of what the normal form has no place to write down. */
const TOLD_AGAIN: ReadonlySet<string> = new Set(['tax-missing', 'credit-line-missing'])

describe('columns and rows', () => {
  const company = (change: object): PlanInput => ({
    calendar: { start: '2027-01-01', months: 3 },
    items: [{ id: 'lamp', price: 49 }, { id: 'shade' }],
    billOfMaterials: [{ itemId: 'lamp', componentId: 'shade', quantityPer: 1 }],
    suppliers: [{ id: 'mill' }],
    forecasts: [{ itemId: 'lamp', quantities: [10, 12, 9] }],
    ...change,
  })

  it('say the same: the source of an item, its stock policy, its orders', () => {
    const shade = {
      purchaseCost: '6.50',
      leadTimeDays: 21,
      supplierId: 'mill',
      supplyLimit: 90,
      firmSupply: [5, null, 0],
    }
    const policy = {
      safetyStock: 4,
      minimumStock: 1,
      maximumStock: 99,
      serviceLevelShare: 0.9,
      unmetDemand: 'lost',
      lostSaleCostPerUnit: 2,
    }
    const order = { id: 'o', itemId: 'shade', quantity: 3, dueDate: '2027-01-20', unitCost: 6 }
    const byColumns = company({
      items: [
        { id: 'lamp', price: 49, ...policy },
        { id: 'shade', ...shade, source: 'buy' },
      ],
      openOrders: [order],
    })
    const byRows = company({
      sources: [{ itemId: 'shade', kind: 'buy', ...shade }],
      stockPolicies: [{ itemId: 'lamp', ...policy }],
      supplyOrders: [{ ...order, kind: 'buy', sourceId: 'shade' }],
    })
    expect(normalOf(byRows)).toEqual(normalOf(byColumns))
    expect(normalOf(byRows).sources.find(({ itemId }) => itemId === 'shade')).toEqual({
      id: 'shade',
      itemId: 'shade',
      kind: 'buy',
      ...shade,
      yieldShare: 1,
      lotSize: 1,
    })
  })

  it('say the same: overheads, assets, credit, tax, opening balances', () => {
    const overheads = [{ id: 'rent', function: 'production', amount: 900 }]
    const assets = [{ id: 'press', cost: 5000, lifeMonths: 60, acquiredDate: '2026-01' }]
    const byFields = company({
      finance: {
        overheads,
        assets,
        creditLine: { limit: 900 },
        tax: { rateShare: 0.3 },
        openingCash: 20,
        openingCreditLine: 7,
        retainedEarnings: '5.10',
      },
    })
    const byRows = company({
      overheads,
      assets,
      creditFacilities: [{ id: 'creditLine', limit: 900 }],
      taxes: [{ id: 'tax', rateShare: 0.3 }],
      openingBalances: [
        { account: 'cash', amount: 20 },
        { account: 'creditFacilities', creditFacilityId: 'creditLine', amount: 7 },
        { account: 'retainedEarnings', amount: '5.10' },
      ],
    })
    expect(normalOf(byRows)).toEqual(normalOf(byFields))
  })

  it('a sale to a customer belongs to the customer’s market', () => {
    const input = company({
      markets: [{ id: 'home' }],
      customers: [{ id: 'Ann', marketId: 'home' }, { id: 'Bob' }],
      forecasts: [],
      transactions: [
        { itemId: 'lamp', customerId: 'Ann', date: '2026-12-01', quantity: 1 },
        { itemId: 'lamp', customerId: 'Bob', date: '2026-12-01', quantity: 2 },
      ],
    })
    expect(normalOf(input).transactions.map(({ customerId, marketId }) => [customerId, marketId])).toEqual([
      ['Bob', undefined],
      ['Ann', 'home'],
    ])
  })

  it('an open order without an id has one of its item and day', () => {
    const [order] = normalOf(
      company({ openOrders: [{ itemId: 'shade', quantity: 3, dueDate: '2027-01-20' }] }),
    ).supplyOrders
    expect(order?.id).toContain('shade')
    expect(order?.id).toContain('2027-01-20')
    expect(order).toMatchObject({ kind: 'buy', sourceId: 'shade' })
  })
})

describe('what is taken for granted', () => {
  const told = (change: Partial<PlanInput>, code: string): readonly Notice[] => {
    const assumptions: Notice[] = []
    normalOf(
      {
        calendar: { start: '2027-01-01', months: 3 },
        items: [
          { id: 'lamp', price: 49 },
          { id: 'shade', purchaseCost: 6 },
          { id: 'kit' },
          { id: 'cable', price: 3 },
          { id: 'help', kind: 'service' },
        ],
        billOfMaterials: [
          { itemId: 'lamp', componentId: 'kit', quantityPer: 1 },
          { itemId: 'kit', componentId: 'shade', quantityPer: 1 },
        ],
        forecasts: ['lamp', 'cable', 'help'].map((itemId) => ({ itemId, quantities: [1, 1, 1] })),
        ...change,
      },
      assumptions,
    )
    return assumptions.filter((notice) => notice.code === code)
  }

  it('the class of stock, by use', () => {
    expect(
      told({}, 'inventory-class-by-use').map(({ value, refs }) => [value, refs.map(({ itemId }) => itemId)]),
    ).toEqual([
      ['merchandise', ['cable']],
      ['workInProgress', ['kit']],
      ['finishedGoods', ['lamp']],
      ['material', ['shade']],
    ])
  })

  it('that what is made and paid for outside is subcontracted, also where make was written', () => {
    const items = (source?: 'make'): PlanInput['items'] => [
      { id: 'lamp', price: 9, purchaseCost: 3, ...(source && { source }) },
    ]
    const operations = [{ itemId: 'lamp', resourceId: 'bench', runHoursPerUnit: 1 }]
    const change = {
      billOfMaterials: [],
      operations,
      resources: [{ id: 'bench', capacityHours: 9 }],
      forecasts: [{ itemId: 'lamp', quantities: [1, 1, 1] }],
    }
    for (const source of [undefined, 'make'] as const) {
      const own = told({ ...change, items: items(source) }, 'source-is-subcontract')
      expect(own.map(({ refs }) => refs)).toEqual([[{ itemId: 'lamp' }]])
    }
    const said = told(
      { ...change, items: [{ id: 'lamp', price: 9, purchaseCost: 3, source: 'subcontract' }] },
      'source-is-subcontract',
    )
    expect(said).toEqual([])
  })

  it('that customers pay the price of their market', () => {
    const prices = [{ itemId: 'cable', customerId: 'Ann', price: 2 }]
    expect(told({ customers: [{ id: 'Ann' }], prices }, 'customer-price-not-planned').map(({ refs }) => refs)).toEqual([
      [{ itemId: 'cable', customerId: 'Ann' }],
    ])
  })
})
