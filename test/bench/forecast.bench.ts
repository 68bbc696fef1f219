import { bench, describe } from 'vitest'
import { forecast, type ForecastOptions } from '../../src/demand/index.js'
import { type CompetitionFile, readData } from '../demand/readReference.js'
import { augursEngine } from './forecast/engines.js'

/**
 * The models and the profiles of `auto`, with intervals at 80 and 95 %, against augurs in the same run. Vitest prints how
 * many times faster each is than the slowest; series/s = hz times the number of series.
 */
const augurs = augursEngine()
const settings = { time: 1500, warmupTime: 300 }

for (const name of ['m3-monthly', 'm3-quarterly', 'm3-yearly']) {
  const { series, horizon, frequency: seasonLength } = readData<CompetitionFile>(name)
  const file = { name, horizon, seasonLength, series, isIntermittent: false, isDriven: false }
  describe(`${name}: ${series.length} series a run, ${horizon} periods ahead`, () => {
    const compare = (title: string, options: Partial<ForecastOptions>): void => {
      const run = (): void => series.forEach(({ y }) => void forecast(y, { horizon, seasonLength, ...options }))
      bench(title, run, settings)
    }
    bench('augurs (baseline)', () => series.forEach((one) => void augurs(one, file)), settings)
    compare('seasonalNaive', { model: 'seasonalNaive' })
    compare('theta', { model: 'theta' })
    compare('exponentialSmoothing', { model: 'exponentialSmoothing' })
    compare('dynamicOptimizedTheta', { model: 'dynamicOptimizedTheta' })
    compare('auto, fast', { profile: 'fast' })
    compare('auto, balanced (default)', {})
    compare('auto, best', { profile: 'best' })
  })
}
