import { readFileSync } from 'node:fs'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import {
  API_PAGE,
  below,
  INDEX,
  MOST,
  closedRooms,
  readFace,
  readRooms,
  rootNames,
  writeApiPage,
  writeRoot,
} from './publicFace.js'

describe('the public names', () => {
  const rooms = readRooms()
  const face = readFace()
  const root = rootNames(rooms, face)

  test('mean one thing each, whatever they are imported from', () => {
    const meaning = new Map<string, ts.Symbol>()
    const apart = rooms.names.filter(({ name, symbol }) => {
      const known = meaning.get(name) ?? symbol
      meaning.set(name, known)
      return known !== symbol
    })
    expect(rooms.names.length).toBeGreaterThan(300)
    expect(apart.map(({ name, room }) => `${room}: ${name}`)).toEqual([])
  })

  test('of the root are those of docs/decisions/public-face.md, and few (npm run write:index)', () => {
    const plain = (text: string): string =>
      text
        .replace(/[\s,]+/g, ' ')
        .replaceAll('{ ', '{')
        .replaceAll(' }', '}')
    expect(plain(readFileSync(INDEX, 'utf8'))).toBe(plain(writeRoot(root)))
    const functions = root.filter(({ isValue }) => isValue).length
    expect(functions).toBeLessThanOrEqual(MOST.functions)
    expect(root.length - functions).toBeLessThanOrEqual(MOST.types)
  })

  test('are listed in docs/reference/api.md (npm run write:index)', () => {
    expect(readFileSync(API_PAGE, 'utf8')).toBe(writeApiPage(rooms, face))
  })

  test('come from rooms that the package exports: no other has an index', () => {
    expect(closedRooms()).toEqual([])
  })

  test('are refused at the root without a reason, twice, or where no room has them', () => {
    const page = (lines: string): string => `text\n- \`elsewhere\`\n## At the root\n${lines}\n`
    expect([...readFace(page('- `plan`, `verify`: why'))]).toEqual([
      ['plan', 'why'],
      ['verify', 'why'],
    ])
    expect(() => readFace(page('- `plan`'))).toThrow('write "- `name`, `name`: reason"')
    expect(() => readFace(page('- `plan`: a\n- `plan`: b'))).toThrow('names plan twice')
    expect(() => rootNames(rooms, new Map([['planet', 'why']]))).toThrow('names planet, which no room exports')
  })

  test('are documented; a function has a sentence, its parameters and an example', () => {
    const { checker } = rooms
    const problems = rooms.names.flatMap(({ name, symbol, sentence }) => {
      const declaration = symbol.declarations?.[0]
      const file = declaration === undefined ? '' : below(declaration.getSourceFile().fileName)
      const missing = sentence === '' ? ['a sentence'] : []
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
        if (signature.parameters.length > 2) missing.push('one object in the place of its further parameters')
      }
      return missing.map((what) => `${file}: ${name} lacks ${what}`)
    })
    expect(problems.join('\n')).toBe('')
  })
})
