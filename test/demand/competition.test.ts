import { describe, expect, it } from 'vitest'
import { accuracy, forecastMany, overallWeightedAverage } from '../../src/demand/index.js'
import type { Forecast, ForecastOptions } from '../../src/demand/index.js'
import { hasSeason, seasonalIndices } from '../../src/demand/season/seasonalIndices.js'
import { type CompetitionFile, readData } from './readReference.js'

/** The benchmark of the M competitions: the last value, with the season taken out and put back. */
function naive2(history: readonly number[], seasonLength: number, horizon: number): number[] {
  const count = history.length
  const values = Float64Array.from(history)
  const indices = new Float64Array(seasonLength).fill(1)
  if (hasSeason(values, count, seasonLength)) seasonalIndices(values, count, seasonLength, true, indices)
  const last = (values[count - 1] as number) / (indices[(count - 1) % seasonLength] as number)
  return Array.from({ length: horizon }, (_, h) => last * (indices[(count + h) % seasonLength] as number))
}

/** Overall weighted average of the M4 competition: mean of the ratios of sMAPE and MASE to those of naive2. */
function owa(file: CompetitionFile, point: (place: number) => readonly number[]): number {
  const { frequency: seasonLength, horizon } = file
  let [smape, mase, baseSmape, baseMase] = [0, 0, 0, 0]
  file.series.forEach(({ y, test }, place) => {
    const input = { actual: test, history: y, seasonLength }
    const ours = accuracy({ ...input, forecast: point(place) })
    const base = accuracy({ ...input, forecast: naive2(y, seasonLength, horizon) })
    smape += ours.smape as number
    mase += ours.mase as number
    baseSmape += base.smape as number
    baseMase += base.mase as number
  })
  return (smape / baseSmape + mase / baseMase) / 2
}

function coverage(file: CompetitionFile, results: readonly Forecast[], place: number): number {
  let inside = 0
  let periods = 0
  file.series.forEach(({ test }, one) => {
    const interval = results[one]?.intervals[place]
    test.forEach((value, h) => {
      periods += 1
      if (value >= (interval?.lower[h] as number) && value <= (interval?.upper[h] as number)) inside += 1
    })
  })
  return inside / periods
}

// the bounds stand well above what was measured, so that a change of method has room and a broken one has not
describe.each([
  { name: 'm3-monthly', series: 60, most: 0.88 },
  { name: 'm3-quarterly', series: 63, most: 0.93 },
  { name: 'm3-yearly', series: 54, most: 0.92 },
])('M3 competition, $name', ({ name, series, most }) => {
  const file = readData<CompetitionFile>(name)
  const run = (options: Partial<ForecastOptions> = {}): Forecast[] =>
    forecastMany(
      file.series.map(({ id, y }) => ({ id, values: y })),
      { horizon: file.horizon, seasonLength: file.frequency, ...options },
    )

  it('is better than naive2 by a margin, with intervals that hold', () => {
    expect(file.series).toHaveLength(series)
    const results = run()
    const measured = owa(file, (place) => results[place]?.point ?? [])
    expect(measured).toBeLessThan(most)
    const judged = overallWeightedAverage(
      file.series.map(({ y, test }, place) => ({ actual: test, history: y, forecast: results[place]?.point ?? [] })),
      { seasonLength: file.frequency },
    )
    expect(judged.owa).toBeCloseTo(measured, 12)
    expect([judged.series, judged.leftOut]).toEqual([series, []])
    // the combination is no worse than the worse of its two parts
    const parts = (['exponentialSmoothing', 'theta'] as const).map((model) => {
      const one = run({ model })
      return owa(file, (place) => one[place]?.point ?? [])
    })
    expect(measured).toBeLessThan(Math.max(...parts))
    expect(Math.abs(coverage(file, results, 0) - 0.8)).toBeLessThan(0.05)
    expect(Math.abs(coverage(file, results, 1) - 0.95)).toBeLessThan(0.03)
    // where the model's own spread is off, calibration brings it closer
    const stated = run({ spread: 'model' })
    const missed = [stated, results].map((one) => Math.abs(coverage(file, one, 1) - 0.95)) as [number, number]
    expect(missed[1]).toBeLessThan(Math.max(missed[0], 0.02))
    results.forEach(({ point }, place) => expect(stated[place]?.point).toEqual(point))
  })
})
