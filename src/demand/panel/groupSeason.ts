import { shiftOf } from '../drivers/shiftedLog.js'
import { removeEffects } from '../effects/applyEffects.js'
import type { UnsureDriver } from '../effects/types.js'
import { LONG_SEASON } from '../prepareSeries.js'
import { groupEffects } from './groupEffects.js'
import type { PanelSeries, Pool } from './poolEffects.js'

/** Name of the driver that carries the season of a group. */
export const GROUP_SEASON = 'groupSeason'

/** Observations below which a series says nothing of the season, and series that must speak beside the one that listens. */
const LEAST_OBSERVED = 8
const LEAST_SPEAKERS = 3
/** Seasons from which on a series has its own, and knows it better than its group. */
const OWN_SEASONS = 2

/** What a series says of the places of a season: its deviations from its own level, summed by place, and their precision. */
interface Voice {
  readonly groupId: string
  readonly sums: Float64Array
  readonly weights: Float64Array
}

/**
 * Gives series that have seen less than two seasons that of their group, as one more driver: by how much of its level, in
 * logarithms, the others stood above or below it at each place of the season. A place that nobody has seen is at the level.
 *
 * Deviations are weighed by their precision, the own ones left out, and drawn to the level by as much as the places differ no
 * more than by chance: the share of a place is B / (B + its variance), with B the variance between places beyond that. So a
 * group whose items have nothing in common, or hardly any items, gives none. How much each item follows is its effect, pooled as any
 * other. See docs/decisions/panel.md.
 */
export function withGroupSeason(
  series: readonly PanelSeries[],
  pools: ReadonlyMap<string, Pool>,
  { seasonLength, horizon }: { readonly seasonLength: number; readonly horizon: number },
): PanelSeries[] {
  const listens = series.map(({ values }) => {
    const first = values.findIndex((value) => value !== null)
    return first < 0 || values.length - first < OWN_SEASONS * seasonLength
  })
  if (seasonLength <= 1 || !listens.includes(true)) return [...series]
  const voices = series.map((one) => voiceOf(one, pools.get(one.groupId), seasonLength))
  const all = addVoices(voices, seasonLength)
  const groups = new Map<string, Voice & { readonly speakers: number }>()
  for (const groupId of new Set(series.map((one) => one.groupId))) {
    groups.set(
      groupId,
      addVoices(
        voices.filter((voice) => voice?.groupId === groupId),
        seasonLength,
      ),
    )
  }
  return series.map((one, n) => {
    if (listens[n] !== true) return one
    const own = voices[n]
    const least = LEAST_SPEAKERS + (own === undefined ? 0 : 1)
    const group = groups.get(one.groupId)
    const heard = group !== undefined && group.speakers >= least ? group : all
    if (heard.speakers < least) return one
    const profile = profileOf(heard, own, seasonLength)
    if (profile === undefined) return one
    const places = Array.from({ length: one.values.length + horizon }, (_, t) => placeOf(t, one, seasonLength))
    const values = places.map((place) => profile.mean[place])
    const deviations = places.map((place) => profile.deviation[place])
    const driver: UnsureDriver = { id: GROUP_SEASON, values, deviations, log: false }
    return { ...one, drivers: [...(one.drivers ?? []), driver] }
  })
}

/**
 * Series as they tell how far items follow the season of their group: those that have seen a whole one, where two have. To the
 * others the season has been little more than its noise, by which they would not seem to follow it at all.
 */
export function whoFollow(series: readonly PanelSeries[], seasonLength: number): PanelSeries[] {
  const tells = series.map(({ values }) => values.filter((value) => value !== null).length >= seasonLength)
  const isTold = series.filter((one, n) => tells[n] === true && followsGroup(one)).length >= 2
  return series.map((one, n) =>
    isTold && tells[n] === false
      ? { ...one, drivers: (one.drivers ?? []).filter(({ id }) => id !== GROUP_SEASON) }
      : one,
  )
}

function followsGroup({ drivers = [] }: PanelSeries): boolean {
  return drivers.some(({ id }) => id === GROUP_SEASON)
}

function voiceOf(series: PanelSeries, pool: Pool | undefined, seasonLength: number): Voice | undefined {
  const { groupId, values } = series
  const known = values.filter((value) => value !== null)
  if (known.length < LEAST_OBSERVED || known.some((value) => value < 0)) return undefined
  const effects = groupEffects(series, pool?.priors, [])
  const rest = effects === undefined ? values : removeEffects(values, effects)
  const freed = rest.filter((value) => value !== null)
  const size = freed.reduce((sum, value) => sum + value, 0) / freed.length
  if (!(size > 0)) return undefined
  const shift = shiftOf(freed) / size
  const logs = Float64Array.from(rest, (value) => (value === null ? Number.NaN : Math.log(value / size + shift)))
  const level = levelOf(logs, seasonLength)
  const gaps = logs.map((value, t) => value - level[t])
  const seen = gaps.filter((gap) => !Number.isNaN(gap))
  const variance = seen.reduce((sum, gap) => sum + gap * gap, 0) / seen.length
  if (!(variance > 0)) return undefined
  const sums = new Float64Array(seasonLength)
  const weights = new Float64Array(seasonLength)
  gaps.forEach((gap, t) => {
    if (Number.isNaN(gap)) return
    const place = placeOf(t, series, seasonLength)
    sums[place] = sums[place] + gap / variance
    weights[place] = weights[place] + 1 / variance
  })
  return { groupId, sums, weights }
}

/** The mean of a whole season about each period, of the periods observed; of all of them where less than two were seen. */
function levelOf(logs: Float64Array, seasonLength: number): Float64Array {
  const first = logs.findIndex((value) => !Number.isNaN(value))
  const isLong = logs.length - first >= OWN_SEASONS * seasonLength
  return logs.map((_, t) => {
    const from = isLong ? Math.max(0, t - (seasonLength >> 1)) : 0
    const to = isLong ? Math.min(logs.length, t + (seasonLength >> 1) + 1) : logs.length
    let [mean, count] = [0, 0]
    for (let s = from; s < to; s += 1) {
      if (Number.isNaN(logs[s])) continue
      count += 1
      mean += (logs[s] - mean) / count
    }
    return mean
  })
}

function addVoices(
  voices: readonly (Voice | undefined)[],
  seasonLength: number,
): Voice & { readonly speakers: number } {
  const sums = new Float64Array(seasonLength)
  const weights = new Float64Array(seasonLength)
  // in an order that does not depend on what series are called, so that sums are the same to the last digit
  const speaking = voices.filter((voice) => voice !== undefined).sort(compareVoices)
  for (const voice of speaking) {
    for (let place = 0; place < seasonLength; place += 1) {
      sums[place] = sums[place] + voice.sums[place]
      weights[place] = weights[place] + voice.weights[place]
    }
  }
  return { groupId: '', sums, weights, speakers: speaking.length }
}

function compareVoices(a: Voice, b: Voice): number {
  const place = a.sums.findIndex((sum, k) => sum !== b.sums[k] || a.weights[k] !== b.weights[k])
  return place < 0 ? 0 : a.sums[place] - b.sums[place] || a.weights[place] - b.weights[place]
}

/** The place of a period in the season, counted from the end: series end together. */
function placeOf(t: number, { values }: PanelSeries, seasonLength: number): number {
  return (t + seasonLength - (values.length % seasonLength)) % seasonLength
}

/** By place of the season. */
interface Profile {
  readonly mean: Float64Array
  readonly deviation: Float64Array
}

/** Deviation by place, as others show it, and what is not known of it; nothing where places differ no more than by chance. */
function profileOf(heard: Voice, own: Voice | undefined, seasonLength: number): Profile | undefined {
  const weights = heard.weights.map((weight, place) => weight - (own?.weights[place] ?? 0))
  const least = 1e-9 * weights.reduce((most, weight) => Math.max(most, weight), 0)
  const raw = heard.sums.map((sum, place) =>
    weights[place] > least ? (sum - (own?.sums[place] ?? 0)) / weights[place] : 0,
  )
  let [squares, noise, seen] = [0, 0, 0]
  weights.forEach((weight, place) => {
    if (!(weight > least)) return
    seen += 1
    squares += raw[place] * raw[place]
    noise += 1 / weight
  })
  const between = (squares - noise) / seen
  if (!(between > 0)) return undefined
  const drawn = raw.map((value, place) =>
    weights[place] > least ? value * (between / (between + 1 / weights[place])) : 0,
  )
  // of a place that nobody has seen it may be anything that others are
  const deviation = weights.map((weight) => Math.sqrt(weight > least ? between / (1 + between * weight) : between))
  if (seasonLength < LONG_SEASON) return { mean: drawn, deviation }
  // weeks beside each other are alike
  const mean = drawn.map((value, place) => {
    if (!(weights[place] > least)) return 0
    const beside = [(place + seasonLength - 1) % seasonLength, (place + 1) % seasonLength].filter(
      (other) => weights[other] > least,
    )
    return (2 * value + beside.reduce((sum, other) => sum + drawn[other], 0)) / (2 + beside.length)
  })
  return { mean, deviation }
}
