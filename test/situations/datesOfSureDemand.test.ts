import { describe, expect, it } from 'vitest'
import { plan, type PlanInput, type PlannedOrder, verify } from '../../src/index.js'
import { dayOfNumber, numberOfDay } from './days.js'

/**
 * Sure demand. A shop sells exactly 100 of one thing a month, evenly over its days, and whoever comes and finds nothing goes
 * elsewhere. It plans on the first of every month, six months ahead, gives out the orders that must go out before the next
 * plan and no others, and takes what is under way into the next plan. It begins with what it sells until a first order can
 * come: no customer should ever find nothing, and nothing should be left at the end of a month but what the first stock
 * was too much.
 */
const MONTHLY = 100
const MONTHS = [
  '2027-01-01',
  '2027-02-01',
  '2027-03-01',
  '2027-04-01',
  '2027-05-01',
  '2027-06-01',
  '2027-07-01',
] as const
const FIRST_DAYS = MONTHS.map(numberOfDay)

interface Underway {
  readonly quantity: number
  readonly dueDate: string
}

/** The months that were lived through: what was sold, what was left at the end, and what went out. */
async function liveThrough(
  onHand: number,
  item: Pick<PlanInput['items'][number], 'leadTimeDays' | 'unmetDemand'>,
): Promise<{ readonly sold: number[]; readonly left: number[]; readonly released: PlannedOrder[][] }> {
  const [sold, left, released]: [number[], number[], PlannedOrder[][]] = [[], [], []]
  let stock = onHand
  let orders: Underway[] = []
  for (let m = 0; m + 1 < MONTHS.length; m++) {
    const [first, next] = [FIRST_DAYS[m] as number, FIRST_DAYS[m + 1] as number]
    const input: PlanInput = {
      calendar: { start: MONTHS[m] as string, months: 6 },
      items: [{ id: 'thing', price: 20, purchaseCost: 10, safetyStock: 0, ...item }],
      forecasts: [{ itemId: 'thing', quantities: new Array<number>(6).fill(MONTHLY) }],
      stock: [{ itemId: 'thing', onHand: Math.round(stock) }],
      openOrders: orders.map((order) => ({ itemId: 'thing', ...order })),
    }
    const result = await plan(input)
    expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
    const now = result.supply.plannedOrders.filter(({ releaseNow }) => releaseNow)
    // Nobody can give an order out before the plan is made, nor have it before its lead time is over.
    for (const { releaseDate, dueDate } of result.supply.plannedOrders) {
      expect(numberOfDay(releaseDate)).toBeGreaterThanOrEqual(first)
      expect(numberOfDay(dueDate) - numberOfDay(releaseDate)).toBe(item.leadTimeDays)
    }
    released.push(now)
    orders = [...orders, ...now.map(({ quantity, dueDate }) => ({ quantity, dueDate }))]
    const perDay = MONTHLY / (next - first)
    let shipped = 0
    for (let day = first; day < next; day++) {
      const today = dayOfNumber(day)
      for (const { quantity, dueDate } of orders) if (dueDate === today) stock += quantity
      // Noise of adding thirds is no unit.
      const take = stock >= perDay - 1e-6 ? perDay : stock
      shipped += take
      stock -= take
    }
    orders = orders.filter(({ dueDate }) => numberOfDay(dueDate) >= next)
    sold.push(Math.round(shipped * 1e6) / 1e6)
    left.push(Math.round(stock * 1e6) / 1e6 + 0)
  }
  return { sold, left, released }
}

/**
 * What is sold before a first order can come: of 31 days of January 10 are 32.3, 20 are 64.5, 29 are 93.5, 30 are 96.8;
 * 45 days are January and 14 days of February, 100 + 50.
 */
const LEAD_TIMES = [
  { leadTimeDays: 0, onHand: 0, leftInJanuary: 0 },
  { leadTimeDays: 10, onHand: 33, leftInJanuary: 0 },
  { leadTimeDays: 20, onHand: 65, leftInJanuary: 0 },
  { leadTimeDays: 29, onHand: 94, leftInJanuary: 0 },
  { leadTimeDays: 30, onHand: 97, leftInJanuary: 0 },
  { leadTimeDays: 45, onHand: 150, leftInJanuary: 50 },
]

describe('sure demand, planned anew every month, only what must go out is ordered', () => {
  it.each(LEAD_TIMES)('a lead time of $leadTimeDays days', async ({ leadTimeDays, onHand, leftInJanuary }) => {
    for (const unmetDemand of ['lost', 'backlog'] as const) {
      const { sold, left } = await liveThrough(onHand, { leadTimeDays, unmetDemand })
      expect(sold).toEqual([100, 100, 100, 100, 100, 100])
      expect(left).toEqual([leftInJanuary, 0, 0, 0, 0, 0])
    }
  })

  it('what goes out on the first of January at 20 days: January on the 1st, February on the 12th', async () => {
    const { released } = await liveThrough(65, { leadTimeDays: 20, unmetDemand: 'lost' })
    // 1 January + 20 days is the 21st; 65 last 20.15 days, and 35 are missing. 1 February less 20 days is 12 January. What the next
    // plan orders on 1 February is there on the 21st: until then 20 of 28 days, 71.4 units, are sold.
    expect(released[0]).toEqual([
      {
        kind: 'buy',
        itemId: 'thing',
        sourceId: 'thing',
        periodId: '2027-01',
        quantity: 35,
        releaseDate: '2027-01-01',
        dueDate: '2027-01-21',
        cost: 350,
        releaseNow: true,
      },
      {
        kind: 'buy',
        itemId: 'thing',
        sourceId: 'thing',
        periodId: '2027-02',
        quantity: 72,
        releaseDate: '2027-01-12',
        dueDate: '2027-02-01',
        cost: 720,
        releaseNow: true,
      },
    ])
    // From then on two orders a month: on the first for the 21st (72 last 20.2 days of February, 65 last 20.2 of 31, 67 last
    // 20.1 of 30), and for the first of the month after: 1 March less 20 days is 9 February.
    expect(released.slice(1).map((orders) => orders.map(({ releaseDate }) => releaseDate))).toEqual([
      ['2027-02-01', '2027-02-09'],
      ['2027-03-01', '2027-03-12'],
      ['2027-04-01', '2027-04-11'],
      ['2027-05-01', '2027-05-12'],
      ['2027-06-01', '2027-06-11'],
    ])
    expect(released.slice(1).map((orders) => orders.map(({ quantity }) => quantity))).toEqual([
      [28, 65],
      [35, 67],
      [33, 65],
      [35, 67],
      [33, 65],
    ])
  })
})
