/** The floors of the house, from the ground up: an import goes down, never up, never sideways. */
const TRADES = ['demand', 'costing', 'production', 'inventory', 'finance']
const FLOORS = [['math'], ['core'], ['lp'], TRADES, ['schema'], ['scenario'], ['plan'], ['review']]

/** Nothing on a floor may import from a floor above it. */
const floors = FLOORS.slice(0, -1).map((rooms, floor) => ({
  name: `floor-${rooms.length === 1 ? rooms[0] : 'trades'}`,
  comment: 'An import goes down: math < core < lp < the five trades < schema < scenario < plan < review < index.',
  severity: 'error',
  from: { path: `^src/(${rooms.join('|')})/` },
  to: {
    path: `^src/(${FLOORS.slice(floor + 1)
      .flat()
      .join('|')})/`,
  },
}))

/** One trade knows nothing of another; they meet in plan/, through plain data. */
const sideways = TRADES.map((trade) => ({
  name: `sideways-${trade}`,
  comment: 'The five trades never import each other; what two of them need lies below them.',
  severity: 'error',
  from: { path: `^src/${trade}/` },
  to: { path: `^src/(${TRADES.filter((other) => other !== trade).join('|')})/` },
}))

/** Each package is imported in one place only. */
const singleImporters = [
  ['decimal.js', '^src/core/money/money\\.ts$'],
  ['@date-fns/utc', '^src/core/time/calendar\\.ts$'],
  ['date-fns', '^src/core/time/calendar\\.ts$'],
  ['zod', '^src/schema/'],
  ['glpk.js', '^src/lp/solvers/glpk\\.ts$'],
  ['#glpk', '^src/lp/solvers/glpk\\.ts$'],
  ['highs', '^src/lp/solvers/highs\\.ts$'],
].map(([name, importer]) => ({
  name: `single-importer-${name}`,
  comment: 'Each package is imported in one place only.',
  severity: 'error',
  from: { path: '^src/', pathNot: importer },
  to: { path: `(^${name}($|/)|node_modules/${name}/)` },
}))

module.exports = {
  forbidden: [
    ...floors,
    ...sideways,
    ...singleImporters,
    {
      name: 'index-is-the-roof',
      comment: 'Nobody imports the public index; it only gathers names.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^src/index\\.ts$' },
    },
    {
      name: 'no-cycle',
      comment: 'Modules form a tree that can be read from the ground up.',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true },
    },
    {
      name: 'unknown-room',
      comment: 'A new folder in src must be given its floor in this file.',
      severity: 'error',
      from: { path: '^src/', pathNot: `^src/(index\\.ts$|(${FLOORS.flat().join('|')})/)` },
      to: {},
    },
    {
      name: 'src-stands-alone',
      comment: 'The library imports neither tests nor examples nor anything else outside src.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|examples|docs|dist)/' },
    },
    {
      name: 'no-node-builtins',
      comment: 'The library runs in browsers: it imports nothing of Node.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'only-declared-packages',
      comment: 'The library imports its own dependencies only, none of the development tools.',
      severity: 'error',
      from: { path: '^src/' },
      // glpk.js is reached as #glpk, through the imports map of package.json, which has a rule of its own above.
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'npm-optional', 'npm-peer'],
        // highs is an optional peer, which has a rule of its own, too.
        pathNot: '(^#glpk$|node_modules/(glpk\\.js|highs)/)',
      },
    },
    {
      name: 'resolvable',
      comment: 'Every import leads somewhere.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/lp/solvers/glpk\\.ts$' },
      to: { couldNotResolve: true },
    },
    {
      name: 'by-their-own-doors',
      comment:
        'The doors of the two engines and the conformance suite are reached by their subpaths alone: nothing else pays for them.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/lp/(glpk/|highs/|conformance/|solvers/highs)' },
      to: { path: '^src/lp/(glpk/|highs/|conformance/|solvers/highs)' },
    },
    {
      name: 'solver-is-lazy',
      comment:
        'The engine is loaded only when something is solved: never by a static import; its adapter has one door more.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/lp/glpk/' },
      to: {
        path: '(^src/lp/solvers/glpk\\.ts$|^#glpk$|node_modules/(glpk\\.js|highs)/)',
        dependencyTypesNot: ['dynamic-import', 'type-only'],
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
