import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { planInputJsonSchema } from '../../src/schema/index.js'
import { findCompany } from '../consumers/company.js'

/** The input of the company that README plans. */
function readmeInput(): Record<string, unknown> {
  const source = ts.createSourceFile(
    'company.ts',
    findCompany(join(import.meta.dirname, '../..')),
    ts.ScriptTarget.Latest,
  )
  let text = ''
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText(source) === 'plan')
      text = node.arguments[0]?.getText(source) ?? ''
    ts.forEachChild(node, visit)
  }
  visit(source)
  return JSON.parse(JSON.stringify(new Function(`return (${text})`)())) as Record<string, unknown>
}

describe('the JSON Schema of the input, read by a validator that knows nothing of us', () => {
  const validate = new Ajv2020({ strict: false, allErrors: true }).compile(planInputJsonSchema())

  test('accepts the company of README', () => {
    validate(readmeInput())
    expect(validate.errors ?? []).toEqual([])
  })

  test.each([
    ['a missing calendar', { calendar: undefined }],
    ['a currency that is a number', { currency: 1 }],
    ['items that are no list', { items: {} }],
    ['an unknown field', { itemz: [] }],
  ])('refuses %s', (_, change) => {
    expect(validate(JSON.parse(JSON.stringify({ ...readmeInput(), ...change })))).toBe(false)
  })
})
