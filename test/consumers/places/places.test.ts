import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest'
import { INPUT, PLANNED } from '../smallPlan.js'

/** Every recipe of docs/how-to/bundlers.md that the other consumer tests do not run. */
const consumer = inject('consumer')
const BIN = join(consumer, 'node_modules/.bin')
const WASM = join(consumer, 'node_modules/glpk.js/dist/glpk.wasm')
/** A folder in which nothing is installed, nor above it. */
const bare = mkdtempSync(join(tmpdir(), 'sop-engine-bare-'))

const TOLD = `.then(({ status, kpis }) => console.log(status, kpis.closingCash.total))`
const WITH_FILE = `import { plan } from 'sop-engine'
import { createGlpkSolver } from 'sop-engine/lp/glpk'
import wasm from './node_modules/glpk.js/dist/glpk.wasm'
`

const started: ChildProcess[] = []

beforeAll(() => {
  write('program.mjs', `import { plan } from 'sop-engine'\nplan(${INPUT})${TOLD}`)
  write('withFile.mjs', `${WITH_FILE}plan(${INPUT}, { solver: createGlpkSolver({ wasm }) })${TOLD}`)
})

afterEach(() => {
  for (const server of started.splice(0)) if (server.pid !== undefined) process.kill(-server.pid, 'SIGKILL')
})

afterAll(() => rmSync(bare, { recursive: true, force: true }))

function write(name: string, text: string): string {
  mkdirSync(join(consumer, name, '..'), { recursive: true })
  writeFileSync(join(consumer, name), text)
  return name
}

/** Runs a program to its end and gives what it printed. */
function run(command: string, parameters: readonly string[], cwd = consumer): string {
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' }
  return execFileSync(command, [...parameters], {
    cwd,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim()
}

/** Runs a program that an install has put in place. */
const tool = (name: string, ...parameters: string[]): string => run(join(BIN, name), parameters)
const node = (...parameters: string[]): string => run(process.execPath, parameters)

/** A port that nobody has. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** Starts a server, and gives its answers once it has one. */
async function serve(
  command: string,
  { parameters, port, cwd = consumer }: { parameters: readonly string[]; port: number; cwd?: string },
): Promise<(path: string) => Promise<string>> {
  // A group of its own, so that its workers end with it.
  started.push(spawn(command, [...parameters], { cwd, stdio: 'ignore', detached: true }))
  const ask = async (path: string): Promise<string> => (await fetch(`http://127.0.0.1:${port}${path}`)).text()
  for (let tries = 0; ; tries++) {
    try {
      await ask('/')
      return ask
    } catch (error) {
      if (tries > 120) throw error
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
  }
}

/** The files of a folder that hold the engine: its script for Node, its file as text, or its script for pages, which unpacks the file. */
const withEngine = (folder: string): string[] =>
  readdirSync(join(consumer, folder), { recursive: true, encoding: 'utf8' }).filter(
    (file) =>
      /\.m?js$/.test(file) &&
      /glp_create_prob|AGFzbQ|need dictionary/.test(readFileSync(join(consumer, folder, file), 'utf8')),
  )

test('rollup: by itself, and without a line of glpk.js by external', () => {
  const config = [false, true].map(
    (isOut) => `{
      input: 'program.mjs', external: ${isOut ? "['#glpk']" : '[]'}, plugins: [resolve({ exportConditions: ['node'] })],
      output: { dir: 'rollup-${isOut ? 'out' : 'in'}', format: 'es', entryFileNames: '[name].mjs' },
    }`,
  )
  write('rollup.mjs', `import resolve from '@rollup/plugin-node-resolve'\nexport default [${config.join(',')}]`)
  tool('rollup', '-c', 'rollup.mjs', '--silent')
  expect(withEngine('rollup-in')).toHaveLength(1)
  expect(withEngine('rollup-out')).toEqual([])
  for (const folder of ['rollup-in', 'rollup-out']) expect(node(`${folder}/program.mjs`)).toBe(PLANNED)
})

test('webpack: by itself, and without a line of glpk.js by external', () => {
  const config = [false, true].map(
    (isOut) => `{
      mode: 'production', target: 'node20', entry: './program.mjs', experiments: { outputModule: true },
      output: { path: __dirname + '/webpack-${isOut ? 'out' : 'in'}', filename: 'main.mjs', module: true, library: { type: 'module' } },
      externals: ${isOut ? "{ '#glpk': 'module #glpk' }" : '{}'},
    }`,
  )
  write('webpack.cjs', `module.exports = [${config.join(',')}]`)
  tool('webpack', '--config', 'webpack.cjs')
  expect(withEngine('webpack-in')).toHaveLength(1)
  expect(withEngine('webpack-out')).toEqual([])
  for (const folder of ['webpack-in', 'webpack-out']) expect(node(`${folder}/main.mjs`)).toBe(PLANNED)
})

test('Vite: a page with the engine in a chunk of its own, and one without a line of it by external', async () => {
  write('page/index.html', '<!doctype html><script type="module" src="./main.js"></script>')
  write('page/main.js', readFileSync(join(consumer, 'program.mjs'), 'utf8'))
  for (const [name, external] of [
    ['in', '[]'],
    ['out', "['#glpk']"],
  ]) {
    const build = `{ outDir: '../vite-${name}', target: 'es2022', rollupOptions: { external: ${external} } }`
    write(`vite.${name}.mjs`, `export default { root: 'page', logLevel: 'silent', build: ${build} }`)
    tool('vite', 'build', '--config', `vite.${name}.mjs`)
  }
  const entry = /src="\/(assets\/[^"]+)"/.exec(readFileSync(join(consumer, 'vite-in/index.html'), 'utf8'))?.[1]
  expect(withEngine('vite-in')).toHaveLength(1)
  expect(withEngine('vite-in')).not.toContain(entry)
  expect(withEngine('vite-out')).toEqual([])
  const port = await freePort()
  const preview = ['preview', '--config', 'vite.in.mjs', '--host', '127.0.0.1', '--port', String(port)]
  await serve(join(BIN, 'vite'), { parameters: preview, port })
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  })
  try {
    const page = await browser.newPage()
    // Not that there is no icon.
    const told = page.waitForEvent('console', { predicate: (message) => message.type() === 'log' })
    await page.goto(`http://127.0.0.1:${port}/`)
    expect((await told).text()).toBe(PLANNED)
  } finally {
    await browser.close()
  }
})

test('Next: a route and a Server Component', async () => {
  const call = `const { status, kpis } = await plan(${INPUT})`
  const head = "import { plan } from 'sop-engine'\nexport const dynamic = 'force-dynamic'\n"
  const answer = '`${status} ${kpis.closingCash.total}`'
  write('next.config.mjs', 'export default { turbopack: { root: import.meta.dirname } }')
  write('app/layout.jsx', 'export default ({ children }) => <html><body>{children}</body></html>')
  write('app/page.jsx', `${head}export default async function Page() { ${call}; return <p>{${answer}}</p> }`)
  write('app/plan/route.js', `${head}export async function GET() { ${call}; return new Response(${answer}) }`)
  tool('next', 'build')
  const port = await freePort()
  const ask = await serve(join(BIN, 'next'), { parameters: ['start', '-p', String(port)], port })
  expect(await ask('/plan')).toBe(PLANNED)
  expect(await ask('/')).toContain(`<p>${PLANNED}</p>`)
})

test('workerd: with the file as a module', async () => {
  const port = await freePort()
  write(
    'worker.mjs',
    `${WITH_FILE.replace('./node_modules/glpk.js/dist/', './')}export default { async fetch() {
    const { status, kpis } = await plan(${INPUT}, { solver: createGlpkSolver({ wasm }) })
    return new Response(\`\${status} \${kpis.closingCash.total}\`)
  } }`,
  )
  write(
    'workerd/config.capnp',
    `using Workerd = import "/workerd/workerd.capnp";
    const config :Workerd.Config = (
      services = [(name = "main", worker = .main)],
      sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
    );
    const main :Workerd.Worker = (
      modules = [(name = "worker.js", esModule = embed "worker.js"), (name = "glpk.wasm", wasm = embed "glpk.wasm")],
      compatibilityDate = "2026-01-01",
    );`,
  )
  copyFileSync(WASM, join(consumer, 'workerd/glpk.wasm'))
  const outside = ['--external:./glpk.wasm', '--external:#glpk', '--log-level=error']
  tool('esbuild', 'worker.mjs', '--bundle', '--format=esm', '--outfile=workerd/worker.js', ...outside)
  const ask = await serve(join(BIN, 'workerd'), { parameters: ['serve', 'workerd/config.capnp'], port })
  expect(await ask('/')).toBe(PLANNED)
})

test('Deno, as it is', () => {
  expect(tool('deno', 'run', '--allow-all', '--no-remote', 'program.mjs')).toBe(PLANNED)
})

describe('Bun', () => {
  test('as it is', () => {
    expect(tool('bun', 'program.mjs')).toBe(PLANNED)
  })

  test('bun build: by itself, and without a line of glpk.js by --external', () => {
    tool('bun', 'build', 'program.mjs', '--target=node', '--outfile=bun-in/main.mjs')
    tool('bun', 'build', 'program.mjs', '--target=node', '--external', '#glpk', '--outfile=bun-out/main.mjs')
    expect(withEngine('bun-in')).toHaveLength(1)
    expect(withEngine('bun-out')).toEqual([])
    for (const folder of ['bun-in', 'bun-out']) expect(node(`${folder}/main.mjs`)).toBe(PLANNED)
  })

  test('bun build --compile: an executable with the file, where nothing is installed', () => {
    tool('bun', 'build', 'withFile.mjs', '--compile', `--outfile=${join(bare, 'compiled')}`)
    expect(run(join(bare, 'compiled'), [], bare)).toBe(PLANNED)
  })
})

test('Node: an executable with the file, where nothing is installed', () => {
  const options = ['--bundle', '--platform=node', '--target=node20', '--format=cjs', '--loader:.wasm=binary']
  tool('esbuild', 'withFile.mjs', ...options, '--external:#glpk', '--outfile=single.cjs', '--log-level=error')
  const single = { main: 'single.cjs', output: 'single.blob', disableExperimentalSEAWarning: true }
  write('single.json', JSON.stringify(single))
  node('--experimental-sea-config', 'single.json')
  const executable = join(bare, 'single')
  cpSync(process.execPath, executable, { dereference: true })
  chmodSync(executable, 0o755)
  const fuse = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2'
  tool('postject', executable, 'NODE_SEA_BLOB', 'single.blob', '--sentinel-fuse', fuse)
  expect(existsSync(join(bare, 'node_modules'))).toBe(false)
  expect(run(executable, [], bare)).toBe(PLANNED)
})
