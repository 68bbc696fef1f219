import { describe, expect, it } from 'vitest'
import { withMutants } from './bundleTests.js'
import { findMutants } from './findMutants.js'
import { createSwitch } from './switch.js'

const changes = (source: string): string[] =>
  findMutants('src/a.ts', source).map(({ original, text }) => `${original} -> ${text}`)

describe('changes by machine', () => {
  it('are operators, conditions, figures, steps left out and calls of others', () => {
    expect(changes('const fee = hours * 1.5')).toEqual(['hours * 1.5 -> hours / 1.5', '1.5 -> 1.6500000000000001'])
    expect(changes('const paid = due > 0')).toEqual(['due > 0 -> due >= 0', '0 -> 1'])
    expect(changes('const root = Math.sqrt(a)')).toEqual(['Math.sqrt(a) -> a'])
    expect(changes('pay(1e-9)')).toEqual(['pay(1e-9) -> undefined', '1e-9 -> 0'])
    expect(changes('const open = stock.filter(isLate).every(isPaid)')).toEqual([
      'stock.filter(isLate) -> stock',
      'stock.filter(isLate).every(isPaid) -> stock.filter(isLate).some(isPaid)',
    ])
  })

  it('leave types, texts and answers to the compiler alone', () => {
    expect(changes('type Two = 1 | 2')).toEqual([])
    expect(changes("const text = 'a' + name")).toEqual([])
    expect(changes('const first = values[t] ?? 0')).toEqual([])
  })

  it('stand beside what they change, and one number chooses', () => {
    const source = 'let total = 0\ntotal += 2\nreturn total > 2 || total === 0'
    const sample = findMutants('src/a.ts', source)
      .filter(({ text }) => text === 'undefined' || text === 'total >= 2')
      .map((mutant, id) => ({ ...mutant, id }))
    const run = new Function(withMutants(source, sample)) as () => unknown
    const runs = [-1, 0, 1].map((chosen) => {
      globalThis.sopMutants = Object.assign(createSwitch(sample.length), { chosen })
      return run()
    })
    expect(runs).toEqual([false, true, true])
  })
})
