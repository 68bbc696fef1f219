import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createCalendar } from '../../src/core/time/calendar.js'
import { forwardCover } from '../../src/inventory/forwardCover.js'
import { projectInventory } from '../../src/inventory/projectInventory.js'
import { stockTurns } from '../../src/inventory/stockTurns.js'
import type { InventoryRecord, ProjectionItem } from '../../src/inventory/types.js'
import { catchSopError } from '../core/catchSopError.js'
import { deepFreeze } from '../costing/deepFreeze.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 100)
const calendar = createCalendar({ start: '2027-01-01', months: 4 })
const project = (item: ProjectionItem): InventoryRecord =>
  projectInventory(deepFreeze([item]), { calendar })[0] as InventoryRecord
const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0)

describe('projectInventory', () => {
  test('backlog waits and is served first', () => {
    const record = project({
      itemId: 'lamp',
      onHand: 100,
      receipts: [0, 50, 80, 30],
      demand: [70, 90, 60, 10],
      safetyStock: [20, 20, 20, 20],
    })
    expect(record).toEqual({
      itemId: 'lamp',
      opening: [100, 30, 0, 10],
      receipts: [0, 50, 80, 30],
      demand: [70, 90, 60, 10],
      dependentDemand: [0, 0, 0, 0],
      shipped: [70, 80, 70, 10],
      shortage: [0, 10, 0, 0],
      backlog: [0, 10, 0, 0],
      lost: [0, 0, 0, 0],
      closing: [30, 0, 10, 30],
      projectedAvailableBalance: [30, -10, 10, 30],
      // 30 of February's 90 is a third of 28 days; 10 is all of April's demand; nothing is known after April.
      daysOfCover: [(30 / 90) * 28, 0, 30, null],
      safetyStock: [20, 20, 20, 20],
      belowSafetyStock: [0, 20, 10, 0],
    })
    expect(JSON.parse(JSON.stringify(record))).toEqual(record)
  })

  test('lost demand is gone', () => {
    const record = project({
      itemId: 'lamp',
      onHand: 100,
      receipts: [0, 50, 80, 30],
      demand: [70, 90, 60, 10],
      unmetDemand: 'lost',
    })
    expect(record).toMatchObject({
      shipped: [70, 80, 60, 10],
      lost: [0, 10, 0, 0],
      shortage: [0, 10, 0, 0],
      backlog: [0, 0, 0, 0],
      closing: [30, 0, 20, 40],
    })
  })

  test('late orders from before are open in the first period, and lost with the rest where unmet demand is lost', () => {
    const record = project({
      itemId: 'lamp',
      onHand: 0,
      receipts: [5, 20, 0, 0],
      demand: [10, 4, 0, 0],
      backlog: 8,
      unmetDemand: 'lost',
    })
    expect(record).toMatchObject({
      shipped: [5, 4, 0, 0],
      shortage: [10, 0, 0, 0],
      backlog: [0, 0, 0, 0],
      lost: [13, 0, 0, 0],
      closing: [0, 16, 16, 16],
    })
  })

  test('components are issued first; what stock cannot serve waits and is reported, and stock is never negative', () => {
    const record = project({
      itemId: 'bolt',
      onHand: 10,
      receipts: [0, 0, 30, 0],
      demand: [4, 0, 2, 0],
      dependentDemand: [15, 5, 5, 0],
    })
    expect(record).toMatchObject({
      dependentBacklog: [5, 10, 0, 0],
      shipped: [0, 0, 6, 0],
      backlog: [4, 4, 0, 0],
      closing: [0, 0, 9, 9],
      projectedAvailableBalance: [-9, -14, 9, 9],
    })
    expect(
      'dependentBacklog' in
        project({
          itemId: 'bolt',
          onHand: 10,
          receipts: [0, 0, 0, 0],
          demand: [0, 0, 0, 0],
          dependentDemand: [10, 0, 0, 0],
        }),
    ).toBe(false)
  })

  test('planned shipments are kept, and what they leave is short', () => {
    const record = project({
      itemId: 'lamp',
      onHand: 100,
      receipts: [0, 0, 0, 0],
      demand: [40, 40, 10, 0],
      shipments: [10, 50, 20, 10],
    })
    expect(record).toMatchObject({
      shipped: [10, 50, 20, 10],
      shortage: [30, 20, 10, 0],
      backlog: [30, 20, 10, 0],
      closing: [90, 40, 20, 10],
    })
    // A planned quantity that noise puts a hair above the stock is no mistake.
    const noisy = project({
      itemId: 'lamp',
      onHand: 0.1,
      receipts: [0.2, 0, 0, 0],
      demand: [1, 0, 0, 0],
      shipments: [0.30000000000000016, 0, 0, 0],
    })
    expect(noisy.closing).toEqual([0, 0, 0, 0])
  })

  test('planned shipments that cannot be are refused, each with its period', () => {
    const error = catchSopError(() =>
      project({
        itemId: 'lamp',
        onHand: 100,
        receipts: [0, 0, 0, 0],
        demand: [40, 10, 200, 0],
        shipments: [50, 0, 80, 1],
      }),
    )
    expect(error.code).toBe('CONFLICT')
    expect(error.issues.map((issue) => issue.path)).toEqual([
      'items[0].shipments[0]',
      'items[0].shipments[2]',
      'items[0].shipments[3]',
    ])
    expect(error.issues[0]?.message).toContain('the open demand is 40')
    expect(error.issues[1]?.message).toContain('the stock is 60')
  })

  test('every mistake is listed at once', () => {
    const good = { receipts: [0, 0, 0, 0], demand: [0, 0, 0, 0] }
    const items = [
      { itemId: 'a', onHand: -1, receipts: [0, 0, 0], demand: [0, Number.NaN, 0, -2], safetyStock: [1] },
      { itemId: 'a', onHand: Number.POSITIVE_INFINITY, ...good, backlog: -1, unmetDemand: 'later' },
      { itemId: 'b', onHand: 0, demand: [0, 0, 0, 0] },
    ] as unknown as ProjectionItem[]
    const error = catchSopError(() => projectInventory(items, { calendar }))
    expect(error.issues.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'OUT_OF_RANGE items[0].onHand',
      'NOT_FINITE items[0].demand[1]',
      'OUT_OF_RANGE items[0].demand[3]',
      'NOT_FINITE items[1].onHand',
      'OUT_OF_RANGE items[1].backlog',
      'OUT_OF_RANGE items[1].unmetDemand',
      'MISSING_VALUE items[2].receipts',
      'DUPLICATE_ID items[1].itemId',
      'MISALIGNED items[0].receipts',
      'MISALIGNED items[0].safetyStock',
    ])
    expect(projectInventory([], { calendar })).toEqual([])
  })

  const wide = createCalendar({ start: '2027-01-01', months: 6, quarters: 2 })
  const quantities = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 60 })), { minLength: 8, maxLength: 8 })
  const companies = fc.record({
    opening: fc.integer({ min: 0, max: 90 }),
    backlog: fc.integer({ min: 0, max: 30 }),
    receipts: quantities,
    demand: quantities,
    dependentDemand: fc.option(quantities.map((all) => all.map((n) => Math.floor(n / 3)))),
    unmetDemand: fc.constantFrom<'backlog' | 'lost'>('backlog', 'lost'),
    share: fc.option(fc.array(fc.constantFrom(0, 0.5, 1), { minLength: 8, maxLength: 8 })),
    tenths: fc.boolean(),
  })

  test('units are conserved and agree with a simulation unit by unit', () => {
    const seen = { lost: 0, waited: 0, componentsWaited: 0, planned: 0 }
    fc.assert(
      fc.property(companies, ({ dependentDemand, share, tenths, ...given }) => {
        const scale = tenths ? 0.1 : 1
        const isLost = given.unmetDemand === 'lost'
        // One queue of orders, each the period that it came from; -1 is the backlog from before.
        let stock = given.opening
        let parts = 0
        let queue: number[] = new Array<number>(given.backlog).fill(-1)
        const expected = {
          shipped: [] as number[],
          shortage: [] as number[],
          backlog: [] as number[],
          lost: [] as number[],
          closing: [] as number[],
          waiting: [] as number[],
        }
        for (let t = 0; t < 8; t++) {
          stock += given.receipts[t] as number
          parts += dependentDemand?.[t] ?? 0
          const issued = Math.min(stock, parts)
          stock -= issued
          parts -= issued
          for (let i = 0; i < (given.demand[t] as number); i++) queue.push(t)
          const shipped = Math.floor(Math.min(stock, queue.length) * (share?.[t] ?? 1))
          stock -= shipped
          queue = queue.slice(shipped)
          expected.shipped.push(shipped)
          expected.shortage.push(queue.filter((from) => from === t).length)
          expected.lost.push(isLost ? queue.length : 0)
          if (isLost) queue = []
          expected.backlog.push(queue.length)
          expected.closing.push(stock)
          expected.waiting.push(parts)
        }
        const scaled = (values: readonly number[]): number[] => values.map((n) => n * scale)
        const [record] = projectInventory(
          deepFreeze([
            {
              itemId: 'x',
              onHand: given.opening * scale,
              backlog: given.backlog * scale,
              receipts: scaled(given.receipts),
              demand: scaled(given.demand),
              unmetDemand: given.unmetDemand,
              ...(dependentDemand !== null && { dependentDemand: scaled(dependentDemand) }),
              ...(share !== null && { shipments: scaled(expected.shipped) }),
            },
          ]),
          { calendar: wide },
        ) as [InventoryRecord]
        for (const field of ['shipped', 'shortage', 'backlog', 'lost', 'closing'] as const) {
          record[field].forEach((value, t) => {
            expect(value).toBeCloseTo((expected[field][t] as number) * scale, 8)
            if (expected[field][t] === 0) expect(Object.is(value, 0)).toBe(true)
          })
        }
        const waiting = record.dependentBacklog ?? new Array<number>(8).fill(0)
        waiting.forEach((value, t) => expect(value).toBeCloseTo((expected.waiting[t] as number) * scale, 8))
        if (sum(expected.lost) > 0) seen.lost++
        if (sum(expected.backlog) > 0) seen.waited++
        if (sum(expected.waiting) > 0) seen.componentsWaited++
        if (share !== null) seen.planned++
      }),
      { numRuns: RUNS * 2 },
    )
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(RUNS * 2 * 0.01)
  })

  test('days of cover are the days that a simulation day by day runs on', () => {
    fc.assert(
      fc.property(companies, ({ dependentDemand, ...given }) => {
        const item = {
          itemId: 'x',
          onHand: given.opening,
          receipts: given.receipts,
          demand: given.demand,
          ...(dependentDemand !== null && { dependentDemand }),
        }
        const [record] = projectInventory([item], { calendar: wide }) as [InventoryRecord]
        record.closing.forEach((stock, t) => {
          let left = stock
          let days = 0
          let isOver = stock === 0
          for (let s = t + 1; s < 8 && !isOver; s++) {
            const perDay = ((given.demand[s] as number) + (dependentDemand?.[s] ?? 0)) / (wide.periods[s]?.days ?? 1)
            for (let day = 0; day < (wide.periods[s]?.days ?? 0) && !isOver; day++) {
              isOver = left <= perDay + 1e-9
              days += isOver && perDay > 0 ? left / perDay : 1
              left -= perDay
            }
          }
          if (isOver) expect(record.daysOfCover[t]).toBeCloseTo(days, 5)
          else expect(record.daysOfCover[t]).toBeNull()
        })
      }),
      { numRuns: RUNS },
    )
  })
})

describe('forwardCover', () => {
  test('takes stock off period by period', () => {
    expect(forwardCover({ onHand: 500, demand: [200, 150, 0, 300, 100] })).toEqual({ periodsOfCover: 3.5 })
    expect(forwardCover({ onHand: 0, demand: [200] })).toEqual({ periodsOfCover: 0 })
    expect(forwardCover({ onHand: 0, demand: [] })).toEqual({ periodsOfCover: 0 })
    expect(forwardCover({ onHand: 350, demand: [200, 150, 0, 300] })).toEqual({ periodsOfCover: 2 })
    expect(forwardCover({ onHand: 0.3, demand: [0.1, 0.2] })).toEqual({ periodsOfCover: 2 })
    expect(forwardCover({ onHand: 5, demand: [0, 0] })).toEqual({ periodsOfCover: null, atLeast: 2 })
    expect(forwardCover({ onHand: 5, demand: [] })).toEqual({ periodsOfCover: null, atLeast: 0 })
  })

  test('refuses negative and non-finite quantities, all at once', () => {
    const error = catchSopError(() => forwardCover({ onHand: -1, demand: [1, Number.NaN, -3] }))
    expect(error.issues.map((issue) => issue.path)).toEqual(['onHand', 'demand[1]', 'demand[2]'])
  })
})

describe('stockTurns', () => {
  test('turns times days on hand are the days', () => {
    expect(stockTurns({ costOfSales: 1200, averageInventory: 300 })).toEqual({ turns: 4, daysOnHand: 91.25 })
    expect(stockTurns({ costOfSales: 1200, averageInventory: 300, days: 90 })).toEqual({ turns: 4, daysOnHand: 22.5 })
    expect(stockTurns({ costOfSales: 0, averageInventory: 300 })).toEqual({ turns: 0, daysOnHand: null })
    expect(stockTurns({ costOfSales: 5, averageInventory: 0 })).toEqual({ turns: null, daysOnHand: 0 })
  })
  test('refuses what cannot be', () => {
    const error = catchSopError(() => stockTurns({ costOfSales: -1, averageInventory: Number.NaN, days: 0 }))
    expect(error.issues.map((issue) => issue.path)).toEqual(['costOfSales', 'averageInventory', 'days'])
  })
})
