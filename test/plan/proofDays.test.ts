import { expect, test } from 'vitest'
import { formatDay } from '../../src/core/time/calendar.js'
import { dayNumber, dayText } from '../../src/plan/proof/civilDays.js'

test('days of the proof are those of the calendar, by another way', () => {
  for (let day = -25_600; day < 110_000; day += 1) {
    const text = dayText(day)
    expect(text).toBe(formatDay(day))
    expect(dayNumber(text)).toBe(day)
  }
})
