import { createNotice, type Notice } from '../../core/notices/notices.js'
import { normalQuantile } from '../../math/normal.js'
import { modelSpread } from '../calibrateSpread.js'
import { modelOf, type Outlook, putEffects, removeEffects } from '../effects/applyEffects.js'
import { describeEffects } from '../effects/describeEffects.js'
import { prepareSeries } from '../prepareSeries.js'
import type { SeriesFit, SeriesInput } from '../seriesFit.js'
import { groupEffects } from './groupEffects.js'
import { coldStart } from './notices.js'
import type { PanelSeries, Pool } from './poolEffects.js'

/** The level of the items of a group, freed of effects. */
export interface GroupLevel {
  readonly mean: number
  /** Variance between the means of its items. */
  readonly between: number
  /** Mean variance within its items, from period to period. */
  readonly within: number
  readonly items: number
}

/** Observations below which a series has no model of its own, and from which on it tells of its group. */
const LEAST_OWN = 5
/** Items with a history that a group must have to lend its level. */
const LEAST_ITEMS = 2

/** The level of each group that has enough items with a history. */
export function groupLevels(
  series: readonly PanelSeries[],
  pools: ReadonlyMap<string, Pool>,
): ReadonlyMap<string, GroupLevel> {
  const moments = new Map<string, { means: number[]; variances: number[] }>()
  for (const one of series) {
    const known = one.values.filter((value) => value !== null)
    if (known.length < LEAST_OWN || known.some((value) => value < 0)) continue
    const effects = groupEffects(one, pools.get(one.groupId)?.priors, [])
    const rest = (effects === undefined ? one.values : removeEffects(one.values, effects)).filter(
      (value) => value !== null,
    )
    const { mean, variance } = momentsOf(rest)
    const group = moments.get(one.groupId) ?? { means: [], variances: [] }
    moments.set(one.groupId, group)
    group.means.push(mean)
    group.variances.push(variance)
  }
  const levels = new Map<string, GroupLevel>()
  for (const [groupId, { means, variances }] of moments) {
    if (means.length < LEAST_ITEMS) continue
    const { mean, variance } = momentsOf(means)
    levels.set(groupId, { mean, between: variance, within: momentsOf(variances).mean, items: means.length })
  }
  return levels
}

function momentsOf(values: readonly number[]): { readonly mean: number; readonly variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0)
  return { mean, variance: squares / Math.max(1, values.length - 1) }
}

/**
 * An item with fewer than five observations, by its group: the level is the mean of the group, and of the item itself as far
 * as its observations say more than the items of the group differ, times the effects of the drivers ahead. Nothing for an
 * item with a history of its own.
 *
 * The share of the item's own mean is n / (n + within / between), the credibility of Bühlmann, "Experience rating and
 * credibility", ASTIN Bulletin 4 (1967). The spread is that of a new period of an item that is drawn from the group, read as a
 * log-normal distribution.
 */
export function fitByGroup(
  series: SeriesInput & { readonly id: string },
  level: GroupLevel,
  horizon: number,
  warnings: Notice[],
): SeriesFit | undefined {
  const { id, values, priors } = series
  const count = values.length
  const observed = values.filter((value) => value !== null).length
  if (observed >= LEAST_OWN || values.some((value) => value !== null && value < 0)) return undefined
  const effects = groupEffects(series, priors, warnings)
  const own = (effects === undefined ? values : removeEffects(values, effects)).filter((value) => value !== null)
  const { mean: ownMean } = momentsOf(own.length > 0 ? own : [0])
  const share = observed === 0 ? 0 : level.between > 0 ? observed / (observed + level.within / level.between) : 0
  const mean = share * ownMean + (1 - share) * level.mean
  const doubt = (1 - share) * level.between
  const variance = doubt + level.within
  const stdDev = Math.sqrt(variance)
  warnings.push(createNotice(coldStart, { path: id, value: { observed, items: level.items, share } }))
  const rest: Outlook = {
    name: 'Group level',
    point: new Float64Array(horizon).fill(mean),
    base: new Float64Array(horizon).fill(mean),
    stdDev: new Float64Array(horizon).fill(stdDev),
    cumulativeStdDev: Float64Array.from({ length: horizon }, (_, h) =>
      Math.sqrt((h + 1) * (h + 1) * doubt + (h + 1) * level.within),
    ),
    quantile: (probability) => logNormalQuantile(probability, mean, variance),
    fitted: new Float64Array(count).fill(Number.NaN),
  }
  const driven = effects === undefined ? rest : putEffects(rest, effects, count)
  const history = prepareSeries(values, 1, id, [])
  const model = {
    ...modelOf(driven, history.scale, history.start),
    ratios: { ownShare: share },
    levels: { level: mean / history.scale },
  }
  const described =
    effects === undefined ? model : { ...model, ...describeEffects(effects, [rest, driven], [0, 1], history.scale) }
  return { history, model: described, spread: modelSpread(described), seasonLength: 1, nonNegative: true }
}

/** Quantile of the log-normal distribution with a mean and a variance. */
function logNormalQuantile(probability: number, mean: number, variance: number): number {
  if (!(mean > 0) || !(variance > 0)) return Math.max(0, mean)
  const square = Math.log1p(variance / (mean * mean))
  return mean * Math.exp(Math.sqrt(square) * normalQuantile(probability) - square / 2)
}
