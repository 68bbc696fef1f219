import { describe, expect, it } from 'vitest'
import { type Notice, plan, type PlanInput, verify } from '../../src/index.js'

/**
 * Bikes take three days to build, two a day are asked for, and eight lie there. Frames are bought for the period in which the bikes are
 * received: by days they come on the day on which the bikes should be ready, by months early enough for most.
 */
const shop = (calendar: PlanInput['calendar'], perPeriod: readonly number[], frameDays = 0): PlanInput => ({
  calendar,
  items: [
    { id: 'bike', price: 900, leadTimeDays: 3, safetyStock: 0 },
    { id: 'frame', purchaseCost: 200, leadTimeDays: frameDays, safetyStock: 0 },
  ],
  billOfMaterials: [{ itemId: 'bike', componentId: 'frame', quantityPer: 1 }],
  stock: [{ itemId: 'bike', onHand: 8 }],
  forecasts: [{ itemId: 'bike', quantities: [...perPeriod] }],
})

const tenDays = { start: '2027-01-04', days: 10 } as const
const twoADay = new Array<number>(10).fill(2)

async function exceptionsOf(input: PlanInput): Promise<Notice[]> {
  const result = await plan(input)
  expect(result.status).toBe('optimal')
  expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
  expect(result.warnings.map(({ code }) => code)).not.toContain('parts-before-work')
  return [...result.exceptions]
}

describe('by days', () => {
  it('every bike whose frame comes on its day is three days too late, and the planner is told to act', async () => {
    // Eight serve Monday to Thursday. From Friday 8 to Wednesday 13 January two a day are made of frames of the day: 12.
    const exceptions = await exceptionsOf(shop(tenDays, twoADay))
    expect(exceptions).toHaveLength(1)
    expect(exceptions[0]).toMatchObject({
      code: 'parts-before-work',
      severity: 'act',
      refs: [{ itemId: 'bike' }],
      periodIds: ['2027-01-08', '2027-01-13'],
      amount: 12,
      unit: 'units',
      moneyAtStake: 0,
      value: { units: [12], leadTimeDays: [3], daysTooFew: [3] },
    })
    expect(exceptions[0]?.message).toContain("12 'bike' (lead time 3 days, 3 too few)")
  })

  it('who is late for the first frames is told once', async () => {
    // Frames take five days and are there on Saturday the 9th: Friday's two are late for them. Saturday's four are two for these, and two
    // that, with the eight of the next four days, are told here.
    const exceptions = await exceptionsOf(shop(tenDays, twoADay, 5))
    const figures = exceptions.map(({ code, amount, periodIds }) => [code, amount, periodIds])
    expect(figures).toEqual([
      ['lead-time', 2, ['2027-01-08', '2027-01-08']],
      ['parts-before-work', 10, ['2027-01-09', '2027-01-13']],
    ])
  })

  it('frames for three days in stock are the remedy', async () => {
    const input = shop(tenDays, twoADay)
    const exceptions = await exceptionsOf({
      ...input,
      items: input.items.map((item) => (item.id === 'frame' ? { ...item, safetyStock: 6 } : item)),
      stock: [...(input.stock ?? []), { itemId: 'frame', onHand: 6 }],
    })
    expect(exceptions).toEqual([])
  })
})

it('by months all are made in their month, and those of the first days of February wait within it', async () => {
  // Frames of 1 January are bikes on the 4th, before the eight are gone. Those of 1 February are bikes on the 4th: six wait.
  const exceptions = await exceptionsOf(shop({ start: '2027-01-01', months: 2 }, [62, 56]))
  expect(exceptions.map(({ code, value }) => [code, value])).toEqual([
    ['wait-within-period', { units: [6], untilDates: ['2027-02-04'] }],
  ])
})
