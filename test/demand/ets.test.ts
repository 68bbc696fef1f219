import { describe, expect, it } from 'vitest'
import { type EtsParameters, etsName, etsParameterCount, runEts } from '../../src/demand/smoothing/etsModel.js'
import { createEtsStarts, type EtsFit, fitEts } from '../../src/demand/smoothing/fitEts.js'
import { permittedForms } from '../../src/demand/smoothing/fitEtsPool.js'
import { forecastEts } from '../../src/demand/smoothing/forecastEts.js'
import { createEtsSweep, placesOf, sweepEts } from '../../src/demand/smoothing/sweepEts.js'
import { createSimplexWorkspace, minimizeSimplex } from '../../src/math/minimizeSimplex.js'
import { createSquaresSums, type SquaresSums } from '../../src/math/minimizeSquares.js'
import { readReference, type ReferenceEts, type ReferenceSeries, referenceForm } from './readReference.js'

const Z95 = 1.959963984540054
const cases = readReference().flatMap((series) =>
  series.ets.map((ets, place) => ({ label: `${series.name} ${ets.method} ${place}`, series, ets })),
)

/** Our fit at R's parameters and start states. */
function fitOfReference(series: ReferenceSeries, ets: ReferenceEts): { fit: EtsFit; criterion: number } {
  const form = referenceForm(ets)
  const m = form.season === 0 ? 1 : series.frequency
  const values = Float64Array.from(series.y)
  const trended = form.trend !== 0
  const start = new Float64Array(2 + m)
  start[0] = ets.initialState[0] as number
  start[1] = trended ? (ets.initialState[1] as number) : 0
  if (form.season !== 0) {
    // R lists the latest season first
    const seasons = ets.initialState.slice(trended ? 2 : 1).reverse()
    start.set(seasons, 2)
  }
  const { alpha = 0, beta = 0, gamma = 0, phi = 1 } = ets.par
  const parameters = { alpha, beta, gamma, phi }
  const end = start.slice()
  const sums = new Float64Array(1)
  const criterion = runEts(form, { values, count: values.length, seasonLength: m }, { parameters, state: end, sums })
  const fit: EtsFit = {
    form,
    parameters,
    start,
    end,
    squares: sums[0] as number,
    logLikelihood: -criterion / 2,
    aicc: 0,
    estimated: etsParameterCount(form, m),
  }
  return { fit, criterion }
}

describe('exponential smoothing against R forecast 8.20', () => {
  it('has cases of all fifteen models', () => {
    expect(new Set(cases.map(({ ets }) => etsName(referenceForm(ets)))).size).toBe(15)
  })

  it.each(cases)('likelihood and end states at the parameters of R: $label', ({ series, ets }) => {
    const { fit } = fitOfReference(series, ets)
    expect(etsName(fit.form)).toBe(ets.method)
    expect(Math.abs(fit.logLikelihood - ets.loglik)).toBeLessThan(1e-8 * Math.abs(ets.loglik))
    expect(Math.abs((fit.end[0] as number) / (ets.finalState[0] as number) - 1)).toBeLessThan(1e-7)
  })

  it.each(cases)('forecasts and intervals at the parameters of R: $label', ({ series, ets }) => {
    const { fit } = fitOfReference(series, ets)
    const values = Float64Array.from(series.y)
    const m = fit.form.season === 0 ? 1 : series.frequency
    const model = forecastEts(fit, createEtsStarts(values, values.length, m), 12)
    const scale = Math.abs(ets.forecast.mean[0] as number) + Math.abs(ets.forecast.mean[11] as number)
    for (let h = 0; h < 12; h += 1) {
      const mean = ets.forecast.mean[h] as number
      // with a multiplicative season R takes the exact mean, ours is the path without errors
      expect(Math.abs((model.point[h] as number) - mean) / scale).toBeLessThan(fit.form.season === 2 ? 5e-3 : 1e-8)
      const deviation = ((ets.forecast.hi95[h] as number) - (ets.forecast.lo95[h] as number)) / (2 * Z95)
      // at whole seasons R 8.20 already counts the season's next update, one period before the theory
      if (fit.form.season !== 0 && (h + 1) % m === 0) continue
      const off = Math.abs((model.stdDev[h] as number) / deviation - 1)
      expect(off).toBeLessThan(fit.form.season === 2 ? 0.02 : 1e-6)
    }
  })

  it('comes close to the likelihood of R with the start of the decomposition, which R searches besides', () => {
    const losses = cases
      .map(({ series, ets }) => {
        const values = Float64Array.from(series.y)
        const form = referenceForm(ets)
        const m = form.season === 0 ? 1 : series.frequency
        return ets.loglik - fitEts(form, createEtsStarts(values, values.length, m)).logLikelihood
      })
      .sort((a, b) => a - b)
    expect(losses.length).toBeGreaterThan(60)
    expect(losses[losses.length >> 1] as number).toBeLessThan(3)
  })
})

describe('the search for the smoothing parameters', () => {
  const forms = permittedForms({ positive: true, seasonal: true })
  const series = readReference().filter(({ frequency }) => frequency > 1)

  it.each(forms.map((form) => [etsName(form), form] as const))('knows the slopes of %s', (_, form) => {
    const { y, frequency: m } = series[0] as ReferenceSeries
    const values = Float64Array.from(y)
    const places = placesOf(form)
    const seasons = Array.from({ length: m }, (_, j) => (form.season === 2 ? 1 + (j % 3) / 10 - 0.1 : (j % 3) - 1))
    const start = Float64Array.from([
      values[0] as number,
      form.trend === 0 ? 0 : 1,
      ...(form.season === 0 ? [0] : seasons),
    ])
    const point = new Float64Array(places.size)
    point[0] = 0.3
    if (places.trend >= 0) point[places.trend] = 0.2
    if (places.season >= 0) point[places.season] = 0.15
    if (places.damping >= 0) point[places.damping] = 0.9
    const length = form.season === 0 ? 1 : m
    const run = { values, count: values.length, seasonLength: length }
    const squaresAt = (at: Float64Array): SquaresSums => {
      const sums = createSquaresSums(places.size)
      sweepEts(form, run, { places, sweep: createEtsSweep(length), start, point: at, sums })
      return sums
    }
    const { squares, gradient } = squaresAt(point)
    for (let d = 0; d < places.size; d += 1) {
      const near = (step: number): number =>
        squaresAt(point.map((value, k) => (k === d ? value + step : value))).squares
      const slope = (near(1e-6) - near(-1e-6)) / 4e-6
      expect(Math.abs((gradient[d] as number) - slope) / squares).toBeLessThan(1e-6)
    }
    // the same likelihood as the run without slopes
    const [alpha, trend, season, phi] = [0.3, 0.2, 0.15, form.trend === 2 ? 0.9 : 1]
    const parameters = {
      alpha,
      beta: form.trend === 0 ? 0 : alpha * trend,
      gamma: form.season === 0 ? 0 : (1 - alpha) * season,
      phi,
    }
    const criterion = runEts(form, run, { parameters, state: start.slice(), sums: new Float64Array(1) })
    expect(values.length * Math.log(squares)).toBeCloseTo(criterion, 8)
  })

  it('finds what a simplex search from many beginnings finds, in nine cases of ten', () => {
    const losses: number[] = []
    for (const { y, frequency: m } of series) {
      const values = Float64Array.from(y)
      for (const form of forms) {
        const starts = createEtsStarts(values, values.length, form.season === 0 ? 1 : m)
        const fit = fitEts(form, starts)
        const places = placesOf(form)
        const read = (point: ArrayLike<number>): EtsParameters => ({
          alpha: point[0] as number,
          beta: places.trend < 0 ? 0 : (point[0] as number) * (point[places.trend] as number),
          gamma: places.season < 0 ? 0 : (1 - (point[0] as number)) * (point[places.season] as number),
          phi: places.damping < 0 ? 1 : (point[places.damping] as number),
        })
        const criterion = (point: ArrayLike<number>): number =>
          runEts(form, starts, { parameters: read(point), state: fit.start.slice(), sums: new Float64Array(1) })
        let best = Number.POSITIVE_INFINITY
        for (const alpha of [0.05, 0.3, 0.8]) {
          for (const other of [0.02, 0.3]) {
            const begin = Array.from({ length: places.size }, (_, d) =>
              d === 0 ? alpha : d === places.damping ? 0.9 : other,
            )
            const found = minimizeSimplex(
              criterion,
              begin,
              places.size,
              {
                lower: begin.map((_, d) => (d === places.damping ? 0.8 : 1e-4)),
                upper: begin.map((_, d) => (d === places.damping ? 0.98 : 1 - 1e-4)),
                step: begin.map((_, d) => (d === places.damping ? -0.05 : 0.1)),
                tolerance: 1e-4,
                maxEvaluations: 400,
                maxRestarts: 2,
                restartGain: 1e-3,
              },
              createSimplexWorkspace(places.size),
            )
            best = Math.min(best, found.value)
          }
        }
        losses.push(-2 * fit.logLikelihood - best)
      }
    }
    losses.sort((a, b) => a - b)
    expect(losses.length).toBeGreaterThan(25)
    expect(losses[Math.floor(0.9 * losses.length)] as number).toBeLessThan(0.1)
  })
})
