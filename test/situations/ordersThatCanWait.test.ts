import { expect, it } from 'vitest'
import { plan, type PlanInput, type PlannedOrder, verify } from '../../src/index.js'

/**
 * Only what cannot wait goes out. A shop sells one lamp a day and plans anew on the first of every month. What the next plan orders on
 * its first day is there a lead time later: only lamps for the days before must be ordered by this plan. The rest of that month
 * is an order of its own, about which the next plan decides with what is known then.
 */
const line = ({ quantity, releaseDate, dueDate, cost, releaseNow }: PlannedOrder): string =>
  `${quantity}: ${releaseDate} to ${dueDate}, ${cost}${releaseNow === true ? ', now' : ''}`

async function ordersOf(lamp: Partial<PlanInput['items'][number]>, more: Partial<PlanInput> = {}): Promise<string[]> {
  const input: PlanInput = {
    calendar: { start: '2027-01-01', months: 4 },
    items: [{ id: 'lamp', price: 5, purchaseCost: 0.335, safetyStock: 0, ...lamp }],
    forecasts: [{ itemId: 'lamp', quantities: [31, 28, 31, 30] }],
    ...more,
  }
  const result = await plan(input)
  expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
  return result.supply.plannedOrders.map(line)
}

it('forty-five days: until 17 March', async () => {
  // 45 last until 14 February. 1 February + 45 days is 18 March: the 17 lamps of the days before cannot wait. 31 lamps cost 10.385,
  // paid 10.38; 17 cost 5.695, paid 5.70; the other 14 are the rest.
  expect(await ordersOf({ leadTimeDays: 45 }, { stock: [{ itemId: 'lamp', onHand: 45 }] })).toEqual([
    '14: 2027-01-01 to 2027-02-15, 4.69, now',
    '17: 2027-01-15 to 2027-03-01, 5.7, now',
    '14: 2027-02-01 to 2027-03-18, 4.68',
    '30: 2027-02-15 to 2027-04-01, 10.05',
  ])
})

it('safety stock is not touched in between', async () => {
  // Ten shall lie there: with 55 the days are the same.
  const orders = await ordersOf({ leadTimeDays: 45, safetyStock: 10 }, { stock: [{ itemId: 'lamp', onHand: 55 }] })
  expect(orders.slice(1, 3)).toEqual(['17: 2027-01-15 to 2027-03-01, 5.7, now', '14: 2027-02-01 to 2027-03-18, 4.68'])
})

it("a customer's order after that day can wait, one before it cannot", async () => {
  // 20 of March's 31 are ordered for a day; the other 11 are asked for evenly: 6.03 by 17 March, so seven cannot wait, which last
  // until the 19th (6.74; 7.10 by the 20th).
  const ordered = (requestedDate: string): Partial<PlanInput> => ({
    stock: [{ itemId: 'lamp', onHand: 59 }],
    customerOrders: [{ id: 'a', itemId: 'lamp', quantity: 20, requestedDate }],
  })
  expect((await ordersOf({ leadTimeDays: 45 }, ordered('2027-03-17'))).slice(0, 2)).toEqual([
    '27: 2027-01-15 to 2027-03-01, 9.04, now',
    '4: 2027-02-03 to 2027-03-20, 1.34',
  ])
  expect((await ordersOf({ leadTimeDays: 45 }, ordered('2027-03-18'))).slice(0, 2)).toEqual([
    '7: 2027-01-15 to 2027-03-01, 2.34, now',
    '24: 2027-02-01 to 2027-03-18, 8.04',
  ])
})

it('who plans every week gives out a week', async () => {
  expect((await ordersOf({}, { policy: { reviewDays: 7 } })).slice(0, 3)).toEqual([
    '7: 2027-01-01 to 2027-01-01, 2.34, now',
    '24: 2027-01-08 to 2027-01-08, 8.04',
    '28: 2027-02-01 to 2027-02-01, 9.38',
  ])
})

it('who watches the stock every day gives out what is due today', async () => {
  expect((await ordersOf({}, { policy: { reviewDays: 0 } })).slice(0, 2)).toEqual([
    '1: 2027-01-01 to 2027-01-01, 0.34, now',
    '30: 2027-01-02 to 2027-01-02, 10.04',
  ])
})
