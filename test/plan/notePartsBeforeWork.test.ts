import { expect, test } from 'vitest'
import { createCalendar } from '../../src/core/time/calendar.js'
import { notePartsBeforeWork } from '../../src/plan/supply/notePartsBeforeWork.js'
import type { NormalInput } from '../../src/schema/normalForm/normalInput.js'

const calendar = createCalendar({ start: '2027-01-01', months: 3 })
const sources = ['bell', 'clock', 'lamp'].map((itemId) => ({ itemId, leadTimeDays: 7 }))
const input = { sources } as unknown as NormalInput

test('the item that lacks most days is first, with the units of all periods and the days of its worst', () => {
  const left = [
    { itemId: 'clock', t: 1, units: 0.1, daysTooFew: 1 },
    { itemId: 'lamp', t: 1, units: 5, daysTooFew: 2 },
    { itemId: 'clock', t: 2, units: 0.2, daysTooFew: 0.5 },
  ]
  const [notice, ...more] = notePartsBeforeWork({ input, calendar }, left)
  expect(more).toEqual([])
  expect(notice).toMatchObject({
    severity: 'act',
    refs: [{ itemId: 'lamp' }, { itemId: 'clock' }],
    periodIds: ['2027-02', '2027-03'],
    amount: 5.3,
    unit: 'units',
    value: { units: [5, 0.3], leadTimeDays: [7, 7], daysTooFew: [2, 1] },
  })
})

test('where all work is made in time nothing is told', () => {
  expect(notePartsBeforeWork({ input, calendar }, [])).toEqual([])
})
