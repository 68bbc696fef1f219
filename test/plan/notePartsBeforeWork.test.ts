import { expect, test } from 'vitest'
import { notePartsBeforeWork } from '../../src/plan/supply/notePartsBeforeWork.js'
import type { NormalInput } from '../../src/schema/normalForm/normalInput.js'

test('an item whose parts come in time is not named: of three, the one that lacks most days is first, the one that lacks none is left out', () => {
  const sources = ['bell', 'clock', 'lamp'].map((itemId) => ({ itemId, leadTimeDays: 7 }))
  const input = { sources } as unknown as NormalInput
  const left = [
    { itemId: 'bell', daysTooFew: 0 },
    { itemId: 'clock', daysTooFew: 1 },
    { itemId: 'lamp', daysTooFew: 2 },
  ]
  const [notice, ...more] = notePartsBeforeWork(input, left)
  expect(more).toEqual([])
  expect(notice?.refs).toEqual([{ itemId: 'lamp' }, { itemId: 'clock' }])
  expect(notice?.value).toEqual({ leadTimeDays: [7, 7], daysTooFew: [2, 1] })
  expect(notePartsBeforeWork(input, left.slice(0, 1))).toEqual([])
})
