import { describe, expect, it } from 'vitest'
import { isSopError, toRows } from '../../src/core/index.js'
import type { DemandRecord, Plan } from '../../src/plan/index.js'
import { plan, verify } from '../../src/plan/index.js'
import type { PlanInput } from '../../src/schema/index.js'
import { deepFreeze } from '../costing/deepFreeze.js'
import { teaShop } from './teaShop.js'

const failuresOf = (result: Plan): string[] =>
  verify(result).checks.flatMap(({ id, failures }) => failures.map(({ message }) => `${id}: ${message}`))

async function provenPlan(input: PlanInput): Promise<Plan> {
  const result = await plan(deepFreeze(structuredClone(input)))
  expect(failuresOf(result)).toEqual([])
  return result
}

const recordOf = (result: Plan, itemId: string, marketId?: string): DemandRecord => {
  const record = result.demand.find((one) => one.itemId === itemId && one.marketId === marketId)
  if (record === undefined) throw new Error(`no demand of ${itemId}`)
  return record
}

/** The waterfall as rows `step id: quantities`, to six decimals. */
const stepsOf = ({ waterfall }: DemandRecord): string[] =>
  waterfall.map(
    ({ step, id, quantities }) =>
      `${step}${id === undefined ? '' : ` ${id}`}: ${quantities.map((value) => Math.round(value * 1e6) / 1e6 + 0).join(' ')}`,
  )

const codesOf = (result: Plan): string[] => result.warnings.map(({ code, path }) => `${code} ${path}`)

describe('the tea shop, worked by hand', async () => {
  const result = await provenPlan(teaShop)

  it('goes from the baseline of tea to the demand planned for', () => {
    const tea = recordOf(result, 'tea')
    expect(stepsOf(tea)).toEqual([
      // December sold 130, of which the fair brought 30 %: 100 without it.
      'statistical: 100 100 100 100',
      // Half and then all of it goes; mate takes a tenth of its own 0, 20, 40, 60 from what stays, and in April none is left.
      'succession mate: 0 -2 -54 -100',
      // 40 units over 20 days, of which 10 lie in each month.
      'event coupon: 20 20 0 0',
      // 14 of 28 days at 50 % of the 98 before all events.
      'event spring: 0 24.5 0 0',
      // Ten days after its close: the overdue club 0.25 x 40, the hotel 0.5 x 60.
      'pipeline: 10 0 30 0',
      // In January (130 + 150 + 2 x 130) / 4; in February 122.5 counts one and 142.5 two; March has sales alone, at 76.
      'view finance: 0 -6.666667 0 0',
      'view sales: 5 0 0 0',
      'override contract: 0 0 4 0',
      'override shelf: 13.5 0 0 0',
      'override strike: 0 -35.5 0 0',
      // 148.5, 248.83, 328.83 as running totals become 149, 249, 329.
      'rounding: 0.5 -0.333333 0 0',
    ])
    expect(tea.consensus).toEqual([149, 100, 80, 0])
    expect(
      tea.waterfall.filter(({ step }) => step === 'override').map(({ reason, owner }) => `${reason}, ${owner}`),
    ).toEqual(['contract signed, Ann', 'second shelf, Ann', 'carriers strike, Ben'])
    expect(tea.waterfall.filter(({ step }) => step === 'view').map(({ weights }) => weights)).toEqual([
      [0.25, 1 / 3, 0, 0],
      [0.25, 0, 1 / 3, 0],
    ])
  })

  it('shows the history without the fair', () => {
    expect(recordOf(result, 'tea').history).toEqual({
      start: '2026-07',
      quantities: [96, 104, 99, 101, 98, 100],
      changes: [{ periodId: '2026-12', from: 130, to: 100, cause: 'event', ids: ['fair'] }],
    })
  })

  it('launches mate after rooibos, hands it the customers of tea, and delays it', () => {
    const mate = recordOf(result, 'mate')
    expect(mate.basis).toBe('none')
    expect(stepsOf(mate)).toEqual([
      // 200 x 10 %, 20 %, 30 %
      'launch: 0 20 40 60',
      // 80 % of the 50 and 100 who find no tea
      'succession tea: 0 0 40 80',
      'event spring: 0 5 0 0',
      'override delay: 0 -25 0 0',
    ])
    expect(mate.consensus).toEqual([0, 0, 80, 140])
    expect(mate.waterfall.map(({ reason, owner }) => [reason, owner]).at(-1)).toEqual(['label late', 'Ann'])
  })

  it('adds transactions up in months, in stock units, and leaves the month that has not ended out', () => {
    const pot = recordOf(result, 'pot')
    expect(pot.history).toEqual({ start: '2026-10', quantities: [12, 9], changes: [] })
    expect(pot.waterfall[0]?.quantities).toEqual([9, 9, 9, 9])
    expect(codesOf(result)).toContain('incomplete-bucket transactions')
    expect(result.warnings.find(({ code }) => code === 'history-gap')).toMatchObject({
      path: 'transactions',
      refs: [{ itemId: 'pot' }],
    })
  })

  it('puts events on a given forecast too', () => {
    expect(stepsOf(recordOf(result, 'spoon'))).toEqual([
      'given: 10 10 10 10',
      'event spring: 0 2.5 0 0',
      'rounding: 0 0.5 0 0',
    ])
  })

  it('makes markets and totals add up', () => {
    // Carried on: 60 in the north, 50 in the south; December of the sum is not observed, so that of November, 100.
    // Least squares by the number of series: tableware and cup (2 each), north, south. Both totals say 100, the parts 110:
    // each part gives way by 10 x (1/2 + 1/2) / (1 + 2 x (1/2 + 1/2)) = 10 / 3.
    const [north, south] = [recordOf(result, 'cup', 'north'), recordOf(result, 'cup', 'south')]
    expect(stepsOf(north).slice(0, 2)).toEqual([
      'statistical: 60 60 60 60',
      'reconciliation: -3.333333 -3.333333 -3.333333 -3.333333',
    ])
    expect(stepsOf(south).slice(0, 2)).toEqual([
      'statistical: 50 50 50 50',
      'reconciliation: -3.333333 -3.333333 -3.333333 -3.333333',
    ])
    const { reconciliation } = result
    expect(reconciliation?.method).toBe('wlsStructure')
    expect(reconciliation?.nodes.map(({ id, parentId }) => [id, parentId])).toEqual([
      ['cup', 'tableware'],
      ['tableware', undefined],
    ])
    for (const node of reconciliation?.nodes ?? []) {
      expect(node.statistical).toEqual([100, 100, 100, 100])
      for (const value of node.reconciled) expect(value).toBeCloseTo(310 / 3, 9)
      expect(node.consensus).toEqual(north.consensus.map((value, t) => value + (south.consensus[t] as number)))
    }
    expect(reconciliation?.coherence.before?.largestGap).toBeCloseTo(10, 9)
    expect(reconciliation?.coherence.after.largestGap).toBeLessThan(1e-9)
  })

  it('lists what was left out, and what moved units without being asked', () => {
    expect(codesOf(result)).toEqual(
      expect.arrayContaining([
        "override-expired overrides['old'].expiryDate",
        "overdue opportunities['club'].closeDate",
        "stock-out-without-effect stockOuts['pot', firstDate '2026-08-01']",
        "cannibalization-limited successions['tea']",
      ]),
    )
    const assumed = new Map(result.assumptions.map(({ code, refs }) => [code, refs]))
    expect(assumed.get('launch-error-default')).toEqual([{ itemId: 'mate' }])
    expect(assumed.get('pipeline-beside-forecast')).toEqual([{ itemId: 'tea' }])
    expect(assumed.has('reconciliation-default')).toBe(false)
  })

  it('keeps safety stock for what is uncertain, while it is', () => {
    // A launch half as uncertain as it is large, and what is inherited: none of it while mate is delayed.
    const mate = recordOf(result, 'mate')
    expect(mate.stdDev[0]).toBe(0)
    expect(mate.stdDev[1]).toBe(0)
    expect(mate.stdDev[2]).toBeGreaterThanOrEqual(20)
    const units = result.safetyStock.find(({ itemId }) => itemId === 'mate')?.safetyStock ?? []
    // January and February lie in the delay, March does not.
    expect(units.slice(0, 2)).toEqual([0, 0])
    expect(units[2]).toBeGreaterThan(30)
    // Tea ends: nothing is kept for it at the end.
    expect(result.safetyStock.find(({ itemId }) => itemId === 'tea')?.safetyStock.at(-1)).toBe(0)
    for (const { intervals, stdDev } of result.demand) {
      for (const { lower, upper } of intervals)
        lower.forEach((value, t) => expect(upper[t] as number).toBeGreaterThanOrEqual(value))
      expect(stdDev.every((value) => value >= 0)).toBe(true)
    }
  })

  it('survives JSON, and is planned alike from its own normal input', async () => {
    expect(JSON.parse(JSON.stringify(result))).toEqual(result)
    const again = await plan(result.input)
    expect(JSON.stringify(again.demand)).toBe(JSON.stringify(result.demand))
    expect(JSON.stringify(again.safetyStock)).toBe(JSON.stringify(result.safetyStock))
    expect(JSON.stringify(again.input)).toBe(JSON.stringify(result.input))
  })
})

const shop = (input: Partial<PlanInput>): PlanInput => ({
  calendar: { start: '2027-01-01', months: 3 },
  items: [{ id: 'tea', price: 5, purchaseCost: 2 }],
  forecasting: { model: 'naive' },
  ...input,
})

describe('working days', () => {
  // From October 2026 on, months have 22, 21, 23, 21, 20, 23 days from Monday to Friday.
  const history = [{ itemId: 'tea', start: '2026-10', quantities: [220, 210, 230] }]
  const workingDays = { model: 'naive', workingDays: true } as const

  it('of each month, times the demand of one', async () => {
    const result = await provenPlan(shop({ history, forecasting: workingDays }))
    expect(recordOf(result, 'tea').consensus).toEqual([210, 200, 230])
    expect(recordOf(await provenPlan(shop({ history })), 'tea').consensus).toEqual([230, 230, 230])
  })

  it('count holidays where those of the history are known, and are not used where they are not', async () => {
    const calendar = { start: '2027-01-01', months: 3 }
    const known = await provenPlan(
      shop({
        history: [{ itemId: 'tea', start: '2026-10', quantities: [220, 210, 220] }],
        calendar: { ...calendar, holidays: ['2026-12-25', '2027-01-01'] },
        forecasting: workingDays,
      }),
    )
    expect(recordOf(known, 'tea').consensus).toEqual([200, 200, 230])
    const unknown = await provenPlan(
      shop({ history, calendar: { ...calendar, holidays: ['2027-01-01'] }, forecasting: workingDays }),
    )
    expect(recordOf(unknown, 'tea').consensus).toEqual([230, 230, 230])
    expect(codesOf(unknown)).toContain("working-days-not-used history['tea']")
  })

  it('are left to the season where the history is by the day', async () => {
    const result = await provenPlan(
      shop({
        history: [{ itemId: 'tea', start: '2026-12-25', quantities: [3, 0, 0, 4, 4, 4, 4] }],
        forecasting: workingDays,
      }),
    )
    expect(codesOf(result)).toContain("working-days-not-used history['tea']")
  })
})

describe('transactions', () => {
  const rows = (dates: readonly string[]): NonNullable<PlanInput['transactions']> =>
    dates.map((date) => ({ itemId: 'tea', date, quantity: 1 }))

  it('fall into weeks, quarters and fiscal years as the plan has them', async () => {
    const historyOf = async (calendar: PlanInput['calendar'], dates: readonly string[]): Promise<unknown> =>
      recordOf(await provenPlan(shop({ calendar, transactions: rows(dates) })), 'tea').history
    expect(await historyOf({ start: '2027-01-04', weeks: 2 }, ['2026-12-20', '2026-12-21', '2027-01-03'])).toEqual({
      start: '2026-W51',
      quantities: [1, 1, 1],
      changes: [],
    })
    expect(
      await historyOf({ start: '2027-02-01', quarters: 1, fiscalYearStartMonth: 2 }, [
        '2026-01-31',
        '2026-02-01',
        '2027-01-31',
      ]),
    ).toEqual({ start: '2026-Q4', quantities: [1, 1, 0, 0, 1], changes: [] })
    expect(
      await historyOf({ start: '2027-04-01', years: 1, fiscalYearStartMonth: 4 }, [
        '2025-03-31',
        '2025-04-01',
        '2026-05-01',
      ]),
    ).toEqual({ start: '2025', quantities: [1, 1, 1], changes: [] })
    expect(await historyOf({ start: '2027-01-04', days: 2 }, ['2027-01-01', '2027-01-03'])).toEqual({
      start: '2027-01-01',
      quantities: [1, 0, 1],
      changes: [],
    })
  })

  it('end where the table ends, and say so', async () => {
    const result = await provenPlan(shop({ transactions: rows(['2026-08-03', '2026-10-30']) }))
    expect(recordOf(result, 'tea').history).toEqual({ start: '2026-08', quantities: [1, 0, 1], changes: [] })
    expect(codesOf(result)).toContain('transactions-end-early transactions')
  })

  it('without a bucket that has ended leave nothing to forecast', async () => {
    const result = await provenPlan(shop({ asOf: '2026-12-20', transactions: rows(['2026-12-03']) }))
    expect(recordOf(result, 'tea')).toMatchObject({ basis: 'none', model: 'None', consensus: [0, 0, 0] })
    expect(codesOf(result)).toContain('incomplete-bucket transactions')
  })

  it('after the last bucket are told in stock units of their item, and only counted where there are several', async () => {
    const items = [
      { id: 'tea', price: 4, purchaseCost: 1, units: [{ unit: 'box', stockUnits: 12 }] },
      { id: 'pot', price: 30, purchaseCost: 9 },
    ]
    const boxes = [
      { itemId: 'tea', date: '2026-11-03', quantity: 1 },
      { itemId: 'tea', date: '2026-12-03', quantity: 3, unit: 'box' },
    ]
    const told = async (transactions: PlanInput['transactions']): Promise<unknown> =>
      (await provenPlan(shop({ asOf: '2026-12-20', items, transactions: transactions ?? [] }))).warnings.find(
        ({ code }) => code === 'incomplete-bucket',
      )
    const one = await told(boxes)
    expect(one).toMatchObject({ refs: [{ itemId: 'tea' }], amount: 36, unit: 'units', value: { transactions: 1 } })
    expect(one).toHaveProperty('message', expect.stringContaining("1 transaction of 36 'tea' falls"))
    const two = await told([...boxes, { itemId: 'pot', date: '2026-12-04', quantity: 2 }])
    expect(two).toMatchObject({ refs: [{ itemId: 'pot' }, { itemId: 'tea' }], value: { transactions: 2 } })
    expect(two).not.toHaveProperty('amount')
    expect(two).not.toHaveProperty('unit')
    expect(two).toHaveProperty('message', expect.stringContaining('2 transactions of 2 items fall'))
  })

  it('below zero in a bucket count as no demand, with a warning', async () => {
    const result = await provenPlan(
      shop({
        transactions: [
          { itemId: 'tea', date: '2026-11-03', quantity: 4 },
          { itemId: 'tea', date: '2026-12-03', quantity: -4 },
        ],
      }),
    )
    expect(recordOf(result, 'tea').history?.quantities).toEqual([4, 0])
    expect(codesOf(result)).toContain('returns-exceed-sales transactions')
  })
})

describe('events', () => {
  it('that close a month leave nothing known of it', async () => {
    const result = await provenPlan(
      shop({
        history: [{ itemId: 'tea', start: '2026-09', quantities: [50, 50, 50, 0] }],
        events: [
          { id: 'closed', firstDate: '2026-12-01', lastDate: '2026-12-31', upliftRate: -1 },
          { id: 'closed again', firstDate: '2027-02-01', lastDate: '2027-02-28', upliftRate: -1 },
        ],
      }),
    )
    expect(recordOf(result, 'tea').history?.quantities).toEqual([50, 50, 50, null])
    expect(recordOf(result, 'tea').consensus).toEqual([50, 0, 50])
  })

  it('that are said to have brought more than was sold, or to take more than there is, are warned of', async () => {
    const result = await provenPlan(
      shop({
        history: [{ itemId: 'tea', start: '2026-09', quantities: [50, 50, 50, 20] }],
        events: [
          { id: 'bulk', itemId: 'tea', firstDate: '2026-12-01', lastDate: '2026-12-02', upliftUnits: 30 },
          { id: 'recall', itemId: 'tea', firstDate: '2027-01-05', lastDate: '2027-01-05', upliftUnits: -70 },
        ],
      }),
    )
    expect(recordOf(result, 'tea').history?.quantities.at(-1)).toBe(0)
    expect(codesOf(result)).toEqual(
      expect.arrayContaining(["event-exceeds-history history['tea']", 'event-below-zero events']),
    )
    expect(recordOf(result, 'tea').consensus[0]).toBe(0)
  })
})

describe('a history that is not clean', () => {
  // Around 100 a month; November was sold out for its first fifteen days, and August has one order of its own.
  const sold = [101, 98, 102, 99, 100, 97, 103, 400, 99, 101, 50, 100]
  const history = [{ itemId: 'tea', start: '2026-01', quantities: sold }]
  const stockOuts = [
    { itemId: 'tea', firstDate: '2026-11-01', lastDate: '2026-11-10' },
    { itemId: 'tea', firstDate: '2026-11-06', lastDate: '2026-11-15' },
  ]

  it('is forecast as it is unless something is said of it', async () => {
    const result = await provenPlan(shop({ history }))
    expect(recordOf(result, 'tea').history).toBeUndefined()
    expect(codesOf(result)).not.toContain("outlier history['tea'].quantities[7]")
  })

  it('gets back what could not be sold while the item was out of stock, days of two rows counting once', async () => {
    const changes = recordOf(await provenPlan(shop({ history, stockOuts })), 'tea').history?.changes ?? []
    expect(changes.map(({ periodId: period, from, cause }) => [period, from, cause])).toEqual([
      ['2026-11', 50, 'stockOut'],
    ])
    // 50 and half of a usual month
    expect(changes[0]?.to).toBeGreaterThan(95)
    expect(changes[0]?.to).toBeLessThan(105)
    expect(changes[0]?.reason?.length).toBeGreaterThan(10)
  })

  it('has its outliers replaced or reported where that is asked for', async () => {
    const by = async (outliers: 'replace' | 'report'): Promise<Plan> =>
      provenPlan(shop({ history, stockOuts, forecasting: { model: 'naive', outliers } }))
    const replaced = recordOf(await by('replace'), 'tea').history
    expect(replaced?.changes.map(({ periodId: period, cause }) => [period, cause])).toEqual([
      ['2026-08', 'outlier'],
      ['2026-11', 'stockOut'],
    ])
    expect(Math.abs((replaced?.quantities[7] as number) - 100)).toBeLessThan(8)
    const reported = await by('report')
    expect(recordOf(reported, 'tea').history?.changes.map(({ cause }) => cause)).toEqual(['stockOut'])
    expect(codesOf(reported)).toContain("outlier history['tea'].quantities[7]")
  })

  it('is brought to its new level where that is asked for', async () => {
    const level = [
      50, 52, 49, 51, 50, 48, 51, 50, 49, 52, 50, 51, 100, 103, 98, 101, 99, 102, 100, 97, 101, 100, 99, 102,
    ]
    const result = await provenPlan(
      shop({
        history: [{ itemId: 'tea', start: '2025-01', quantities: level }],
        forecasting: { model: 'mean', levelShifts: 'adjust' },
      }),
    )
    const { changes = [] } = recordOf(result, 'tea').history ?? {}
    expect(changes).toHaveLength(12)
    expect(changes.every(({ cause }) => cause === 'levelShift')).toBe(true)
    for (const quantity of recordOf(result, 'tea').consensus) expect(Math.abs(quantity - 100)).toBeLessThan(4)
  })
})

describe('an event without effect', () => {
  it('is warned of: on no day of the plan or its history, or of an item without demand', async () => {
    const input = shop({
      items: [
        { id: 'tea', price: 5, purchaseCost: 2 },
        { id: 'box', purchaseCost: 1 },
      ],
      history: [{ itemId: 'tea', start: '2026-12', quantities: [50] }],
      events: [
        { id: 'moon', firstDate: '1969-07-20', lastDate: '1969-07-21', upliftRate: 1 },
        { id: 'boxes', itemId: 'box', firstDate: '2027-01-01', lastDate: '2027-01-31', upliftRate: 1 },
        { id: 'real', firstDate: '2027-01-01', lastDate: '2027-01-31', upliftRate: 1 },
      ],
    })
    const result = await provenPlan(input)
    expect(codesOf(result).filter((code) => code.startsWith('event'))).toEqual([
      "event-without-effect events['boxes']",
      "event-without-effect events['moon']",
    ])
  })

  it('by units counts for one series, not for each of its item', async () => {
    const result = await provenPlan(
      shop({
        markets: [{ id: 'north' }],
        forecasts: [{ itemId: 'tea', quantities: [10, 10, 10] }],
        launches: [
          { itemId: 'tea', marketId: 'north', start: '2027-01', marketSize: 100, innovation: 0.1, imitation: 0 },
        ],
        events: [{ id: 'fair', itemId: 'tea', firstDate: '2027-01-01', lastDate: '2027-01-31', upliftUnits: 7 }],
      }),
    )
    expect(recordOf(result, 'tea').consensus[0]).toBe(17)
    expect(recordOf(result, 'tea', 'north').consensus[0]).toBe(10)
  })
})

describe('demand beyond what can be counted exactly', () => {
  it('is refused with its item and period', async () => {
    const input = shop({
      history: [{ itemId: 'tea', start: '2026-12', quantities: [900_000_000] }],
      events: [{ id: 'x', firstDate: '2027-02-01', lastDate: '2027-02-28', upliftRate: 1 }],
    })
    const error: unknown = await plan(input).catch((thrown: unknown) => thrown)
    expect(isSopError(error) && error.issues.map(({ code, path, message }) => `${code} ${path} ${message}`)).toEqual([
      "OUT_OF_RANGE items[0] The demand planned for 'tea' in 2027-02 is more than 1000000000.",
    ])
  })
})

describe('a waterfall as a table', () => {
  it('is tidy rows: one for each step and period', async () => {
    const result = await plan(teaShop)
    const rows = toRows([recordOf(result, 'mate')], { calendar: result.calendar, each: 'waterfall' })
    expect(rows).toHaveLength(16)
    expect(rows[14]).toEqual({
      itemId: 'mate',
      step: 'override',
      id: 'delay',
      reason: 'label late',
      owner: 'Ann',
      periodId: '2027-03',
      periodStart: '2027-03-01',
      periodEnd: '2027-04-01',
      quantities: 0,
    })
    expect(toRows(result.demand, { calendar: result.calendar })).toHaveLength(result.demand.length * 4)
  })
})

describe('launches', () => {
  it('by the Bass model, before the plan too, in wider buckets', async () => {
    // n(1) = 0.03 x 1000, n(2) = (0.03 + 0.38 x 30 / 1000) x 970, as in the textbook example.
    const result = await provenPlan(
      shop({ launches: [{ itemId: 'tea', start: '2026-12', marketSize: 1000, innovation: 0.03, imitation: 0.38 }] }),
    )
    expect(recordOf(result, 'tea').waterfall[0]?.quantities[0]).toBeCloseTo(40.158, 9)
    expect(recordOf(result, 'tea').waterfall[0]?.step).toBe('launch')
    const quarters = await provenPlan(
      shop({
        calendar: { start: '2027-01-01', months: 6 },
        launches: [{ itemId: 'tea', start: '2027-Q2', marketSize: 910, innovation: 0.1, imitation: 0 }],
      }),
    )
    // 91 in the 91 days of the quarter
    expect(recordOf(quarters, 'tea').consensus).toEqual([0, 0, 0, 30, 31, 30])
  })

  it('after the plan are left out with a warning, and beside a forecast they are added with one', async () => {
    const launch = { itemId: 'tea', marketSize: 100, innovation: 0.5, imitation: 0 }
    const history = [{ itemId: 'tea', start: '2026-12', quantities: [7] }]
    const late = await provenPlan(shop({ history, launches: [{ ...launch, start: '2027-04' }] }))
    expect(codesOf(late)).toContain("launch-beyond-plan launches['tea']")
    expect(recordOf(late, 'tea').consensus).toEqual([7, 7, 7])
    const beside = await provenPlan(shop({ history, launches: [{ ...launch, start: '2027-01' }] }))
    expect(codesOf(beside)).toContain("launch-beside-forecast launches['tea']")
    expect(recordOf(beside, 'tea').consensus).toEqual([57, 32, 20])
  })

  it('hand on what they inherit along a chain, whatever the order of the rows', async () => {
    const successions = [
      { predecessorId: 'b', successorId: 'c', phaseOutShare: [0, 0, 1] },
      { predecessorId: 'a', successorId: 'b', phaseOutShare: [0, 1, 1] },
    ]
    const input = shop({
      items: ['a', 'b', 'c'].map((id) => ({ id, price: 5, purchaseCost: 2 })),
      history: [{ itemId: 'a', start: '2026-12', quantities: [90] }],
      successions,
    })
    for (const order of [successions, [...successions].reverse()]) {
      const result = await provenPlan({ ...input, successions: order })
      expect(['a', 'b', 'c'].map((id) => recordOf(result, id).consensus)).toEqual([
        [90, 0, 0],
        [0, 90, 0],
        [0, 0, 90],
      ])
    }
  })
})

describe('views', () => {
  const history = [{ itemId: 'tea', start: '2026-09', quantities: [100, 100, 100, 100] }]

  it('count like the forecast where there are no weights, and alone where nothing is forecast', async () => {
    const both = await provenPlan(
      shop({ history, views: [{ contributor: 'sales', itemId: 'tea', quantities: [120, 0, null] }] }),
    )
    // Zero is a view, no view is not zero.
    expect(recordOf(both, 'tea').consensus).toEqual([110, 50, 100])
    const alone = await provenPlan(
      shop({ views: [{ contributor: 'sales', itemId: 'tea', quantities: [120, 0, null] }] }),
    )
    expect(recordOf(alone, 'tea').consensus).toEqual([120, 0, 0])
    expect(alone.assumptions.find(({ code }) => code === 'no-forecast-error')?.refs).toEqual([{ itemId: 'tea' }])
  })

  it('learn their weights from the past, also that of the model', async () => {
    // Ten buckets; naive is off by 10 in each of the last four, sales by 5: mean squared errors 100 and 25. Learned 0.2 and
    // 0.8, drawn to a half by 4 / (4 + 12): 0.425 and 0.575.
    const quantities = [100, 110, 100, 110, 100, 110, 100, 110, 100, 110]
    const past = [105, 105, 105, 105]
    const result = await provenPlan(
      shop({
        history: [{ itemId: 'tea', start: '2026-03', quantities }],
        views: [{ contributor: 'sales', itemId: 'tea', quantities: [210, 110, 110], past }],
      }),
    )
    const step = recordOf(result, 'tea').waterfall.find(({ step: kind }) => kind === 'view')
    expect(step?.weights?.[0]).toBeCloseTo(0.575, 12)
    expect(step?.quantities[0]).toBeCloseTo(57.5, 9)
  })
})

describe('overrides', () => {
  it('are made quantities first, then ratios, then units, whatever their order', async () => {
    const overrides = [
      { id: 'a', itemId: 'tea', periodIds: ['2027-01'], change: 7, reason: 'a', owner: 'x' },
      { id: 'b', itemId: 'tea', periodIds: ['2027-01'], changeRate: 0.5, reason: 'b', owner: 'x' },
      { id: 'c', itemId: 'tea', periodIds: ['2027-01'], quantity: 40, reason: 'c', owner: 'x' },
    ]
    const history = [{ itemId: 'tea', start: '2026-12', quantities: [100] }]
    for (const order of [overrides, [...overrides].reverse()]) {
      expect(recordOf(await provenPlan(shop({ history, overrides: order })), 'tea').consensus).toEqual([67, 100, 100])
    }
  })

  it('alone make the demand of an item that nothing forecasts', async () => {
    const result = await provenPlan(
      shop({
        overrides: [
          { id: 'a', itemId: 'tea', periodIds: ['2027-02'], quantity: 12, reason: 'first order', owner: 'Ann' },
        ],
      }),
    )
    expect(recordOf(result, 'tea').consensus).toEqual([0, 12, 0])
  })
})

describe('a hierarchy', () => {
  const histories = [
    { itemId: 'a', start: '2026-07', quantities: [70, 50, 64, 56, 60, null] },
    { itemId: 'b', start: '2026-07', quantities: [30, 50, 44, 36, 40, 50] },
  ]
  const input = (more: Partial<PlanInput>): PlanInput =>
    shop({
      items: ['a', 'b', 'c'].map((id) => ({ id, price: 5, purchaseCost: 2, quantityDecimals: 3 })),
      history: histories,
      hierarchy: [{ id: 'all' }, { id: 'a', parentId: 'all' }, { id: 'b', parentId: 'all' }],
      ...more,
    })
  const first = (result: Plan): number[] => ['a', 'b'].map((id) => recordOf(result, id).consensus[0] as number)

  it('is reconciled by the method asked for', async () => {
    // The total says 100, the parts 60 and 50.
    const by = async (reconciliation: NonNullable<PlanInput['forecasting']>['reconciliation']): Promise<number[]> =>
      first(
        await provenPlan(
          input({ forecasting: { model: 'naive', ...(reconciliation !== undefined && { reconciliation }) } }),
        ),
      )
    expect(await by('none')).toEqual([60, 50])
    expect(await by('bottomUp')).toEqual([60, 50])
    expect(await by('topDown')).toEqual([54.545, 45.455])
    expect(await by('ols')).toEqual([56.667, 46.667])
    expect(await by('wlsStructure')).toEqual([57.5, 47.5])
    // by default by how far off each may be, the total less than its deviation says: more stays with the parts
    const assumed = await provenPlan(input({}))
    expect(assumed.reconciliation?.method).toBe('wlsForecast')
    const [a, b] = first(assumed) as [number, number]
    expect([a > 57.5, a < 60, b > 47.5, b < 50]).toEqual([true, true, true, true])
    expect(assumed.assumptions.map(({ code }) => code)).toContain('reconciliation-default')
  })

  it('weighs forecasts by their errors inside the history, where the method reads them', async () => {
    // Naive errors of a: 10, -10 ... (variance 100); of b: 1, -1 ... and 10 at last (111 / 12); of their sum: 11, -11 ...
    // (121). Carried on: a 60, b 51, and of the sum, not observed in the last bucket, 101. The gap of 10 is shared by these.
    const swing = (low: number, high: number): number[] =>
      Array.from({ length: 12 }, (_, t) => (t % 2 === 0 ? low : high))
    const history = [
      { itemId: 'a', start: '2025-12', quantities: [...swing(50, 60), null] },
      { itemId: 'b', start: '2025-12', quantities: [...swing(40, 41), 51] },
    ]
    const expected = [60, 51]
    const gap = 60 + 51 - 101
    const variances = [100, (10 * 1 + 1 + 100) / 12, 121]
    const sum = variances.reduce((x, y) => x + y, 0)
    const result = await provenPlan(input({ history, forecasting: { model: 'naive', reconciliation: 'wlsVariance' } }))
    first(result).forEach((value, n) =>
      expect(value).toBeCloseTo((expected[n] as number) - (gap * (variances[n] as number)) / sum, 3),
    )
    const shrunk = await provenPlan(input({ history, forecasting: { model: 'naive', reconciliation: 'mintShrink' } }))
    expect(shrunk.reconciliation?.method).toBe('mintShrink')
    // Their errors go together, so the sum tells more of each.
    expect(first(shrunk)).not.toEqual(first(result))
  })

  it('leaves out, with a warning, what cannot be added up', async () => {
    const byStructure = { forecasting: { model: 'naive', reconciliation: 'wlsStructure' } } as const
    const hierarchy = [{ id: 'all' }, ...['a', 'b', 'c'].map((id) => ({ id, parentId: 'all' }))]
    const weekly = await provenPlan(
      input({
        ...byStructure,
        hierarchy,
        history: [...histories, { itemId: 'c', start: '2026-W40', quantities: [5, 6, 7] }],
      }),
    )
    expect(first(weekly)).toEqual([57.5, 47.5])
    expect(
      weekly.warnings
        .filter(({ code }) => code === 'not-reconciled')
        .map(({ message }) => message)
        .join(),
    ).toContain("'c'")
    const given = await provenPlan(
      input({ ...byStructure, hierarchy, forecasts: [{ itemId: 'c', quantities: [1, 2, 3] }] }),
    )
    expect(first(given)).toEqual([57.5, 47.5])
    // A forecast made elsewhere is part of the total as it is: 57.5 and 47.5, and 1, 2, 3.
    expect(given.reconciliation?.nodes[0]?.reconciled).toEqual([106, 107, 108])
    expect(codesOf(given)).not.toContain('not-reconciled hierarchy')
    // Nothing to forecast a total from: it stands beside, and that is said.
    const alone = await provenPlan(
      input({
        hierarchy: [{ id: 'c' }],
        history: histories.slice(0, 1),
        forecasts: [{ itemId: 'c', quantities: [1, 2, 3] }],
      }),
    )
    expect(alone.reconciliation).toBe(undefined)
    expect(codesOf(alone)).toContain('not-reconciled hierarchy')
    const later = await provenPlan(
      input({
        ...byStructure,
        history: [histories[0] as (typeof histories)[0], { itemId: 'b', start: '2026-11', quantities: [40, 50] }],
      }),
    )
    expect(first(later)).toEqual([57.5, 47.5])
    expect(codesOf(later)).toContain('later-start hierarchy')
  })

  it('begins a total with its first series, not with zeros', async () => {
    // Launched after the longest history began: the mean of their sum is that of four months, 100, not of six.
    const result = await provenPlan(
      input({
        history: [
          { itemId: 'a', start: '2026-09', quantities: [60, 60, 60, 60] },
          { itemId: 'b', start: '2026-09', quantities: [40, 40, 40, 40] },
          { itemId: 'c', start: '2026-07', quantities: [5, 6, 7, 6, 5, 7] },
        ],
        hierarchy: [
          { id: 'old' },
          { id: 'c', parentId: 'old' },
          { id: 'new' },
          { id: 'a', parentId: 'new' },
          { id: 'b', parentId: 'new' },
        ],
        forecasting: { model: 'mean' },
      }),
    )
    expect(result.reconciliation?.nodes.map(({ id, statistical }) => [id, statistical[0]])).toEqual([
      ['new', 100],
      ['old', 6],
    ])
    expect(codesOf(result).filter((code) => /^(leading-gap|later-start)/.test(code))).toEqual([])
  })

  it('names the node of the largest gap as the input does', async () => {
    const { reconciliation } = await provenPlan(input({ forecasting: { model: 'naive' } }))
    expect(reconciliation?.coherence.before).toMatchObject({ largestGap: 10, nodeId: 'all' })
  })
})
