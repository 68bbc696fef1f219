import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import ts from 'typescript'

/** A block of code that the documentation shows, and that must hold. */
export interface Example {
  /** File, relative to the root of the package. */
  readonly file: string
  /** Line of the first line of code, counted from 1. */
  readonly line: number
  readonly code: string
  /** The output that the page shows right below the block, where it does. */
  readonly output?: string
}

export const ROOT: string = join(import.meta.dirname, '../..')

/** Every block of code in README, docs and the folders' pages, and every `@example` in src. */
export function findExamples(root: string = ROOT): Example[] {
  const pages = [
    ...['README.md', 'CHANGELOG.md'].filter((name) => existsSync(join(root, name))),
    ...filesUnder(root, 'docs').filter((name) => name.endsWith('.md') && !name.startsWith('docs/api/')),
    ...filesUnder(root, 'src').filter((name) => name.endsWith('.md')),
  ]
  const sources = filesUnder(root, 'src').filter((name) => name.endsWith('.ts'))
  return [...pages, ...sources].flatMap((file) => examplesOfFile(file, root))
}

/** Every example of one file, whose path is relative to the root. */
export function examplesOfFile(file: string, root: string = ROOT): Example[] {
  const text = readFileSync(join(root, file), 'utf8')
  return file.endsWith('.md') ? examplesOfPage(file, text) : examplesOfSource(file, text)
}

function filesUnder(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort()
}

/** A page that says so is one program: its blocks see the names of those above them. */
const ONE_PROGRAM = '<!-- example:one-program -->'

/**
 * The fenced `ts` blocks of a Markdown page, each with the `text` block that follows it at once; all blocks as one example
 * where the page is one program.
 */
export function examplesOfPage(file: string, text: string): Example[] {
  const fences = findFences(text.split('\n'))
  if (text.includes(ONE_PROGRAM))
    return joinFences(
      file,
      fences.filter(({ language }) => language === 'ts'),
    )
  return fences.flatMap((fence, i) => {
    if (fence.language !== 'ts') return []
    const next = fences[i + 1]
    const between =
      next === undefined
        ? ''
        : text
            .split('\n')
            .slice(fence.end + 1, next.start)
            .join(' ')
            .trim()
    const isOutput = next?.language === 'text' && (between === '' || /^[^.]{0,80}:$/.test(between))
    const example = { file, line: fence.start + 2, code: fence.lines.join('\n') }
    return [isOutput ? { ...example, output: next.lines.join('\n') } : example]
  })
}

/** One example out of several blocks, with empty lines for what stands between them, so that each line keeps its number. */
function joinFences(file: string, fences: readonly Fence[]): Example[] {
  const [first] = fences
  if (first === undefined) return []
  const lines: string[] = []
  for (const fence of fences) {
    while (lines.length < fence.start - first.start) lines.push('')
    lines.push(...fence.lines)
  }
  return [{ file, line: first.start + 2, code: lines.join('\n') }]
}

/** The fenced `ts` blocks of every `@example` tag of a source file. */
export function examplesOfSource(file: string, text: string): Example[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const examples: Example[] = []
  const seen = new Set<number>()
  const visit = (node: ts.Node): void => {
    for (const tag of ts.getJSDocTags(node)) {
      if (tag.tagName.text !== 'example' || seen.has(tag.pos)) continue
      seen.add(tag.pos)
      const first = source.getLineAndCharacterOfPosition(tag.getStart()).line
      const lines = text
        .slice(tag.getStart(), tag.end)
        .split('\n')
        .map((line) => line.replace(/^\s*\* ?/, ''))
      for (const fence of findFences(lines)) {
        if (fence.language !== 'ts') continue
        examples.push({ file, line: first + fence.start + 2, code: fence.lines.join('\n') })
      }
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return examples.sort((a, b) => a.line - b.line)
}

interface Fence {
  readonly language: string
  /** Index of the opening line. */
  readonly start: number
  /** Index of the closing line. */
  readonly end: number
  readonly lines: readonly string[]
}

function findFences(lines: readonly string[]): Fence[] {
  const fences: Fence[] = []
  for (let i = 0; i < lines.length; i++) {
    const open = /^(\s*)```(\S*)\s*$/.exec(lines[i] as string)
    if (open === null) continue
    const start = i
    const indent = (open[1] as string).length
    const body: string[] = []
    for (i++; i < lines.length && !/^\s*```\s*$/.test(lines[i] as string); i++) {
      body.push((lines[i] as string).slice(Math.min(indent, (lines[i] as string).search(/\S|$/))))
    }
    fences.push({ language: open[2] as string, start, end: i, lines: body })
  }
  return fences
}

/** An example made to run: each `expression // => value` calls `expectValue`, and the console is a parameter. */
export interface RunnableExample {
  readonly code: string
  /** Lines, in the file, of the values that must be compared when it runs. */
  readonly checkedLines: readonly number[]
}

/**
 * Rewrites an example so that its comments are compared with what its expressions give.
 *
 * The text after `// =>` is a JavaScript literal; it may go on in the comment lines that follow.
 */
export function makeRunnable(example: Example): RunnableExample {
  const source = ts.createSourceFile('example.ts', example.code, ts.ScriptTarget.Latest, true)
  const lines = example.code.split('\n')
  const edits: { readonly start: number; readonly end: number; readonly text: string }[] = []
  const checkedLines: number[] = []
  const used = new Set<number>()

  const visit = (node: ts.Node): void => {
    if (ts.isExpressionStatement(node) || ts.isVariableStatement(node)) {
      const row = source.getLineAndCharacterOfPosition(node.end).line
      const comment = /\/\/ => ?(.*)$/.exec(lines[row]?.slice(columnOf(source, node.end)) ?? '')
      if (comment !== null && !used.has(row)) {
        used.add(row)
        const value = readLiteral(example, lines, row, comment[1] as string)
        const line = example.line + row
        checkedLines.push(line)
        if (ts.isExpressionStatement(node)) {
          const { expression } = node
          edits.push({
            start: expression.getStart(),
            end: node.end,
            text: `;expectValue((${expression.getText()}), (${value}), ${line});`,
          })
        } else {
          const name = node.declarationList.declarations.at(-1)?.name.getText() ?? 'undefined'
          edits.push({ start: node.end, end: node.end, text: `;expectValue((${name}), (${value}), ${line});` })
        }
        return
      }
    }
    ts.forEachChild(node, visit)
  }
  visit(source)

  lines.forEach((line, row) => {
    if (/\/\/ =>/.test(line) && !used.has(row)) {
      throw new Error(`${example.file}:${example.line + row}: no statement ends before this expected value`)
    }
  })
  let code = example.code
  for (const edit of edits.sort((a, b) => b.start - a.start)) {
    code = code.slice(0, edit.start) + edit.text + code.slice(edit.end)
  }
  return { code, checkedLines }
}

function columnOf(source: ts.SourceFile, position: number): number {
  return source.getLineAndCharacterOfPosition(position).character
}

function readLiteral(example: Example, lines: readonly string[], row: number, first: string): string {
  let text = first
  for (let next = row + 1; ; next++) {
    if (isExpression(text)) return text
    const more = /^\s*\/\/(?! =>) ?(.*)$/.exec(lines[next] ?? '')
    if (more === null) break
    text += `\n${more[1]}`
  }
  throw new Error(`${example.file}:${example.line + row}: the expected value is not a literal: ${first}`)
}

function isExpression(text: string): boolean {
  const { diagnostics } = ts.transpileModule(`(${text});`, { reportDiagnostics: true })
  return text.trim() !== '' && (diagnostics ?? []).length === 0
}
