import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { absorptionStatement } from '../../src/costing/statements/absorptionStatement.js'
import { reconcileProfit } from '../../src/costing/statements/reconcileProfit.js'
import type { CostingPeriods } from '../../src/costing/statements/statementTypes.js'
import { variableStatement } from '../../src/costing/statements/variableStatement.js'
import { catchSopError } from '../core/catchSopError.js'
import { deepFreeze } from './deepFreeze.js'
import { RUNS } from './runs.js'

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0)

const periods = fc
  .array(
    fc.record({
      produced: fc.integer({ min: 0, max: 60 }),
      soldShare: fc.double({ min: 0, max: 1, noNaN: true }),
      price: fc.integer({ min: 0, max: 90 }),
      variable: fc.integer({ min: 0, max: 40 }),
      fixed: fc.integer({ min: 0, max: 900 }),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .chain((rows) =>
    fc.record({
      rows: fc.constant(rows),
      openingUnits: fc.integer({ min: 0, max: 30 }),
      openingFixed: fc.integer({ min: 0, max: 20 }),
    }),
  )
  .map(({ rows, openingUnits, openingFixed }): CostingPeriods => {
    let stock = openingUnits
    const soldUnits = rows.map(({ produced, soldShare }) => {
      const sold = Math.round(soldShare * (stock + produced))
      stock += produced - sold
      return sold
    })
    return {
      producedUnits: rows.map((row) => row.produced),
      soldUnits,
      price: rows.map((row) => row.price),
      variableManufacturingCostPerUnit: rows.map((row) => row.variable),
      variableSellingCostPerUnit: 2,
      fixedManufacturingCost: rows.map((row) => row.fixed),
      fixedSellingCost: 50,
      openingUnits,
      openingVariableCostPerUnit: 11,
      openingFixedCostPerUnit: openingFixed,
    }
  })

describe('absorption and variable costing', () => {
  test('two years worked by hand: stock built in the first, sold in the second', () => {
    const input: CostingPeriods = deepFreeze({
      producedUnits: [1000, 800],
      soldUnits: [800, 1000],
      price: 20,
      variableManufacturingCostPerUnit: 8,
      variableSellingCostPerUnit: 1,
      fixedManufacturingCost: 4000,
      fixedSellingCost: 500,
    })
    const absorption = absorptionStatement(input)
    const variable = variableStatement(input)
    // Year 1 absorbs 4.00 a unit and holds 200 x 4 = 800 in stock; year 2 absorbs 5.00, and sells the 200 first.
    expect(absorption).toMatchObject({
      fixedCostPerUnit: [4, 5],
      openingStock: [0, 2400],
      closingStock: [2400, 0],
      costOfSales: [9600, 12_800],
      overAbsorbedOverhead: [0, 0],
      profit: [16_000 - 9600 - 1300, 20_000 - 12_800 - 1500],
      fixedOverheadDeferred: [800, -800],
      warnings: [],
    })
    expect(variable).toMatchObject({
      contributionMargin: [8800, 11_000],
      profit: [4300, 6500],
      closingStock: [1600, 0],
    })
    expect(JSON.parse(JSON.stringify(absorption))).toEqual(absorption)
  })

  test('a predetermined rate absorbs more or less than was incurred', () => {
    const input: CostingPeriods = {
      producedUnits: [900, 1100, 0],
      soldUnits: [900, 1000, 50],
      price: 20,
      variableManufacturingCostPerUnit: 8,
      fixedManufacturingCost: 4000,
    }
    const statement = absorptionStatement(input, { fixedOverheadPerUnit: 4 })
    expect(statement.overAbsorbedOverhead).toEqual([-400, 400, -4000])
    expect(statement.fixedCostPerUnit).toEqual([4, 4, 4])
    expect(statement.closingStock).toEqual([0, 1200, 600])
    expect(statement.profit).toEqual([18_000 - 10_800 - 400, 20_000 - 12_000 + 400, 1000 - 600 - 4000])
    // At actual rates there is none, but for the year that makes nothing.
    expect(absorptionStatement(input).overAbsorbedOverhead).toEqual([0, 0, -4000])
    expect(absorptionStatement(input).fixedCostPerUnit[2]).toBeNull()
  })

  test('idle capacity goes into no stock', () => {
    // 100 units, then 10; 50 sold. At 5,000 / 100 = 50 of overhead a unit is worth 20 + 50 = 70: 60 units are 4,200. The idle
    // period absorbs 10 x 50 = 500 of its 5,000.
    const input: CostingPeriods = {
      producedUnits: [100, 10],
      soldUnits: [50, 0],
      price: 100,
      variableManufacturingCostPerUnit: 20,
      fixedManufacturingCost: 5000,
    }
    for (const statement of [absorptionStatement(input), absorptionStatement(input, { normalUnits: [100, 100] })]) {
      expect(statement.closingStock).toEqual([3500, 4200])
      expect(statement.overAbsorbedOverhead).toEqual([0, -4500])
      expect(statement.profit).toEqual([5000 - 3500, -4500])
    }
    expect(absorptionStatement(input).warnings.map(({ code, value }) => [code, value])).toEqual([
      ['idle-capacity', { periodIndexes: [1], normalUnits: 100 }],
    ])
    expect(absorptionStatement(input, { normalUnits: 100 }).warnings).toEqual([])
    // More than normal is made: the rate comes down, so that stock is not worth more than was spent (IAS 2.13).
    expect(absorptionStatement(input, { normalUnits: 50 }).fixedCostPerUnit).toEqual([50, 100])
    // Half of the busiest period is not idle.
    const half = { ...input, producedUnits: [100, 50] }
    expect(absorptionStatement(half).fixedCostPerUnit).toEqual([50, 100])
    expect(absorptionStatement(half).warnings).toEqual([])
    const both = { normalUnits: 1, fixedOverheadPerUnit: 1 }
    expect(catchSopError(() => absorptionStatement(input, both))).toMatchObject({
      code: 'CONFLICT',
      path: 'options.normalUnits',
    })
    expect(catchSopError(() => absorptionStatement(input, { normalUnits: [1] })).code).toBe('MISALIGNED')
    expect(catchSopError(() => absorptionStatement(input, { normalUnits: 0 })).code).toBe('OUT_OF_RANGE')
  })

  test('profits differ by the change of fixed overhead in stock; stock is what first in, first out leaves, unit by unit', () => {
    fc.assert(
      fc.property(periods, fc.option(fc.integer({ min: 0, max: 30 })), (input, rate) => {
        const absorption = absorptionStatement(deepFreeze(input), rate === null ? {} : { fixedOverheadPerUnit: rate })
        const variable = variableStatement(input)
        const count = input.producedUnits.length
        const busiest = Math.max(...input.producedUnits)
        const usual = input.producedUnits.filter((made) => made > 0 && 2 * made >= busiest)
        const normal = sum(usual) / usual.length
        const units: { variable: number; fixed: number }[] = []
        const add = (n: number, unit: { variable: number; fixed: number }): void => {
          for (let i = 0; i < n; i++) units.push(unit)
        }
        add(input.openingUnits ?? 0, { variable: 11, fixed: input.openingFixedCostPerUnit ?? 0 })
        for (let t = 0; t < count; t++) {
          const produced = input.producedUnits[t] as number
          const fixed = (input.fixedManufacturingCost as number[])[t] as number
          add(produced, {
            variable: (input.variableManufacturingCostPerUnit as number[])[t] as number,
            fixed: rate ?? (produced > 0 ? fixed / (2 * produced < busiest ? normal : produced) : 0),
          })
          const sold = units.splice(0, input.soldUnits[t])
          expect(absorption.closingUnits[t]).toBe(units.length)
          expect(absorption.closingStock[t]).toBeCloseTo(sum(units.map((unit) => unit.variable + unit.fixed)), 6)
          expect(absorption.costOfSales[t]).toBeCloseTo(sum(sold.map((unit) => unit.variable + unit.fixed)), 6)
          expect(variable.variableCostOfSales[t]).toBeCloseTo(sum(sold.map((unit) => unit.variable)), 6)
          const difference = (absorption.profit[t] as number) - (variable.profit[t] as number)
          expect(difference).toBeCloseTo(absorption.fixedOverheadDeferred[t] as number, 6)
        }
        const held = absorption.fixedOverheadInStock.map((amount, t) =>
          absorption.closingUnits[t] === 0 ? 0 : amount / (absorption.closingUnits[t] as number),
        )
        const reconciled = reconcileProfit({
          closingUnits: absorption.closingUnits,
          openingUnits: input.openingUnits ?? 0,
          fixedOverheadPerUnit: held,
          openingFixedOverheadPerUnit: input.openingFixedCostPerUnit ?? 0,
          variableProfit: variable.profit,
          absorptionProfit: absorption.profit,
        })
        reconciled.unexplained.forEach((amount) => expect(amount).toBeCloseTo(0, 6))
      }),
      { numRuns: RUNS },
    )
  })

  test('over a life in which all is sold both methods earn the same', () => {
    fc.assert(
      fc.property(periods, (input) => {
        const left = absorptionStatement(input).closingUnits.at(-1) as number
        const [first, ...rest] = input.producedUnits
        const end: CostingPeriods = {
          producedUnits: [(first as number) + (input.openingUnits ?? 0), ...rest, 0],
          soldUnits: [...input.soldUnits, left],
          price: 30,
          variableManufacturingCostPerUnit: 9,
          fixedManufacturingCost: 100,
        }
        const [absorption, variable] = [absorptionStatement(end), variableStatement(end)]
        expect(absorption.closingUnits.at(-1)).toBe(0)
        expect(sum(absorption.profit)).toBeCloseTo(sum(variable.profit), 5)
      }),
      { numRuns: RUNS },
    )
  })

  test('opening stock without its fixed cost takes the first rate, with a warning', () => {
    const input = {
      producedUnits: [10],
      soldUnits: [12],
      price: 5,
      variableManufacturingCostPerUnit: 1,
      fixedManufacturingCost: 20,
      openingUnits: 4,
    }
    const statement = absorptionStatement(input)
    expect(statement.warnings.map((warning) => warning.code)).toEqual(['assumed-opening-cost'])
    expect(statement.openingStock).toEqual([12])
  })

  test('every mistake is listed at once', () => {
    const error = catchSopError(() =>
      absorptionStatement({
        producedUnits: [1, -1],
        soldUnits: [1],
        price: Number.NaN,
        variableManufacturingCostPerUnit: [1, Number.POSITIVE_INFINITY],
        fixedManufacturingCost: -5,
        openingUnits: -1,
      }),
    )
    expect(error.issues.map((issue) => issue.path).sort()).toEqual([
      'fixedManufacturingCost',
      'openingUnits',
      'price',
      'producedUnits[1]',
      'soldUnits',
      'variableManufacturingCostPerUnit[1]',
    ])
    const tooMany = {
      producedUnits: [5, 5],
      soldUnits: [6, 4],
      price: 1,
      variableManufacturingCostPerUnit: 0,
      fixedManufacturingCost: 0,
    }
    expect(catchSopError(() => variableStatement(tooMany))).toMatchObject({ code: 'CONFLICT', path: 'soldUnits[0]' })
    expect(catchSopError(() => variableStatement({ ...tooMany, producedUnits: [], soldUnits: [] })).code).toBe('EMPTY')
    expect(
      catchSopError(() => absorptionStatement({ ...tooMany, soldUnits: [1, 1] }, { fixedOverheadPerUnit: -1 })).code,
    ).toBe('OUT_OF_RANGE')
  })
})

describe('reconcileProfit', () => {
  test('derives the profit that is not given, either way', () => {
    const stock = { closingUnits: [2200, 1700, 1800], fixedOverheadPerUnit: 1.2 }
    const { absorptionProfit } = reconcileProfit({ ...stock, variableProfit: [140_000, 146_400, 143_950] })
    expect(absorptionProfit).toEqual([142_640, 145_800, 144_070])
    const back = reconcileProfit({ ...stock, absorptionProfit })
    back.variableProfit.forEach((profit, t) => expect(profit).toBeCloseTo([140_000, 146_400, 143_950][t] as number, 6))
    expect(back.unexplained).toEqual([0, 0, 0])
    expect(
      reconcileProfit({ ...stock, openingUnits: 100, openingFixedOverheadPerUnit: 2, variableProfit: [0, 0, 0] })
        .openingFixedOverhead[0],
    ).toBe(200)
  })

  test('shows what the stock does not explain', () => {
    const result = reconcileProfit({
      closingUnits: [10],
      fixedOverheadPerUnit: 3,
      variableProfit: [100],
      absorptionProfit: [135],
    })
    expect(result.unexplained).toEqual([5])
  })

  test('refuses series without a profit, of another length, or not finite', () => {
    expect(catchSopError(() => reconcileProfit({ closingUnits: [1], fixedOverheadPerUnit: 1 })).code).toBe(
      'MISSING_VALUE',
    )
    const error = catchSopError(() =>
      reconcileProfit({
        closingUnits: [1, -1],
        fixedOverheadPerUnit: [1],
        variableProfit: [Number.NaN, 1],
        openingUnits: -1,
      }),
    )
    expect(error.issues.map((issue) => issue.path)).toEqual([
      'closingUnits[1]',
      'openingUnits',
      'variableProfit[0]',
      'fixedOverheadPerUnit',
    ])
  })
})
