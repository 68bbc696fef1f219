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
const rollFrom = async (input: PlanInput) => {
  const made = await plan(input)
  const rolled = rollForward(input, { actuals: happened, plan: made, to: '2027-02' })
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
