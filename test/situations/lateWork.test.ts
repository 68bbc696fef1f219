import { expect, it } from 'vitest'
import { plan, type PlanInput, verify } from '../../src/index.js'
import { rollForward } from '../../src/review/index.js'
import type { PlanActual } from '../../src/schema/index.js'

/**
 * 50 chairs are fixed for January, four legs and half an hour each; the bench has 60 hours a month, and the legs lie there. 40 of them were
 * made: 10 stand unfinished on the bench.
 */
const shop: PlanInput = {
  calendar: { start: '2027-01-01', months: 3 },
  items: [
    { id: 'chair', price: 90, safetyStock: 0, leadTimeDays: 40, firmSupply: [50, 50, null] },
    { id: 'leg', purchaseCost: 5, safetyStock: 0 },
  ],
  billOfMaterials: [{ itemId: 'chair', componentId: 'leg', quantityPer: 4 }],
  operations: [{ itemId: 'chair', resourceId: 'bench', runHoursPerUnit: 0.5 }],
  resources: [{ id: 'bench', capacityHours: 60, costPerHour: 20 }],
  forecasts: [{ itemId: 'chair', quantities: [50, 50, 50] }],
  stock: [{ itemId: 'leg', onHand: 400 }],
  finance: { openingCash: 10_000 },
}
const january = { periodId: '2027-01' } as const
const happened: readonly PlanActual[] = [
  { ...january, kind: 'sales', itemId: 'chair', units: 40, amount: 3_600 },
  { ...january, kind: 'backlog', itemId: 'chair', units: 10 },
  { ...january, kind: 'output', itemId: 'chair', units: 40 },
  { ...january, kind: 'usage', itemId: 'leg', forItemId: 'chair', units: 160 },
  { ...january, kind: 'hours', resourceId: 'bench', forItemId: 'chair', hours: 20, amount: 400 },
]
const [chair, leg] = shop.items as [PlanInput['items'][number], PlanInput['items'][number]]
const rollFrom = async (input: PlanInput, actuals = happened) => {
  const made = await plan(input)
  const rolled = rollForward(input, { actuals, plan: made, to: '2027-02' })
  const next = await plan(rolled.input)
  expect(verify(next, { input: rolled.input }).ok).toBe(true)
  const told = rolled.assumptions.filter(({ code }) => code.includes('work'))
  return {
    firm: rolled.input.sources?.find(({ itemId }) => itemId === 'chair')?.firmSupply,
    told: told.map(({ code, amount }) => [code, amount]),
    made: next.supply.records.find(({ itemId }) => itemId === 'chair')?.produced,
  }
}

it('fixed work that is late comes in the first month, beside what is made there', async () => {
  expect(await rollFrom(shop)).toEqual({
    firm: [60, null],
    told: [['work-left-open', undefined]],
    made: [60, 50],
  })
})

it('as far as its hours reach: what they do not is planned anew, and told', async () => {
  // 28 hours make 56 chairs: 6 beside the 50 of February; the other 4 are made in March.
  const short = { ...shop, resources: [{ id: 'bench', capacityHours: 28, costPerHour: 20 }] }
  expect(await rollFrom(short)).toEqual({
    firm: [56, null],
    told: [
      ['late-work-planned-anew', 4],
      ['work-left-open', undefined],
    ],
    made: [56, 54],
  })
})

it('without the plan nobody knows what is left for it', () => {
  const { input, assumptions } = rollForward(shop, { actuals: happened, to: '2027-02' })
  expect(input.items.find(({ id }) => id === 'chair')?.firmSupply ?? input.sources?.[0]?.firmSupply).toEqual([50, null])
  expect(assumptions.map(({ code, amount }) => [code, amount])).toContainEqual(['late-work-planned-anew', 10])
})

it('also in a frozen month for which nothing is fixed: only what is late is made there', async () => {
  const frozen = {
    ...shop,
    policy: { firmPeriods: 2 },
    items: [{ ...chair, leadTimeDays: 0, firmSupply: [50, null, null] }, leg],
  }
  // Nothing is made in February as it is frozen; the 10 that are late are the only ones. March makes up for it: 100.
  expect(await rollFrom(frozen)).toMatchObject({
    firm: [10, 100],
    told: [['work-left-open', undefined]],
    made: [10, 100],
  })
})

it('the minimum stock of a part is not for late work', async () => {
  // 230 legs are counted, and none can come before March. 30 must stay, now or from March: 200 are for the 50 chairs of February, none for the late 10.
  const counted: readonly PlanActual[] = [...happened, { ...january, kind: 'stockCount', itemId: 'leg', units: 230 }]
  const withMinimum = (minimumStock: number | number[]): PlanInput => ({
    ...shop,
    items: [
      { ...chair, firmSupply: [50, 50, 0] },
      { ...leg, leadTimeDays: 60, minimumStock },
    ],
    stock: [{ itemId: 'leg', onHand: 430 }],
  })
  for (const minimumStock of [30, [0, 0, 30]])
    expect(await rollFrom(withMinimum(minimumStock), counted)).toMatchObject({
      firm: [50, 0],
      // What is left open are February's own 50, which had gone out in January.
      told: [
        ['late-work-planned-anew', 10],
        ['work-left-open', undefined],
      ],
      made: [50, 0],
    })
})

it('legs that are late come before their chairs, whichever is named first', async () => {
  // Legs are made of wood: 160 of 200 came in January, and 40 chairs of 50. The 40 legs that are late are there for the 10 chairs.
  const wood = { id: 'wood', purchaseCost: 1, safetyStock: 0 }
  const made = { id: 'leg', safetyStock: 0, firmSupply: [200, 200, null] }
  const actuals: readonly PlanActual[] = [
    ...happened,
    { ...january, kind: 'output', itemId: 'leg', units: 160 },
    { ...january, kind: 'usage', itemId: 'wood', forItemId: 'leg', units: 160 },
  ]
  for (const items of [
    [chair, made, wood],
    [wood, made, chair],
  ]) {
    const chain: PlanInput = {
      ...shop,
      items,
      billOfMaterials: [
        { itemId: 'chair', componentId: 'leg', quantityPer: 4 },
        { itemId: 'leg', componentId: 'wood', quantityPer: 1 },
      ],
      stock: [{ itemId: 'wood', onHand: 1_000 }],
    }
    expect(await rollFrom(chain, actuals)).toEqual({
      firm: [60, null],
      told: [['work-left-open', undefined]],
      made: [60, 50],
    })
  }
})
