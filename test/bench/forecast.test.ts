import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { benchForecast } from './forecast/benchForecast.js'

interface Outcome {
  readonly code: number
  readonly lines: readonly Record<string, unknown>[]
  readonly notes: readonly string[]
}

const folder = mkdtempSync(join(tmpdir(), 'sop-engine-bench-'))

function run(...parameters: string[]): Outcome {
  const lines: Record<string, unknown>[] = []
  const notes: string[] = []
  const code = benchForecast(parameters, {
    print: (line) => lines.push(JSON.parse(line) as Record<string, unknown>),
    note: (line) => notes.push(line),
    warmUpSeconds: 0.02,
  })
  return { code, lines, notes }
}

/** A year's wave about 100, with a little that does not repeat. */
const wave = Array.from({ length: 60 }, (_, t) => 100 + 30 * Math.sin((t * Math.PI) / 6) + ((t * 7) % 5))
const spare = Array.from({ length: 36 }, (_, t) => (t % 5 === 2 ? 1 + (t % 3) : 0))

beforeAll(() => {
  const write = (name: string, content: unknown): void => writeFileSync(join(folder, name), JSON.stringify(content))
  write('steps.json', {
    frequency: 1,
    horizon: 2,
    series: [
      { id: 'a', y: [10, 12, 10, 12, 10, 12, 10, 12, 10, 12], test: [14, null] },
      { id: 'b', y: [4, 6, null, 4, 6, 4, 6, 4, 6, 4], test: [4, 6] },
    ],
  })
  write('waves.json', {
    frequency: 12,
    horizon: 3,
    series: [wave, wave.map((value) => value + 50), wave.slice(0, 20)].map((values) => ({
      y: values.slice(0, -3),
      test: values.slice(-3),
    })),
  })
  write('spares.json', {
    frequency: 12,
    horizon: 4,
    series: [{ id: 'x', category: 'parts', y: spare.slice(0, -4), test: spare.slice(-4) }],
  })
  write('even.json', { frequency: 1, horizon: 2, series: [{ y: [10, 12, 10, 12, 10, 12], test: [30, 12] }] })
  const deals = Array.from({ length: 44 }, (_, t) => (t % 7 === 3 || t % 11 === 5 ? 1 : 0))
  const sold = deals.map((deal, t) => 100 + 50 * deal + ((t * 3) % 5))
  write('deals.json', {
    frequency: 1,
    horizon: 8,
    series: [{ y: sold.slice(0, 36), test: sold.slice(36), x: { deal: [null, ...deals.slice(1)], short: [1, 2] } }],
  })
  write('notes.json', { frequency: 12, horizon: 3 })
  write('wrong.json', { frequency: 1, horizon: 1, series: [{ y: [1, 'two'], test: [3] }] })
  writeFileSync(join(folder, 'broken.json'), '{')
  writeFileSync(join(folder, 'README.md'), 'words')
  mkdirSync(join(folder, 'reference'))
})

afterAll(() => rmSync(folder, { recursive: true }))

describe('the benchmark of forecasts over a folder', () => {
  it('prints a line for each file and engine, and names what it left out', () => {
    const { code, lines, notes } = run(folder)
    expect(code).toBe(0)
    expect(lines.map(({ file, engine }) => `${String(engine)} ${String(file)}`)).toEqual([
      'sop-engine deals',
      'sop-engine even',
      'sop-engine spares',
      'sop-engine steps',
      'sop-engine waves',
      'augurs deals',
      'augurs even',
      'augurs spares',
      'augurs steps',
      'augurs waves',
    ])
    const competition = ['sMAPE', 'MASE', 'OWA', 'coverage80', 'coverage95', 'MSIS95']
    for (const line of lines) {
      const own = line['engine'] === 'augurs' ? [] : ['pinball50', 'pinball90', 'pinball95', 'pinball99']
      const retail = line['file'] === 'deals' ? ['WAPE', 'bias', 'RMSSE', ...own] : []
      const measures = line['file'] === 'spares' ? ['RMSSE', 'bias', 'pinball95'] : [...competition, ...retail]
      const failed = line['failed'] === undefined ? [] : ['failed']
      expect(Object.keys(line)).toEqual([
        'file',
        'engine',
        'profile',
        'series',
        ...failed,
        ...measures,
        'seconds',
        'seriesPerSecond',
      ])
      expect(line['profile']).toBe('balanced')
      const type = line['failed'] === line['series'] ? 'object' : 'number'
      for (const name of measures) expect(line[name], name).toBeTypeOf(type)
      for (const name of ['seconds', 'seriesPerSecond']) expect(line[name], name).toBeTypeOf('number')
    }
    // six periods are too few for the peer: a failure has no measures
    expect(lines[6]).toMatchObject({ file: 'even', engine: 'augurs', failed: 1, OWA: null })
    // the peer refuses a gap where there is no season, and goes on
    expect(lines[8]).toMatchObject({ file: 'steps', series: 2, failed: 1 })
    expect(lines[3]).not.toHaveProperty('failed')
    // both see the wave, which the benchmark sees as well: what is left is what does not repeat
    expect(lines[4]?.['sMAPE']).toBeLessThan(10)
    expect(lines[9]?.['sMAPE']).toBeLessThan(10)
    expect(notes.slice(0, 5)).toEqual([
      'skipped README.md: not JSON by its name',
      'skipped broken.json: not JSON',
      'skipped notes.json: it has no series',
      'skipped reference: not a file',
      'skipped wrong.json: series[0] has not y and test as arrays of numbers and null',
    ])
    expect(notes[6]).toMatch(/^augurs, steps: 1 failed: ./)
  })

  it('measures as the competitions do, over what is known', () => {
    const { lines } = run(folder, '--models', 'naive,mean', '--files', 'steps')
    expect(lines.map(({ model, engine }) => [model, engine])).toEqual([
      ['naive', 'sop-engine'],
      ['mean', 'sop-engine'],
    ])
    // naive forecasts 12 and 12 for [14, not known], 4 and 4 for [4, 6]; every change of both histories is 2
    expect(lines[0]).toMatchObject({ sMAPE: Number(((200 * (2 / 26) + 100 * (2 / 10)) / 2).toPrecision(6)) })
    expect(lines[0]).toMatchObject({ MASE: (2 / 2 + 1 / 2) / 2, OWA: 1, coverage80: 1, coverage95: 1 })
    // the mean forecasts 11 for [14], 44 / 9 for [4, 6]
    expect(lines[1]?.['MASE']).toBeCloseTo((3 / 2 + (8 / 9 + 10 / 9) / 2 / 2) / 2, 5)
    const [even] = run(folder, '--models', 'naive', '--files', 'even').lines
    // changes of 2, and so 12 + 2 x 1.96 and 12 + 2 x 1.96 x sqrt(2); 30 lies above the first, at 40 a unit
    const half = 2 * 1.959963984540054
    const scores = [2 * half + 40 * (30 - 12 - half), 2 * half * Math.SQRT2]
    expect(even?.['MSIS95']).toBeCloseTo(((scores[0] as number) + (scores[1] as number)) / 2 / 2, 3)
    expect(even).toMatchObject({ coverage80: 0.5, coverage95: 0.5 })
  })

  it('measures intermittent demand by rate and quantile', () => {
    const { lines } = run(folder, '--models', 'naive', '--files', 'spares')
    const [history, actual] = [spare.slice(0, -4), spare.slice(-4)]
    const last = history.at(-1) as number
    const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
    const changes = history.slice(1).map((value, t) => value - (history[t] as number))
    const squares = mean(actual.map((value) => (last - value) ** 2))
    expect(lines[0]?.['RMSSE']).toBeCloseTo(Math.sqrt(squares / mean(changes.map((change) => change ** 2))), 5)
    expect(lines[0]?.['bias']).toBeCloseTo(mean(actual.map((value) => last - value)) / mean(history), 5)
    expect(lines[0]?.['pinball95']).toBeGreaterThan(0)
  })

  it('gives the drivers of a series to the methods that take them', () => {
    const { lines } = run(folder, '--models', 'theta,auto,etsWithDrivers,regression', '--files', 'deals')
    const [theta, auto, ets, regression] = lines.map((line) => line['MASE'] as number) as [
      number,
      number,
      number,
      number,
    ]
    expect(theta).toBeGreaterThan(0.3)
    expect(auto).toBeLessThan(0.1)
    // what is left is a step of 3 in 0 to 4 that comes back every five periods, against changes of 50
    expect(ets).toBeLessThan(0.1)
    const [panel] = run(folder, '--models', 'panel', '--files', 'deals').lines
    expect(panel?.['MASE']).toBeLessThan(0.1)
    for (const measure of ['WAPE', 'bias', 'RMSSE', 'pinball50', 'pinball90', 'pinball95', 'pinball99']) {
      expect(Number.isFinite(panel?.[measure])).toBe(true)
    }
    // the steps of 0 to 4 about 102 to 152 that nothing knows of, some two in 120
    expect(panel?.['WAPE']).toBeLessThan(0.03)
    expect(regression).toBeLessThan(0.1)
  })

  it('forecasts the same on every run', () => {
    const measures = (): unknown[] =>
      run(folder, '--engine', 'sop-engine').lines.map((line) => ({ ...line, seconds: 0, seriesPerSecond: 0 }))
    expect(measures()).toEqual(measures())
    expect(run(folder, '--engine', 'augurs', '--files', 'waves').lines).toHaveLength(1)
  })

  it.each([
    [[], 'Pass the folder'],
    [[join(folder, 'none')], 'is no folder'],
    [[join(folder, 'reference')], 'has no data file'],
    [[folder, folder], 'Pass one folder'],
    [[folder, '--profile', 'quick'], '--profile is one of fast, balanced, best, not quick.'],
    [[folder, '--engine', 'prophet'], '--engine is one of'],
    [[folder, '--models', 'theta', '--engine', 'augurs'], '--models are models of sop-engine'],
    [[folder, '--models', 'thetta'], 'options.model'],
    [[folder, '--files', 'steps,stairs'], 'has no data file stairs'],
    [[folder, '--horizon', '3'], '--horizon'],
  ])('says in one line what is wrong with %j', (parameters, message) => {
    const { code, lines, notes } = run(...parameters)
    expect([code, lines]).toEqual([2, []])
    expect(notes.at(-1)).toContain(message)
    expect(notes.at(-1)).not.toContain('\n')
  })

  it('helps', () => {
    const { code, lines, notes } = run('--help')
    expect([code, lines]).toEqual([0, []])
    expect(notes[0]).toContain('--profile')
  })
})
