import { describe, expect, it } from 'vitest'
import { calendarFrom } from '../../src/core/time/calendar.js'
import { plan, type PlanInput, verify } from '../../src/index.js'

/**
 * A maker of candles sells 100 a week and 600 in ISO week 51, every year. 2026 has a week 53, and so had 2020: the peak is in
 * week 51 all the same, not a week early because a year was longer than others.
 */
const weeksOf = (first: string, count: number): string[] =>
  (calendarFrom(first, count)?.periods ?? []).map(({ id }) => id)
const soldIn = (week: string): number => (week.endsWith('-W51') ? 600 : 100)

const candles = (first: string, weeks: number, start: string): PlanInput => ({
  currency: 'EUR',
  calendar: { start, weeks: 53 },
  items: [{ id: 'candle', price: 4, purchaseCost: 1, leadTimeDays: 0, safetyStock: 0 }],
  history: [{ itemId: 'candle', start: first, quantities: weeksOf(first, weeks).map(soldIn) }],
})

describe('a peak in week 51', () => {
  it.each([
    // to the end of 2026-W53, a plan of 2027; the calendar begins on a Monday
    { first: '2024-W01', weeks: 157, start: '2027-01-04', told: ['2026-W53'] },
    // week 53 of 2020 inside the history, a plan of 2024
    { first: '2019-W01', weeks: 261, start: '2024-01-01', told: ['2020-W53'] },
    // none in the history, one in the plan of 2026
    { first: '2023-W01', weeks: 156, start: '2025-12-29', told: [] },
  ])('comes in week 51 after $weeks weeks from $first', async ({ first, weeks, start, told }) => {
    const input = candles(first, weeks, start)
    const result = await plan(input)
    expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
    const weekly = weeksOf(weeksOf(first, weeks + 1)[weeks] as string, 53)
    const consensus = result.demand[0]?.consensus ?? []
    expect(consensus).toHaveLength(53)
    consensus.forEach((value, t) => {
      const week = weekly[t] as string
      expect(Math.abs(value - soldIn(week)), week).toBeLessThanOrEqual(soldIn(week) * 0.1)
    })
    const notices = result.warnings.filter(({ code }) => code === 'extra-week')
    expect(notices.flatMap(({ value }) => (value as { readonly weeks: string[] }).weeks)).toEqual(told)
  })
})
