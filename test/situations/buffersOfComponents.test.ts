import { describe, expect, it } from 'vitest'
import { checkPlanInput, plan, type PlanInput, verify } from '../../src/index.js'

/**
 * A workshop launches lanterns, 100 a week as the lamp before them, and has learned that a launch is off by as much as it is
 * large: mean and standard deviation are the same, and the whole launch is off the same way. Demand with that mean and
 * deviation is exponential (chi-square with 2 degrees of freedom). Lanterns are made within the week from glass that takes two
 * weeks; one lantern takes one glass, of which a fifth breaks: 1.25. Plans are made every week.
 *
 * Quantiles are those of a book's table: chi-square at 0.95 with 2 degrees 5.991, with 4 degrees 9.488, at 0.90 with 2
 * degrees 4.605; a sum of so many exponential demands is half of it times their mean.
 */
const WEEKS = 8
const lamp = (units: readonly number[]): { id: string; history: number[] }[] => [{ id: 'lamp', history: [...units] }]
const flat = (units: number): number[] => new Array<number>(WEEKS).fill(units)

const workshop = (more: Partial<PlanInput> = {}): PlanInput => ({
  currency: 'EUR',
  calendar: { start: '2027-01-04', weeks: WEEKS },
  items: [
    { id: 'lantern', price: 40 },
    { id: 'glass', purchaseCost: 4, leadTimeDays: 14 },
  ],
  billOfMaterials: [{ itemId: 'lantern', componentId: 'glass', quantityPer: 1, scrapShare: 0.2 }],
  launches: [{ itemId: 'lantern', start: '2027-W01', likeItems: lamp(flat(100)) }],
  forecasting: { launchErrorRate: 1 },
  ...more,
})

async function buffersOf(input: PlanInput): Promise<Record<string, readonly number[]>> {
  const result = await plan(input)
  expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
  return Object.fromEntries(result.safetyStock.map(({ itemId, safetyStock }) => [itemId, safetyStock]))
}

describe('the safety stock of a component', () => {
  it('covers the time of its own orders, behind a good that covers its week', async () => {
    const input = workshop()
    expect(await buffersOf(input)).toEqual({
      // 100 a week: 5.991 / 2 x 100 - 100 = 199.55
      lantern: flat(200),
      // two weeks of 125 glasses: 5.991 / 2 x 250 - 250 = 498.9
      glass: flat(499),
    })
    const { safetyStock, assumptions } = await plan(input)
    expect(safetyStock.map(({ itemId, basis, stdDev }) => [itemId, basis, Math.round(stdDev)])).toEqual([
      ['glass', 'dependentDemand', 250],
      ['lantern', 'forecastError', 100],
    ])
    // 499 glasses at 4 are 1,996, a fifth of that a year
    expect(assumptions.find(({ code }) => code === 'component-safety-stock')).toMatchObject({
      refs: [{ itemId: 'glass' }],
      amount: 1996,
      value: { holdingCostPerYear: 399.2 },
    })
    // There is no fifth of a yen.
    const inYen = await plan({ ...input, currency: 'JPY' })
    expect(inYen.assumptions.find(({ code }) => code === 'component-safety-stock')?.value).toEqual({
      holdingCostPerYear: 399,
    })
  })

  it('is none where its order arrives at once: what its good holds is enough', async () => {
    const items = [
      { id: 'lantern', price: 40 },
      { id: 'glass', purchaseCost: 4, leadTimeDays: 0 },
    ]
    expect((await buffersOf(workshop({ items })))['glass']).toEqual(flat(0))
  })

  it('pools the goods that it goes into: their errors are independent', async () => {
    const input = workshop({
      items: [
        { id: 'lantern', price: 40 },
        { id: 'torch', price: 50 },
        { id: 'glass', purchaseCost: 4, leadTimeDays: 14 },
      ],
      billOfMaterials: [
        { itemId: 'lantern', componentId: 'glass', quantityPer: 1 },
        { itemId: 'torch', componentId: 'glass', quantityPer: 1 },
      ],
      launches: [
        { itemId: 'lantern', start: '2027-W01', likeItems: lamp(flat(100)) },
        { itemId: 'torch', start: '2027-W01', likeItems: lamp(flat(100)) },
      ],
    })
    // two weeks of two goods, 200 glasses each: 9.488 / 2 x 200 - 400 = 548.8, not twice 399.1
    expect((await buffersOf(input))['glass']).toEqual(flat(549))
  })

  it('goes through all levels, where a good comes by two ways at once', async () => {
    const input = workshop({
      items: [{ id: 'lantern', price: 40 }, { id: 'head' }, { id: 'glass', purchaseCost: 4, leadTimeDays: 14 }],
      billOfMaterials: [
        { itemId: 'lantern', componentId: 'head', quantityPer: 2 },
        { itemId: 'head', componentId: 'glass', quantityPer: 1, scrapShare: 0.5 },
        { itemId: 'lantern', componentId: 'glass', quantityPer: 1 },
      ],
    })
    const buffers = await buffersOf(input)
    // heads are made within the week that their lanterns are made in
    expect(buffers['head']).toEqual(flat(0))
    // 2 x 2 + 1 = 5 glasses a lantern: 1,000 in two weeks; 5.991 / 2 x 1,000 - 1,000 = 1,995.5
    expect(buffers['glass']).toEqual(flat(1996))
  })

  it('is that of a service for the week too, as a service holds no stock', async () => {
    const items = [
      { id: 'lantern', price: 40, kind: 'service' as const },
      { id: 'glass', purchaseCost: 4, leadTimeDays: 14 },
    ]
    // three weeks of 125 glasses: 5.991 / 2 x 375 - 375 = 748.3
    expect((await buffersOf(workshop({ items })))['glass']).toEqual(flat(749))
  })

  it('is that of a good for the week too, of which nothing is kept: it is assembled to order', async () => {
    const items = [
      { id: 'lantern', price: 40, safetyStock: 0 },
      { id: 'glass', purchaseCost: 4, leadTimeDays: 14 },
    ]
    // as of a service: the week of the lanterns is covered nowhere else
    expect(await buffersOf(workshop({ items }))).toEqual({ lantern: flat(0), glass: flat(749) })
    const kept = [{ itemId: 'lantern', safetyStock: [0, 0, 0, 0, 0, 0, 0, 1] }]
    expect((await buffersOf(workshop({ stockPolicies: kept })))['glass']).toEqual(flat(499))
  })

  it('is that of its own customers for the week too', async () => {
    const input = workshop({
      launches: [
        { itemId: 'lantern', start: '2027-W01', likeItems: lamp(flat(120)) },
        { itemId: 'glass', start: '2027-W01', likeItems: lamp(flat(100)) },
      ],
    })
    // two weeks of 150 for lanterns and three of 100 for customers, 300 and 300: 9.488 / 2 x 300 - 600 = 823.2
    expect((await buffersOf(input))['glass']).toEqual(flat(824))
  })

  it('is what its row in stockPolicies says', async () => {
    const asked = await buffersOf(workshop({ stockPolicies: [{ itemId: 'glass', serviceLevelShare: 0.9 }] }))
    // 4.605 / 2 x 250 - 250 = 325.6
    expect(asked['glass']).toEqual(flat(326))
    const given = await buffersOf(workshop({ stockPolicies: [{ itemId: 'glass', safetyStock: 70 }] }))
    expect(given).toEqual({ lantern: flat(200), glass: flat(70) })
  })

  it('follows the level of demand, week by week', async () => {
    const rising = [100, 100, 100, 200, 300, 400, 400, 400]
    const buffers = await buffersOf(
      workshop({ launches: [{ itemId: 'lantern', start: '2027-W01', likeItems: lamp(rising) }] }),
    )
    // 1.9955 times the week that ends
    expect(buffers['lantern']).toEqual([200, 200, 200, 400, 599, 799, 799, 799])
    // 1.9955 x 1.25 times two weeks: those that end, 200, 200, 200, 300, 500, 700, 800, 800, on their own, and those before the
    // week that the lanterns' own stock is for, 200, 200, 200, 200, 300, 500, 700, 800, as one stock with it: in between
    const alone = [499, 499, 499, 749, 1248, 1747, 1996, 1996]
    const together = [499, 499, 499, 499, 749, 1248, 1747, 1996]
    buffers['glass']?.forEach((units, t) => {
      if (alone[t] === together[t]) expect(units).toBe(alone[t])
      else expect(units > (together[t] as number) && units < (alone[t] as number)).toBe(true)
    })
    expect(buffers['glass']).toHaveLength(WEEKS)
  })
})

describe('a fill rate', () => {
  // What is short of exponential demand beyond x times its mean is e^-x of it: a tenth beyond 2.3026 (ln 10).
  it('of items, of the policy or of a row is asked for in place of a service level', async () => {
    const items = [
      { id: 'lantern', price: 40, fillRateShare: 0.9 },
      { id: 'glass', purchaseCost: 4, leadTimeDays: 14 },
    ]
    // 130.3 for a week of 100; the glass keeps the level of the policy
    expect(await buffersOf(workshop({ items }))).toEqual({ lantern: flat(131), glass: flat(499) })
    const policy = { fillRateShare: 0.9 }
    const result = await plan(workshop({ policy }))
    expect(result.input.policy.serviceLevelShare).toBeUndefined()
    expect(result.safetyStock.find(({ itemId }) => itemId === 'lantern')).toMatchObject({
      fillRateShare: 0.9,
      serviceLevelShare: expect.closeTo(0.9, 9) as number,
      safetyStock: flat(131),
    })
    // Of two weeks of 250 glasses a tenth of one week's 125 may be short: e^-x = 0.05, 2.996 x 250 - 250 = 498.9
    expect((await buffersOf(workshop({ policy })))['glass']).toEqual(flat(499))
    const stockPolicies = [{ itemId: 'glass', serviceLevelShare: 0.9 }]
    expect((await buffersOf(workshop({ policy, stockPolicies })))['glass']).toEqual(flat(326))
    const again = await plan(result.input)
    expect(JSON.stringify(again.safetyStock)).toBe(JSON.stringify(result.safetyStock))
  })

  it('beside a service level is refused, wherever both stand', () => {
    const both = { serviceLevelShare: 0.9, fillRateShare: 0.9 }
    const input = workshop({
      items: [
        { id: 'lantern', price: 40, ...both },
        { id: 'glass', purchaseCost: 4 },
      ],
      policy: both,
      stockPolicies: [{ itemId: 'glass', ...both }],
    })
    expect(checkPlanInput(input).map(({ code, path }) => `${code} ${path}`)).toEqual([
      'CONFLICT policy.fillRateShare',
      'CONFLICT items[0].fillRateShare',
      'CONFLICT stockPolicies[0].fillRateShare',
    ])
  })
})

describe('a lead time that is not kept', () => {
  it('is covered where demand is given without an error, too', async () => {
    // 70 a week, 10 a day, and 12 days of deviation: 120. Lanterns take 140 glasses in two weeks, and (140 / 120)^2 = 1.361 is half of
    // 2.72 degrees of freedom: between 7.815 (three) and 5.991 (two) at 0.95, x 120^2 / 140 / 2, less 140
    const input = workshop({
      items: [
        { id: 'lantern', price: 40, leadTimeDays: 7, leadTimeStdDevDays: 7 },
        { id: 'glass', purchaseCost: 4, leadTimeDays: 14, leadTimeStdDevDays: 12 },
      ],
      billOfMaterials: [{ itemId: 'lantern', componentId: 'glass', quantityPer: 1 }],
      launches: [],
      forecasts: [{ itemId: 'lantern', quantities: flat(70) }],
    })
    const buffers = await buffersOf(input)
    const [glass = 0] = buffers['glass'] ?? []
    expect(glass > (5.991 / 2) * (14_400 / 140) - 140 && glass < (7.815 / 2) * (14_400 / 140) - 140).toBe(true)
    // two weeks of 140 and a deviation of 70: (140 / 70)^2 = 4, so 15.507 (eight degrees) / 2 x 35 - 140 = 131.4
    expect(buffers['lantern']).toEqual(flat(132))
    const { safetyStock, assumptions } = await plan(input)
    expect(safetyStock.map(({ basis }) => basis)).toEqual(['leadTime', 'leadTime'])
    expect(assumptions.find(({ code }) => code === 'no-forecast-error')?.refs).toEqual([{ itemId: 'lantern' }])
  })

  it('is covered with the demand of its deviation', async () => {
    const input = workshop({
      items: [
        { id: 'lantern', price: 40 },
        { id: 'torch', price: 50 },
        { id: 'glass', purchaseCost: 4, leadTimeDays: 14, leadTimeStdDevDays: 9.9 },
      ],
      billOfMaterials: [
        { itemId: 'lantern', componentId: 'glass', quantityPer: 1 },
        { itemId: 'torch', componentId: 'glass', quantityPer: 1 },
      ],
      launches: [
        { itemId: 'lantern', start: '2027-W01', likeItems: lamp(flat(100)) },
        { itemId: 'torch', start: '2027-W01', likeItems: lamp(flat(100)) },
      ],
    })
    // 80,000 of demand, and 200 / 7 x 9.9 = 282.9, squared 80,008: 400 +- 400; 5.991 / 2 x 400 - 400 = 798.2
    expect((await buffersOf(input))['glass']).toEqual(flat(799))
    const source = [
      { itemId: 'glass', kind: 'buy' as const, purchaseCost: 4, leadTimeDays: 14, leadTimeStdDevDays: 9.9 },
    ]
    const items = [{ id: 'lantern', price: 40 }, { id: 'torch', price: 50 }, { id: 'glass' }]
    expect((await buffersOf({ ...input, items, sources: source }))['glass']).toEqual(flat(799))
  })
})

describe('the buffers of a good and its component', () => {
  it('are more than one stock for both would be, and less than two that stand alone', async () => {
    // A shop may order 60 in any week, as likely as not: 30 +- 30, each week on its own. The normal distribution of many weeks
    // is far off, so the deviation is read: of two weeks alone 42.43; of three together 51.96 less 30 of the week, 21.96.
    const input = workshop({
      launches: [],
      billOfMaterials: [{ itemId: 'lantern', componentId: 'glass', quantityPer: 1 }],
      pipelineStages: [{ id: 'maybe', probability: 0.5 }],
      opportunities: Array.from({ length: WEEKS }, (_, week) => ({
        id: `order ${week}`,
        itemId: 'lantern',
        stageId: 'maybe',
        quantity: 60,
        closeDate: new Date(Date.UTC(2027, 0, 4 + 7 * week)).toISOString().slice(0, 10),
      })),
    })
    await buffersOf(input)
    const { safetyStock } = await plan(input)
    expect(safetyStock.map(({ itemId, stdDev }) => [itemId, Math.round(stdDev * 100) / 100])).toEqual([
      // (42.43 + 21.96) / 2
      ['glass', 32.19],
      ['lantern', 30],
    ])
  })
})
