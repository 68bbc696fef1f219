import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { breakEvenMix } from '../../src/costing/decisions/breakEvenMix.js'
import { breakEvenSteps } from '../../src/costing/decisions/breakEvenSteps.js'
import { costBehavior } from '../../src/costing/decisions/costBehavior.js'
import { allocateJointCost, type JointProduct } from '../../src/costing/decisions/jointCosts.js'
import { learningCurve } from '../../src/costing/decisions/learningCurve.js'
import { priceForMargin, targetCost } from '../../src/costing/decisions/pricing.js'
import { processCosts } from '../../src/costing/decisions/processCosts.js'
import { rankByLimit } from '../../src/costing/decisions/rankByLimit.js'
import { dropDecision, specialOrder } from '../../src/costing/decisions/relevantCosts.js'
import { catchSopError } from '../core/catchSopError.js'
import { RUNS } from './runs.js'

describe('joint costs', () => {
  // 1,000 of joint cost. A: 300 kg, worth 600 at split-off, 1,100 after 200 more. B: 100 kg, worth 900, sold as it is.
  const products: JointProduct[] = [
    { itemId: 'A', units: 300, splitOffValue: 600, finalValue: 1100, furtherCost: 200 },
    { itemId: 'B', units: 100, splitOffValue: 900 },
  ]
  const shares = (method: Parameters<typeof allocateJointCost>[1]['method']): number[] =>
    allocateJointCost({ jointCost: 1000, products }, { method }).products.map(({ jointCost }) => jointCost)
  test('by units, by value at split-off, by net realizable value, at one margin', () => {
    expect(shares('physical')).toEqual([750, 250])
    expect(shares('salesValue')).toEqual([400, 600])
    // 900 and 900.
    expect(shares('netRealizableValue')).toEqual([500, 500])
    // 2,000 less 1,200 is a margin of 40 %: 1,100 x 0.6 - 200 and 900 x 0.6.
    expect(shares('constantMargin')[0]).toBeCloseTo(460, 9)
    expect(shares('constantMargin')[1]).toBeCloseTo(540, 9)
    const [first] = allocateJointCost({ jointCost: 1000, products }, { method: 'physical' }).products
    // 1,100 - 750 - 200; 1,100 - 200 - 600 more than at split-off.
    expect(first).toMatchObject({ margin: 150, furtherProfit: 300 })
  })
  test('a by-product makes the others cheaper', () => {
    const withMeal: JointProduct[] = [
      ...products,
      { itemId: 'meal', kind: 'byProduct', finalValue: 50, furtherCost: 10 },
    ]
    const result = allocateJointCost({ jointCost: 1000, products: withMeal }, { method: 'physical' })
    expect(result.allocated).toBe(960)
    expect(result.products.map(({ jointCost }) => jointCost)).toEqual([720, 240, 0])
  })
  test('refuses what a method cannot go by', () => {
    const missing = catchSopError(() =>
      allocateJointCost({ jointCost: 1, products: [{ itemId: 'A' }, { itemId: 'A' }] }, { method: 'physical' }),
    )
    expect(missing.issues.map(({ path }) => path)).toEqual([
      'products[1].itemId',
      'products[0].units',
      'products[1].units',
    ])
    const lossy = [{ itemId: 'A', finalValue: 5, furtherCost: 9 }]
    expect(
      catchSopError(() => allocateJointCost({ jointCost: 1, products: lossy }, { method: 'netRealizableValue' })).path,
    ).toBe('products[0].furtherCost')
    expect(
      catchSopError(() =>
        allocateJointCost({ jointCost: 1, products: [{ itemId: 'A', units: 0 }] }, { method: 'physical' }),
      ).code,
    ).toBe('EMPTY')
  })
})

describe('process costing', () => {
  test('weighted average and first in, first out', () => {
    // 100 half done with 900, 400 put in, 420 completed, 80 left at a quarter; 3,960 in the period.
    const input = {
      opening: { units: 100, completion: { cost: 0.5 }, costs: { cost: 900 } },
      completedUnits: 420,
      closing: { units: 80, completion: { cost: 0.25 } },
      costs: { cost: 3960 },
    }
    // (900 + 3,960) / 440 = 11.045; 3,960 / 390 = 10.154.
    const average = processCosts(input)
    expect(average.elements[0]?.equivalentUnits).toBe(440)
    expect(average.closingCost).toBeCloseTo((20 * 4860) / 440, 9)
    const fifo = processCosts(input, { method: 'fifo' })
    expect(fifo.elements[0]?.equivalentUnits).toBe(390)
    expect(fifo.completedCost).toBeCloseTo(900 + (370 * 3960) / 390, 9)
  })
  test('the good units bear a normal loss, and an abnormal one stands apart', () => {
    // Of 1,000 put in a tenth is lost as a matter of course and sold at 2.00; 880 come out: 20 more are lost.
    const result = processCosts({
      startedUnits: 1000,
      completedUnits: 880,
      costs: { material: 9200 },
      normalLossShare: 0.1,
      scrapValuePerUnit: 2,
    })
    // (9,200 - 200) / 900 = 10.00.
    expect(result).toMatchObject({
      normalLossUnits: 100,
      abnormalLossUnits: 20,
      normalLossScrap: 200,
      completedCost: 8800,
      abnormalLossCost: 200,
      completedCostPerUnit: 10,
    })
    const gain = processCosts({
      startedUnits: 1000,
      completedUnits: 920,
      costs: { material: 9000 },
      normalLossShare: 0.1,
    })
    expect(gain).toMatchObject({ abnormalLossUnits: -20, abnormalLossCost: -200, completedCost: 9200 })
  })
  test('no cost is lost, whatever the units and the method', () => {
    const nat = (max: number): fc.Arbitrary<number> => fc.integer({ min: 0, max })
    const share = nat(10).map((tenths) => tenths / 10)
    fc.assert(
      fc.property(
        fc.record({
          open: nat(50),
          started: fc.integer({ min: 1, max: 90 }),
          left: share,
          lost: share,
          a: share,
          b: share,
        }),
        fc.constantFrom('weightedAverage' as const, 'fifo' as const),
        nat(900),
        (units, method, cost) => {
          const closing = Math.floor(units.left * units.started)
          const loss = Math.floor(units.lost * (units.started - closing))
          const completedUnits = units.open + units.started - closing - loss
          const result = processCosts(
            {
              opening: { units: units.open, completion: { x: units.a }, costs: { x: 7 * units.open } },
              startedUnits: units.started,
              completedUnits,
              closing: { units: closing, completion: { x: units.b } },
              costs: { x: cost },
              normalLossShare: 0.1,
            },
            { method },
          )
          const out = result.completedCost + result.closingCost + result.abnormalLossCost
          expect(out + result.normalLossScrap).toBeCloseTo(7 * units.open + cost, 6)
        },
      ),
      { numRuns: RUNS },
    )
  })
  test('refuses units out of nowhere, and elements without a cost', () => {
    const error = catchSopError(() =>
      processCosts({
        startedUnits: 5,
        completedUnits: 6,
        closing: { units: 1, completion: { labor: 1 } },
        costs: { material: 1 },
      }),
    )
    expect(error.issues.map(({ path }) => path)).toEqual(['closing.completion.labor', 'completedUnits'])
  })
})

describe('learning', () => {
  test('both forms: the average of all, or the time of the last', () => {
    const curve = { learningRate: 0.9, firstUnit: 10 }
    // 2: average 9, in all 18. 4: average 8.1.
    expect(learningCurve([0, 1, 2, 4], { ...curve, model: 'cumulativeAverage' }).map((one) => one.totalTime)).toEqual([
      0,
      10,
      expect.closeTo(18, 9),
      expect.closeTo(32.4, 9),
    ])
    // The second takes 9, the fourth 8.1.
    const [, second, fourth] = learningCurve([1, 2, 4], { ...curve, model: 'unit' })
    expect(second?.unitTime).toBeCloseTo(9, 9)
    expect(second?.totalTime).toBeCloseTo(19, 9)
    expect(fourth?.unitTime).toBeCloseTo(8.1, 9)
  })
  test('many units are summed as exactly as few', () => {
    const curve = { model: 'unit', learningRate: 0.8, firstUnit: 1 } as const
    const slope = Math.log(0.8) / Math.LN2
    let total = 0
    for (let n = 1; n <= 50_000; n++) total += Math.exp(slope * Math.log(n))
    expect(learningCurve([50_000], curve)[0]?.totalTime).toBeCloseTo(total, 7)
    // A rate of one half: b is -1, and the sum is the harmonic one.
    expect(learningCurve([1000], { ...curve, learningRate: 0.5 })[0]?.totalTime).toBeCloseTo(7.485470860550345, 9)
  })
})

describe('cost behavior', () => {
  // Volumes 1 to 5 with 14, 17, 18, 21, 25: means 3 and 19; products 26 over squares 10.
  const observations = [14, 17, 18, 21, 25].map((cost, n) => ({ volume: n + 1, cost }))
  test('by regression, with what it says of itself', () => {
    const { fixedCost, variableCostPerUnit, statistics } = costBehavior(observations)
    expect(variableCostPerUnit).toBeCloseTo(2.6, 12)
    expect(fixedCost).toBeCloseTo(11.2, 12)
    // Residuals 0.2, 0.6, -1, -0.6, 0.8 have squares of 2.4; the costs vary by 70.
    expect(statistics?.rSquared).toBeCloseTo(1 - 2.4 / 70, 12)
    expect(statistics?.standardError).toBeCloseTo(Math.sqrt(0.8), 12)
    expect(statistics?.tValue).toBeCloseTo(2.6 / Math.sqrt(0.08), 9)
    expect(statistics?.fixedCostError).toBeCloseTo(Math.sqrt(0.8 * (0.2 + 0.9)), 12)
  })
  test('by the highest and the lowest volume', () => {
    expect(costBehavior(observations, { method: 'highLow' })).toEqual({
      fixedCost: 11.25,
      variableCostPerUnit: 2.75,
      statistics: null,
    })
    const flat = [1, 1].map((volume) => ({ volume, cost: 3 }))
    expect(catchSopError(() => costBehavior(flat)).code).toBe('CONFLICT')
    expect(costBehavior([...flat, { volume: 2, cost: 3 }]).statistics?.rSquared).toBeNull()
  })
})

describe('what to make', () => {
  test('what saves most for each hour is made, the rest is bought', () => {
    // 1,000 h. A: saves 15 - 10 = 5 in 2 h, 2.50 an hour. B: 18 - 12 = 6 in 3 h, 2.00. C cannot be bought: 8 in 1 h.
    const result = rankByLimit({
      available: 1000,
      products: [
        { itemId: 'A', price: 30, variableCostPerUnit: 10, limitPerUnit: 2, demandUnits: 300, purchaseCost: 15 },
        { itemId: 'B', price: 40, variableCostPerUnit: 12, limitPerUnit: 3, demandUnits: 200, purchaseCost: 18 },
        { itemId: 'C', price: 9, variableCostPerUnit: 1, limitPerUnit: 1, demandUnits: 100 },
        { itemId: 'D', price: 5, variableCostPerUnit: 6, limitPerUnit: 1, demandUnits: 50 },
      ],
    })
    // C takes 100 h, A 600, and 300 are left for 100 of B.
    expect(
      result.products.map(({ itemId, madeUnits, boughtUnits, unmetUnits }) => [
        itemId,
        madeUnits,
        boughtUnits,
        unmetUnits,
      ]),
    ).toEqual([
      ['C', 100, 0, 0],
      ['A', 300, 0, 0],
      ['B', 100, 100, 0],
      ['D', 0, 0, 50],
    ])
    // 800 + 6,000 + 2,800 + 2,200.
    expect(result).toMatchObject({ contribution: 11_800, limitUsed: 1000, limitLeft: 0, worthOfMore: 2 })
  })
  test('what is committed comes first, and must be possible', () => {
    const product = {
      itemId: 'A',
      price: 9,
      variableCostPerUnit: 1,
      limitPerUnit: 1,
      demandUnits: 10,
      committedUnits: 4,
    }
    const other = { itemId: 'B', price: 99, variableCostPerUnit: 1, limitPerUnit: 1, demandUnits: 10 }
    const { products } = rankByLimit({ available: 6, products: [product, other] })
    expect(products.map(({ itemId, madeUnits }) => [itemId, madeUnits])).toEqual([
      ['B', 2],
      ['A', 4],
    ])
    expect(catchSopError(() => rankByLimit({ available: 3, products: [product] })).path).toBe('available')
  })
  test('an order, a line, a price', () => {
    // 100 x 3 - 40 x 5; at 11.00 nothing is left.
    const order = { units: 100, price: 12, variableCostPerUnit: 9, spareUnits: 60, displacedContributionPerUnit: 5 }
    expect(specialOrder(order)).toMatchObject({ displacedUnits: 40, incrementalProfit: 100, minimumPrice: 11 })
    expect(
      dropDecision({ revenue: 900, variableCosts: 700, avoidableFixedCosts: 250, contributionLostElsewhere: 30 }),
    ).toMatchObject({ contribution: 200, segmentMargin: -50, changeOfProfit: 20 })
    expect(priceForMargin({ unitCost: 60, markupRate: 1.5 }).price).toBe(150)
    // A tenth on 50,000 over 1,000 units is 5.00.
    expect(priceForMargin({ unitCost: 60, returnRate: 0.1, investment: 50_000, units: 1000 }).price).toBe(65)
    expect(catchSopError(() => priceForMargin({ unitCost: 60 })).path).toBe('marginShare')
    expect(catchSopError(() => priceForMargin({ unitCost: 60, returnRate: 0.1, units: 1 })).path).toBe('investment')
    expect(targetCost({ targetPrice: 50, marginShare: 0.2 })).toEqual({
      targetCost: 40,
      targetMargin: 10,
      costGap: null,
    })
  })
})

describe('break-even of mixes and steps', () => {
  test('a mix that contributes nothing never breaks even', () => {
    const product = { itemId: 'A', price: 5, variableCostPerUnit: 5, units: 1 }
    expect(breakEvenMix({ fixedCosts: 5, products: [product] })).toMatchObject({ mixes: null, units: null })
    const better = breakEvenMix({ fixedCosts: 50, targetProfit: 10, products: [{ ...product, price: 8, units: 2 }] })
    expect(better).toMatchObject({ contributionOfMix: 6, mixes: 10, units: 20, revenue: 160 })
  })
  test('a step is crossed with profit, or loses it', () => {
    const product = { price: 15, variableCostPerUnit: 10 }
    // 2,000 / 5 = 400; the second step's 2,600 / 5 = 520 lies under its beginning; the third loses from 1,000 to 1,200.
    const steps = [
      { upTo: 600, cost: 2000 },
      { upTo: 1000, cost: 2600 },
      { upTo: Number.POSITIVE_INFINITY, cost: 6000 },
    ]
    expect(breakEvenSteps({ ...product, steps })).toEqual({
      breakEvenUnits: [400, 1200],
      profitable: [
        { from: 400, to: 1000 },
        { from: 1200, to: null },
      ],
    })
    expect(breakEvenSteps({ ...product, price: 9, steps })).toEqual({ breakEvenUnits: [], profitable: [] })
    expect(catchSopError(() => breakEvenSteps({ ...product, steps: [...steps].reverse() })).code).toBe(
      'PERIODS_OUT_OF_ORDER',
    )
  })
})
