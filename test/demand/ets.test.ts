import { describe, expect, it } from 'vitest'
import { etsName, etsParameterCount, runEts } from '../../src/demand/etsModel.js'
import { createEtsStarts, type EtsFit, fitEts } from '../../src/demand/fitEts.js'
import { forecastEts } from '../../src/demand/forecastEts.js'
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
  const criterion = runEts(form, values, values.length, m, parameters, end, sums)
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

  it('reaches the likelihood of R where no season is searched, unless at the edge of the damping', () => {
    let compared = 0
    for (const { series, ets } of cases) {
      const form = referenceForm(ets)
      if (form.season !== 0 || form.trend === 2) continue
      const values = Float64Array.from(series.y)
      const fit = fitEts(form, createEtsStarts(values, values.length, 1), { searchStart: true })
      expect(ets.loglik - fit.logLikelihood).toBeLessThan(0.05)
      compared += 1
    }
    expect(compared).toBeGreaterThan(20)
  })

  it('comes close to the likelihood of R in the median where the start seasons are those of the decomposition', () => {
    const losses = cases
      .filter(({ ets }) => referenceForm(ets).season !== 0)
      .map(({ series, ets }) => {
        const values = Float64Array.from(series.y)
        const fit = fitEts(referenceForm(ets), createEtsStarts(values, values.length, series.frequency), {
          searchStart: true,
        })
        return ets.loglik - fit.logLikelihood
      })
      .sort((a, b) => a - b)
    expect(losses.length).toBeGreaterThan(30)
    expect(losses[losses.length >> 1] as number).toBeLessThan(1)
  })
})
