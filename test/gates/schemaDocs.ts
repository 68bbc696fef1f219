import { join } from 'node:path'
import ts from 'typescript'
import { fieldsOf } from '../../src/schema/normalForm/normalRows.js'
import { tableOf, TABLE_NAMES } from '../../src/schema/tables/tables.js'

/** Doc comments of the input's types, as the JSON Schema and the page of tables say them. */
const ROOT = join(import.meta.dirname, '../..')

/** What a field's declaration says. */
interface FieldDoc {
  readonly text: string
  readonly type: string
  readonly isOptional: boolean
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** Every field of PlanInput by its path, rows as `items[].price`; a field without a comment that is none of an id is an error. */
export function readFieldDocs(): ReadonlyMap<string, FieldDoc> {
  const file = join(ROOT, 'src/schema/types.ts')
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT)
  const program = ts.createProgram([file], { ...options, noEmit: true })
  const checker = program.getTypeChecker()
  const source = program.getSourceFile(file) as ts.SourceFile
  const module = checker.getSymbolAtLocation(source) as ts.Symbol
  const input = checker.getExportsOfModule(module).find(({ name }) => name === 'PlanInput') as ts.Symbol
  const docs = new Map<string, FieldDoc>()
  const tables = new Map<string, string>(TABLE_NAMES.map((name) => [name, '']))

  const visit = (type: ts.Type, path: string): void => {
    if (type.isUnion()) return type.types.forEach((part) => visit(part, path))
    if (checker.isArrayType(type)) {
      const [element] = checker.getTypeArguments(type as ts.TypeReference)
      if (element !== undefined) visit(element, `${path}[]`)
      return
    }
    // A record of the user's own names has no fields of ours.
    if (!(type.flags & ts.TypeFlags.Object) || checker.getIndexInfosOfType(type).length > 0) return
    for (const field of checker.getPropertiesOfType(type)) {
      const declaration = field.declarations?.[0]
      if (declaration === undefined || !ts.isPropertySignature(declaration)) continue
      const at = path === '' ? field.name : `${path}.${field.name}`
      if (docs.has(at)) continue
      docs.set(at, {
        text: oneLine(ts.displayPartsToString(field.getDocumentationComment(checker))) || ofId(at),
        type: oneLine(declaration.type?.getText() ?? ''),
        isOptional: (field.flags & ts.SymbolFlags.Optional) !== 0,
      })
      // Tables stand in `finance` as shorthand: their rows are told once.
      if (path === 'finance' && tables.has(field.name)) continue
      visit(checker.getTypeOfSymbol(field), at)
    }
  }
  visit(checker.getDeclaredTypeOfSymbol(input), '')
  const silent = [...docs].filter(([, { text }]) => text === '').map(([at]) => at)
  if (silent.length > 0) throw new Error(`Fields without a doc comment: ${silent.join(', ')}`)
  return docs
}

/** What an id says of itself: the table that it names a row of. */
function ofId(at: string): string {
  const [, table, field = ''] = /^(\w+)\[\]\.(\w+)$/.exec(at) ?? []
  const name = TABLE_NAMES.find((one) => one === table)
  if (name === undefined) return ''
  const target = (tableOf(name).references as Readonly<Record<string, string>> | undefined)?.[field]
  if (field === 'id') return `Id of the ${tableOf(name).noun}.`
  return target === undefined ? '' : `Id of a row of \`${target}\`.`
}

/** The source of `src/schema/tables/fieldDocs.ts`. */
export function writeFieldDocs(docs: ReadonlyMap<string, FieldDoc>): string {
  const lines = [...docs].map(([at, { text }]) => `  [${JSON.stringify(at)}, ${JSON.stringify(text)}],`)
  return [
    '// Written from the doc comments of the input types by test/gates/schemaDocs.test.ts; not by hand.',
    '',
    '/** What every field of the input means, by its path. */',
    'export const FIELD_DOCS: ReadonlyMap<string, string> = new Map([',
    ...lines,
    '])',
    '',
  ].join('\n')
}

const code = (text: string): string => `\`${text.replace(/\|/g, '\\|')}\``

/** The page of tables: key, columns, types, defaults, references. */
export function writeTablesPage(docs: ReadonlyMap<string, FieldDoc>): string {
  const sections = TABLE_NAMES.map((name) => {
    const { key, references = {}, byPeriod = {}, wildcards = [], shorthandFor } = tableOf(name)
    // Columns stand as the normal form writes them: ids that rows of several tables share are among the first.
    const columns = fieldsOf(name).map((field) => [`${name}[].${field}`, docs.get(`${name}[].${field}`)] as const)
    const facts = [
      `Key: ${key.map(code).join(', ')}.`,
      ...(shorthandFor === undefined ? [] : [`Shorthand for \`${shorthandFor}\`.`]),
      ...(wildcards.length === 0 ? [] : [`Left out, ${wildcards.map(code).join(' and ')} stand for all.`]),
    ]
    const rows = columns.map(([at, doc]) => {
      if (doc === undefined) throw new Error(`${at} is a column that no type has.`)
      const { text, type, isOptional } = doc
      const field = at.slice(name.length + 3)
      const measure = (byPeriod as Readonly<Record<string, string>>)[field]
      const target = (references as Readonly<Record<string, string>>)[field]
      const cells = [
        `${code(field)}${isOptional ? '' : ' (required)'}`,
        code(type),
        measure ?? '',
        target === undefined ? '' : `[${target}](#${target.toLowerCase()})`,
        text.replace(/\|/g, '\\|'),
      ]
      return `| ${cells.join(' | ')} |`
    })
    return [
      `## ${name}`,
      '',
      docs.get(name)?.text ?? '',
      '',
      facts.join(' '),
      '',
      '| column | type | by period | refers to | meaning, unit, default |',
      '| --- | --- | --- | --- | --- |',
      ...rows,
    ].join('\n')
  })
  return `${[
    '# Tables of a plan’s input'.replace('’', "'"),
    'Every table of `PlanInput` with its key and its columns, written from the registry and the doc comments of the types. Two\nrows with the same key are a mistake. A column _by period_ holds one number for all periods or an array with one for each:\na `flow` adds up when periods are put together, a `level` is that at the end, a `rate` holds for one unit or hour, a\n`share` is a part of another number. The same as JSON Schema: [plan-input.schema.json](plan-input.schema.json).',
    ...sections,
  ].join('\n\n')}\n`
}
