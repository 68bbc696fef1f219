import { existsSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import ts from 'typescript'
import { beforeAll, describe, expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')

interface PublicName {
  readonly name: string
  readonly symbol: ts.Symbol
}

describe('the public names', () => {
  let checker: ts.TypeChecker
  let fromRoot: PublicName[] = []
  let fromRooms: (PublicName & { readonly room: string })[] = []

  beforeAll(() => {
    const rooms = readdirSync(join(ROOT, 'src')).filter((room) => existsSync(join(ROOT, 'src', room, 'index.ts')))
    const entry = (room: string): string => join(ROOT, 'src', room, 'index.ts')
    const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile)
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT)
    const program = ts.createProgram([entry('.'), ...rooms.map(entry)], options)
    checker = program.getTypeChecker()
    const namesOf = (file: string): PublicName[] => {
      const source = program.getSourceFile(file)
      const module = source === undefined ? undefined : checker.getSymbolAtLocation(source)
      return (module === undefined ? [] : checker.getExportsOfModule(module)).map((symbol) => ({
        name: symbol.name,
        symbol: symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol,
      }))
    }
    fromRoot = namesOf(entry('.'))
    fromRooms = rooms.flatMap((room) => namesOf(entry(room)).map((entryName) => ({ ...entryName, room })))
  })

  // Mended by `npm run write:index`.
  test('of every room are those of the root, and one name means one thing', () => {
    const root = new Map(fromRoot.map(({ name, symbol }) => [name, symbol]))
    expect(fromRoot.length).toBeGreaterThan(10)
    const apart = fromRooms.filter(({ name, symbol }) => root.get(name) !== symbol)
    expect(apart.map(({ name, room }) => `${room}: ${name}`)).toEqual([])
    const known = new Set(fromRooms.map(({ name }) => name))
    expect(fromRoot.map(({ name }) => name).filter((name) => !known.has(name))).toEqual([])
  })

  test('are documented; a function has a sentence, its parameters and an example', () => {
    const problems = fromRoot.flatMap(({ name, symbol }) => {
      const declaration = symbol.declarations?.[0]
      const file = declaration === undefined ? '' : relative(ROOT, declaration.getSourceFile().fileName)
      const sentence = ts.displayPartsToString(symbol.getDocumentationComment(checker))
      const missing = sentence.trim() === '' ? ['a sentence'] : []
      const type = declaration === undefined ? undefined : checker.getTypeOfSymbolAtLocation(symbol, declaration)
      const [signature] = symbol.flags & ts.SymbolFlags.Value ? (type?.getCallSignatures() ?? []) : []
      if (signature !== undefined) {
        const tags = symbol.getJsDocTags(checker)
        const documented = tags.filter((tag) => tag.name === 'param').map((tag) => tag.text?.[0]?.text)
        for (const { name: parameter } of signature.parameters) {
          if (!documented.includes(parameter)) missing.push(`@param ${parameter}`)
        }
        const example = tags.find((tag) => tag.name === 'example')
        if (!ts.displayPartsToString(example?.text).includes('```ts')) missing.push('an @example')
      }
      return missing.map((what) => `${file}: ${name} lacks ${what}`)
    })
    expect(problems.join('\n')).toBe('')
  })
})
