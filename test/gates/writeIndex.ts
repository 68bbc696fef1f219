import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

/** Writes src/index.ts anew: every public name of every room, grouped by room. Run it after a room gains a name. */
const ROOT = join(import.meta.dirname, '../..')

const TITLES: Readonly<Record<string, string>> = {
  core: 'the words everyone shares: money, calendar, units, product structure, terms, errors',
  lp: 'the linear model and the port to solvers',
  demand: 'forecasting',
  costing: 'cost cards, standard and variable costing',
  production: 'the optimizer',
  inventory: 'projection and safety stock',
  finance: 'the ledger and its statements',
  schema: 'the input contract',
  plan: 'the whole chain, and its proof',
}

const rooms = Object.keys(TITLES).filter((room) => existsSync(join(ROOT, 'src', room, 'index.ts')))
const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile)
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT)
const program = ts.createProgram(
  rooms.map((room) => join(ROOT, 'src', room, 'index.ts')),
  options,
)
const checker = program.getTypeChecker()
const taken = new Set<string>()

const sections = rooms.map((room) => {
  const source = program.getSourceFile(join(ROOT, 'src', room, 'index.ts')) as ts.SourceFile
  const names = checker.getExportsOfModule(checker.getSymbolAtLocation(source) as ts.Symbol).flatMap((symbol) => {
    if (taken.has(symbol.name)) {
      console.warn(`${room}: ${symbol.name} is the name of another room, too; it is left out here`)
      return []
    }
    taken.add(symbol.name)
    const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
    return [{ name: symbol.name, isValue: (target.flags & ts.SymbolFlags.Value) !== 0 }]
  })
  const list = (keyword: string, isValue: boolean): string => {
    const chosen = names.filter((entry) => entry.isValue === isValue).map(({ name }) => name)
    chosen.sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))
    const lines = chosen.map((name) => `  ${name},\n`).join('')
    return chosen.length === 0 ? '' : `${keyword} {\n${lines}} from './${room}/index.js'\n`
  }
  return `// ${room}: ${TITLES[room]}\n${list('export', true)}${list('export type', false)}`
})

writeFileSync(join(ROOT, 'src/index.ts'), sections.join('\n'))
console.log(`src/index.ts: ${taken.size} names of ${rooms.length} rooms`)
