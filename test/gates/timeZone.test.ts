import { expect, test } from 'vitest'

/** Minutes from UTC on the first of January and the first of July 2027. */
const OFFSETS: Readonly<Record<string, readonly [number, number]>> = {
  UTC: [0, 0],
  'America/New_York': [300, 240],
  'Pacific/Apia': [-780, -780],
  'Pacific/Kiritimati': [-840, -840],
  'Asia/Kolkata': [-330, -330],
}

test('the calendar tests run in the time zone that their project names', () => {
  const zone = process.env['EXPECTED_ZONE'] ?? ''
  expect([new Date('2027-01-01'), new Date('2027-07-01')].map((date) => date.getTimezoneOffset() || 0)).toEqual(
    OFFSETS[zone],
  )
})
