import { describe, expect, it } from 'vitest'
import { type Plan, plan, verify } from '../../src/plan/index.js'
import type { PlanInput } from '../../src/schema/index.js'

/**
 * A maker of lamps promises 99 % of them, and says so in the row of the lamp alone. The bulb inside takes three months to come: a
 * lamp that waits for its bulb is a lamp that waits, so that the bulb is kept for 99 %, too.
 */
const history = [
  104, 96, 130, 71, 88, 119, 102, 93, 110, 127, 84, 99, 107, 65, 121, 98, 113, 90, 101, 140, 86, 95, 108, 77,
]

const maker = (rows: Partial<PlanInput>): PlanInput => ({
  calendar: { start: '2026-01-01', months: 3 },
  items: [
    { id: 'lamp', price: 100, serviceLevelShare: 0.99 },
    { id: 'bulb', purchaseCost: 40, leadTimeDays: 90 },
  ],
  billOfMaterials: [{ itemId: 'lamp', componentId: 'bulb', quantityPer: 1 }],
  history: [{ itemId: 'lamp', start: '2024-01', quantities: history }],
  ...rows,
})

async function targets(input: PlanInput): Promise<Record<string, number | undefined>> {
  const result: Plan = await plan(input)
  expect(verify(result, { input }).checks.filter(({ ok }) => !ok)).toEqual([])
  return Object.fromEntries(
    result.input.stockPolicies.map(({ itemId, serviceLevelShare, fillRateShare }) => [
      itemId,
      serviceLevelShare ?? fillRateShare,
    ]),
  )
}

describe('a part without a level of its own', () => {
  it('is kept for what the lamp promises', async () => {
    expect(await targets(maker({}))).toEqual({ lamp: 0.99, bulb: 0.99 })
  })

  it('has as much safety stock as if the policy said so', async () => {
    const [one, other] = [await plan(maker({})), await plan(maker({ policy: { serviceLevelShare: 0.99 } }))]
    const stockOf = ({ safetyStock }: Plan): unknown => safetyStock.map((record) => [record.itemId, record.safetyStock])
    expect(stockOf(one)).toEqual(stockOf(other))
  })

  it('keeps the level of its own row', async () => {
    const items = [
      { id: 'lamp', price: 100, serviceLevelShare: 0.99 },
      { id: 'bulb', purchaseCost: 40, leadTimeDays: 90, serviceLevelShare: 0.8 },
    ]
    expect(await targets(maker({ items }))).toEqual({ lamp: 0.99, bulb: 0.8 })
  })

  it('takes the highest of several goods, through the one between, and no more than the goods ask where nobody buys it', async () => {
    const items = [
      { id: 'bulb', purchaseCost: 40 },
      { id: 'head', kind: 'good' as const },
      { id: 'lamp', price: 100, serviceLevelShare: 0.9 },
      { id: 'torch', price: 100, serviceLevelShare: 0.92 },
    ]
    const billOfMaterials = [
      { itemId: 'head', componentId: 'bulb', quantityPer: 1 },
      { itemId: 'lamp', componentId: 'head', quantityPer: 1 },
      { itemId: 'torch', componentId: 'bulb', quantityPer: 1 },
    ]
    expect(await targets(maker({ items, billOfMaterials }))).toEqual({ bulb: 0.92, head: 0.9, lamp: 0.9, torch: 0.92 })
    // Sold as a spare, too, it has customers of its own, whom the policy promises 95 %.
    const histories = ['lamp', 'bulb'].map((itemId) => ({ itemId, start: '2024-01', quantities: history }))
    expect(await targets(maker({ items, billOfMaterials, history: histories }))).toMatchObject({
      bulb: 0.95,
      head: 0.9,
    })
  })
})
