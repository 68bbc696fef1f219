import { existsSync } from 'node:fs'
import { defineConfig } from 'tsup'

const ROOMS = ['core', 'lp', 'demand', 'costing', 'production', 'inventory', 'finance', 'schema', 'plan']

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    ...Object.fromEntries(
      ROOMS.map((room) => [`${room}/index`, `src/${room}/index.ts`]).filter(([, file]) => existsSync(file as string)),
    ),
  },
  format: ['esm', 'cjs'],
  target: 'es2022',
  platform: 'neutral',
  // No `splitting` here: by default ESM subpaths share chunks and CJS does not split. Were CJS to split, tsup would
  // turn import() into require() there, and the engine, which is ESM only, could not be loaded.
  // The engine is GPL-3.0: it is a dependency that the package finds at run time, never a part of the bundle.
  external: ['#glpk', /^glpk\.js/],
  // One program of all rooms, of which `tsc -b` has checked each under its own rules: the kernels without
  // noUncheckedIndexedAccess.
  dts: { compilerOptions: { ignoreDeprecations: '6.0', composite: false, noUncheckedIndexedAccess: false } },
  sourcemap: true,
  clean: true,
  esbuildOptions(options) {
    // src ships beside dist, so the maps need not repeat it.
    options.sourcesContent = false
  },
})
