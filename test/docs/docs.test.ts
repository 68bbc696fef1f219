import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkTypes } from './checkTypes.js'
import { examplesOfPage, examplesOfSource, findExamples, makeRunnable, ROOT } from './examples.js'
import type { RunContext } from './runExample.js'
import { createRunContext, valueDifferences } from './runExample.js'

const examples = findExamples()
const contexts = new Map<string, RunContext>()
Object.assign(globalThis, { exampleContexts: contexts })

describe('the examples of README, docs and doc comments', () => {
  test('README and the doc comments hold examples', () => {
    expect(examples.filter(({ file }) => file === 'README.md').length).toBeGreaterThan(0)
    expect(examples.filter(({ file }) => file.endsWith('.ts')).length).toBeGreaterThan(0)
  })

  test('hold their types', () => {
    expect(checkTypes(examples).join('\n')).toBe('')
  })

  test.each(examples.map((example) => [`${example.file}:${example.line}`, example] as const))(
    '%s does what it says',
    async (key, example) => {
      const { checkedLines } = makeRunnable(example)
      const context = createRunContext(example.file)
      contexts.set(key, context)
      await import(/* @vite-ignore */ `virtual:example/${key}`)
      const report = context.report()
      const missed = checkedLines.filter((line) => !report.checkedLines.includes(line))
      expect([...report.problems, ...missed.map((line) => `${example.file}:${line}: never reached`)].join('\n')).toBe(
        '',
      )
      if (example.output === undefined) return
      if (process.env['SOP_UPDATE'] !== undefined) showOutput(example.file, example.output, tidy(report.output))
      else expect(tidy(report.output), key).toBe(tidy(example.output))
    },
  )
})

/** Puts what an example printed in place of what the page shows: `SOP_UPDATE=1 npx vitest run --project all test/docs`. */
function showOutput(file: string, shown: string, printed: string): void {
  const path = join(ROOT, file)
  const fence = (text: string): string => `\`\`\`text\n${text}\n\`\`\``
  writeFileSync(
    path,
    readFileSync(path, 'utf8').replace(fence(shown), () => fence(printed)),
  )
}

describe('the runner of examples', () => {
  const page = 'Text\n\n```ts\n1 + 1 // => 2\n```\n\nIt prints:\n\n```text\nhello\n```\n\n```sh\nnpm test\n```\n'
  const example = (code: string): { file: string; line: number; code: string } => ({ file: 'a.md', line: 10, code })

  test('finds blocks with their line and their output', () => {
    expect(examplesOfPage('a.md', page)).toEqual([{ file: 'a.md', line: 4, code: '1 + 1 // => 2', output: 'hello' }])
    const source = '/**\n * Adds.\n *\n * @example\n * ```ts\n * add(1) // => 2\n * ```\n */\nexport const add = 1\n'
    expect(examplesOfSource('a.ts', source)).toEqual([{ file: 'a.ts', line: 6, code: 'add(1) // => 2' }])
  })

  test('joins the blocks of a page that is one program, each line at its place', () => {
    const program =
      '# A\n\n<!-- example:one-program -->\n```ts\nconst a = 1\n```\n\nWords.\n\n```ts\na + 1 // => 2\n```\n'
    const [joined, ...more] = examplesOfPage('a.md', program)
    expect(more).toEqual([])
    expect(joined).toEqual({ file: 'a.md', line: 5, code: 'const a = 1\n\n\n\n\n\na + 1 // => 2' })
    expect(makeRunnable(joined as typeof joined & object).checkedLines).toEqual([11])
    expect(examplesOfPage('a.md', '<!-- example:one-program -->\nNo code.')).toEqual([])
  })

  test('turns comments into comparisons, also nested ones, declarations and values over several lines', () => {
    const { code, checkedLines } = makeRunnable(
      example("f({\n  a: 1,\n}).b // => [1,\n//   2]\nif (x) {\n  y // => 'z'\n}\nconst c = 3 // => 3"),
    )
    expect(checkedLines).toEqual([12, 15, 17])
    expect(code).toContain('expectValue((f({\n  a: 1,\n}).b), ([1,\n  2]), 12)')
    expect(code).toContain("expectValue((y), ('z'), 15)")
    expect(code).toContain('const c = 3;expectValue((c), (3), 17)')
  })

  test('refuses a value that is no literal, and one that belongs to no statement', () => {
    expect(() => makeRunnable(example('x // => about 3'))).toThrow('a.md:10')
    expect(() => makeRunnable(example('\n// => 3'))).toThrow('a.md:11')
  })

  test('compares numbers to 1e-9 and all else exactly', () => {
    expect(valueDifferences([0.1 + 0.2, { a: 'x' }], [0.3, { a: 'x' }], '')).toEqual([])
    expect(valueDifferences(0.300001, 0.3, '')).toHaveLength(1)
    expect(valueDifferences({ a: 1, b: 2 }, { a: 1 }, '')).toEqual(['b is 2, the page says undefined'])
    expect(valueDifferences([1], [1, 2], '')).toHaveLength(1)
    expect(valueDifferences(null, 0, '')).toHaveLength(1)
    expect(valueDifferences(Number.NaN, 1, '')).toHaveLength(1)
  })

  test('reports a wrong type with its file and line', () => {
    const [problem] = checkTypes([example("\nconst x: number = 'a'\nexport { x }")])
    expect(problem).toMatch(/^a\.md:11: Type 'string' is not assignable/)
  })
})

function tidy(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trim()
}
