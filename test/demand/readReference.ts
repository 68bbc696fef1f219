import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { EtsForm } from '../../src/demand/smoothing/etsModel.js'

/** Forecasts of R forecast 8.20 with their intervals. */
export interface ReferenceForecast {
  readonly mean: readonly number[]
  readonly lo80: readonly number[]
  readonly hi80: readonly number[]
  readonly lo95: readonly number[]
  readonly hi95: readonly number[]
}

export interface ReferenceEts {
  readonly method: string
  readonly components: readonly [string, string, string, string]
  readonly par: Readonly<Record<string, number>>
  readonly loglik: number
  readonly aicc: number
  readonly mse: number
  readonly sigma2: number
  readonly initialState: readonly number[]
  readonly finalState: readonly number[]
  readonly forecast: ReferenceForecast
}

export interface ReferenceSeries {
  readonly name: string
  readonly frequency: number
  readonly y: readonly number[]
  readonly ets: readonly ReferenceEts[]
  readonly thetaf: ReferenceForecast & { readonly alpha: number; readonly drift: number }
  readonly naive: ReferenceForecast
  readonly snaive: ReferenceForecast
  readonly drift: ReferenceForecast
  readonly decompose_mult?: { readonly figure: readonly number[] }
}

export interface CompetitionFile {
  readonly frequency: number
  readonly horizon: number
  readonly series: readonly { readonly id: string; readonly y: readonly number[]; readonly test: readonly number[] }[]
}

/** Reads a file of test/demand/data. */
export function readData<T>(name: string): T {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'data', `${name}.json`), 'utf8')) as T
}

export function readReference(): readonly ReferenceSeries[] {
  return readData<{ series: ReferenceSeries[] }>('r-forecast').series
}

/** R's components as a form of ours. */
export function referenceForm(reference: ReferenceEts): EtsForm {
  const [error, trend, season, damped] = reference.components
  if (trend === 'M') throw new Error('a multiplicative trend is not among the models')
  return {
    error: error === 'M' ? 1 : 0,
    trend: trend === 'N' ? 0 : damped === 'TRUE' ? 2 : 1,
    season: season === 'N' ? 0 : season === 'A' ? 1 : 2,
  }
}
