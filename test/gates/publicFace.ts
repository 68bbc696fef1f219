import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import ts from 'typescript'
import { listRooms } from '../docs/checkTypes.js'

export const ROOT: string = join(import.meta.dirname, '../..')
export const FACE_PAGE: string = join(ROOT, 'docs/decisions/public-face.md')
export const API_PAGE: string = join(ROOT, 'docs/reference/api.md')
export const INDEX: string = join(ROOT, 'src/index.ts')

/** What the root may hold at most. */
export const MOST = { functions: 85, types: 180 } as const

const TITLES: Readonly<Record<string, string>> = {
  core: 'the words everyone shares: money, calendar, units, product structure, terms, errors, tables',
  lp: 'the linear model and the port to solvers',
  'lp/glpk': 'the default solver, with a say in where its engine is and runs',
  'lp/highs': 'HiGHS as the solver (needs the package highs)',
  'lp/conformance': 'whether a solver keeps the contract',
  demand: 'forecasting',
  costing: 'cost cards, standard and variable costing, variances',
  production: 'the optimizer',
  inventory: 'projection and safety stock',
  finance: 'the ledger and its statements',
  schema: 'the input contract',
  scenario: 'patches, differences and merges of inputs',
  plan: 'the whole chain, and its proof',
  review: 'two plans compared, a difference put down to its causes, signatures',
}

/** A public name of a room. */
export interface PublicName {
  readonly name: string
  readonly room: string
  /** A function, a class or a value; else a type. */
  readonly isValue: boolean
  /** First sentence of its doc comment. */
  readonly sentence: string
  readonly symbol: ts.Symbol
}

/** All public names, room by room. */
export interface Rooms {
  readonly checker: ts.TypeChecker
  readonly names: readonly PublicName[]
}

/** The subpaths that package.json exports. */
function openRooms(): string[] {
  const { exports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { exports: object }
  const paths = Object.keys(exports).flatMap((path) => /^\.\/([a-z/]+)$/.exec(path)?.[1] ?? [])
  return [...Object.keys(TITLES).filter((room) => paths.includes(room)), ...paths.filter((path) => !(path in TITLES))]
}

function firstSentence(text: string): string {
  const [paragraph = ''] = text.trim().split(/\n\s*\n/)
  const line = paragraph.replace(/\s+/g, ' ').trim()
  return /^(.*?[^.][.?!])(?: [A-Z`]|$)/.exec(line)?.[1] ?? line
}

/** Reads the names that each room exports. */
export function readRooms(): Rooms {
  const rooms = openRooms()
  const entry = (room: string): string => join(ROOT, 'src', room, 'index.ts')
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile) as { config: unknown }
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT)
  const program = ts.createProgram(rooms.map(entry), options)
  const checker = program.getTypeChecker()
  const names = rooms.flatMap((room) => {
    const module = checker.getSymbolAtLocation(program.getSourceFile(entry(room)) as ts.SourceFile)
    return (module === undefined ? [] : checker.getExportsOfModule(module)).map((exported): PublicName => {
      const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported
      return {
        name: exported.name,
        room,
        isValue: (symbol.flags & ts.SymbolFlags.Value) !== 0,
        sentence: firstSentence(withoutLinks(ts.displayPartsToString(symbol.getDocumentationComment(checker)))),
        symbol,
      }
    })
  })
  return { checker, names }
}

/** `{@link allocate}` is a link in the pages of TypeDoc; elsewhere it is a name. */
const withoutLinks = (text: string): string => text.replaceAll(/\{@link (\w+)[^}]*\}/g, '`$1`')

/** The names of the root, each with the line of reason that the page of decisions gives; throws where one has none. */
export function readFace(page: string = readFileSync(FACE_PAGE, 'utf8')): ReadonlyMap<string, string> {
  const face = new Map<string, string>()
  const section = page.slice(page.indexOf('## At the root'))
  for (const line of section.split('\n').filter((text) => text.startsWith('- '))) {
    const match = /^- ((?:`\w+`(?:, )?)+): (\S.*)$/.exec(line)
    if (match === null) throw new Error(`public-face.md: write "- \`name\`, \`name\`: reason" in place of "${line}"`)
    for (const [, name] of (match[1] as string).matchAll(/`(\w+)`/g)) {
      if (face.has(name as string)) throw new Error(`public-face.md names ${name} twice`)
      face.set(name as string, match[2] as string)
    }
  }
  return face
}

function byName(a: PublicName, b: PublicName): number {
  const [left, right] = [a.name.toLowerCase(), b.name.toLowerCase()]
  return left < right ? -1 : left > right ? 1 : a.name < b.name ? -1 : 1
}

/** The public names of the root, in the order of the rooms. */
export function rootNames({ names }: Rooms, face: ReadonlyMap<string, string>): PublicName[] {
  const known = new Set(names.map(({ name }) => name))
  const unknown = [...face.keys()].filter((name) => !known.has(name))
  if (unknown.length > 0) {
    throw new Error(`public-face.md names ${unknown.join(', ')}, which no room exports: take it out of the page`)
  }
  const taken = new Set<string>()
  return names.filter(({ name }) => face.has(name) && !taken.has(name) && taken.add(name) !== undefined)
}

/** src/index.ts: the names of the root, grouped by room. */
export function writeRoot(root: readonly PublicName[]): string {
  const list = (room: string, isValue: boolean): string => {
    const chosen = root.filter((entry) => entry.room === room && entry.isValue === isValue).sort(byName)
    if (chosen.length === 0) return ''
    const lines = chosen.map(({ name }) => `  ${name},\n`).join('')
    return `${isValue ? 'export' : 'export type'} {\n${lines}} from './${room}/index.js'\n`
  }
  const rooms = [...new Set(root.map(({ room }) => room))]
  return rooms.map((room) => `// ${room}: ${TITLES[room]}\n${list(room, true)}${list(room, false)}`).join('\n')
}

function tableOf(names: readonly PublicName[], face: ReadonlyMap<string, string>): string {
  const rows = [...names].sort(byName).map(({ name, sentence }) => {
    return `| \`${name}\` | ${face.has(name) ? 'yes' : ''} | ${sentence.replaceAll('|', '\\|')} |`
  })
  return ['| name | root | what it is |', '| --- | --- | --- |', ...rows].join('\n')
}

function countOf(names: readonly PublicName[]): string {
  const functions = names.filter(({ isValue }) => isValue).length
  return `${functions} functions, ${names.length - functions} types`
}

/** docs/reference/api.md: every public name, by entry. */
export function writeApiPage(rooms: Rooms, face: ReadonlyMap<string, string>): string {
  const root = rootNames(rooms, face)
  const entries = [...new Set(rooms.names.map(({ room }) => room))]
  const sections = entries.map((room) => {
    const names = rooms.names.filter((entry) => entry.room === room)
    const functions = names.filter(({ isValue }) => isValue)
    const types = names.filter(({ isValue }) => !isValue)
    return [
      `## sop-engine/${room}: ${TITLES[room] ?? room}`,
      ...(functions.length > 0 ? [tableOf(functions, face)] : []),
      ...(types.length > 0 ? ['Types', tableOf(types, face)] : []),
    ].join('\n\n')
  })
  return `${[
    '# Public names',
    '<!-- Written by `npm run write:index`; a gate compares it with the code. -->',
    `All that can be imported, by entry: functions with what they do, then types. What is marked can be imported from the root, too. Why it is there, and where a new name goes: [the public face](../decisions/public-face.md).`,
    `The root, \`sop-engine\`: ${countOf(root)} (at most ${MOST.functions} and ${MOST.types}).`,
    ...sections,
  ].join('\n\n')}\n`
}

/** Folders of src with an index that package.json does not export. */
export function closedRooms(): string[] {
  const open = openRooms()
  return listRooms().filter((room) => !open.includes(room))
}

/** A path below the root of the package. */
export function below(file: string): string {
  return relative(ROOT, file)
}
