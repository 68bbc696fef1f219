import { describe, expect, it } from 'vitest'
import { checkPlanInput } from '../../src/index.js'

type Loose = { [field: string]: any }

const shop = (bench: Loose, change: Loose = {}): Loose => ({
  calendar: { start: '2027-01-01', months: 3 },
  items: [{ id: 'lamp', price: 49 }],
  operations: [{ itemId: 'lamp', resourceId: 'bench', runHoursPerUnit: 0.25 }],
  workCalendars: [{ id: 'crew' }],
  resources: [{ id: 'bench', ...bench }],
  forecasts: [{ itemId: 'lamp', quantities: [10, 12, 9] }],
  ...change,
})

const told = (bench: Loose, change: Loose = {}): string[] =>
  checkPlanInput(shop(bench, change)).map(({ code, path, remedy }) => `${code} ${path}: ${remedy}`)

const EITHER =
  'Give capacityHours or hoursPerWorkingDay, not both; machines and efficiencyShare stand beside the second.'

describe('hours of a resource', () => {
  it('are given in one of two ways', () => {
    expect(told({ capacityHours: 100, calendarId: 'crew' })).toEqual([])
    expect(told({ hoursPerWorkingDay: 24 })).toEqual([])
    expect(told({ machines: [1, 2, 2.5] })).toEqual([])
    expect(told({ calendarId: 'crew' })).toEqual([])
    expect(told({ capacityHours: 100, hoursPerWorkingDay: 8, machines: 2 })).toEqual([
      `CONFLICT resources[0].hoursPerWorkingDay: ${EITHER}`,
      `CONFLICT resources[0].machines: ${EITHER}`,
    ])
    expect(checkPlanInput(shop({ capacityHours: 100, hoursPerWorkingDay: 8 }))[0]?.message).toBe(
      'This belongs to hours of a working day, and resources[0].capacityHours says the hours of a whole period.',
    )
    expect(told({})).toEqual([
      'MISSING_VALUE resources[0].capacityHours: Give capacityHours by period, or hoursPerWorkingDay.',
    ])
  })

  it('of which one is wrong are not missing, and not given twice', () => {
    expect(told({ capacityHours: Infinity }).map((text) => text.split(':')[0])).toEqual([
      'NOT_FINITE resources[0].capacityHours',
    ])
    expect(told({ hoursPerWorkingDay: [8, -1, 8] }).map((text) => text.split(':')[0])).toEqual([
      'OUT_OF_RANGE resources[0].hoursPerWorkingDay[1]',
    ])
  })

  it('are at most those of a day, and a share is at most all', () => {
    expect(told({ hoursPerWorkingDay: 25 })).toEqual([
      'OUT_OF_RANGE resources[0].hoursPerWorkingDay: Give the hours of one machine; more machines are `machines`.',
    ])
    expect(told({ efficiencyShare: [0.9, 85, 0.9] })).toEqual([
      'OUT_OF_RANGE resources[0].efficiencyShare[1]: Shares are written as fractions: 85 % is 0.85.',
    ])
    expect(told({ hoursPerWorkingDay: [8, 8] }).map((text) => text.split(':')[0])).toEqual([
      'MISALIGNED resources[0].hoursPerWorkingDay',
    ])
    expect(told({ machines: -1 }).map((text) => text.split(':')[0])).toEqual(['OUT_OF_RANGE resources[0].machines'])
  })

  it('are some where it is used: on a day, of a machine', () => {
    const place = 'NO_CAPACITY resources[0].hoursPerWorkingDay'
    const none = (bench: Loose, change: Loose = {}): string[] =>
      told(bench, change).map((text) => text.split(':')[0] ?? '')
    expect(none({ machines: 0 })).toEqual([place])
    // Not the hours of the machine are wrong, but the days on which it works.
    expect(none({ hoursPerWorkingDay: 8 }, { calendar: { start: '2027-01-01', months: 3, workWeek: [] } })).toEqual([
      'NO_CAPACITY calendar.workWeek',
    ])
    expect(told({ calendarId: 'crew' }, { workCalendars: [{ id: 'crew', workWeek: [] }] })).toEqual([
      'NO_CAPACITY resources[0].calendarId: Give its workWeek the days that are worked, from 1 (Monday) to 7 (Sunday), or exceptions for single days.',
    ])
    expect(none({ machines: 0, overtimeHours: 9 })).toEqual([])
    const exceptions = [{ date: '2027-01-02', workingDays: 1 }]
    expect(none({ calendarId: 'crew' }, { workCalendars: [{ id: 'crew', workWeek: [], exceptions }] })).toEqual([])
  })
})

describe('a work calendar', () => {
  it('counts at most three working days for a day', () => {
    const exceptions = [{ date: '2027-01-04', workingDays: 4 }]
    expect(told({ calendarId: 'crew' }, { workCalendars: [{ id: 'crew', exceptions }] })).toEqual([
      'OUT_OF_RANGE workCalendars[0].exceptions[0].workingDays: Give 0 for a day off, 0.5 for half a day, 1 for a whole one, or up to 3 for a day of several shifts.',
    ])
  })

  it('is one that there is, with days that there are, each once', () => {
    expect(told({ calendarId: 'crw' })).toEqual([
      "UNKNOWN_ID resources[0].calendarId: Did you mean 'crew'? Otherwise add it to workCalendars.",
    ])
    const exceptions = [
      { date: '2027-01-02', workingDays: 1 },
      { date: '2027-02-30', workingDays: 0.5 },
      { date: '2027-01-02', workingDays: 0.5 },
    ]
    const workCalendars = [{ id: 'crew', holidays: ['2027-01-01', '2027-11-31'], exceptions }, { id: 'crew' }]
    expect(told({ calendarId: 'crew' }, { workCalendars }).map((text) => text.split(':')[0])).toEqual([
      'DUPLICATE_ID workCalendars[1].id',
      'INVALID_DATE workCalendars[0].holidays[1]',
      'INVALID_DATE workCalendars[0].exceptions[1].date',
      'DUPLICATE_ID workCalendars[0].exceptions[2].date',
    ])
  })

  it('says what it says in the right units', () => {
    const wrong = { id: 'crew', workWeek: [0], hoursPerDay: 25, exceptions: [{ date: '2.1.2027', workingDays: -1 }] }
    expect(told({ calendarId: 'crew' }, { workCalendars: [wrong] }).map((text) => text.split(':')[0])).toEqual([
      'OUT_OF_RANGE workCalendars[0].workWeek[0]',
      'OUT_OF_RANGE workCalendars[0].hoursPerDay',
      'INVALID_DATE workCalendars[0].exceptions[0].date',
      'OUT_OF_RANGE workCalendars[0].exceptions[0].workingDays',
    ])
  })
})
