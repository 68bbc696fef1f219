import ts from 'typescript'
import * as core from '../../src/core/index.js'
import * as costing from '../../src/costing/index.js'
import * as demand from '../../src/demand/index.js'
import * as finance from '../../src/finance/index.js'
import * as inventory from '../../src/inventory/index.js'
import * as conformance from '../../src/lp/conformance/index.js'
import * as glpk from '../../src/lp/glpk/index.js'
import * as highs from '../../src/lp/highs/index.js'
import * as lp from '../../src/lp/index.js'
import * as planning from '../../src/plan/index.js'
import * as production from '../../src/production/index.js'
import * as review from '../../src/review/index.js'
import * as scenario from '../../src/scenario/index.js'
import * as schema from '../../src/schema/index.js'

/** One call of a function in an example. */
export interface RecordedCall {
  readonly arguments: readonly unknown[]
}

export type Callable = (...args: unknown[]) => unknown

/** Every public function and value by name. */
export const doors: ReadonlyMap<string, unknown> = new Map(
  [
    core,
    lp,
    glpk,
    highs,
    conformance,
    demand,
    costing,
    production,
    inventory,
    finance,
    schema,
    scenario,
    planning,
    review,
  ].flatMap((room) => Object.entries(room)),
)

/** A copy of plain records and arrays; what else there is (functions, typed arrays) stays itself. */
export function copyPlain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyPlain)
  if (value === null || typeof value !== 'object') return value
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return value
  return Object.fromEntries(Object.entries(value).map(([field, part]) => [field, copyPlain(part)]))
}

/** Runs an example against src and keeps what it passes to one function. */
export async function recordCalls(name: string, example: string): Promise<readonly RecordedCall[]> {
  const calls: RecordedCall[] = []
  const recorded = Object.fromEntries(
    [...doors].map(([key, door]) => {
      if (key !== name) return [key, door]
      return [
        key,
        (...args: unknown[]) => {
          calls.push({ arguments: copyPlain(args) as unknown[] })
          return (door as Callable)(...args)
        },
      ]
    }),
  )
  const { outputText } = ts.transpileModule(example, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  })
  const code = outputText
    .replace(/^import \{([^}]*)\} from 'sop-engine[^']*';?$/gm, (_, names: string) => {
      return `const {${names.replaceAll(' as ', ': ')}} = recorded;`
    })
    .replace(/^export \{\};?$/gm, '')
  const AsyncFunction = (async () => {}).constructor as new (...parts: string[]) => Callable
  const silent = { log() {}, table() {}, error() {} }
  await new AsyncFunction('recorded', 'console', code)(recorded, silent)
  return calls
}
