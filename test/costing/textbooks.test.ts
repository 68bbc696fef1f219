import { describe, expect, it } from 'vitest'
import {
  absorbOverhead,
  absorptionStatement,
  allocateJointCost,
  allocateServices,
  breakEven,
  breakEvenMix,
  costBehavior,
  learningCurve,
  learningRate,
  materialVariances,
  priceForMargin,
  processCosts,
  type ProcessInput,
  salesVariances,
  specialOrder,
  targetCost,
  throughputAccounting,
  timeDrivenCosts,
  valueStock,
  variableStatement,
  varianceTree,
  writeDownStock,
} from '../../src/costing/index.js'
import { catchSopError } from '../core/catchSopError.js'

/**
 * Examples of textbooks and of those who teach from them, with the answers that they print, or that follow by hand from
 * what they give. What a book rounds is rounded here, too; nothing else is.
 */
const whole = (amounts: readonly (number | null)[]): (number | null)[] =>
  amounts.map((amount) => amount && Math.round(amount))
const cents = (amount: number | null | undefined): number => Math.round((amount ?? Number.NaN) * 100) / 100

describe('cost, volume and profit', () => {
  it('GMAT Success: 45 packages bring 960 after 40 % tax; of two products 45 and 30 break even (Horngren, ch. 3)', () => {
    const package_ = { price: 200, variableCostPerUnit: 120 }
    expect(breakEven({ ...package_, fixedCosts: 2000, targetProfit: 960, taxShare: 0.4 })).toMatchObject({
      breakEvenUnits: 45,
      breakEvenRevenue: 9000,
    })
    expect(breakEven({ ...package_, fixedCosts: 2000, units: 40 })).toMatchObject({
      breakEvenUnits: 25,
      marginOfSafetyRatio: 0.375,
      profit: 1200,
    })
    const mix = breakEvenMix({
      fixedCosts: 4500,
      products: [
        { itemId: 'GMAT', ...package_, units: 60 },
        { itemId: 'GRE', price: 100, variableCostPerUnit: 70, units: 40 },
      ],
    })
    expect(mix.products.map(({ units }) => units)).toEqual([45, 30])
    expect(mix.revenue).toBe(12_000)
  })
  it('540,000 units bring 1,188,000 after 40 % tax (Gleim, CMA)', () => {
    const input = { price: 40, variableCostPerUnit: 18, fixedCosts: 9_900_000, targetProfit: 1_188_000, taxShare: 0.4 }
    expect(breakEven(input)).toMatchObject({ breakEvenUnits: 540_000, breakEvenRevenue: 21_600_000 })
  })
  it('Head-Gear: a higher tax asks for more helmets (Hansen and Mowen, Cornerstones)', () => {
    const helmet = { price: 230, variableCostPerUnit: 80.5, fixedCosts: 1_255_800 }
    const units = (wanted: { targetProfit?: number; taxShare?: number }): (number | null)[] =>
      whole([breakEven({ ...helmet, ...wanted }).breakEvenUnits])
    expect(units({})).toEqual([8400])
    expect(units({ targetProfit: 900_000 })).toEqual([14_420])
    expect(units({ targetProfit: 650_000, taxShare: 0.25 })).toEqual([14_197])
    expect(units({ targetProfit: 650_000, taxShare: 0.35 })).toEqual([15_089])
  })
  it('tax that takes all, or more than all, leaves nothing to want', () => {
    const input = { price: 2, variableCostPerUnit: 1, fixedCosts: 1, targetProfit: 1 }
    expect(catchSopError(() => breakEven({ ...input, taxShare: 1 })).path).toBe('taxShare')
    expect(catchSopError(() => breakEven({ ...input, taxShare: -0.1 })).path).toBe('taxShare')
  })
  it('Elegant Rugs: by the highest and lowest week, and by all twelve (Horngren, ch. 10)', () => {
    const hours = [68, 88, 62, 72, 60, 96, 78, 46, 82, 94, 68, 48]
    const costs = [1190, 1211, 1004, 917, 770, 1456, 1180, 710, 1316, 1032, 752, 963]
    const weeks = hours.map((volume, n) => ({ volume, cost: costs[n] ?? 0 }))
    const ends = costBehavior(weeks, { method: 'highLow' })
    expect([cents(ends.variableCostPerUnit), cents(ends.fixedCost)]).toEqual([14.92, 23.68])
    const { variableCostPerUnit, fixedCost, statistics } = costBehavior(weeks)
    expect([cents(variableCostPerUnit), cents(fixedCost)]).toEqual([10.31, 300.98])
    expect([statistics?.rSquared, statistics?.variableCostError, statistics?.tValue].map(cents)).toEqual([
      0.52, 3.12, 3.3,
    ])
  })
})

describe('process costing', () => {
  const pacific: ProcessInput = {
    opening: {
      units: 225,
      completion: { material: 1, conversion: 0.6 },
      costs: { material: 18_000, conversion: 8100 },
    },
    startedUnits: 275,
    completedUnits: 400,
    closing: { units: 100, completion: { material: 1, conversion: 0.5 } },
    costs: { material: 19_800, conversion: 16_380 },
  }
  it('Pacific Electronics: by weighted average and first in, first out (Horngren, ch. 17)', () => {
    const average = processCosts(pacific)
    expect(average.elements.map(({ costPerUnit }) => cents(costPerUnit))).toEqual([75.6, 54.4])
    expect(whole([average.completedCost, average.closingCost])).toEqual([52_000, 10_280])
    const fifo = processCosts(pacific, { method: 'fifo' })
    expect(fifo.elements.map(({ costPerUnit }) => cents(costPerUnit))).toEqual([72, 52])
    expect(whole([fifo.completedCost, fifo.closingCost])).toEqual([52_480, 9800])
  })
  const anzio: ProcessInput = {
    opening: {
      units: 1500,
      completion: { material: 1, conversion: 0.6 },
      costs: { material: 12_000, conversion: 9000 },
    },
    startedUnits: 8500,
    completedUnits: 7000,
    closing: { units: 2000, completion: { material: 1, conversion: 0.5 } },
    costs: { material: 76_500, conversion: 89_100 },
    // A tenth of the good units.
    normalLossUnits: 700,
    normalLossBorneBy: 'completed',
  }
  it('Anzio: normal spoilage is counted, and the units that passed inspection bear it (Horngren, ch. 18)', () => {
    const average = processCosts(anzio)
    expect(average.elements.map(({ costPerUnit }) => cents(costPerUnit))).toEqual([8.85, 10.9])
    expect(average).toMatchObject({ abnormalLossUnits: 300, normalLossCost: 13_825 })
    expect(whole([average.completedCost, average.abnormalLossCost, average.closingCost])).toEqual([
      152_075, 5925, 28_600,
    ])
    const fifo = processCosts(anzio, { method: 'fifo' })
    expect(whole([fifo.completedCost, fifo.abnormalLossCost, fifo.closingCost])).toEqual([151_600, 6000, 29_000])
  })
  it('Horsheim: units in process have passed inspection, and bear their part (Atkinson, in Horngren, ch. 18)', () => {
    const result = processCosts({
      opening: {
        units: 25_000,
        completion: { transferredIn: 1, conversion: 0.25 },
        costs: { transferredIn: 207_250, conversion: 105_000 },
      },
      startedUnits: 175_000,
      completedUnits: 125_000,
      closing: { units: 50_000, completion: { transferredIn: 1, material: 1, conversion: 0.95 } },
      costs: { transferredIn: 1_618_750, material: 1_638_000, conversion: 1_589_000 + 1_540_000 },
      normalLossUnits: 17_500,
      // Inspected at 80 %, before the material is added.
      lossCompletion: { transferredIn: 1, material: 0, conversion: 0.8 },
      normalLossBorneBy: 'inspected',
    })
    expect(result.elements.map(({ costPerUnit }) => cents(costPerUnit))).toEqual([9.13, 9.36, 16.8])
    // 125,000 x 35.29 + 394,975 x 125 / 175; 7,500 x 22.57; 1,722,500 + 394,975 x 50 / 175.
    expect(whole([result.completedCost, result.abnormalLossCost, result.closingCost])).toEqual([
      4_693_375, 169_275, 1_835_350,
    ])
  })
  it.each([
    ['normal loss', 900, 20_520, 0],
    ['abnormal loss', 800, 18_240, 2280],
    ['abnormal gain', 950, 21_660, -1140],
  ])('a heating process: %s at 22.80 a kilogram (Kaplan, ACCA F2, ch. 9)', (_, completedUnits, completed, abnormal) => {
    const result = processCosts({
      startedUnits: 1000,
      completedUnits,
      costs: { material: 18_000, labor: 1800, overhead: 900 },
      normalLossShare: 0.1,
      scrapValuePerUnit: 1.8,
    })
    expect(cents(result.completedCostPerUnit)).toBe(22.8)
    expect(whole([result.completedCost, result.abnormalLossCost])).toEqual([completed, abnormal])
    expect(result.normalLossScrap).toBe(180)
  })
  describe('first in, first out, with loss that is found at half of the conversion (Horngren, ch. 18)', () => {
    const half = (conversion: number): Parameters<typeof processCosts>[0] => ({
      opening: { units: 1000, completion: { material: 1, conversion }, costs: { material: 10_000, conversion: 6000 } },
      startedUnits: 9000,
      completedUnits: 8000,
      closing: { units: 1500, completion: { material: 1, conversion: 0.6 } },
      // 9,000 equivalent units of material, and 8,000 + 900 + 250 less what the opening units had of conversion, at 10 each.
      costs: { material: 90_000, conversion: 10 * (9150 - 1000 * conversion) },
      normalLossUnits: 500,
      lossCompletion: { material: 1, conversion: 0.5 },
      normalLossBorneBy: 'inspected',
      scrapValuePerUnit: 1.4,
    })
    it('opening units beyond it were inspected before, and bear none of it', () => {
      const result = processCosts(half(0.6), { method: 'fifo' })
      // 500 x (10 + 5) less 700 of scrap are 6,800, by 7,000 begun and completed and 1,500 in process: 0.80 a unit.
      expect(whole([result.normalLossCost, result.completedCost, result.closingCost])).toEqual([
        7500,
        16_000 + 70_000 + 74_000 + 5600,
        15_000 + 9000 + 1200,
      ])
    })
    it('opening units before it bear their part, and so do all by weighted average', () => {
      const before = processCosts(half(0.4), { method: 'fifo' })
      // 6,800 by 8,000 and 1,500.
      expect(whole([before.completedCost, before.closingCost])).toEqual([16_000 + 70_000 + 76_000 + 5726, 25_074])
      const average = processCosts(half(0.6))
      const [material = 0, conversion = 0] = average.elements.map(({ costPerUnit }) => costPerUnit ?? 0)
      const share = (500 * material + 250 * conversion - 700) / 9500
      expect(whole([average.closingCost])).toEqual(whole([1500 * material + 900 * conversion + 1500 * share]))
    })
  })
  it('scrap of a loss that is counted lowers what that loss costs, and no cost is lost', () => {
    const counted = processCosts({ ...anzio, scrapValuePerUnit: 3 })
    expect(whole([counted.completedCost, counted.closingCost])).toEqual([152_075 - 2100, 28_600])
    const out = counted.completedCost + counted.closingCost + counted.abnormalLossCost + counted.normalLossScrap
    expect(cents(out)).toBe(186_600)
  })
  it('asks for one normal loss; the order of units matters only where the first come first', () => {
    const both = catchSopError(() => processCosts({ ...anzio, normalLossShare: 0.1 }))
    expect(both.path).toBe('normalLossUnits')
    const slow: ProcessInput = {
      opening: { units: 500, completion: { work: 0.2 }, costs: { work: 100 } },
      startedUnits: 100,
      completedUnits: 300,
      closing: { units: 300, completion: { work: 0.5 } },
      costs: { work: 800 },
    }
    expect(catchSopError(() => processCosts(slow, { method: 'fifo' })).path).toBe('completedUnits')
    // 900 over 300 + 150.
    expect(processCosts(slow)).toMatchObject({ completedCost: 600, closingCost: 300 })
  })
})

describe('learning', () => {
  it('Rayburn: 80 % of the average, or of the last unit (Horngren, ch. 10)', () => {
    const times = (model: 'cumulativeAverage' | 'unit'): number[][] =>
      learningCurve([3, 8], { model, learningRate: 0.8, firstUnit: 100 }).map(({ averageTime, totalTime, unitTime }) =>
        [averageTime, totalTime, unitTime].map(cents),
      )
    expect(times('cumulativeAverage')).toEqual([
      [70.21, 210.63, 50.63],
      [51.2, 409.6, 35.46],
    ])
    expect(times('unit')).toEqual([
      [83.4, 250.21, 70.21],
      [66.82, 534.59, 51.2],
    ])
  })
  it('24 minutes on average of 4, 9.34 of 32: 73 % (CIMA P2, asked on OpenTuition)', () => {
    const observed = learningRate([
      { units: 4, time: 24 },
      { units: 32, time: 9.34 },
    ])
    expect(cents(observed.learningRate)).toBe(0.73)
    const [back] = learningCurve([32], { model: 'cumulativeAverage', ...observed })
    expect(cents(back?.averageTime)).toBe(9.34)
    expect(catchSopError(() => learningRate([{ units: 4, time: 24 }])).code).toBe('EMPTY')
    const same = [
      { units: 4, time: 24 },
      { units: 4, time: 23 },
    ]
    expect(catchSopError(() => learningRate(same)).code).toBe('CONFLICT')
  })
})

describe('joint costs', () => {
  it('Farmers’ Dairy: four ways to share 400 (Horngren, ch. 16)', () => {
    const atSplitOff = [
      { itemId: 'cream', units: 25, splitOffValue: 200 },
      { itemId: 'skim', units: 75, splitOffValue: 300 },
    ]
    const inTheEnd = [
      { itemId: 'buttercream', finalValue: 500, furtherCost: 280 },
      { itemId: 'condensed', finalValue: 1100, furtherCost: 520 },
    ]
    const shares = (
      products: Parameters<typeof allocateJointCost>[0]['products'],
      method: Parameters<typeof allocateJointCost>[1]['method'],
    ): (number | null)[] =>
      whole(allocateJointCost({ jointCost: 400, products }, { method }).products.map(({ jointCost }) => jointCost))
    expect(shares(atSplitOff, 'salesValue')).toEqual([160, 240])
    expect(shares(atSplitOff, 'physical')).toEqual([100, 300])
    expect(shares(inTheEnd, 'netRealizableValue')).toEqual([110, 290])
    expect(shares(inTheEnd, 'constantMargin')).toEqual([95, 305])
  })
})

describe('overheads', () => {
  it('plant maintenance and information systems: three methods (Horngren, ch. 15)', () => {
    const departments = [
      { departmentId: 'maintenance', amount: 6_300_000, kind: 'service' as const },
      { departmentId: 'systems', amount: 1_452_150, kind: 'service' as const },
      { departmentId: 'machining', amount: 4_000_000 },
      { departmentId: 'assembly', amount: 2_000_000 },
    ]
    const takers = ['maintenance', 'systems', 'machining', 'assembly']
    const uses = Object.entries({ maintenance: [0, 1600, 2400, 4000], systems: [200, 0, 1600, 200] }).flatMap(
      ([serviceId, hours]) => takers.map((departmentId, n) => ({ serviceId, departmentId, quantity: hours[n] ?? 0 })),
    )
    const totals = (method: 'direct' | 'stepDown' | 'reciprocal'): (number | null)[] =>
      whole(allocateServices({ departments, uses }, { method }).departments.map(({ amount }) => amount))
    expect(totals('direct')).toEqual([7_653_300, 6_098_850])
    expect(totals('stepDown')).toEqual([8_300_800, 5_451_350])
    expect(totals('reciprocal')).toEqual([8_187_025, 5_565_125])
    const { services } = allocateServices({ departments, uses })
    expect(whole(services.map(({ amount }) => amount))).toEqual([6_576_750, 2_767_500])
  })
  it('Stassen: the rate and the volume variance hang on the capacity (Horngren, ch. 9)', () => {
    const capacities = { theoretical: 18_000, practical: 12_000, normal: 8000 }
    const at = (capacity: keyof typeof capacities): number[] => {
      const result = absorbOverhead({ budgetAmount: 1_080_000, capacities, actualVolume: 8000 }, { capacity })
      return [result.costPerUnit, result.volumeVariance]
    }
    expect(at('theoretical')).toEqual([60, -600_000])
    expect(at('practical')).toEqual([90, -360_000])
    expect(at('normal')).toEqual([135, 0])
  })
  it('customer service: 0.80 a minute, 97,120 of 560,000 unused (Kaplan and Anderson, 2004)', () => {
    // Any unit of time will do: here minutes.
    const { pools, objects } = timeDrivenCosts({
      pools: [{ poolId: 'service', cost: 560_000, practicalHours: 700_000 }],
      activities: [
        { activityId: 'order', poolId: 'service', hoursPerUnit: 8 },
        { activityId: 'inquiry', poolId: 'service', hoursPerUnit: 44 },
        { activityId: 'creditCheck', poolId: 'service', hoursPerUnit: 50 },
      ],
      objects: [{ objectId: 'all', volumes: { order: 49_000, inquiry: 1400, creditCheck: 2500 } }],
    })
    expect(pools).toEqual([
      { poolId: 'service', costPerHour: 0.8, usedHours: 578_600, unusedHours: 121_400, unusedCost: 97_120 },
    ])
    expect(objects[0]?.activities.map(({ amount }) => amount)).toEqual([313_600, 49_280, 100_000])
    expect(objects[0]?.total).toBe(462_880)
  })
})

describe('statements', () => {
  it('Stassen: three years at 135 a unit (Horngren, ch. 9)', () => {
    const years = {
      producedUnits: [8000, 5000, 10_000],
      soldUnits: [6000, 6500, 7500],
      price: 1000,
      variableManufacturingCostPerUnit: 200,
      variableSellingCostPerUnit: 185,
      fixedManufacturingCost: 1_080_000,
      fixedSellingCost: 1_380_000,
    }
    expect(variableStatement(years).profit).toEqual([1_230_000, 1_537_500, 2_152_500])
    const absorption = absorptionStatement(years, { fixedOverheadPerUnit: 135 })
    expect(absorption.profit).toEqual([1_500_000, 1_335_000, 2_490_000])
    expect(absorption.overAbsorbedOverhead).toEqual([0, -405_000, 270_000])
  })
  it.each([
    // Price, material, hours of the bottleneck; cost of the plant and hours that it has.
    ['X of a factory', 40, 10, 0.01, 50_000 * 12 + 2_920_000, 4000, 3.41],
    ['X on machine M, with labor of 4', 8, 2, 1 / 6, 216_000 + 12_000 * 6 * 4, 12_000, 0.86],
    ['x of Corrie', 150, 70, 1 / 1200, 640_000, 8, 1.2],
    ['z of Corrie', 300, 100, 1 / 600, 640_000, 8, 1.5],
  ])('throughput ratio of %s (ACCA PM)', (_, price, material, hours, operatingExpense, bottleneckHours, ratio) => {
    const { products } = throughputAccounting({
      products: [{ itemId: 'X', price, materialCostPerUnit: material, bottleneckHoursPerUnit: hours }],
      operatingExpense,
      bottleneckHours,
    })
    expect(cents(products[0]?.throughputRatio)).toBe(ratio)
  })
})

describe('variances', () => {
  it('Delpino: mix 3,250 F and yield 7,700 U (Horngren, ch. 7, appendix)', () => {
    const tomatoes = [
      ['Latoms', 0.5, 70, 3250, 70],
      ['Caltoms', 0.3, 80, 2275, 82],
      ['Flotoms', 0.2, 90, 975, 96],
    ] as const
    const result = materialVariances(
      {
        outputUnits: 4000,
        materials: tomatoes.map(([itemId, share, standardPrice, usedUnits, actualPrice]) => ({
          itemId,
          quantityPer: 1.6 * share,
          standardPrice,
          usedUnits,
          actualPrice,
        })),
      },
      { mix: true },
    )
    const { price, usage, mix, yield: rest } = result
    expect(whole([price, usage, mix, rest])).toEqual([-10_400, -4450, 3250, -7700])
  })
  it('Deluxe and Standard: all of a quantity variance of 29,000 is market share (studylib 5837659)', () => {
    const result = salesVariances(
      [
        { itemId: 'deluxe', budgetUnits: 10_000, actualUnits: 10_000, standardMargin: 36 },
        { itemId: 'standard', budgetUnits: 5000, actualUnits: 6000, standardMargin: 15 },
      ],
      { market: { budgetUnits: 160_000, actualUnits: 160_000 } },
    )
    expect(whole([result.marketShare, result.marketSize])).toEqual([29_000, 0])
  })
  it('a market price of 5.00 where 5.20 was planned: planning 2,000 F, operation 1,800 U (Kaplan, ACCA PM)', () => {
    const { totals } = varianceTree({
      items: [{ itemId: 'raw', standardPrice: 5.2, revisedPrice: 5 }],
      budget: { sales: [] },
      actuals: [{ periodId: '2027', kind: 'purchases', itemId: 'raw', units: 10_000, amount: 51_800 }],
    })
    expect(whole([totals.materialPricePlanning, totals.materialPrice])).toEqual([2000, -1800])
  })
})

describe('prices and orders', () => {
  it.each([
    ['Handy hand mixer (Garrison)', 30, 0.15, 2_000_000, 40_000, 22.5],
    ['Hauber', 26, 0.2, 300_000, 60_000, 25],
    ['Hostetter', 30, 0.13, 200_000, 30_000, 29.13],
    ['an iron', 85, 0.15, 3_500_000, 300_000, 83.25],
  ])('target cost of %s', (_, targetPrice, returnRate, investment, units, cost) => {
    const result = targetCost({ targetPrice, returnRate, investment, units })
    expect(cents(result.targetCost)).toBe(cost)
    expect(cents(result.targetMargin)).toBe(cents(targetPrice - cost))
  })
  it('Astel: 720 at most of 800; 806.40 by markup and by return (Horngren, ch. 12)', () => {
    expect(targetCost({ targetPrice: 800, marginShare: 0.1 }).targetCost).toBe(720)
    expect(cents(priceForMargin({ unitCost: 720, markupRate: 0.12 }).price)).toBe(806.4)
    const wanted = { unitCost: 720, returnRate: 0.18, investment: 96_000_000, units: 200_000 }
    expect(cents(priceForMargin(wanted).price)).toBe(806.4)
  })
  it('a target needs one way to say what shall be earned, and all of it', () => {
    expect(catchSopError(() => targetCost({ targetPrice: 30 })).code).toBe('CONFLICT')
    const half = catchSopError(() => targetCost({ targetPrice: 30, returnRate: 0.1 }))
    expect(half.issues.map(({ path }) => path)).toEqual(['investment', 'units'])
  })
  it('Mountain Goat: a hundred bicycles for the police earn 1,300 (Garrison)', () => {
    // 86 of material, 45 of labor, 6 of variable overhead and 17 of brackets; stencils for 1,200.
    const order = { units: 100, price: 179, variableCostPerUnit: 86 + 45 + 6 + 17, extraFixedCost: 1200 }
    expect(specialOrder(order).incrementalProfit).toBe(1300)
  })
  it('an order that pushes out usual business must say what that earns', () => {
    const order = { units: 100, price: 12, variableCostPerUnit: 9, spareUnits: 60 }
    expect(catchSopError(() => specialOrder(order)).path).toBe('displacedContributionPerUnit')
    expect(specialOrder({ ...order, displacedContributionPerUnit: 0 }).incrementalProfit).toBe(300)
    expect(specialOrder({ ...order, spareUnits: 100 }).incrementalProfit).toBe(300)
  })
})

describe('stock', () => {
  it('three products at the lower of cost and what they bring: 1,543 (AAT, asked on its forum)', () => {
    const products = [
      [400, 562, 180],
      [572, 798, 210],
      [615, 762, 173],
    ] as const
    const carried = products.map(([unitCost, price, costToComplete]) => {
      const { layers } = valueStock([{ type: 'purchase', quantity: 1, unitCost }], { method: 'fifo' })
      return writeDownStock(layers, { price, costToComplete }).carryingAmount
    })
    expect(carried).toEqual([382, 572, 589])
  })
})
