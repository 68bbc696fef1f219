import { describe, expect, it } from 'vitest'
import { createCalendar } from '../../src/core/time/calendar.js'
import { workingDaysIn } from '../../src/core/time/workingDays.js'

/** 1 January 2027 is a Friday. January has 21 days from Monday to Friday, February 20, March 23; April to June 22 + 21 + 22. */
const months = createCalendar({ start: '2027-01-01', months: 3, quarters: 1 }).periods

describe('working days of a work calendar', () => {
  it('are those from Monday to Friday where nothing is said, in months and in quarters', () => {
    expect(workingDaysIn(months, {})).toEqual([21, 20, 23, 65])
  })

  it('leave holidays out once, and none that falls on a Sunday', () => {
    const holidays = ['2027-01-01', '2027-01-03', '2027-01-01', '2027-05-03']
    expect(workingDaysIn(months, { holidays })).toEqual([20, 20, 23, 64])
  })

  it('are as many as those of a plan with the same week and holidays', () => {
    const time = { workWeek: [2, 4, 6], holidays: ['2027-02-02', '2027-02-03'] }
    const { periods } = createCalendar({ start: '2027-01-01', months: 3, quarters: 1, ...time })
    expect(workingDaysIn(months, time)).toEqual(periods.map(({ workingDays }) => workingDays))
  })

  it('count a day as its exception says: a Saturday, half a Friday, a holiday, a Sunday of nothing', () => {
    const exceptions = [
      { date: '2027-01-09', workingDays: 1 },
      { date: '2027-01-15', workingDays: 0.5 },
      { date: '2027-01-01', workingDays: 1 },
      { date: '2027-02-07', workingDays: 0 },
      { date: '2027-03-01', workingDays: 0 },
      { date: '2028-01-01', workingDays: 1 },
    ]
    // January 21 - 1 (holiday) + 1 (Saturday) - 0.5 (Friday) + 1 (the holiday is worked after all).
    expect(workingDaysIn(months, { holidays: ['2027-01-01'], exceptions })).toEqual([21.5, 20, 22, 65])
    expect(workingDaysIn(months, { holidays: ['2027-01-01'], exceptions: [...exceptions].reverse() })).toEqual([
      21.5, 20, 22, 65,
    ])
  })

  it('add tenths of days up to what they are', () => {
    const exceptions = ['2027-01-02', '2027-01-03', '2027-01-09'].map((date) => ({ date, workingDays: 0.1 }))
    expect(workingDaysIn(months, { exceptions })[0]).toBe(21.3)
  })

  it('are counted in weeks and days', () => {
    const { periods } = createCalendar({ start: '2026-12-26', days: 2, weeks: 2 })
    const time = { holidays: ['2027-01-01'], exceptions: [{ date: '2026-12-26', workingDays: 0.5 }] }
    // Saturday of half a day, Sunday; the week with New Year's day; a whole week.
    expect(workingDaysIn(periods, time)).toEqual([0.5, 0, 4, 5])
  })
})
