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

/** Models of one history, and what they share. */
export interface EtsPool {
  readonly starts: EtsStarts
  /** Those with a finite AICc, in the order in which they were tried. */
  readonly fits: readonly EtsFit[]
  /** The one with the least AICc, the earlier one in a tie. */
  readonly best: EtsFit
}

/**
 * Fits the models that a history permits, without those that are far behind; nothing where it is too short for any.
 *
 * Source: Hyndman, Koehler, Snyder and Grose, "A state space framework for automatic forecasting using exponential
 * smoothing methods", International Journal of Forecasting 18 (2002).
 */
export function fitEtsPool(
  values: Float64Array,
  count: number,
  seasonLength: number,
  limits: EtsLimits,
): EtsPool | undefined {
  const starts = createEtsStarts(values, count, seasonLength)
  const plain = new Map<string, number>()
  const fits: EtsFit[] = []
  let best: EtsFit | undefined
  for (const form of permittedForms(limits)) {
    const kind = `${form.error}${form.season}`
    if (form.trend !== 0 && best !== undefined) {
      const reference = Math.min(...plain.values())
      if ((plain.get(kind) as number) > reference + FARTHEST_BEHIND) continue
    }
    const similar = fits.filter((one) => one.form.season === form.season)
    const fit = fitEts(form, starts, { warm: similar.map(({ parameters }) => parameters) })
    if (form.trend === 0) plain.set(kind, fit.aicc)
    if (!Number.isFinite(fit.aicc)) continue
    fits.push(fit)
    if (best === undefined || fit.aicc < best.aicc) best = fit
  }
  return best === undefined ? undefined : { starts, fits, best }
}
