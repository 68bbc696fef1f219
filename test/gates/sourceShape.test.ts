import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'

const SRC = join(import.meta.dirname, '../../src')

/** Of 2,079 once; the kernel rooms, which are checked without `noUncheckedIndexedAccess`, need next to none. */
const MOST_ASSERTIONS = 625
const MOST_PARAMETERS = 5
/**
 * Called wherever input is checked, with five arguments and a remedy where the usual one does not help; and for every cell
 * of a plan that is proven, where an object for each would be most of the work.
 */
const EXCEPTED = ['core/checking/checks.ts: refuse', 'plan/proof/checks.ts: cell']

const sources = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ts.createSourceFile(file, readFileSync(join(SRC, file), 'utf8'), ts.ScriptTarget.Latest, true))

function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node
  const children: ts.Node[] = []
  ts.forEachChild(node, (child) => void children.push(child))
  for (const child of children) yield* nodesOf(child)
}

const nodes = sources.flatMap((source) => [...nodesOf(source)])

test('few values are called numbers by assertion', () => {
  const asserted = nodes.filter((node) => ts.isAsExpression(node) && node.type.kind === ts.SyntaxKind.NumberKeyword)
  expect(asserted.length).toBeGreaterThan(0)
  expect(asserted.length).toBeLessThanOrEqual(MOST_ASSERTIONS)
})

test('a function with many parameters takes an object', () => {
  const functions = nodes.filter((node) => ts.isFunctionLike(node))
  expect(functions.length).toBeGreaterThan(1000)
  const long = functions.filter(({ parameters }) => parameters.length > MOST_PARAMETERS)
  const names = long.map((one) => `${one.getSourceFile().fileName}: ${one.name?.getText() ?? 'function'}`)
  expect(names.filter((name) => !EXCEPTED.includes(name))).toEqual([])
})
