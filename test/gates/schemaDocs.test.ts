import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { format } from 'prettier'
import { describe, expect, test } from 'vitest'
import { planInputJsonSchema } from '../../src/schema/index.js'
import { readDefault } from '../../src/schema/tables/planInputJsonSchema.js'
import { TABLE_NAMES, tableOf } from '../../src/schema/tables/tables.js'
import { readFieldDocs, writeFieldDocs, writeTablesPage } from './schemaDocs.js'

const ROOT = join(import.meta.dirname, '../..')
const docs = readFieldDocs()

/** What is written must be what the sources say; SOP_UPDATE=1 writes it anew. */
function expectWritten(file: string, text: string): void {
  const path = join(ROOT, file)
  if (process.env['SOP_UPDATE'] === '1') writeFileSync(path, text)
  expect(readFileSync(path, 'utf8'), `${file} is out of date: run this test with SOP_UPDATE=1`).toBe(text)
}

describe('what is written from the doc comments of the input', () => {
  const options = { parser: 'typescript', printWidth: 120, semi: false, singleQuote: true } as const

  test('the words of the JSON Schema', async () => {
    expectWritten('src/schema/tables/fieldDocs.ts', await format(writeFieldDocs(docs), options))
  })

  test('the page of tables', async () => {
    expectWritten(
      'docs/reference/tables.md',
      await format(writeTablesPage(docs), { parser: 'markdown', printWidth: 120 }),
    )
  })

  test('has every field of the schema, and no other', () => {
    const paths: string[] = []
    const visit = (node: Json, path: string): void => {
      for (const part of (node['anyOf'] ?? []) as readonly Json[]) visit(part, path)
      if (node['items'] !== undefined) visit(node['items'] as Json, `${path}[]`)
      for (const [field, inner] of Object.entries((node['properties'] ?? {}) as Readonly<Record<string, Json>>)) {
        const at = path === '' ? field : `${path}.${field}`
        paths.push(at)
        expect(inner['description'], at).toMatch(/\w/)
        if (!/^finance\.(overheads|assets)$/.test(at)) visit(inner, at)
      }
    }
    visit(planInputJsonSchema(), '')
    expect([...new Set(paths)].sort()).toEqual([...docs.keys()].sort())
  })

  test('says the defaults that the normal form takes from the registry', () => {
    for (const name of TABLE_NAMES) {
      for (const [field, value] of Object.entries(tableOf(name).defaults ?? {})) {
        if (typeof value === 'object') continue
        expect(readDefault(docs.get(`${name}[].${field}`)?.text ?? ''), `${name}.${field}`).toEqual([value])
      }
    }
  })
})

type Json = Readonly<Record<string, unknown>>
