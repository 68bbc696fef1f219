import { bench, describe } from 'vitest'
import { forecastMany } from '../../src/demand/index.js'
import { type CompetitionFile, readData } from '../demand/readReference.js'

/** M3 monthly series: 60 of them, 18 periods ahead, with intervals. Vitest prints the ratio to the slowest and fastest. */
const file = readData<CompetitionFile>('m3-monthly')
const series = file.series.map(({ id, y }) => ({ id, values: y }))
const options = { horizon: file.horizon, seasonLength: file.frequency }
const settings = { time: 2000, warmupTime: 500 }

describe(`forecastMany, ${series.length} monthly series a run: series/s = ${series.length} x hz`, () => {
  bench('seasonal naive (baseline)', () => void forecastMany(series, { ...options, model: 'seasonalNaive' }), settings)
  bench('theta', () => void forecastMany(series, { ...options, model: 'theta' }), settings)
  bench('auto', () => void forecastMany(series, options), settings)
})
