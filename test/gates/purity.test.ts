import { readFileSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')

/** Members of Date that read the clock or the local time zone. */
const LOCAL_TIME =
  /^(get|set)(FullYear|Month|Date|Day|Hours|Minutes|Seconds|Milliseconds|Year)$|^getTimezoneOffset$|^to(Date|Time)String$/

/**
 * What lint cannot see: where Date is allowed, in core/time/calendar.ts and in plan/proof/civilDays.ts, which shares no
 * arithmetic with the calendar, only `Date.UTC` is; and nowhere does a member of a Date speak of local time.
 */
function impurities(file: string, text: string): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const found: string[] = []
  const report = (node: ts.Node): void => {
    const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1
    found.push(`${file}:${line}: ${node.parent.getText().slice(0, 80)}`)
  }
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === 'Date' && !ts.isTypeReferenceNode(node.parent)) {
      const { parent } = node
      const isUtc = ts.isPropertyAccessExpression(parent) && parent.expression === node && parent.name.text === 'UTC'
      const isMember = ts.isPropertyAccessExpression(parent) && parent.name === node
      if (!isUtc && !isMember) report(node)
    }
    if (ts.isPropertyAccessExpression(node) && LOCAL_TIME.test(node.name.text)) report(node.name)
    if (ts.isNewExpression(node) && node.expression.getText().endsWith('Date') && (node.arguments ?? []).length !== 1) {
      report(node.expression)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

describe('src reads no clock and no local time', () => {
  const files = readdirSync(join(ROOT, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))

  test('in any file', () => {
    expect(files).toContain('src/core/time/calendar.ts')
    expect(files.flatMap((file) => impurities(file, readFileSync(join(ROOT, file), 'utf8')))).toEqual([])
  })

  test('the gate sees what it must', () => {
    const bad = [
      'Date.now()',
      'new Date()',
      'new Date(2027, 0, 1)',
      'Date()',
      'x.getMonth()',
      'new UTCDate()',
      'x.toDateString()',
    ]
    for (const code of bad) expect(impurities('a.ts', code), code).not.toEqual([])
    const good = [
      'Date.UTC(2027, 0, 1)',
      'new UTCDate(5)',
      'x.getUTCMonth()',
      'const f = (d: Date): number => 1',
      'x.toString()',
    ]
    for (const code of good) expect(impurities('a.ts', code), code).toEqual([])
  })
})
