import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { build, stop } from 'esbuild'
import type { Metafile } from 'esbuild'
import { publint } from 'publint'
import { afterAll, describe, expect, inject, test } from 'vitest'
import { staticClosure } from './bundle.js'

const ROOT = join(import.meta.dirname, '../..')
const INSTALLED = join(inject('consumer'), 'node_modules/sop-engine')
const ROOMS =
  'core lp lp/glpk lp/highs lp/conformance demand costing production inventory finance schema scenario plan review'.split(
    ' ',
  )
/** Rooms that read a plan's input. */
const READ_INPUT: readonly string[] = ['schema', 'scenario', 'plan', 'review']

const files = readdirSync(INSTALLED, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name).slice(INSTALLED.length + 1))

function read(file: string): string {
  return readFileSync(join(INSTALLED, file), 'utf8')
}

// Its service would keep the process of this file alive.
afterAll(() => stop())

describe('the packed package', () => {
  test('holds dist, docs, and the pages that npm shows, and nothing else', () => {
    const tops = [...new Set(files.map((file) => file.split('/')[0]))].sort()
    expect(tops).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'dist', 'docs', 'package.json'])
    expect(files.filter((file) => !/\.(js|cjs|d\.ts|d\.cts|md|json|svg)$|^LICENSE$/.test(file))).toEqual([])
  })

  test('weighs at most 2.1 MB packed', () => {
    expect(statSync(inject('tarball')).size).toBeLessThan(2_100_000)
  })

  test('has pages whose links lead to files of it', () => {
    const pages = files.filter((file) => file.endsWith('.md'))
    const dead = pages.flatMap((page) =>
      [...read(page).matchAll(/\]\(([^)\s]+)\)/g)]
        .map(([, link = '']) => link)
        .filter((link) => !/^(https?:|mailto:|#)/.test(link))
        .filter((link) => !existsSync(join(INSTALLED, dirname(page), link.split('#')[0] ?? '')))
        .map((link) => `${page} -> ${link}`),
    )
    expect(pages.length).toBeGreaterThan(10)
    expect(dead).toEqual([])
  })

  test('has the JSON Schema of the input', () => {
    const schema = JSON.parse(read('docs/reference/plan-input.schema.json')) as { properties: object }
    expect(Object.keys(schema.properties)).toContain('items')
  })

  test('passes publint without a remark', async () => {
    const { messages } = await publint({ pkgDir: INSTALLED, pack: false, strict: true, level: 'suggestion' })
    expect(messages).toEqual([])
  })

  test('has types that attw finds right for ESM and CJS', () => {
    const attw = join(ROOT, 'node_modules/@arethetypeswrong/cli/dist/index.js')
    const run = spawnSync(process.execPath, [attw, inject('tarball'), '--profile', 'node16', '--format', 'ascii'], {
      encoding: 'utf8',
    })
    expect(run.status, run.stdout + run.stderr).toBe(0)
    expect(run.stdout).toContain('"sop-engine/plan"')
  })
})

describe('the engines stay outside', () => {
  const scripts = files.filter((file) => /^dist\/.*\.(js|cjs)$/.test(file))

  test('nothing of it is in dist, and dist is the size of our own code', () => {
    expect(scripts.length).toBeGreaterThan(2 * ROOMS.length)
    for (const file of scripts) {
      const text = read(file)
      expect(text, file).not.toMatch(/glp_simplex|glp_create_prob|Highs_run|WebAssembly\.|AGFzbQ/)
      expect(text.length, file).toBeLessThan(1_000_000)
    }
    expect(files.filter((file) => file.endsWith('.wasm'))).toEqual([])
  })

  test('CJS is the same files once more, no room with a copy of another', () => {
    const bytes = (end: string): number =>
      scripts.filter((file) => file.endsWith(end)).reduce((sum, file) => sum + read(file).length, 0)
    expect(scripts.filter((file) => file.endsWith('.cjs')).map((file) => file.slice(0, -4))).toEqual(
      scripts.filter((file) => file.endsWith('.js')).map((file) => file.slice(0, -3)),
    )
    // What makes a file CommonJS is some 30 lines in each, and the names of its chunk before each imported name.
    expect(bytes('.cjs') / bytes('.js')).toBeLessThan(1.2)
  })

  test.each(['#glpk', 'highs'])('dist reaches %s by import() only, also in CJS', (engine) => {
    const name = new RegExp(
      `\\b(require\\(|from|import\\(?)\\s*["'](${engine}|${engine.replace('#', '')}(\\.js|/)[^"']*)["']`,
      'g',
    )
    const loads = scripts.flatMap((file) =>
      [...read(file).matchAll(name)].map(([, keyword, path]) => `${file}: ${keyword} ${path}`),
    )
    expect(loads.filter((load) => load.endsWith(`.js: import( ${engine}`)).length).toBe(1)
    expect(loads.filter((load) => load.endsWith(`.cjs: import( ${engine}`)).length).toBe(1)
    expect(loads.filter((load) => !load.endsWith(`: import( ${engine}`))).toEqual([])
  })
})

describe('what a subpath loads at once', async () => {
  const loaded = new Map<string, string[]>()
  for (const room of ['index', ...ROOMS]) {
    const entry = room === 'index' ? 'dist/index.js' : `dist/${room}/index.js`
    if (existsSync(join(INSTALLED, entry))) loaded.set(room, staticClosure(await graph(entry), entry))
  }

  test.each(['index', ...ROOMS])('%s: no engine', (room) => {
    // A room has the name of its engine; what is not in dist is a package.
    const packages = loaded.get(room)?.filter((path) => !path.startsWith('dist/'))
    expect(packages?.filter((path) => /glpk|highs/.test(path))).toEqual([])
  })

  test.each(ROOMS.filter((room) => !READ_INPUT.includes(room)))('%s: no zod', (room) => {
    expect(loaded.get(room)?.filter((path) => /zod/.test(path))).toEqual([])
  })

  test('the walk sees what there is to see: zod in schema, and one more file than the entry', () => {
    expect(loaded.get('schema')).toContain('zod')
    expect(loaded.get('demand')?.length).toBeGreaterThan(1)
  })

  test('one forecast function, taken from the root, brings neither zod nor the engine', async () => {
    const { metafile } = await build({
      stdin: { contents: "export { forecast } from 'sop-engine'", resolveDir: inject('consumer') },
      bundle: true,
      format: 'esm',
      platform: 'browser',
      write: false,
      metafile: true,
      logLevel: 'silent',
    })
    const [output] = Object.values(metafile.outputs)
    const used = Object.entries(output?.inputs ?? {}).filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    expect(used.map(([file]) => file).filter((file) => /zod|glpk|highs/.test(file))).toEqual([])
    expect(used.length).toBeGreaterThan(0)
  })
})

/** The files of dist that an entry leads to, with packages left outside. */
async function graph(entry: string): Promise<Metafile> {
  const { metafile } = await build({
    absWorkingDir: INSTALLED,
    entryPoints: [entry],
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'neutral',
    packages: 'external',
    external: ['#glpk'],
    outdir: 'unused',
    write: false,
    metafile: true,
    logLevel: 'silent',
  })
  return metafile
}
