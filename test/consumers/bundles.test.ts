import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, type BuildOptions, type Metafile, stop } from 'esbuild'
import { afterAll, describe, expect, inject, test } from 'vitest'
import { INPUT, PLANNED } from './smallPlan.js'

const consumer = inject('consumer')
const GLPK = join(consumer, 'node_modules/glpk.js')
/** A folder in which nothing is installed, nor above it. */
const bare = mkdtempSync(join(tmpdir(), 'sop-engine-bare-'))

const TOLD = `.then(
  ({ status, kpis }) => console.log(status, kpis.closingCash.total),
  ({ code, issues }) => console.log(code, issues[0].message, issues[0].remedy),
)`
const program = `import { plan } from 'sop-engine'
plan(${INPUT})${TOLD}`
const withFile = `import { plan } from 'sop-engine'
import { createGlpkSolver } from 'sop-engine/lp/glpk'
import wasm from './node_modules/glpk.js/dist/glpk.wasm'
plan(${INPUT}, { solver: createGlpkSolver({ wasm }) })${TOLD}`

afterAll(async () => {
  rmSync(bare, { recursive: true, force: true })
  // Its service would keep the process of this file alive.
  await stop()
})

const run = (file: string, cwd: string): string =>
  execFileSync(process.execPath, [file], { cwd, encoding: 'utf8' }).trim()

/** Bundles a program for Node into one file of the consumer's folder. */
async function bundle(contents: string, outfile: string, options: BuildOptions): Promise<Metafile> {
  const { metafile } = await build({
    absWorkingDir: consumer,
    stdin: { contents, resolveDir: consumer },
    bundle: true,
    platform: 'node',
    target: 'node20',
    outfile: join(consumer, outfile),
    metafile: true,
    logLevel: 'silent',
    ...options,
  })
  return metafile as Metafile
}

describe('a bundle for Node', () => {
  describe.each([
    ['esm', 'mjs'],
    ['cjs', 'cjs'],
  ] as const)('%s', (format, end) => {
    test('plans by itself where the package is installed', async () => {
      await bundle(program, `server.${end}`, { format })
      expect(run(`server.${end}`, consumer)).toBe(PLANNED)
    })

    test('has no line of glpk.js by external: [#glpk], and plans with the installed one', async () => {
      const metafile = await bundle(program, `outside.${end}`, { format, external: ['#glpk'] })
      expect(Object.keys(metafile.inputs).filter((file) => file.includes('glpk.js/'))).toEqual([])
      expect(readFileSync(join(consumer, `outside.${end}`), 'utf8')).not.toMatch(/glp_create_prob/)
      expect(run(`outside.${end}`, consumer)).toBe(PLANNED)
    })

    test('carried to where nothing is installed it plans with the file that it was handed', async () => {
      await bundle(withFile, `file.${end}`, { format, external: ['#glpk'], loader: { '.wasm': 'binary' } })
      copyFileSync(join(consumer, `file.${end}`), join(bare, `file.${end}`))
      expect(run(`file.${end}`, bare)).toBe(PLANNED)
    })

    test('carried there without the file it says what is missing there', async () => {
      for (const name of ['server', 'outside']) {
        copyFileSync(join(consumer, `${name}.${end}`), join(bare, `${name}.${end}`))
        expect(run(`${name}.${end}`, bare)).toMatch(/^SOLVER_FAILED .*npm install glpk\.js/)
      }
      expect(run(`server.${end}`, bare)).toMatch(/hand the file over: createGlpkSolver\(\{ wasm \}\)/)
    })
  })
})

describe('where glpk.js is not installed, as after npm install --omit=optional', () => {
  test.each(['mjs', 'cjs'])(
    'nothing fails before something is solved without a solver, and then in words (%s)',
    (end) => {
      const load = end === 'mjs' ? 'await import' : 'require'
      const script = `;(async () => {
      const { forecast, plan, verify } = ${load}('sop-engine')
      const { createGlpkSolver } = ${load}('sop-engine/lp/glpk')
      console.log(forecast([3, 4, 5], { horizon: 1, model: 'naive' }).point.join(), typeof verify)
      for (const solver of [undefined, createGlpkSolver(), createGlpkSolver({ worker: true })]) {
        await plan(${INPUT}, solver && { solver }).catch(({ code, issues }) => console.log(code, issues[0].remedy))
      }
    })()`
      writeFileSync(join(consumer, `absent.${end}`), script)
      renameSync(GLPK, `${GLPK}.away`)
      try {
        const [first, ...others] = run(`absent.${end}`, consumer).split('\n')
        expect(first).toBe('5 function')
        expect(others).toHaveLength(3)
        for (const line of others) expect(line).toMatch(/^SOLVER_FAILED .*npm install glpk\.js.*createHighsSolver\(\)/)
      } finally {
        renameSync(`${GLPK}.away`, GLPK)
      }
    },
  )

  test('it is optional: the default install has it', () => {
    const { dependencies, optionalDependencies } = JSON.parse(
      readFileSync(join(consumer, 'node_modules/sop-engine/package.json'), 'utf8'),
    ) as { dependencies: object; optionalDependencies: object }
    expect(Object.keys(optionalDependencies)).toEqual(['glpk.js'])
    expect(Object.keys(dependencies)).not.toContain('glpk.js')
  })
})

test('a thread of Node solves in a bundle, too', async () => {
  const threaded = program.replace(`plan(${INPUT})`, `plan(${INPUT}, { solver: createGlpkSolver({ worker: true }) })`)
  const contents = `import { createGlpkSolver } from 'sop-engine/lp/glpk'\n${threaded}`
  for (const [format, end] of [
    ['esm', 'mjs'],
    ['cjs', 'cjs'],
  ] as const) {
    await bundle(contents, `thread.${end}`, { format, external: ['#glpk'] })
    expect(run(`thread.${end}`, consumer)).toBe(PLANNED)
  }
})
