import { expect, test } from 'vitest'
import { isSopError } from '../../src/core/index.js'
import { createModelBuilder, type ModelBuilder } from '../../src/lp/index.js'

type Builder = Readonly<Record<keyof ModelBuilder, (...args: unknown[]) => unknown>>

const column = { objective: 1, lower: 0, upper: 5, integer: true, key: 'make' }
const row = { lower: 0, upper: 5, key: 'hours' }

/** Codes and places of what `build` says of a model of one row and column, with one more call. */
function problems(call: (builder: Builder) => void): string[] {
  const builder = createModelBuilder('minimize')
  builder.addColumn(column)
  builder.addRow(row)
  try {
    call(builder as unknown as Builder)
    builder.build()
  } catch (error) {
    if (!isSopError(error)) throw error
    return error.issues.map(({ code, path }) => `${code} ${path}`)
  }
  return []
}

const without = (record: object, field: string): object =>
  Object.fromEntries(Object.entries(record).filter(([name]) => name !== field))

test.each([
  ['addColumn', 'columns', column],
  ['addRow', 'rows', row],
] as const)('%s refuses options that there are not, and values of another kind', (method, place, options) => {
  expect(problems((builder) => builder[method]({}))).toEqual([])
  for (const wrong of [null, 'x', Number.NaN]) {
    expect(problems((builder) => builder[method](wrong))).toEqual([`WRONG_TYPE ${place}[1]`])
  }
  for (const [field, value] of Object.entries(options)) {
    const rest = without(options, field)
    const at = `${place}[1].${field}`
    expect(
      problems((builder) => builder[method](rest)),
      `${field} dropped`,
    ).toEqual([])
    expect(problems((builder) => builder[method]({ ...rest, [`${field}z`]: value }))).toEqual([`UNKNOWN_FIELD ${at}z`])
    for (const wrong of [null, {}]) {
      expect(problems((builder) => builder[method]({ ...rest, [field]: wrong }))).toEqual([`WRONG_TYPE ${at}`])
    }
    const isText = field === 'key'
    const text = problems((builder) => builder[method]({ ...rest, [field]: 'x' }))
    expect(text).toEqual(isText ? [] : [`WRONG_TYPE ${at}`])
    const isNumber = typeof value === 'number'
    const none = problems((builder) => builder[method]({ ...rest, [field]: Number.NaN }))
    expect(none).toEqual([`${isNumber ? 'NOT_FINITE' : 'WRONG_TYPE'} ${at}`])
  }
})

test.each([undefined, null, Number.NaN, 'x', {}, 0.5])('a term, a hint or a constant of %j is refused', (wrong) => {
  expect(problems((builder) => builder.addTerm(0, 0, 1))).toEqual([])
  expect(problems((builder) => builder.addTerm(wrong, 0, 1))).toEqual(['UNKNOWN_ID terms[0]'])
  expect(problems((builder) => builder.addTerm(0, wrong, 1))).toEqual(['UNKNOWN_ID terms[0]'])
  expect(problems((builder) => builder.setPivot(wrong, 0))).toMatchObject([expect.stringMatching(/ setPivot\.row$/)])
  expect(problems((builder) => builder.setPivot(0, wrong))).toMatchObject([expect.stringMatching(/ setPivot\.column$/)])
  if (wrong === 0.5) return
  expect(problems((builder) => builder.addTerm(0, 0, wrong))).toEqual(['NOT_FINITE rows[0].terms[0]'])
  expect(problems((builder) => builder.addConstant(wrong))).toEqual(['NOT_FINITE objectiveConstant'])
})

test('a mistake in an option is told together with the others', () => {
  const found = problems((builder) => {
    builder.addColumn({ upperr: 3 })
    builder.addColumn({ lower: 5, upper: 4 })
    builder.addTerm(0, 7, 1)
  })
  expect(found).toEqual(['UNKNOWN_FIELD columns[1].upperr', 'UNKNOWN_ID terms[0]'])
})
