import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { sha256 } from '../../src/math/sha256.js'

it('is that of the standard’s own examples', () => {
  // FIPS 180-4 examples of NIST: "abc", the two-block message, and the empty text.
  expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  expect(sha256('abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq')).toBe(
    '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
  )
  expect(sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
})

it('is that of another program for any text, of any length and alphabet', () => {
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ unit: 'grapheme', maxLength: 90 }))
  fc.assert(
    fc.property(text, (one) => {
      expect(sha256(one)).toBe(createHash('sha256').update(one, 'utf8').digest('hex'))
    }),
    { numRuns: Number(process.env['SOP_FC_RUNS'] ?? 100), endOnFailure: true },
  )
  for (const length of [54, 55, 56, 57, 63, 64, 65, 119, 120, 128, 10_000]) {
    const one = 'x'.repeat(length)
    expect(sha256(one)).toBe(createHash('sha256').update(one).digest('hex'))
  }
})
