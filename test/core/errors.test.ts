import { describe, expect, test } from 'vitest'
import { createIssueList, describeValue, isSopError, SopError } from '../../src/core/errors.js'
import { throwIfAborted } from '../../src/core/progress.js'
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
      '12',
      '"x"',
      '[1,"a"]',
      'Symbol(s)',
      'a function',
      '[object Object]',
      '[object Object]',
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
