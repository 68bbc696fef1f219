import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { differences, loadCases, runCases, summarizeCases } from './runner.js'

/** Every case of these topics must pass; a case that the library cannot answer counts as failed. */
const REQUIRED_TOPICS: readonly string[] = [
  'costing_abc_overhead',
  'costing_bom',
  'costing_cvp',
  'costing_joint',
  'costing_learning_curve',
  'costing_process',
  'costing_variable_absorption',
  'costing_variances',
  'inventory_projection',
  'inventory_valuation',
  'safety_stock',
  'money',
  'production_lp',
  'finance_cash_budget',
  'finance_cash_flow',
  'finance_statements',
  'forecast_accuracy',
  'sop_process',
]

const cases = loadCases()
const results = await runCases(cases)
const topics = [...new Set(results.map((result) => result.topic))]

for (const topic of topics) {
  const answered = results.filter(
    (result) => result.topic === topic && (result.status !== 'notYetSupported' || REQUIRED_TOPICS.includes(topic)),
  )
  if (answered.length === 0) continue
  describe(topic, () => {
    test.each(answered)('case $id', ({ status, problems }) => {
      expect([status, ...problems].join('\n')).toBe('passed')
    })
  })
}

describe('the golden runner', () => {
  const tolerance = { abs: 0.01, rel: 1e-3 }

  test('has cases for every required topic, and no case twice', () => {
    expect(REQUIRED_TOPICS.filter((topic) => !topics.includes(topic))).toEqual([])
    expect(new Set(cases.map((goldenCase) => goldenCase.id)).size).toBe(cases.length)
  })

  test('every adapter belongs to a topic', () => {
    const adapters = readdirSync(join(import.meta.dirname, 'adapters')).filter((name) => name.endsWith('.ts'))
    expect(adapters.map((name) => name.replace(/\.ts$/, '')).filter((name) => !topics.includes(name))).toEqual([])
  })

  test('a number passes within its tolerance only', () => {
    expect(differences({ a: 100.09 }, { a: 100 }, tolerance)).toEqual([])
    expect(differences({ a: 100.11 }, { a: 100 }, tolerance)).toEqual(['a: expected 100 (within 0.1), got 100.11'])
    expect(differences({ a: Number.NaN }, { a: 100 }, tolerance)).toHaveLength(1)
    expect(differences({ a: '100' }, { a: 100 }, tolerance)).toHaveLength(1)
    expect(differences({}, { a: 0 }, tolerance)).toEqual(['a: expected 0 (within 0.01), got nothing'])
  })

  test('null, text, arrays and nested objects are compared, and keys beyond the expected ones are not', () => {
    const expected = { a: [1, null], b: { c: 'x', d: true } }
    expect(differences({ a: [1, null], b: { c: 'x', d: true, e: 9 }, f: 1 }, expected, tolerance)).toEqual([])
    expect(differences({ a: [1, 0], b: { c: 'y', d: 1 } }, expected, tolerance)).toEqual([
      'a[1]: expected null, got 0',
      'b.c: expected "x", got "y"',
      'b.d: expected true, got 1',
    ])
    expect(differences({ a: [1], b: 2 }, expected, tolerance)).toEqual([
      'a: expected 2 elements, got 1: [1]',
      'b: expected an object, got 2',
    ])
  })
})

test('the totals are handed to the reporter, which repeats them as the last line of the run', ({ task }) => {
  Object.assign(task.meta, { closing: summarizeCases(results) })
  expect(results).toHaveLength(cases.length)
})
