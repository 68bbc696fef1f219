import { describe, expect, test } from 'vitest'
import { createCalendar } from '../../src/core/time/calendar.js'
import { projectInventory } from '../../src/inventory/projectInventory.js'
import type { InventoryRecord, ProjectionItem } from '../../src/inventory/types.js'
import { catchSopError } from '../core/catchSopError.js'

const calendar = createCalendar({ start: '2027-01-01', months: 2 })
const project = (item: Omit<ProjectionItem, 'itemId'>): InventoryRecord =>
  projectInventory([{ itemId: 'paint', ...item }], { calendar })[0] as InventoryRecord
const issuesOf = (item: Omit<ProjectionItem, 'itemId'>): readonly string[] =>
  catchSopError(() => project(item)).issues.map(({ code, path, message }) => `${code} ${path}: ${message}`)

describe('stock on its grid', () => {
  test('a millionth that is left is left: it was taken for noise of the thousand that is shipped', () => {
    const record = project({ onHand: 1000.000001, receipts: [0, 0], demand: [1000, 0] })
    expect(record.closing).toEqual([0.000001, 0.000001])
    expect(record.projectedAvailableBalance).toEqual([0.000001, 0.000001])
  })

  test('tenths are added up as tenths', () => {
    const record = project({ onHand: 0.1, receipts: [0.2, 0.7], demand: [0, 0.4], safetyStock: [0.5, 0] })
    // 0.1 + 0.2, 0.3 + 0.7 - 0.4; the target of 0.5 is missed by 0.2.
    expect(record.closing).toEqual([0.3, 0.6])
    expect(record.belowSafetyStock).toEqual([0.2, 0])
  })

  test('a backlog beside large stocks of other periods keeps its last unit', () => {
    const record = project({
      onHand: 90_000_000.25,
      receipts: [0, 0],
      demand: [90_000_000.26, 0],
      quantityDecimals: 2,
    })
    expect(record.shipped).toEqual([90_000_000.25, 0])
    expect(record.backlog).toEqual([0.01, 0.01])
    expect(record.shortage).toEqual([0.01, 0])
  })

  test('a target between two quantities is missed by what it is', () => {
    expect(project({ onHand: 2, receipts: [0, 0], demand: [0, 0], safetyStock: [2.5, 1.5] }).belowSafetyStock).toEqual([
      0.5, 0,
    ])
  })

  test('cover of a stock that its demand uses up to the last gram ends there', () => {
    // 0.3 is 0.1 + 0.2, though their sum in floats is above it.
    const record = projectInventory(
      [{ itemId: 'paint', onHand: 0.3, receipts: [0, 0, 0, 0], demand: [0, 0.1, 0.2, 0] }],
      { calendar: createCalendar({ start: '2027-01-01', months: 4 }) },
    )[0]
    // February and March: 28 + 31 days.
    expect(record?.daysOfCover[0]).toBe(59)
  })

  test('quantities without a grid are still added up', () => {
    const record = project({ onHand: 1, receipts: [1 / 3, 1 / 3], demand: [2 / 3, 1] })
    expect(record.closing[0]).toBeCloseTo(2 / 3, 12)
    expect(record.closing[1]).toBe(0)
  })

  test('a quantity off the grid that is given is refused, each by its place', () => {
    expect(issuesOf({ onHand: 0.5, receipts: [1, 2.25], demand: [1, 1], quantityDecimals: 0 })).toEqual([
      "OUT_OF_RANGE items[0].onHand: Item 'paint' is counted with 0 decimals.",
      "OUT_OF_RANGE items[0].receipts[1]: Item 'paint' is counted with 0 decimals.",
    ])
    for (const quantityDecimals of [-1, 7, 1.5, Number.NaN])
      expect(issuesOf({ onHand: 1, receipts: [0, 0], demand: [0, 0], quantityDecimals })[0]).toMatch(
        /^(OUT_OF_RANGE|NOT_FINITE) items\[0\]\.quantityDecimals/,
      )
  })

  test('a grid that a double cannot hold is refused: alone or in total', () => {
    const none = { receipts: [0, 0], demand: [0, 0], quantityDecimals: 6 }
    expect(issuesOf({ ...none, onHand: 1e10 })).toEqual([
      "OUT_OF_RANGE items[0].onHand: Counted with 6 decimals, no more than 1000000000 units of 'paint' can be added up exactly.",
    ])
    expect(issuesOf({ ...none, onHand: 1, demand: [6e8, 5e8] })).toEqual([
      "OUT_OF_RANGE items[0].demand: Counted with 6 decimals, no more than 1000000000 units of 'paint' can be added up exactly.",
    ])
    expect(project({ ...none, onHand: 999_999_999.999999, demand: [1, 0] }).closing).toEqual([
      999_999_998.999999, 999_999_998.999999,
    ])
  })
})
