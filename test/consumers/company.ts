import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { examplesOfPage } from '../docs/examples.js'

const MARK = '<!-- example:company -->'

/** The block of README that plans a small company: the first `ts` block after `<!-- example:company -->`. */
export function findCompany(root: string): string {
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  const mark = readme.indexOf(MARK)
  const line = readme.slice(0, mark).split('\n').length
  const block = mark < 0 ? undefined : examplesOfPage('README.md', readme).find((example) => example.line > line)
  if (block === undefined) throw new Error(`README.md has no block of code after ${MARK}`)
  return block.code
}

/**
 * The block as a module that exports `run()`, which gives the JSON of the plan: of the variable that holds what
 * `plan()` gave. What the block prints is left out of sight.
 */
export function companyModule(code: string): string {
  const source = ts.createSourceFile('company.ts', code, ts.ScriptTarget.Latest, true)
  const imports = source.statements.filter((statement) => ts.isImportDeclaration(statement))
  const body = source.statements.filter((statement) => !ts.isImportDeclaration(statement))
  const result = /const (\w+) = await plan\(/.exec(code)?.[1]
  if (result === undefined) throw new Error('The company of README holds no `const result = await plan(...)`')
  return [
    ...imports.map((statement) => statement.getFullText().trim()),
    'const console = { log() {}, table() {} } as unknown as { log(...values: unknown[]): void; table(value: unknown): void }',
    'export async function run(): Promise<string> {',
    ...body.map((statement) => statement.getFullText()),
    '  void console',
    `  return JSON.stringify(${result})`,
    '}',
    '',
  ].join('\n')
}
