import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { build, stop, transformSync } from 'esbuild'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { bundleForBrowser } from './bundle.js'

const consumer = inject('consumer')
const TSC = join(import.meta.dirname, '../../node_modules/typescript/bin/tsc')
const SUBPATHS = Object.keys(
  (JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as { exports: object }).exports,
)
  .filter((subpath) => subpath !== './package.json')
  .map((subpath) => subpath.replace('.', 'sop-engine'))

/** Runs a script in the consumer's folder and gives what it prints. */
function node(script: string): string {
  return execFileSync(process.execPath, [script], { cwd: consumer, encoding: 'utf8', maxBuffer: 1 << 28 })
}

function write(name: string, text: string): string {
  writeFileSync(join(consumer, name), text)
  return name
}

/** For each subpath a call that is refused; `checkPlanInput`, of schema, gives what it finds and throws nothing. */
const BROKEN_CALLS: Readonly<Record<string, string>> = {
  'sop-engine': "room.createCalendar({ start: '2027-02-30', months: 12 })",
  'sop-engine/core': "room.createCalendar({ start: '2027-02-30', months: 12 })",
  'sop-engine/lp': "const b = room.createModelBuilder('maximize'); b.addColumn({ lower: 2, upper: 1 }); b.build()",
  'sop-engine/lp/glpk': 'room.createGlpkSolver({ worker: 1 })',
  'sop-engine/lp/highs': "room.createHighsSolver({ method: 'hipo' })",
  'sop-engine/lp/conformance': 'await room.checkSolver({})',
  'sop-engine/demand': 'room.forecast([1, 2, 3], { horizon: -1 })',
  'sop-engine/costing': 'room.breakEven({ fixedCosts: -1, products: [] })',
  'sop-engine/production': 'await room.optimizeProduction({ calendar: { periods: [] }, items: [] })',
  'sop-engine/inventory':
    'room.safetyStock({ distribution: { mean: [1], stdDev: [1], cumulativeStdDev: [1] }, bucketDays: [30], leadTimeDays: -1, serviceLevelShare: 0.9 })',
  'sop-engine/finance': "room.depreciate({ cost: -1, lifeMonths: 3 }, { currency: 'USD' })",
  'sop-engine/plan': "await room.plan({ items: 'none' })",
  'sop-engine/scenario': "room.applyPatch({ items: 'none' }, { id: 1 })",
  'sop-engine/review': "await room.attributeDifference({ items: 'none' }, { patches: 1 })",
}

const company = readFileSync(join(consumer, 'company.ts'), 'utf8')

// Its service would keep the process of this file alive.
afterAll(() => stop())

describe('a stranger installs the package', () => {
  let esm = ''

  beforeAll(() => {
    write('company.mjs', transformSync(company, { loader: 'ts', format: 'esm' }).code)
    esm = node(write('main.mjs', "import { run } from './company.mjs'\nprocess.stdout.write(await run())\n"))
  })

  test('Node ESM plans the company of README', () => {
    const plan = JSON.parse(esm) as { status: string }
    expect(plan.status).toBe('optimal')
    expect(esm.length).toBeGreaterThan(1000)
  })

  test('Node CJS gives the same plan, byte for byte', () => {
    write('company.cjs', transformSync(company, { loader: 'ts', format: 'cjs' }).code)
    const script = "require('./company.cjs').run().then((json) => process.stdout.write(json))\n"
    expect(node(write('main.cjs', script)) === esm).toBe(true)
  })

  test('a worker thread plans, tells its progress and ends', () => {
    const example = readFileSync(join(import.meta.dirname, '../../examples/in-a-worker/main.mjs'), 'utf8')
    const printed = node(write('worker.mjs', example)).trim().split('\n')
    expect(printed).toContain('solve 1 of 1')
    expect(printed.at(-1)).toBe('optimal 4785')
  })

  test('the same input gives the same plan in another process and another time zone', () => {
    const again = execFileSync(process.execPath, ['main.mjs'], {
      cwd: consumer,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      env: { ...process.env, TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8' },
    })
    expect(again === esm).toBe(true)
  })

  test('every subpath gives the same names to ESM and CJS', () => {
    const script = (load: string): string =>
      `for (const name of ${JSON.stringify(SUBPATHS)}) console.log(name, Object.keys(${load}).sort().join())\n`
    const fromEsm = node(write('names.mjs', script('await import(name)')))
    const fromCjs = node(write('names.cjs', script('require(name)')))
    expect(fromCjs).toBe(fromEsm)
    for (const line of fromEsm.trim().split('\n')) expect(line).toMatch(/^sop-engine\S* \w+/)
  })

  test.each(['ESM', 'CJS'])('an error of any subpath is an instance of the SopError of the root, in %s', (format) => {
    const calls = Object.entries(BROKEN_CALLS).map(([name, code]) => `'${name}': async (room) => { ${code} }`)
    const script = `
      const load = ${format === 'ESM' ? '(name) => import(name)' : 'async (name) => require(name)'}
      ;(async () => {
        const { SopError } = await load('sop-engine')
        for (const [name, call] of Object.entries({ ${calls.join()} })) {
          const error = await load(name).then(call).then(() => 'nothing', (thrown) => thrown)
          console.log(name, error instanceof SopError ? 'SopError' : error)
        }
      })()`
    expect(SUBPATHS.filter((name) => BROKEN_CALLS[name] === undefined)).toEqual(['sop-engine/schema'])
    const expected = Object.keys(BROKEN_CALLS)
      .map((name) => `${name} SopError\n`)
      .join('')
    expect(node(write(`instances.${format === 'ESM' ? 'mjs' : 'cjs'}`, script))).toBe(expected)
  })

  test('CJS loads the adapter of the engine at the first solve, and zod for no trade', () => {
    // The adapter has a door of its own.
    const others = SUBPATHS.filter((name) => name !== 'sop-engine/lp/glpk')
    const script = `
      const { relative } = require('node:path')
      const loaded = (word) => Object.keys(require.cache).filter((file) => relative(__dirname, file).includes(word)).length
      for (const name of ${JSON.stringify(others.filter((name) => !/^sop-engine(\/schema|\/scenario|\/plan|\/review)?$/.test(name)))}) require(name)
      console.log('trades', loaded('sop-engine') > 10, loaded('zod'), loaded('glpk'))
      for (const name of ${JSON.stringify(others)}) require(name)
      console.log('all', loaded('zod') > 0, loaded('glpk'))
      require('./company.cjs').run().then(() => console.log('solved', loaded('glpk') > 0))`
    expect(node(write('lazy.cjs', script))).toBe('trades true 0 0\nall true 0\nsolved true\n')
  })

  describe('HiGHS as the solver, an optional peer', () => {
    const script = (load: string): string => `
      ;(async () => {
        const [{ createModelBuilder, solveModel }, { createHighsSolver }] = [${load.replace('*', 'sop-engine')}, ${load.replace('*', 'sop-engine/lp/highs')}]
        const builder = createModelBuilder('maximize')
        builder.addTerm(builder.addRow({ upper: 7 }), builder.addColumn({ objective: 1, integer: true }), 2)
        const answer = await solveModel(builder.build(), { solver: createHighsSolver() }).catch((error) => error)
        console.log(answer.code ?? answer.status, answer.message ?? answer.objective)
      })()`
    const forms = [
      ['ESM', 'highs.mjs', script("await import('*')")],
      ['CJS', 'highs.cjs', script("require('*')")],
    ] as const
    const peer = join(consumer, 'node_modules/highs')

    test.each(forms)('is not installed by the library; %s says at the first solve what to install', (_, name, code) => {
      // Also none in a folder above, where Node would look for it.
      const folders = createRequire(join(consumer, 'main.mjs')).resolve.paths('highs') ?? []
      expect(folders.filter((folder) => existsSync(join(folder, 'highs')))).toEqual([])
      expect(node(write(name, code))).toMatch(/^SOLVER_FAILED .*could not be loaded: .*\(npm install highs\)/)
    })

    test('solves where it is installed, in ESM and CJS and in a bundle, also where glpk.js is not', async () => {
      const glpk = join(consumer, 'node_modules/glpk.js')
      cpSync(join(import.meta.dirname, '../../node_modules/highs'), peer, { recursive: true, dereference: true })
      renameSync(glpk, `${glpk}.away`)
      try {
        for (const [, name, code] of forms) expect(node(write(name, code)), name).toBe('optimal 3\n')
        const { metafile } = await build({
          absWorkingDir: consumer,
          stdin: { contents: script("await import('*')"), resolveDir: consumer },
          bundle: true,
          format: 'esm',
          platform: 'browser',
          external: ['#glpk', 'node:module'],
          write: false,
          metafile: true,
          logLevel: 'silent',
        })
        const engines = Object.keys(metafile.inputs).filter((input) => /node_modules\/(glpk|highs)/.test(input))
        expect(engines).toEqual(['node_modules/highs/build/highs.mjs'])
      } finally {
        renameSync(`${glpk}.away`, glpk)
        rmSync(peer, { recursive: true })
      }
    })
  })

  test('an error of the CJS build is known to the ESM build, and the other way round', () => {
    const script = `
      import { createRequire } from 'node:module'
      import * as esm from 'sop-engine'
      const cjs = createRequire(import.meta.url)('sop-engine')
      const caught = (library) => {
        try { library.createCalendar({ start: '2027-02-30', months: 12 }) } catch (error) { return error }
      }
      console.log(esm.isSopError(caught(cjs)), cjs.isSopError(caught(esm)), caught(esm) instanceof cjs.SopError)
      console.log(esm.isSopError(new Error('x')))`
    expect(node(write('errors.mjs', script))).toBe('true true false\nfalse\n')
  })

  test('esbuild bundles it for browsers, with the engine for browsers behind a dynamic import', async () => {
    const metafile = await bundleForBrowser(consumer, join(consumer, 'bundle'))
    const inputs = Object.keys(metafile.inputs)
    expect(inputs).toContain('node_modules/glpk.js/dist/index.js')
    expect(inputs).not.toContain('node_modules/glpk.js/dist/glpk.js')
    expect(inputs.filter((input) => input.includes('highs'))).toEqual([])
    const first = Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint === 'company.ts')
    expect(Object.keys(first?.[1].inputs ?? {}).filter((input) => input.includes('glpk.js/'))).toEqual([])
  })
})

describe('strict TypeScript accepts the types', () => {
  // The types of zod speak of URL, which is the DOM's or Node's; of Node nothing is needed.
  const strict = {
    target: 'es2022',
    lib: ['es2022', 'dom'],
    strict: true,
    skipLibCheck: false,
    noEmit: true,
    types: [],
  }
  const modes = {
    nodenext: { module: 'nodenext', moduleResolution: 'nodenext' },
    bundler: { module: 'esnext', moduleResolution: 'bundler' },
  }
  const everything = SUBPATHS.map((name, i) => `import * as m${i} from '${name}'\nexport const n${i}: object = m${i}\n`)

  beforeAll(() => {
    write('everything.ts', everything.join(''))
    write('everything.cts', everything.join(''))
  })

  test.each(Object.entries(modes))('under %s', (mode, options) => {
    const files = ['company.ts', 'everything.ts', ...(mode === 'nodenext' ? ['everything.cts'] : [])]
    write(`tsconfig.${mode}.json`, JSON.stringify({ compilerOptions: { ...strict, ...options }, files }))
    expect(check(`tsconfig.${mode}.json`)).toBe('')
  })

  test('and a wrong input does not compile', () => {
    write('wrong.ts', "import { plan } from 'sop-engine'\nexport const wrong = plan({ currency: 1 })\n")
    const compilerOptions = { ...strict, ...modes.nodenext }
    write('tsconfig.wrong.json', JSON.stringify({ compilerOptions, files: ['wrong.ts'] }))
    expect(check('tsconfig.wrong.json')).toMatch(/^wrong\.ts\(2,/)
  })

  function check(config: string): string {
    try {
      return execFileSync(process.execPath, [TSC, '-p', config], { cwd: consumer, encoding: 'utf8' })
    } catch (error) {
      return (error as { stdout: string }).stdout
    }
  }
})
