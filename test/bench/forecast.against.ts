import { type CompetitionFile, readData } from '../demand/readReference.js'
import type { Scenario } from './against/scenario.js'

interface Histories {
  readonly series: readonly (readonly number[])[]
  readonly horizon: number
  readonly seasonLength: number
}

/** `auto` in each profile over the series of `forecast.bench.ts`. */
export const scenarios: readonly Scenario[] = ['m3-monthly', 'm3-quarterly', 'm3-yearly'].map((name) => ({
  name,
  makeInput(): Histories {
    const { series, horizon, frequency } = readData<CompetitionFile>(name)
    return { series: series.map(({ y }) => y), horizon, seasonLength: frequency }
  },
  async run({ forecast }, input, measure) {
    const { series, horizon, seasonLength } = input as Histories
    const answer: Record<string, number> = {}
    for (const profile of ['fast', 'balanced', 'best'] as const) {
      answer[profile] = await measure(profile, () =>
        series.reduce((sum, y) => sum + (forecast(y, { horizon, seasonLength, profile }).point.at(-1) as number), 0),
      )
    }
    return answer
  },
}))
