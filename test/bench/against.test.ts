import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { describeComparison, median } from './against/describe.js'
import { inWordsOf } from './against/inputWords.js'

const ROOT = join(import.meta.dirname, '../..')

test('an input goes to an earlier build in the words of that build, and to ours unchanged', () => {
  const input = {
    billOfMaterials: [{ itemId: 'lamp', componentId: 'shade', firstDate: '2027-01-01', lastDate: '2027-02-28' }],
    overrides: [{ id: 'late', periodIds: ['2027-01'] }],
    finance: { assets: [{ id: 'hall', acquiredDate: '2020-01' }, { id: 'yard' }] },
  }
  const before = inWordsOf(input, '"validFrom" "validTo" "periods" "acquired"')
  expect(before).toEqual({
    billOfMaterials: [{ itemId: 'lamp', componentId: 'shade', validFrom: '2027-01-01', validTo: '2027-03-01' }],
    overrides: [{ id: 'late', periods: ['2027-01'] }],
    finance: { assets: [{ id: 'hall', acquired: '2020-01' }, { id: 'yard' }] },
  })
  expect(inWordsOf(input, '"firstDate" "lastDate" "periodIds" "acquiredDate" "acquired"')).toEqual(input)
  expect(inWordsOf({ items: [] }, '"acquired"')).toEqual({ items: [] })
})

test('what is printed are the medians of the ratios pair by pair, and whether the answers are the same', () => {
  const run = (seconds: number, peakMegabytes: number, total = 1): { steps: never[]; answer: object } => ({
    steps: [{ step: 'plan()', seconds, peakMegabytes } as never],
    answer: { total },
  })
  const theirs = [run(2, 100), run(1, 100), run(4, 100)]
  const [line, answer] = describeComparison({ scenario: 'small', ours: [run(1, 90), run(2, 110), run(5, 100)], theirs })
  // The ratios are 0.5, 2 and 1.25; that of the medians would be 1.
  expect(line).toMatch(
    /^small +plan\(\) +time 1\.250 \(0\.50\.\.2\.00; 2\.00 \/ 2\.00 s\), peak memory 1\.000 \(0\.90\./,
  )
  expect(answer).toMatch(/^ +the same answer: \{"total":1\}$/)
  const [, other] = describeComparison({ scenario: 'small', ours: [run(1, 1, 2), run(1, 1, 2), run(1, 1, 2)], theirs })
  expect(other).toMatch(/OTHER ANSWERS/)
  expect(median([4, 1, 3, 2])).toBe(2.5)
})

test('a commit that does not exist is refused, and nothing stays behind', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sop-engine-test-'))
  const env = { ...process.env, TMPDIR: folder }
  const run = spawnSync('npx', ['tsx', 'test/bench/against/main.ts', 'no-such-commit'], {
    cwd: ROOT,
    encoding: 'utf8',
    env,
  })
  expect(run.status).toBe(1)
  expect(run.stderr).toMatch(/no-such-commit/)
  expect(readdirSync(folder).filter((name) => name.startsWith('sop-engine'))).toEqual([])
  rmSync(folder, { recursive: true })
})
