import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, stop } from 'esbuild'
import { afterAll, describe, expect, inject, test } from 'vitest'

const installed = join(inject('consumer'), 'node_modules/sop-engine')
const page = readFileSync(join(installed, 'docs/how-to/bundlers.md'), 'utf8')
const readme = readFileSync(join(installed, 'README.md'), 'utf8')

/** Names and kB of the table of sizes: two pairs of cells in each row. */
const told = [...page.matchAll(/\| ((?:`\w+`(?:, | and )?)+) \| (\d+(?:\.\d)?) (?=\|)/g)].map(
  ([, cell = '', size = '']) => [[...cell.matchAll(/`(\w+)`/g)].map(([, name = '']) => name), Number(size)] as const,
)

afterAll(() => stop())

/** kB, minified and compressed, of what a page loads at once that imports some names from the root. */
async function kilobytes(names: readonly string[]): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: `export { ${names.join(', ')} } from 'sop-engine'`, resolveDir: inject('consumer') },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    write: false,
    logLevel: 'silent',
    // What is loaded at the first solve stands apart.
    plugins: [
      {
        name: 'later',
        setup: ({ onResolve }) =>
          onResolve({ filter: /./ }, ({ kind, path }) => (kind === 'dynamic-import' ? { path, external: true } : null)),
      },
    ],
  })
  return gzipSync(outputFiles[0]?.contents ?? '').length / 1000
}

describe('the pages say what an import weighs', () => {
  test('for a dozen names', () => {
    expect(told.length).toBe(12)
  })

  // A kB or a twentieth more or less is what a month of work makes.
  test.each(told)('%o: %d kB', async (names, size) => {
    const measured = await kilobytes(names)
    expect(Math.abs(measured - size), `${measured.toFixed(1)} kB`).toBeLessThan(Math.max(1, size / 20))
  })

  test('README says the same', () => {
    const row = /\| sizes, minified and gzip \|([^|]+)\|/.exec(readme)?.[1] ?? ''
    const sizes = [...row.matchAll(/`(\w+)` (\d+) kB/g)].map(([, name = '', size = '']) => [name, Number(size)])
    expect(sizes.length).toBeGreaterThan(3)
    for (const [name, size] of sizes) {
      expect(told.find(([names]) => names.length === 1 && names[0] === name)?.[1], `${name}`).toBe(size)
    }
  })
})
