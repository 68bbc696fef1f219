import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { listRooms } from '../docs/checkTypes.js'

const ROOT = join(import.meta.dirname, '../..')
const rooms = listRooms()

interface LockedPackage {
  readonly integrity?: string
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

describe('the lock file', () => {
  const text = readFileSync(join(ROOT, 'package-lock.json'), 'utf8')
  const { packages } = JSON.parse(text) as { packages: Record<string, LockedPackage> }

  test('names no host, and a checksum for each package', () => {
    expect(text).not.toMatch(/"resolved"|\.tgz/)
    const unchecked = Object.entries(packages).filter(([path, { integrity }]) => path !== '' && integrity === undefined)
    expect(unchecked.map(([path]) => path)).toEqual([])
  })

  test('holds what packages need on every platform, or npm ci refuses it', () => {
    const missing = Object.entries(packages).flatMap(([path, { dependencies, optionalDependencies }]) =>
      Object.keys({ ...dependencies, ...optionalDependencies })
        .filter((name) => !isLocked(path, name))
        .map((name) => `${path} needs ${name}`),
    )
    expect(missing).toEqual([])
  })

  /** Looks for a package where Node would: beside the one that needs it, then in each folder above. */
  function isLocked(path: string, name: string): boolean {
    for (let folder = path; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1))) {
      if (packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`] !== undefined) return true
      if (folder === '') return false
    }
  }
})

describe('package.json', () => {
  const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    exports: Record<string, unknown>
    imports: Record<string, unknown>
    sideEffects: boolean
    dependencies: Record<string, string>
    peerDependencies: Record<string, string>
    peerDependenciesMeta: Record<string, { readonly optional?: boolean }>
  }

  test('exports each room of src, and nothing that is not there', () => {
    const expected = ['.', './package.json', ...rooms.map((room) => `./${room}`)]
    expect(Object.keys(manifest.exports).sort()).toEqual(expected.sort())
  })

  test('leads Node to the engine for Node and all others to the one for browsers', () => {
    expect(manifest.imports).toEqual({ '#glpk': { node: 'glpk.js/node', default: 'glpk.js' } })
    expect(manifest.sideEffects).toBe(false)
  })

  test('asks for nothing but what it cannot do without: the solver of another licence is the choice of who installs it', () => {
    expect(Object.keys(manifest.dependencies)).not.toContain('highs')
    expect(Object.keys(manifest.peerDependencies)).toEqual(['highs'])
    expect(manifest.peerDependenciesMeta).toEqual({ highs: { optional: true } })
  })
})

test('each folder of src has a page that says what belongs there', () => {
  const folders = readdirSync(join(ROOT, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory())
  expect(folders.map(({ name }) => name).filter((name) => !existsSync(join(ROOT, 'src', name, 'README.md')))).toEqual(
    [],
  )
})
