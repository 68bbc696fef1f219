import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isSopError } from '../../src/core/checking/errors.js'
import { checkSolver } from '../../src/lp/conformance/index.js'
import { createGlpkSolver, type GlpkSolverOptions } from '../../src/lp/glpk/index.js'
import type { LinearModel } from '../../src/lp/index.js'
import { createRandom } from '../core/createRandom.js'
import { modelOf } from './modelOf.js'
import { randomParts, toModel } from './randomModel.js'

const MODULES = join(import.meta.dirname, '../../node_modules')
const FILE = join(MODULES, 'glpk.js/dist/glpk.wasm')
const bytes = readFileSync(FILE)
const small = modelOf('maximize', [{ objective: 5, upper: 8 }], [{ upper: 12, terms: [2] }])

/** A market split: no search without cuts ends in a lifetime. */
function endless(): LinearModel {
  const random = createRandom(7)
  const lines = Array.from({ length: 6 }, () => Array.from({ length: 50 }, () => Math.floor(100 * random())))
  return modelOf(
    'minimize',
    [
      ...Array.from({ length: 50 }, () => ({ upper: 1, integer: true })),
      ...lines.flatMap(() => [{ objective: 1 }, { objective: 1 }]),
    ],
    lines.map((line, i) => {
      const half = Math.floor(line.reduce((a, b) => a + b, 0) / 2)
      return { lower: half, upper: half, terms: [...line, ...lines.flatMap((_, k) => (k === i ? [1, -1] : [0, 0]))] }
    }),
  )
}

/** What a solve throws: code and remedy of its one issue. */
async function failure(options: GlpkSolverOptions): Promise<{ code: string; message: string; remedy: string }> {
  const error: unknown = await createGlpkSolver(options)
    .solve(small)
    .catch((thrown: unknown) => thrown)
  if (!isSopError(error)) throw new Error(`no SopError: ${String(error)}`)
  const [{ code, message, remedy }] = error.issues as [(typeof error.issues)[0]]
  return { code, message, remedy }
}

describe('an engine of a file that was handed over', () => {
  test('keeps the contract of solvers', async () => {
    const { cases } = await checkSolver(createGlpkSolver({ wasm: bytes }))
    expect(cases.filter(({ ok }) => !ok).map(({ name, message }) => `${name}: ${message}`)).toEqual([])
  })

  test('answers as the installed one does, bit for bit', async () => {
    const [installed, handed] = [createGlpkSolver(), createGlpkSolver({ wasm: bytes })]
    await fc.assert(
      fc.asyncProperty(randomParts, fc.boolean(), async (parts, isWhole) => {
        const linear = toModel(parts, { hints: true })
        // Whole numbers need bounds.
        const columnUpper = linear.columnUpper.map((upper) => Math.min(upper, 40))
        const model = isWhole
          ? { ...linear, columnUpper, columnKind: new Uint8Array(linear.columnCount).fill(1) }
          : linear
        const { solveSeconds: _, ...one } = await installed.solve(model)
        const { solveSeconds: __, ...other } = await handed.solve(model)
        expect(other).toEqual(one)
      }),
    )
  })

  test.each([
    ['bytes', bytes],
    ['an ArrayBuffer', new Uint8Array(bytes).buffer],
    ['a path', FILE],
    ['a URL', pathToFileURL(FILE)],
    ['a URL as a text', pathToFileURL(FILE).href],
    ['a URL of data', `data:application/wasm;base64,${bytes.toString('base64')}`],
    ['a compiled module', new WebAssembly.Module(bytes)],
  ])('takes %s', async (_, wasm) => {
    expect((await createGlpkSolver({ wasm }).solve(small)).objective).toBe(30)
  })

  test.each([
    ['another engine', readFileSync(join(MODULES, 'highs/build/highs.wasm')), /not the glpk\.wasm of glpk\.js 5\.0/],
    ['no WebAssembly', new Uint8Array([1, 2, 3]), /could not be loaded/],
    ['a path that leads nowhere', join(MODULES, 'nothing.wasm'), /ENOENT/],
    ['an object of another kind', {}, /neither a URL nor bytes/],
  ])('is refused in words where it is %s', async (_, wasm, words) => {
    const { code, message } = await failure({ wasm })
    expect(code).toBe('SOLVER_FAILED')
    expect(message).toMatch(words)
  })

  test('grows its memory for a large model', async () => {
    const wide = modelOf(
      'maximize',
      Array.from({ length: 700 }, (_, j) => ({ objective: j === 5 ? 1 : -1, upper: 3 })),
      Array.from({ length: 700 }, (_, i) => ({
        upper: 400 + (i % 13),
        terms: Array.from({ length: 700 }, (__, j) => 1 + ((i * j) % 5)),
      })),
    )
    const { solveSeconds: _, ...installed } = await createGlpkSolver().solve(wide)
    const { solveSeconds: __, ...handed } = await createGlpkSolver({ wasm: bytes }).solve(wide)
    expect(handed).toEqual(installed)
  })
})

describe('an engine in a thread', () => {
  test('keeps the contract of solvers, and solves several models at a time', async () => {
    const solver = createGlpkSolver({ worker: true })
    const { cases } = await checkSolver(solver)
    expect(cases.filter(({ ok }) => !ok).map(({ name, message }) => `${name}: ${message}`)).toEqual([])
    const models = [3, 4, 5].map((upper) => modelOf('maximize', [{ objective: 2, upper }], [{ upper: 9, terms: [1] }]))
    const answers = await Promise.all(models.map((model) => solver.solve(model)))
    expect(answers.map(({ objective }) => objective)).toEqual([6, 8, 10])
  })

  test('leaves timers their turn while it solves, ends at a signal, and begins anew', async () => {
    const solver = createGlpkSolver({ worker: true })
    await solver.solve(small)
    const stop = new AbortController()
    const reason = new Error('the window was closed')
    let ticks = 0
    const timer = setInterval(() => {
      ticks += 1
      if (ticks === 5) stop.abort(reason)
    }, 10)
    const error: unknown = await solver.solve(endless(), { signal: stop.signal }).catch((thrown: unknown) => thrown)
    clearInterval(timer)
    expect(isSopError(error) && [error.code, error.cause]).toEqual(['ABORTED', reason])
    expect((await solver.solve(small)).objective).toBe(30)
  })
})

describe('what mends an engine that does not start fits the place', () => {
  const thrown = (error: unknown): Promise<{ remedy: string }> =>
    failure({ load: () => Promise.reject(error instanceof Error ? error : new Error(String(error))) })

  test.each([
    [
      "ENOENT: no such file or directory, open '/srv/app/dist/glpk.wasm'",
      /In a bundle .*createGlpkSolver\(\{ wasm \}\)/,
    ],
    // esbuild to CommonJS, where import.meta is empty
    [
      "The argument 'filename' must be a file URL object, file URL string, or absolute path string. Received undefined",
      /In a bundle .*createGlpkSolver\(\{ wasm \}\)/,
    ],
    [
      "Cannot find package 'glpk.js' imported from /srv/app/node_modules/sop-engine/dist/chunk.js",
      /npm install glpk\.js/,
    ],
    ['No such module "glpk.js".', /npm install glpk\.js/],
  ])('%s', async (message, remedy) => {
    expect((await thrown(message)).remedy).toMatch(remedy)
  })

  test('a place without workers, and a page that forbids them', async () => {
    const { Worker } = globalThis as { Worker?: unknown }
    try {
      Object.assign(globalThis, { Worker: undefined })
      expect((await thrown('Worker is not defined')).remedy).toMatch(/no workers here.*createGlpkSolver\(\{ wasm \}\)/)
      Object.assign(globalThis, { Worker: class {} })
      expect((await thrown('refused')).remedy).toMatch(/Content-Security-Policy/)
    } finally {
      Object.assign(globalThis, { Worker })
    }
  })

  test('what contradicts itself, or is no option, is refused at once', () => {
    const codes = (options: object): unknown => {
      try {
        return createGlpkSolver(options)
      } catch (error) {
        return isSopError(error) ? error.issues.map(({ code, path }) => `${code} ${path}`) : error
      }
    }
    expect(codes({ worker: true, wasm: FILE })).toEqual(['CONFLICT options'])
    expect(codes({ wasm: 7, worker: 'yes' })).toEqual(['WRONG_TYPE options.worker', 'WRONG_TYPE options.wasm'])
    expect(codes({ wasmm: FILE })).toEqual(['UNKNOWN_FIELD options.wasmm'])
  })
})
