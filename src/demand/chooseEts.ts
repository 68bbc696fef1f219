import type { EtsForm } from './etsModel.js'
import { createEtsStarts, type EtsFit, type EtsStarts, fitEts } from './fitEts.js'

/** What a history permits: multiplicative parts need values above zero, seasons at least two full ones. */
export interface EtsLimits {
  readonly positive: boolean
  readonly seasonal: boolean
}

/**
 * How far behind, in AICc, a kind of error and season may lie without a trend and still be tried with one. On the M3 and
 * tourism series all fifteen models gave another choice for under one series in a hundred, at twice the time.
 */
const FARTHEST_BEHIND = 20

/** The fifteen stable models that a history permits: those without trend first, an additive error before the other. */
export function permittedForms(limits: EtsLimits): EtsForm[] {
  const forms: EtsForm[] = []
  for (const trend of [0, 2, 1] as const) {
    for (const season of [0, 1, 2] as const) {
      for (const error of [0, 1] as const) {
        // an additive error with a multiplicative season has no stable variance
        if (season === 2 && error === 0) continue
        if (season !== 0 && !limits.seasonal) continue
        if (error === 1 && !limits.positive) continue
        forms.push({ error, trend, season })
      }
    }
  }
  return forms
}

/**
 * The model with the least AICc among those permitted, or nothing where the history is too short for any.
 *
 * Source: Hyndman, Koehler, Snyder and Grose, "A state space framework for automatic forecasting using exponential
 * smoothing methods", International Journal of Forecasting 18 (2002).
 */
export function chooseEts(
  values: Float64Array,
  count: number,
  seasonLength: number,
  limits: EtsLimits,
): { fit: EtsFit; starts: EtsStarts } | undefined {
  const starts = createEtsStarts(values, count, seasonLength)
  const plain = new Map<string, number>()
  let best: EtsFit | undefined
  let previous: EtsFit | undefined
  for (const form of permittedForms(limits)) {
    const kind = `${form.error}${form.season}`
    if (form.trend !== 0 && best !== undefined) {
      const reference = Math.min(...plain.values())
      if ((plain.get(kind) as number) > reference + FARTHEST_BEHIND) continue
    }
    const similar = previous?.form.trend === form.trend && previous.form.season === form.season
    const fit = fitEts(form, starts, { warm: similar ? previous?.parameters : undefined })
    previous = fit
    if (form.trend === 0) plain.set(kind, fit.aicc)
    if (Number.isFinite(fit.aicc) && (best === undefined || fit.aicc < best.aicc)) best = fit
  }
  return best === undefined ? undefined : { fit: best, starts }
}
