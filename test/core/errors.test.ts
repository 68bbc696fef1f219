import { describe, expect, test } from 'vitest'
import { createIssueList, describeValue, isSopError, SopError } from '../../src/core/checking/errors.js'
import { throwIfAborted } from '../../src/core/running/progress.js'
import { catchSopError } from './catchSopError.js'

describe('SopError', () => {
  test('lists every problem, and takes code and path of the first where all are of one kind', () => {
    const issues = createIssueList()
    issues.throwIfAny()
    issues.add('OUT_OF_RANGE', 'items[0].price', -1, 'A price must not be negative.', 'Give zero or more.')
    issues.add('OUT_OF_RANGE', '', { a: 1 }, 'Too much.', 'Give less.')
    const error = catchSopError(() => issues.throwIfAny())
    expect(error).toMatchObject({ name: 'SopError', code: 'OUT_OF_RANGE', path: 'items[0].price' })
    expect(error.message.split('\n')).toEqual([
      '2 problems in the input:',
      '- items[0].price: A price must not be negative. Received -1. Give zero or more.',
      '- input: Too much. Received {"a":1}. Give less.',
    ])
    issues.add('CYCLE', 'x', undefined, 'Round.', 'Cut.')
    expect(catchSopError(() => issues.throwIfAny()).code).toBe('INVALID_INPUT')
    expect(new SopError([]).code).toBe('INVALID_INPUT')
  })

  test('is told apart from other errors, also where another copy of the library threw it', () => {
    class Foreign extends Error {
      override readonly name = 'SopError'
      readonly code = 'EMPTY'
      readonly path = ''
      readonly issues: readonly unknown[] = []
    }
    expect(isSopError(new Foreign())).toBe(true)
    expect(new Foreign() instanceof SopError).toBe(false)
    expect(isSopError(new SopError([]))).toBe(true)
    for (const other of [
      new Error('SopError'),
      new TypeError(),
      { name: 'SopError', issues: [] },
      null,
      undefined,
      'SopError',
    ]) {
      expect(isSopError(other)).toBe(false)
    }
  })

  test('any value has a short text', () => {
    const loop: { self?: unknown } = {}
    loop.self = loop
    const texts = [undefined, null, Number.NaN, -0, 12n, 'x', [1, 'a'], Symbol('s'), () => 1, loop, { big: 1n }].map(
      describeValue,
    )
    expect(texts).toEqual([
      'undefined',
      'null',
      'NaN',
      '0',
      '12n (bigint)',
      '"x"',
      '[1,"a"]',
      'Symbol(s)',
      'a function',
      '{"self":itself}',
      '{"big":1n (bigint)}',
    ])
    expect(describeValue('y'.repeat(500))).toHaveLength(80)
  })
})

describe('throwIfAborted', () => {
  test('stops only where the signal says so, with its reason', () => {
    throwIfAborted(undefined)
    throwIfAborted({ aborted: false, reason: 'not yet' })
    expect(catchSopError(() => throwIfAborted({ aborted: true })).issues[0]).toMatchObject({
      code: 'ABORTED',
      received: 'aborted',
    })
    expect(
      catchSopError(() => throwIfAborted({ aborted: true, reason: new Error('user left') })).issues[0]?.received,
    ).toBe('user left')
    const controller = new AbortController()
    controller.abort('stop')
    expect(catchSopError(() => throwIfAborted(controller.signal)).issues[0]?.received).toBe('stop')
  })
})

describe('the words of a SopError', () => {
  test('show the first 20 problems and count the rest by field, however many there are', () => {
    const issues = createIssueList()
    for (let i = 0; i < 16_000; i++) issues.add('UNKNOWN_FIELD', `history[${i}].quantitie`, [i], 'No.', 'Mend it.')
    for (let i = 0; i < 40; i++) issues.add('OUT_OF_RANGE', `items[${i}].f${i % 12}`, i, 'No.', 'Mend it.')
    const error = catchSopError(() => issues.throwIfAny())
    const lines = error.message.split('\n')
    expect(lines).toHaveLength(22)
    expect(lines[0]).toBe('16040 problems in the input:')
    expect(lines[20]).toBe('- history[19].quantitie: No. Received [19]. Mend it.')
    expect(lines[21]).toMatch(
      /^- 16020 more: history\[\]\.quantitie \(15980\), items\[\]\.f0 \(4\), .* and 3 other fields$/,
    )
    expect(error.issues).toHaveLength(16_040)
  })

  test('say what JSON cannot, and never work through more than they show', () => {
    class Route {}
    const texts = [
      new Date(Date.UTC(2027, 0, 5)),
      new Date('2026-12-04T23:00:00Z'),
      new Date(Number.NaN),
      500n,
      new Float64Array(12),
      new Map(),
      new Route(),
      [new Date(Date.UTC(2027, 0, 5))],
    ].map(describeValue)
    expect(texts).toEqual([
      'a Date; write 2027-01-05',
      'a Date (2026-12-04T23:00Z); write the day as text, 2026-12-04 or 2026-12-05',
      'an invalid Date',
      '500n (bigint)',
      'a Float64Array of 12; write Array.from(values)',
      'a Map',
      'a Route',
      '[a Date; write 2027-01-05]',
    ])
    let read = 0
    const rows = Array.from({ length: 10_000 }, (_, i) => ({
      get id() {
        read++
        return `row ${i}`
      },
    }))
    expect(describeValue(rows)).toHaveLength(80)
    expect(read).toBeLessThan(20)
  })
})
