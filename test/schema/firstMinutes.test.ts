import { describe, expect, it } from 'vitest'
import { createCalendar, forecast, type PlanInput } from '../../src/index.js'
import { forecastPanel } from '../../src/demand/index.js'
import { checkPlanInput } from '../../src/schema/index.js'
import { catchSopError } from '../core/catchSopError.js'

/** A lamp that is bought and sold for three months. */
const shop = (change: object = {}): PlanInput => ({
  calendar: { start: '2027-01-01', months: 3 },
  items: [{ id: 'lamp', price: 49, purchaseCost: 20 }],
  forecasts: [{ itemId: 'lamp', quantities: [100, 120, 90] }],
  ...change,
})

const told = (change: object): string[] =>
  checkPlanInput(shop(change)).map(({ path, received, remedy }) => `${path} ${received} ${remedy}`)

const WEEK = 'Give the numbers of the days that are worked, 1 Monday to 7 Sunday, as [1, 2, 3, 4, 5].'

describe('what a developer writes in the first ten minutes', () => {
  it.each([
    ['Monday', '1 for Monday'],
    ['Sun', '7 for Sun'],
    ['fri.', '5 for fri.'],
    [0, '7 for Sunday'],
  ])('a day of the week as %s is the number to write', (day, written) => {
    const received = JSON.stringify(day)
    expect(told({ workCalendars: [{ id: 'c', workWeek: [day] }] })).toEqual([
      `workCalendars[0].workWeek[0] ${received} Write ${written}. ${WEEK}`,
    ])
    const { issues } = catchSopError(() =>
      createCalendar({ start: '2027-01-01', months: 3, workWeek: [day] as unknown as number[] }),
    )
    expect(issues.map(({ path, remedy }) => [path, remedy])).toEqual([['workWeek[0]', `Write ${written}. ${WEEK}`]])
  })

  it('a week as a text or as a number of days is told how it is written', () => {
    expect(told({ workCalendars: [{ id: 'c', workWeek: 'Mon-Fri' }] })).toEqual([
      `workCalendars[0].workWeek "Mon-Fri" ${WEEK}`,
    ])
    expect(told({ calendar: { start: '2027-01-01', months: 3, workWeek: 5 } })).toEqual([`calendar.workWeek 5 ${WEEK}`])
  })

  it('stock below zero is asked whether it is owed', () => {
    expect(told({ stock: [{ itemId: 'lamp', onHand: -5 }] })[0]).toContain('give 0, and the units owed as backlog')
  })

  it('an order without a kind is told that it needs one, and one of another word is told ours', () => {
    const order = { id: 'p1', itemId: 'lamp', quantity: 3, dueDate: '2027-01-10' }
    const all = 'Use one of "make", "buy", "subcontract", "move".'
    expect(told({ supplyOrders: [order] })).toEqual([`supplyOrders[0].kind undefined ${all}`])
    expect(told({ supplyOrders: [{ ...order, kind: 'purchase' }] })).toEqual([
      `supplyOrders[0].kind "purchase" Did you mean 'buy'? ${all}`,
    ])
  })

  it.each([
    ['a Map', new Map([['lamp', { id: 'lamp' }]]), '[...map.values()]'],
    ['a Set', new Set([{ id: 'lamp' }]), '[...set]'],
    ['a record', { lamp: { price: 5 } }, 'the name before each colon becomes a field'],
    ['a promise', Promise.resolve([]), '`await`'],
  ])('a table as %s is one problem: who refers to it is not told that it lacks rows', (_, items, remedy) => {
    const found = told({ items })
    expect(found).toHaveLength(1)
    expect(found[0]).toContain(remedy)
  })

  it('an item whose id is a number is one problem, not one for each row that names it', () => {
    expect(told({ items: [{ id: 1000, price: 49 }] }).map((line) => line.split(' ')[0])).toEqual(['items[0].id'])
  })

  it.each([
    ['Lamp', 'lamp'],
    ['lamps', 'lamp'],
    ['shade 7', 'shade-7'],
    ['4711', '0004711'],
  ])('an id written %s is asked whether it is %s', (itemId, meant) => {
    const items = ['lamp', 'shade-7', 'shade-8', '0004711', '0004712'].map((id) => ({ id, purchaseCost: 20 }))
    const forecasts = [{ itemId: 'lamp', quantities: [1, 2, 3] }]
    expect(told({ items, forecasts, stock: [{ itemId, onHand: 1 }] })[0]).toContain(`Did you mean '${meant}'?`)
  })

  it('an id with another number is another id', () => {
    const items = ['lamp', 'A-1001', 'A-1003'].map((id) => ({ id, purchaseCost: 20 }))
    expect(told({ items, stock: [{ itemId: 'A-1002', onHand: 1 }] })).toEqual([
      'stock[0].itemId "A-1002" Add it to items, or correct the id.',
    ])
  })

  it('a number, or a record by month, where an array runs over the periods', () => {
    expect(told({ forecasts: [{ itemId: 'lamp', quantities: 100 }] })[0]).toContain('Give an array, as [100].')
    const quantities = { '2027-01': 3, '2027-02': 4, '2027-03': 5 }
    expect(told({ forecasts: [{ itemId: 'lamp', quantities }] })[0]).toContain('in their order: Object.values(')
  })
})

describe('what other forecasting programs take', () => {
  const remedies = (series: unknown, options: unknown = { horizon: 3 }): string[] =>
    catchSopError(() => forecast(series as never, options as never)).issues.map(
      ({ path, received, remedy }) => `${path} ${received} ${remedy}`,
    )

  it('rows of a day and a quantity, and texts of a file, are told how they become numbers', () => {
    const how = 'Pass numbers alone, oldest first, as rows.map((row) => Number(row.y)).'
    expect(remedies([{ ds: '2026-01-01', y: 7 }])).toEqual([`series[0] {"ds":"2026-01-01","y":7} ${how}`])
    expect(remedies(['7'])).toEqual([`series[0] "7" ${how}`])
    expect(remedies([7n])).toEqual([`series[0] 7n (bigint) ${how}`])
  })

  it('a typed array and a Map are told as such', () => {
    expect(remedies(new Float64Array(12))[0]).toContain('series a Float64Array of 12; write Array.from(values)')
    expect(remedies(new Map([['2026-01', 3]]))[0]).toContain('series a Map')
  })

  it('an option of another name is told with those that there are', () => {
    expect(remedies([1, 2, 3], { h: 3, freq: 'M' })).toEqual([
      expect.stringContaining('options.h 3 Correct its name or remove it; the fields are horizon,'),
      expect.stringContaining('options.freq "M" Correct its name or remove it; the fields are horizon,'),
      expect.stringContaining('options.horizon undefined Pass a whole number of periods'),
    ])
  })

  it('rows of a panel that names its columns otherwise are told what a row is', () => {
    const calendar = createCalendar({ start: '2026-01-01', months: 12 })
    const panel = (rows: object[]): string[] =>
      catchSopError(() => forecastPanel(rows as never, { calendar, horizon: 1 })).issues.map(({ remedy }) => remedy)
    const row = 'A row is { itemId, periodId or date, quantity } and its drivers; `toTable` renames columns.'
    expect(panel([{ unique_id: 'lamp', ds: '2026-01-01', y: 7 }])[0]).toContain(row)
    expect(panel([{ itemId: 'lamp', ds: '2026-01-01', quantity: 7 }])[0]).toContain(row)
    expect(panel([{ itemId: 'lamp', date: '2026-01-01', y: 7 }])[0]).toContain(row)
  })
})
