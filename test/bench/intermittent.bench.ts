import { bench, describe } from 'vitest'
import { forecast, type ForecastOptions } from '../../src/demand/index.js'
import { type CompetitionFile, readData } from '../demand/readReference.js'
import { augursEngine } from './forecast/engines.js'

/** Spare parts: the rate and the 95 % quantile of each period ahead, against AutoETS of augurs in the same run. */
const { sets } = readData<{ sets: Record<string, CompetitionFile> }>('intermittent')
const augurs = augursEngine()
const settings = { time: 1500, warmupTime: 300 }

for (const [name, { series, horizon }] of Object.entries(sets)) {
  const file = { name, horizon, seasonLength: 1, series, isIntermittent: true, isDriven: false }
  describe(`${name}: ${series.length} items a run, ${horizon} periods ahead`, () => {
    const compare = (title: string, model: NonNullable<ForecastOptions['model']>): void => {
      const run = (): void => series.forEach(({ y }) => void forecast(y, { horizon, model, quantiles: [0.95] }))
      bench(title, run, settings)
    }
    const runPeer = (): void => {
      for (const one of series) {
        try {
          augurs(one, file)
        } catch {
          // it refuses some items; the time it takes to do so is its own
        }
      }
    }
    bench('augurs (baseline)', runPeer, settings)
    compare('auto', 'auto')
    compare('sba', 'sba')
    compare('tsb', 'tsb')
    compare('imapa', 'imapa')
  })
}
