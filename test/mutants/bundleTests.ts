import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, type Plugin } from 'esbuild'
import type { Mutant } from './findMutants.js'

/**
 * Rooms whose tests are not asked: what compares texts of the source or measures it says nothing of a figure; the other rooms do not use what is changed. `doors` and
 * `golden` look for files beside them.
 */
const NOT_ASKED = [
  'consumers',
  'browser',
  'docs',
  'gates',
  'bench',
  'math',
  'lp',
  'demand',
  'production',
  'examples',
  'mutants',
]

/** Takes the place of vitest in the bundle: the process that asks the tests puts there what collects them. */
const VITEST =
  'export const { describe, it, test, beforeAll, afterAll, expect, expectTypeOf, vi } = globalThis.sopVitest'

/** Imports a module past vitest, which would compile it. */
const NATIVE = 'native.cjs'

/** A source in which every change of the sample stands beside the original, and one number chooses. */
export function withMutants(source: string, mutants: readonly (Mutant & { readonly id: number })[]): string {
  return [...mutants]
    .sort((a, b) => b.start - a.start)
    .reduce(
      (text, { id, start, end, isFirst, text: other, original }) =>
        `${text.slice(0, start)}${isFirst ? '0, ' : ''}(globalThis.sopMutants.is(${id}) ? (${other}) : (${original}))${text.slice(end)}`,
      source,
    )
}

/** The test files that are asked, from the root of the project; all, or those in the folders given. */
export function listTests(root: string, folders: readonly string[]): string[] {
  return readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .map((name) => `test/${name.replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith('.test.ts') && !NOT_ASKED.includes(name.split('/')[1] ?? ''))
    .filter((name) => folders.length === 0 || folders.some((folder) => name.includes(folder)))
    .sort()
}

/**
 * Compiles test files and the source with the whole sample into modules that one process loads natively. What several files use is compiled once, in a module of its
 * own, so that a test file can be loaded anew for each change and the source is not. Nothing changes on the disk but `outdir`.
 */
export async function bundleTests(
  tests: readonly string[],
  { root, outdir, sample }: { root: string; outdir: string; sample: readonly Mutant[] },
): Promise<void> {
  const numbered = sample.map((mutant, id) => ({ ...mutant, id }))
  const plugin: Plugin = {
    name: 'mutants',
    setup(bundle) {
      bundle.onResolve({ filter: /^vitest$/ }, () => ({ path: 'vitest', namespace: 'collected' }))
      bundle.onLoad({ filter: /.*/, namespace: 'collected' }, () => ({ contents: VITEST }))
      bundle.onLoad({ filter: /[/\\](src|test)[/\\].*\.ts$/ }, ({ path }) => {
        const name = relative(root, path).replaceAll('\\', '/')
        const source = readFileSync(path, 'utf8')
        return {
          contents: withPlace(
            withMutants(
              source,
              numbered.filter(({ file }) => file === name),
            ),
            path,
          ),
          loader: 'ts',
        }
      })
    },
  }
  rmSync(outdir, { recursive: true, force: true })
  await build({
    absWorkingDir: root,
    entryPoints: [...tests],
    outdir,
    outbase: root,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    outExtension: { '.js': '.mjs' },
    logLevel: 'error',
    plugins: [plugin],
  })
  writeFileSync(join(outdir, NATIVE), 'module.exports = (url) => import(url)')
}

/** A test looks for its data beside itself, not beside the bundle. */
function withPlace(source: string, path: string): string {
  return source
    .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)))
    .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href))
}
