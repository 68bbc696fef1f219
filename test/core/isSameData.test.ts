import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { copyData, isSameData } from '../../src/core/keys/isSameData.js'

describe('plain data', () => {
  it('is the same as its copy, which shares nothing with it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const copy = copyData(value)
        expect(copy).toEqual(value)
        expect(isSameData(value, copy)).toBe(true)
      }),
    )
    const rows = [{ id: 'a', units: [1, 2] }]
    const copy = copyData(rows)
    copy[0]?.units.fill(9)
    expect(rows).toEqual([{ id: 'a', units: [1, 2] }])
  })

  it('differs by a number, a field, a length, and what JSON cannot tell apart', () => {
    const row = { id: 'a', units: [1, 2] }
    for (const other of [
      { id: 'a', units: [1, 3] },
      { id: 'a', units: [1, 2, 0] },
      { id: 'a', units: { 0: 1, 1: 2 } },
      { id: 'a' },
      { ...row, more: undefined },
      { id: 'a', unit: [1, 2] },
      null,
      'a',
    ])
      expect([isSameData(row, other), isSameData(other, row)]).toEqual([false, false])
    expect(isSameData([0], [-0])).toBe(false)
    expect(isSameData([Infinity], [null])).toBe(false)
    expect(isSameData([Number.NaN], [Number.NaN])).toBe(true)
  })

  it('is no function and no instance of a class: these are themselves alone', () => {
    const work = (): number => 1
    expect(isSameData({ work }, { work })).toBe(true)
    expect(isSameData({ work }, { work: () => 1 })).toBe(false)
    expect(isSameData(new Map(), new Map())).toBe(false)
    const map = new Map([['a', 1]])
    expect(copyData({ map }).map).toBe(map)
  })
})
