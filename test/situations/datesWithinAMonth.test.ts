import { describe, expect, it } from 'vitest'
import { plan, type PlanInput, verify } from '../../src/index.js'

/**
 * Within the month. Nothing lies there, and what is ordered on the first of January takes twenty days. 31 are asked for in January, one
 * a day. Who can wait gets his on the 21st: January's books know no customer who is late, and yet twenty have waited. The plan
 * says so in its exceptions. Who cannot wait is gone: twenty are lost, which is no waiting within the month.
 */
const shop = (more: Partial<PlanInput['items'][number]>): PlanInput => ({
  calendar: { start: '2027-01-01', months: 2 },
  items: [{ id: 'lamp', price: 49, purchaseCost: 30, leadTimeDays: 20, safetyStock: 0, ...more }],
  forecasts: [{ itemId: 'lamp', quantities: [31, 28] }],
})

async function waitsOf(input: PlanInput): Promise<readonly string[]> {
  const result = await plan(input)
  expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
  return result.exceptions.flatMap(({ code, message }) => (code === 'wait-within-period' ? [message] : []))
}

/** Who waits, as a message says it. */
const queueIn = (message: string): string => /in it: (.*) in its longest queue/.exec(message)?.[1] ?? message

describe('customers who wait within a month', () => {
  it('twenty wait for the 21st', async () => {
    expect(await waitsOf(shop({}))).toEqual([
      "Customers wait within a period for what comes later in it: 20 'lamp' in its longest queue in 2027-01, the last until 2027-01-21; they count as served in time.",
    ])
  })

  it('lost customers do not wait', async () => {
    const input = shop({ unmetDemand: 'lost' })
    expect(await waitsOf(input)).toEqual([])
    expect((await plan(input)).supply.records[0]?.lost).toEqual([20, 0])
  })

  it('who waits since last year is late already, and does not count', async () => {
    // Five wait on the first of January. By the 21st they and twenty more have waited: the twenty count.
    const input = { ...shop({}), stock: [{ itemId: 'lamp', onHand: 0, backlog: 5 }] }
    expect((await waitsOf(input)).map(queueIn)).toEqual(["20 'lamp'"])
  })

  it('what lies there and what is under way serve them first', async () => {
    // 8 lie there and 6 come on the 12th. 8 last until the 8th: three wait on the 11th. From the 12th on 14 last until the 14th, and
    // six wait for the 21st: the more of the two.
    const input: PlanInput = {
      ...shop({}),
      stock: [{ itemId: 'lamp', onHand: 8 }],
      openOrders: [{ itemId: 'lamp', quantity: 6, dueDate: '2027-01-12' }],
    }
    expect((await waitsOf(input)).map(queueIn)).toEqual(["6 'lamp'"])
  })

  it('bikes wait for their frames', async () => {
    const input: PlanInput = {
      calendar: { start: '2027-01-01', months: 1 },
      items: [
        { id: 'bike', price: 500, safetyStock: 0 },
        { id: 'frame', purchaseCost: 40, leadTimeDays: 10, safetyStock: 0 },
      ],
      billOfMaterials: [{ itemId: 'bike', componentId: 'frame', quantityPer: 1 }],
      forecasts: [{ itemId: 'bike', quantities: [31] }],
      stock: [{ itemId: 'frame', onHand: 4 }],
    }
    // Four bikes on the first; the frames of the others come on the 11th, by when ten were asked for.
    expect((await waitsOf(input)).map(queueIn)).toEqual(["6 'bike'"])
  })

  it('nothing is told where stock lasts until the order comes', async () => {
    expect(await waitsOf({ ...shop({}), stock: [{ itemId: 'lamp', onHand: 20 }] })).toEqual([])
  })
})
