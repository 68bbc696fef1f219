import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareByKey, groupBy, indexBy, indexById, keyOf, sortByKey } from '../../src/core/keys/keys.js'
import { compareRefs, REF_FIELDS, refKey, type Ref } from '../../src/core/keys/ref.js'

interface Cell {
  readonly itemId?: string
  readonly marketId?: string
}

const FIELDS = ['itemId', 'marketId'] as const

/** Ids as people and systems write them: separators, digits, quotes, our own words, nothing visible at all. */
const awkwardId = fc.oneof(
  fc.string({
    minLength: 1,
    maxLength: 4,
    unit: fc.constantFrom('a', 'b', '@', ':', '-', '1', '2', ' ', '"', "'", '\\', '|', ','),
  }),
  fc.constantFrom(
    'undefined',
    'null',
    '__proto__',
    'constructor',
    'customers',
    '\u200b',
    '-',
    '1:a',
    '',
    'x'.repeat(300),
  ),
)
const cell: fc.Arbitrary<Cell> = fc.record({ itemId: awkwardId, marketId: awkwardId }, { requiredKeys: [] })

test('indexById finds rows by their ids as they are', () => {
  const rows = ['a', '__proto__', '1:a'].map((itemId, n) => ({ itemId, n }))
  const index = indexById(rows, 'itemId')
  for (const row of rows) expect(index.get(row.itemId)).toBe(row)
  expect(index.get('5:chair')).toBeUndefined()
})

describe('keyOf', () => {
  test('tells apart what a separator would not', () => {
    const key = (itemId: string, marketId?: string): string =>
      keyOf({ itemId, ...(marketId !== undefined && { marketId }) } as Cell, FIELDS)
    expect(key('a@b', 'c')).not.toBe(key('a', 'b@c'))
    expect(key('a', 'undefined')).not.toBe(key('a'))
    expect(key('a', '-')).not.toBe(key('a'))
    expect(key('1:a')).not.toBe(key('a', '1'))
    expect(key('')).not.toBe(keyOf({} as Cell, FIELDS))
  })

  test('is the same for two records only where their fields are', () => {
    fc.assert(
      fc.property(cell, cell, (a, b) => {
        const same = a.itemId === b.itemId && a.marketId === b.marketId
        expect(keyOf(a, FIELDS) === keyOf(b, FIELDS)).toBe(same)
      }),
    )
  })

  test('keeps every group whole and every order total', () => {
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 12 }), (rows) => {
        const groups = groupBy(rows, FIELDS)
        expect([...groups.values()].flat()).toHaveLength(rows.length)
        expect(indexBy(rows, FIELDS).size).toBe(groups.size)
        const sorted = sortByKey(rows, FIELDS)
        expect(sortByKey([...rows].reverse(), FIELDS).map((row) => keyOf(row, FIELDS))).toEqual(
          sorted.map((row) => keyOf(row, FIELDS)),
        )
        for (let n = 1; n < sorted.length; n++) {
          expect(compareByKey(sorted[n - 1] as Cell, sorted[n] as Cell, FIELDS)).toBeLessThanOrEqual(0)
        }
      }),
    )
  })
})

describe('Refs', () => {
  const ref = fc.dictionary(fc.constantFrom(...REF_FIELDS), awkwardId, { maxKeys: 3 }) as fc.Arbitrary<Ref>

  test('are equal by key and by order alike', () => {
    fc.assert(
      fc.property(ref, ref, (a, b) => {
        const same = REF_FIELDS.every((field) => a[field] === b[field])
        expect(refKey(a) === refKey(b)).toBe(same)
        expect(compareRefs(a, b) === 0).toBe(same)
        expect(Math.sign(compareRefs(a, b))).toBe(0 - Math.sign(compareRefs(b, a)) + 0)
      }),
    )
  })

  test('sort the empty one first, and an item before its markets', () => {
    const refs: Ref[] = [{ marketId: 'm' }, { itemId: 'b' }, { itemId: 'a', marketId: 'z' }, { itemId: 'a' }, {}]
    expect(refs.sort(compareRefs)).toEqual([
      {},
      { marketId: 'm' },
      { itemId: 'a' },
      { itemId: 'a', marketId: 'z' },
      { itemId: 'b' },
    ])
  })
})
