import { describe, expect, test } from 'vitest'
import { plan } from '../../src/index.js'
import { type Company, type Good, standardCosts } from './loop/company.js'
import { drawCompany } from './loop/drawCompany.js'
import { measureLoop } from './loop/measureLoop.js'
import { orderFor, placeOf } from './loop/months.js'
import { type LoopMonth, runLoop } from './loop/runLoop.js'

const engine = { plan }
const MONTHS = 5

/** Units of an item at the close, from what the company opened with and everything that happened since. */
function expectedClosing(company: Company, run: readonly LoopMonth[], itemId: string): number {
  let units = company.opening.onHand.get(itemId) ?? 0
  for (const { result } of run) {
    units += (result.received.get(itemId) ?? 0) + (result.produced.get(itemId) ?? 0)
    for (const { goodId, shippedInTime, shippedLate } of result.goods) {
      if (goodId === itemId) units -= shippedInTime + shippedLate
      const { parts } = company.goods.find(({ id }) => id === goodId) as Good
      for (const line of parts)
        if (line.partId === itemId) units -= line.quantityPer * (result.produced.get(goodId) ?? 0)
    }
  }
  return units
}

/** Profit of the months that are measured, from what is paid and received and what lies there more at the end. */
function expectedProfit(company: Company, run: readonly LoopMonth[]): number {
  const costs = standardCosts(company)
  const valueAt = (month: LoopMonth | undefined): number =>
    [...(month as LoopMonth).result.closing].reduce((sum, [id, units]) => sum + units * (costs.get(id) ?? 0), 0)
  let money = valueAt(run.at(-1)) - valueAt(run[2])
  const bought = [
    ...company.parts,
    ...company.goods.flatMap(({ id, bought: terms }) => (terms ? [{ id, ...terms }] : [])),
  ]
  for (const { result } of run.slice(3)) {
    for (const month of result.goods) {
      const { price } = company.goods.find(({ id }) => id === month.goodId) as Good
      money += price * (month.shippedInTime + month.shippedLate)
    }
    for (const { id, purchaseCost } of bought) money -= purchaseCost * (result.received.get(id) ?? 0)
    for (const { id, capacityHours, overtimeHours, costPerHour } of company.machines) {
      const hours = result.hours.get(id) ?? 0
      expect(hours).toBeLessThanOrEqual(capacityHours + overtimeHours + 1e-6)
      money -= costPerHour * (hours + 0.5 * Math.max(0, hours - capacityHours))
    }
  }
  return money
}

describe.each([1, 2])('company %i', (seed) => {
  test.each(['plan', 'mrp', 'clairvoyant'] as const)('conserves units and money: %s', async (policy) => {
    const company = drawCompany({ seed })
    const run = await runLoop(engine, company, policy, { target: 0.95, months: MONTHS })
    for (const { id } of [...company.goods, ...company.parts]) {
      expect(run.at(-1)?.result.closing.get(id)).toBe(expectedClosing(company, run, id))
      expect(run.at(-1)?.result.closing.get(id)).toBeGreaterThanOrEqual(0)
    }
    for (const [n, good] of company.goods.entries()) {
      const months = run.map(({ result }) => result.goods[n])
      let [asked, shipped, lost] = [0, 0, 0]
      for (const month of months) {
        asked += month?.asked ?? 0
        shipped += (month?.shippedInTime ?? 0) + (month?.shippedLate ?? 0)
        lost += month?.lost ?? 0
      }
      expect(asked).toBe(good.demand.slice(placeOf(0), placeOf(MONTHS)).reduce((a, b) => a + b, 0))
      expect(shipped + lost + (months.at(-1)?.backlog ?? 0)).toBe(asked)
      expect(good.unmetDemand === 'lost' ? (months.at(-1)?.backlog ?? 0) : lost).toBe(0)
    }
    const measures = measureLoop(company, run)
    expect(measures.profit).toBeCloseTo(expectedProfit(company, run), 4)
    // Whatever the plan says to make can be made.
    expect(measures.notExecuted).toBe(0)
    expect(measures.goodMonths).toBe(60)
    // Who knows all demand serves it.
    if (policy === 'clairvoyant') {
      expect([measures.servedMonths, measures.lateUnitMonths, measures.lost]).toEqual([60, 0, 0])
    }
  })

  test('what a plan promises is what happens when demand comes as forecast, also where hours are short', async () => {
    const drawn = drawCompany({ seed })
    const machines = drawn.machines.map((machine) => ({ ...machine, capacityHours: 0.2 * machine.capacityHours }))
    const run = await runLoop(engine, { ...drawn, machines }, 'clairvoyant', { target: 0.95, months: 2 })
    expect(run.some(({ result }) => result.goods.some(({ backlog }) => backlog > 0))).toBe(true)
    for (const { result, promises = [] } of run) {
      expect(promises).toHaveLength(30)
      for (const [n, { goodId, shipped }] of promises.entries()) {
        const month = result.goods[n]
        expect([goodId, shipped]).toEqual([month?.goodId, (month?.shippedInTime ?? 0) + (month?.shippedLate ?? 0)])
      }
    }
  })
})

test('the same seed draws the same company, another one another', () => {
  expect(drawCompany({ seed: 3 })).toEqual(drawCompany({ seed: 3 }))
  expect(drawCompany({ seed: 3 })).not.toEqual(drawCompany({ seed: 4 }))
  const { goods, machines } = drawCompany({ seed: 3 })
  for (const { id, capacityHours } of machines) {
    let hours = 0
    for (const good of goods) {
      const asked = good.demand.slice(placeOf(0), placeOf(24)).reduce((a, b) => a + b, 0)
      for (const line of good.hours) if (line.machineId === id) hours += (line.perUnit * asked) / 24
    }
    expect(hours / capacityHours).toBeGreaterThan(0.75)
    expect(hours / capacityHours).toBeLessThan(0.96)
  }
})

test('an order waits for the next plan where it can', () => {
  // The plan of January 2027; the next one is made 31 days later.
  const [january, today] = [36, Date.UTC(2027, 0, 1) / 86_400_000]
  const order = (place: number, leadTimeDays: number): [due: number, isNow: boolean, canArrive: boolean] => {
    const { due, isNow, canArrive } = orderFor(place, { today, nextPlan: today + 31, leadTimeDays })
    return [due - today, isNow, canArrive]
  }
  expect(order(january, 20)).toEqual([20, true, true])
  expect(order(january, 31)).toEqual([31, true, false])
  // For the first of February an order of 20 days leaves on January 12; for the first of March on February 9.
  expect(order(january + 1, 20)).toEqual([31, true, true])
  expect(order(january + 2, 20)).toEqual([59, false, true])
  expect(order(january + 2, 29)).toEqual([59, true, true])
})

test('measures by pencil', () => {
  const good = { demandClass: 'smooth', price: 10, parts: [], hours: [], firstMonth: 0, promotions: [] } as const
  const company = {
    seed: 0,
    goods: [{ ...good, id: 'a', unmetDemand: 'backlog', bought: { purchaseCost: 4, leadTimeDays: 0 }, demand: [] }],
    parts: [],
    machines: [{ id: 'm', capacityHours: 100, overtimeHours: 15, costPerHour: 20 }],
    opening: { onHand: new Map(), openOrders: [] },
  } satisfies Company
  const month = (asked: number, shippedInTime: number, shippedLate: number, backlog: number): LoopMonth => ({
    result: {
      goods: [{ goodId: 'a', asked, shippedInTime, shippedLate, lost: 0, backlog }],
      closing: new Map([['a', 30]]),
      received: new Map(),
      produced: new Map(),
      hours: new Map([['m', 104]]),
      notExecuted: 0,
    },
  })
  const measures = measureLoop(company, [
    month(9, 0, 0, 9),
    month(9, 0, 0, 9),
    month(9, 9, 9, 0),
    month(50, 50, 0, 0),
    month(50, 40, 0, 10),
  ])
  expect(measures).toMatchObject({ goodMonths: 2, servedMonths: 1, asked: 100, shippedInTime: 90, lateUnitMonths: 10 })
  // 90 x (10 - 4) less half the wages of 4 hours in two months: 540 - 80.
  expect(measures.profit).toBeCloseTo(460, 9)
  // Stock of 30 x 4 costs 2 a month; 10 units late for a month cost 10 x 10 x 1.2 / 12.
  expect(measures.meanStock).toBe(120)
  expect(measures.result).toBeCloseTo(460 - 4 - 10, 9)
})
