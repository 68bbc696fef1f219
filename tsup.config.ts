import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { build, type Plugin } from 'esbuild'
import { defineConfig, type Options } from 'tsup'

const ROOMS = [
  'core',
  'lp',
  'lp/glpk',
  'lp/highs',
  'lp/conformance',
  'demand',
  'costing',
  'production',
  'inventory',
  'finance',
  'schema',
  'scenario',
  'plan',
  'review',
]
const DIST = 'dist'

/** The default engine is GPL-3.0: it is a dependency that the package finds at run time, never a part of the bundle; nor is HiGHS. */
const ENGINE = ['#glpk', /^glpk\.js/, 'highs']

const shared: Options = {
  entry: {
    index: 'src/index.ts',
    ...Object.fromEntries(
      ROOMS.map((room) => [`${room}/index`, `src/${room}/index.ts`]).filter(([, file]) => existsSync(file as string)),
    ),
  },
  target: 'es2022',
  platform: 'neutral',
  external: ENGINE,
}

/** Each import becomes a `require` of the same file's CommonJS form, and each `import()` stays one. */
const besideEachOther: Plugin = {
  name: 'beside-each-other',
  setup({ onResolve }) {
    onResolve({ filter: /./ }, ({ kind, path }) => {
      if (kind === 'entry-point') return undefined
      return { external: true, path: path.startsWith('.') ? path.replace(/\.js$/, '.cjs') : path }
    })
  },
}

/**
 * Writes every ES module of dist once more as CommonJS, file by file: rooms share their chunks as they do there, so that
 * there is one copy of everything, `SopError` included. tsup's own splitting would turn import() into require(), and
 * the engine, which is ESM only, could not be loaded.
 */
async function writeCommonJs(): Promise<void> {
  const files = readdirSync(DIST, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'))
  await build({
    entryPoints: files.map((file) => join(DIST, file)),
    bundle: true,
    plugins: [besideEachOther],
    format: 'cjs',
    // As for Node, the names of a file are written down where import() and ES modules of Node look for them.
    platform: 'node',
    target: 'es2022',
    outbase: DIST,
    outdir: DIST,
    outExtension: { '.js': '.cjs' },
    // Where a file is, it knows by another name in CommonJS.
    // There it is empty, and `__filename` is known.
    define: { 'import.meta.url': 'undefined' },
    logLevel: 'warning',
  })
}

const scripts: Options = {
  ...shared,
  format: 'esm',
  clean: true,
  onSuccess: writeCommonJs,
}

const types: Options = {
  ...shared,
  format: ['esm', 'cjs'],
  // One program of all rooms, of which `tsc -b` has checked each under its own rules: the kernels without
  // noUncheckedIndexedAccess.
  dts: {
    only: true,
    compilerOptions: { ignoreDeprecations: '6.0', composite: false, noUncheckedIndexedAccess: false },
  },
}

export default defineConfig(({ dts }) => (dts === false ? [scripts] : [scripts, types]))
