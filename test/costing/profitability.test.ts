import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { absorptionStatement } from '../../src/costing/statements/absorptionStatement.js'
import { contributionStages } from '../../src/costing/statements/contributionStages.js'
import { profitabilityBy, type ProfitabilityRow } from '../../src/costing/statements/profitabilityBy.js'
import { reconcileProfits } from '../../src/costing/statements/reconcileProfits.js'
import { throughputAccounting } from '../../src/costing/statements/throughputAccounting.js'
import { variableStatement } from '../../src/costing/statements/variableStatement.js'
import { catchSopError } from '../core/catchSopError.js'
import { deepFreeze } from './deepFreeze.js'
import { RUNS } from './runs.js'

const row = (itemId: string, family: string | undefined, revenue: number, more: Partial<ProfitabilityRow> = {}) =>
  ({
    periodId: '2027-01',
    itemId,
    ...(family !== undefined && { attributes: { family } }),
    revenue,
    variableCost: revenue / 2,
    sellingCost: 1,
    fixedCost: 10,
    ...more,
  }) satisfies ProfitabilityRow

describe('profitabilityBy', () => {
  const rows: ProfitabilityRow[] = deepFreeze([
    row('a', 'x', 100, { units: 5 }),
    row('a', 'x', 60, { periodId: '2027-02', marketId: 'north' }),
    row('b', 'y', 40),
    row('c', undefined, 0.3, { variableCost: 0.1, sellingCost: 0.1, fixedCost: 0 }),
  ])
  test('by an attribute, and what has none by itself', () => {
    const { lines, total } = profitabilityBy(rows, { by: ['family'] })
    expect(
      lines.map(({ keys, revenue, contributionMargin, grossProfit, profit }) => [
        keys['family'],
        revenue,
        contributionMargin,
        grossProfit,
        profit,
      ]),
    ).toEqual([
      [null, 0.3, 0.1, 0.2, 0.1],
      ['x', 160, 78, 60, 58],
      ['y', 40, 19, 10, 9],
    ])
    expect(total).toMatchObject({ units: 5, revenue: 200.3, contributionMargin: 97.1, keys: {} })
  })
  test('by several at once, in the order of their keys', () => {
    const { lines } = profitabilityBy(rows, { by: ['itemId', 'periodId', 'marketId'] })
    expect(lines.map(({ keys }) => Object.values(keys))).toEqual([
      ['a', '2027-01', null],
      ['a', '2027-02', 'north'],
      ['b', '2027-01', null],
      ['c', '2027-01', null],
    ])
    expect(profitabilityBy([], { by: ['itemId'] })).toMatchObject({ lines: [], total: { revenue: 0 } })
  })
  test('refuses an attribute that no row has', () => {
    expect(
      catchSopError(() => profitabilityBy(rows, { by: ['familly', 'itemId', 'itemId'] })).issues.map(
        ({ path }) => path,
      ),
    ).toEqual(['options.by[0]', 'options.by[2]'])
  })
  test('rows in any order give the same lines, which add to the total', () => {
    const any = fc.array(
      fc.record({
        itemId: fc.constantFrom('a', 'b', 'c'),
        family: fc.constantFrom('x', 'y', undefined),
        cents: fc.integer({ min: -1e6, max: 1e6 }),
      }),
      { minLength: 1, maxLength: 20 },
    )
    fc.assert(
      fc.property(any, (drawn) => {
        const all = drawn.map(({ itemId, family, cents }) => row(itemId, family, cents / 100))
        if (all.every(({ attributes }) => attributes === undefined)) return
        const result = profitabilityBy(all, { by: ['family', 'itemId'] })
        expect(profitabilityBy([...all].reverse(), { by: ['family', 'itemId'] })).toEqual(result)
        const sum = result.lines.reduce((cents, line) => cents + Math.round(line.revenue * 100), 0)
        expect(sum).toBe(Math.round(result.total.revenue * 100))
      }),
      { numRuns: RUNS },
    )
  })
})

describe('contributionStages', () => {
  // Contribution of a 49, of b 19, of c 29; 30 of fixed cost are b's own, 20 family x's, 15 the division's, 12 the company's.
  const place = (family: string): Partial<ProfitabilityRow> => ({ attributes: { family, division: 'D' } })
  const rows = [
    row('a', undefined, 100, place('x')),
    row('b', undefined, 40, place('x')),
    row('c', undefined, 60, place('y')),
  ]
  const stages = ['itemId', 'family', 'division']
  const fixedCosts = [
    { stage: 'itemId', of: 'b', amount: 30 },
    { stage: 'family', of: 'x', amount: 20 },
    { stage: 'division', of: 'D', amount: 15 },
  ]
  test('takes fixed cost off where it is caused', () => {
    const result = contributionStages(rows, { stages, fixedCosts, companyFixedCost: 12 })
    expect(result.stages.map(({ lines }) => lines.map(({ of, within, after }) => [of, within, after]))).toEqual([
      [
        ['a', 'x', 49],
        ['b', 'x', -11],
        ['c', 'y', 29],
      ],
      [
        ['x', 'D', 18],
        ['y', 'D', 29],
      ],
      [['D', null, 32]],
    ])
    expect(result).toMatchObject({ companyFixedCost: 12, profit: 20 })
  })
  test('refuses cost that would be lost, and stages that do not hold each other', () => {
    const split = [...rows, row('a', undefined, 1, place('y'))]
    const error = catchSopError(() =>
      contributionStages(split, {
        stages: ['itemId', 'family', 'regoin'],
        fixedCosts: [
          { stage: 'family', of: 'z', amount: 1 },
          { stage: 'shop', of: 'x', amount: 1 },
        ],
      }),
    )
    expect(error.issues.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'CONFLICT options.stages[1]',
      'UNKNOWN_ID options.stages[2]',
      'UNKNOWN_ID options.fixedCosts[0].of',
      'UNKNOWN_ID options.fixedCosts[1].stage',
    ])
  })
})

test('throughput: an hour of the bottleneck that earns less than it costs', () => {
  // An hour costs 700 / 20 = 35; A earns 30 in it, and C needs none.
  const product = { itemId: 'A', price: 50, materialCostPerUnit: 20, bottleneckHoursPerUnit: 1, units: 10 }
  const input = {
    products: [product, { ...product, itemId: 'C', bottleneckHoursPerUnit: 0, units: 2 }],
    operatingExpense: 700,
    bottleneckHours: 20,
    investment: 1000,
  }
  const result = throughputAccounting(input)
  expect(result.products.map(({ itemId, throughputRatio }) => [itemId, throughputRatio])).toEqual([
    ['C', null],
    ['A', 30 / 35],
  ])
  expect(result).toMatchObject({
    costPerHour: 35,
    throughput: 360,
    profit: -340,
    hoursLeft: 10,
    returnOnInvestment: -0.34,
  })
  expect(catchSopError(() => throughputAccounting({ ...input, bottleneckHours: 9 })).path).toBe('bottleneckHours')
})

describe('reconcileProfits', () => {
  test('stock and standards that change, of two products, cancel over the years', () => {
    // Lamp: 10 of before at 3, 50 at 4, none at 6. Desk: 20 at 10, then 20 at 8.
    const result = reconcileProfits({
      products: [
        {
          itemId: 'lamp',
          openingUnits: 10,
          openingFixedOverheadPerUnit: 3,
          closingUnits: [50, 0],
          fixedOverheadPerUnit: [4, 6],
        },
        { itemId: 'desk', closingUnits: [20, 20], fixedOverheadPerUnit: [10, 8] },
      ],
      variableProfit: [100, 100],
      absorptionProfit: [470, -100],
    })
    // Lamp 40 x 4 and 10 x 1, then -50 x 6 and 50 x 2; desk 20 x 10, then 20 x -2.
    expect(result.periods).toEqual([
      { variableProfit: 100, changeOfUnits: 360, changeOfStandards: 10, absorptionProfit: 470, unexplained: 0 },
      { variableProfit: 100, changeOfUnits: -300, changeOfStandards: 60, absorptionProfit: -100, unexplained: 40 },
    ])
    expect(result.total).toMatchObject({ changeOfUnits: 60, changeOfStandards: 70, unexplained: 40 })
    expect(result.products[1]?.fixedOverheadInStock).toEqual([200, 160])
  })
  test('names series of another length than the profits', () => {
    const products = [{ itemId: 'lamp', closingUnits: [5], fixedOverheadPerUnit: [4, 4, 4] }]
    const input = { products, variableProfit: [100, 100], absorptionProfit: [100] }
    const { issues } = catchSopError(() => reconcileProfits(input))
    expect(issues.map(({ code, path }) => `${code} ${path}`).sort()).toEqual([
      'MISALIGNED absorptionProfit',
      'MISALIGNED products[0].closingUnits',
      'MISALIGNED products[0].fixedOverheadPerUnit',
    ])
  })
  test('ties the statements of a product that keeps its standard', () => {
    const period = fc.record({ made: fc.integer({ min: 0, max: 50 }), share: fc.integer({ min: 0, max: 10 }) })
    fc.assert(
      fc.property(fc.array(period, { minLength: 1, maxLength: 5 }), fc.integer({ min: 0, max: 9 }), (drawn, rate) => {
        let stock = 0
        const soldUnits = drawn.map(({ made, share }) => {
          const sold = Math.floor(((stock + made) * share) / 10)
          stock += made - sold
          return sold
        })
        const input = {
          producedUnits: drawn.map(({ made }) => made),
          soldUnits,
          price: 9,
          variableManufacturingCostPerUnit: 4,
          fixedManufacturingCost: 200,
        }
        const absorption = absorptionStatement(input, { fixedOverheadPerUnit: rate })
        const result = reconcileProfits({
          products: [{ itemId: 'lamp', closingUnits: absorption.closingUnits, fixedOverheadPerUnit: rate }],
          variableProfit: variableStatement(input).profit,
          absorptionProfit: absorption.profit,
        })
        expect(Math.max(...result.periods.map(({ unexplained }) => Math.abs(unexplained)))).toBeLessThan(1e-6)
      }),
      { numRuns: RUNS },
    )
  })
})
