import { describe, expect, test } from 'vitest'
import { createCalendar } from '../../src/core/calendar.js'
import { toRows } from '../../src/core/rows.js'
import { catchSopError } from './catchSopError.js'

const calendar = createCalendar({ start: '2027-01-01', months: 3 })

describe('toRows', () => {
  test('gives one row for each record and period', () => {
    const records = [
      {
        itemId: 'lamp',
        note: null,
        isNew: true,
        closing: [1, 2, 3],
        cover: [null, 4.5, null],
        parts: [{ a: 1 }],
        nested: { b: 2 },
      },
      { itemId: 'shade', note: 'x', isNew: false, closing: [4, 5, 6], cover: [1, 2, 3] },
    ]
    const rows = toRows(records, calendar)
    expect(rows).toHaveLength(6)
    expect(rows[1]).toEqual({ itemId: 'lamp', note: null, isNew: true, period: '2027-02', closing: 2, cover: 4.5 })
    expect(rows[3]).toEqual({ itemId: 'shade', note: 'x', isNew: false, period: '2027-01', closing: 4, cover: 1 })
    expect(toRows([], calendar)).toEqual([])
  })

  test('refuses a measure of another length, also one with gaps, and lists every one of them', () => {
    const records = [
      { itemId: 'lamp', closing: [1, 2], cover: [null, 4] },
      { itemId: 'shade', closing: [1, 2, 3, 4] },
    ]
    const error = catchSopError(() => toRows(records, calendar))
    expect(error.code).toBe('MISALIGNED')
    expect(error.issues.map((issue) => issue.path)).toEqual([
      'records[0].closing',
      'records[0].cover',
      'records[1].closing',
    ])
    expect(toRows([{ itemId: 'lamp', warnings: [], tags: ['a'] }], calendar)[0]).toEqual({
      itemId: 'lamp',
      period: '2027-01',
    })
  })
})
