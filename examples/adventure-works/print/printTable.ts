/** A column: its title, and where its text stands. */
export interface Column {
  readonly title: string
  readonly align?: 'left' | 'right'
}

/** Lines of text go to standard output; progress goes to standard error. */
export function print(line = ''): void {
  process.stdout.write(`${line}\n`)
}

/** Characters of a line of text; tables by month need a few more. */
const WIDTH = 118

/** A headline with a rule below. */
export function printTitle(title: string, remark = ''): void {
  print()
  print(`${title.toUpperCase()}${remark === '' ? '' : `   ${remark}`}`)
  print('='.repeat(WIDTH))
}

/** A smaller headline. */
export function printHeading(title: string): void {
  print()
  print(title)
}

const MANY_COLUMNS = 12

/** Rows in aligned columns; the first column stands left, the others right unless they say otherwise. */
export function printTable(columns: readonly Column[], rows: readonly (readonly string[])[]): void {
  const widths = columns.map(({ title }, c) => Math.max(title.length, ...rows.map((row) => (row[c] ?? '').length)))
  const gap = columns.length > MANY_COLUMNS ? ' ' : '  '
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, c) =>
        (columns[c]?.align ?? (c === 0 ? 'left' : 'right')) === 'left'
          ? cell.padEnd(widths[c] ?? 0)
          : cell.padStart(widths[c] ?? 0),
      )
      .join(gap)
      .trimEnd()
  print(line(columns.map(({ title }) => title)))
  print(widths.map((width) => '-'.repeat(width)).join(gap))
  for (const row of rows) print(line(row))
}

/** A text in lines of at most so many characters, broken between words. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}

/** A text after a mark, its further lines under its first. */
export function printWrapped(mark: string, text: string): void {
  wrap(text, WIDTH - mark.length).forEach((line, i) => print(`${i === 0 ? mark : ' '.repeat(mark.length)}${line}`))
}
