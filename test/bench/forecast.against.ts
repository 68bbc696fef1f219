import { type CompetitionFile, readData } from '../demand/readReference.js'
import type { Scenario } from './against/scenario.js'

/** As often as makes a set of some hundred series: of few, the first run is mostly the compiler's. */
const TIMES = 8

interface Histories {
  readonly series: readonly { readonly id: string; readonly values: readonly number[] }[]
  readonly horizon: number
  readonly seasonLength: number
}

/** `forecastMany` by `auto` in each profile over the series of `forecast.bench.ts`, several times over. */
export const scenarios: readonly Scenario[] = ['m3-monthly', 'm3-quarterly', 'm3-yearly'].map((name) => ({
  name,
  makeInput(): Histories {
    const { series, horizon, frequency } = readData<CompetitionFile>(name)
    const all = Array.from({ length: TIMES }, () => series).flat()
    return { series: all.map(({ y }, n) => ({ id: String(n), values: y })), horizon, seasonLength: frequency }
  },
  async run({ forecastMany }, input, measure) {
    const { series, horizon, seasonLength } = input as Histories
    const answer: Record<string, number> = {}
    for (const profile of ['fast', 'balanced', 'best'] as const) {
      answer[profile] = await measure(profile, () =>
        forecastMany(series, { horizon, seasonLength, profile }).reduce(
          (sum, { point }) => sum + (point.at(-1) as number),
          0,
        ),
      )
    }
    return answer
  },
}))
