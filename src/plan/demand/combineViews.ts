import { compareText, groupBy } from '../../core/keys/keys.js'
import { type Notice, placeNotice } from '../../core/notices/notices.js'
import { finishSteps } from '../../core/running/progress.js'
import { type Consensus, consensus, type ConsensusInput } from '../../demand/consensus/consensus.js'
import { forecastTogether } from '../../demand/panel/forecastTogether.js'
import { foldHistory } from '../../demand/season/foldWeeks.js'
import { STATISTICAL } from '../../schema/checking/checkConsensusTables.js'
import type { DemandView } from '../../schema/rows/demandTypes.js'
import type { NormalInput } from '../../schema/normalForm/normalInput.js'
import { addStep, type Draft } from './draft.js'
import { eventEffects, eventsOf } from './eventEffects.js'
import { foldOf } from './foldWeeks.js'
import { modelDrivers, modelOptions } from './forecastHistories.js'
import { modelValues, type PreparedHistory } from './prepareHistory.js'
import { SERIES_KEY, seriesId } from '../../core/keys/seriesId.js'

/** The history of a series, as far as past forecasts are judged by it. */
export interface JudgingHistory {
  /** As it was sold, events and all. */
  readonly quantities: readonly (number | null)[]
  readonly prepared: PreparedHistory
}

interface Party {
  readonly contributor: string
  readonly quantities: readonly (number | null)[]
  readonly weight: number | undefined
  readonly past: readonly (number | null)[] | undefined
}

/** Combines the forecast so far with the views of the parties, period by period over those who have one. */
export function combineViews(
  drafts: ReadonlyMap<string, Draft>,
  histories: ReadonlyMap<string, JudgingHistory>,
  input: NormalInput,
  warnings: Notice[],
): void {
  for (const [key, views] of groupBy(input.views, SERIES_KEY)) {
    const draft = drafts.get(key) as Draft
    const history = histories.get(key)
    combine(draft, partiesOf(draft, views, history, input), history, warnings)
  }
}

/** Who takes part: everybody with a row, by name, and the forecast so far where there is one and it is to count. */
function partiesOf(
  draft: Draft,
  views: readonly DemandView[],
  history: JudgingHistory | undefined,
  input: NormalInput,
): Party[] {
  const own = views.find(({ contributor }) => contributor === STATISTICAL)
  const others = views.filter((view) => view !== own).sort((a, b) => compareText(a.contributor, b.contributor))
  const hasWeights = views.some(({ weight }) => weight !== undefined)
  const parties = others.map(({ contributor, quantities = [], weight, past }): Party => ({
    contributor,
    quantities,
    weight,
    past,
  }))
  // A series that nothing forecasts has no forecast of zero: its views are all there is.
  const isForecast = draft.basis !== 'none' || draft.steps.length > 0
  if (!isForecast || (hasWeights && own === undefined)) return parties
  const buckets = others.reduce((most, { past }) => Math.max(most, past?.length ?? 0), 0)
  const past =
    own?.past ??
    (hasWeights || buckets === 0 || history === undefined ? undefined : pastForecasts(draft, history, buckets, input))
  return [{ contributor: STATISTICAL, quantities: draft.state, weight: own?.weight, past }, ...parties]
}

/** A model needs this many buckets to be judged at all. */
const LEAST_BUCKETS = 5

/** What the model would have forecast for the last buckets of the history, one bucket ahead, with the events known. */
function pastForecasts(
  draft: Draft,
  { prepared }: JudgingHistory,
  buckets: number,
  input: NormalInput,
): (number | null)[] {
  const values = modelValues(prepared)
  const { frame, workingDays } = prepared
  const fold = foldOf(frame)
  const effects = eventsOf(input.events, draft).map((event) => eventEffects(event, frame.spans))
  const drivers = modelDrivers(prepared)
  return Array.from({ length: buckets }, (_, n) => {
    const t = values.length - buckets + n
    const known = values.slice(0, Math.max(0, t))
    if (known.filter((value) => value !== null).length < LEAST_BUCKETS) return null
    const folded = foldHistory(known, fold)
    // a driver that begins later than these buckets tells nothing of them
    const own = drivers
      .map(({ values: all, ...driver }) => ({ ...driver, values: all.slice(0, folded.length + 1) }))
      .filter(({ values: all }) => all.at(-1) !== null && all.slice(0, -1).some((value) => value !== null))
    const one = { id: draft.name, groupId: '', values: folded, drivers: own }
    const options = { horizon: 1, seasonLength: frame.seasonLength, ...modelOptions(input) }
    const point = finishSteps(forecastTogether([one], options, { lendLevels: false })).forecasts[0]?.point[0] ?? 0
    const base = point * (workingDays?.past[t] ?? 1)
    return effects.reduce((sum, effect) => sum + base * (effect[t]?.rate ?? 0) + (effect[t]?.units ?? 0), base)
  })
}

function combine(
  draft: Draft,
  parties: readonly Party[],
  history: JudgingHistory | undefined,
  warnings: Notice[],
): void {
  const groups = new Map<string, number[]>()
  draft.state.forEach((_, t) => {
    const present = parties.flatMap(({ quantities, weight }, n) =>
      (quantities[t] ?? null) === null || weight === 0 ? [] : [n],
    )
    groups.set(present.join(), [...(groups.get(present.join()) ?? []), t])
  })
  const changes = parties.map(() => draft.state.map(() => 0))
  const weights = parties.map(() => draft.state.map(() => 0))
  const final = [...draft.state]
  const told = new Set<string>()
  for (const [key, periods] of groups) {
    if (key === '') continue
    const present = key.split(',').map((n) => parties[Number(n)] as Party)
    if (present.every(({ contributor }) => contributor === STATISTICAL)) continue
    const result = agree(present, periods, draft, history)
    for (const warning of result.warnings) {
      if (told.has(warning.code)) continue
      told.add(warning.code)
      warnings.push(placeNotice(warning, { path: 'views', refs: [seriesId(draft)] }))
    }
    key.split(',').forEach((n, place) => {
      const { change, weight } = result.contributions[place] as Consensus['contributions'][number]
      periods.forEach((t, k) => {
        ;(changes[Number(n)] as number[])[t] = change[k] as number
        ;(weights[Number(n)] as number[])[t] = weight
      })
    })
    periods.forEach((t, k) => {
      final[t] = result.consensus[k] as number
    })
  }
  const voices = parties.flatMap((party, n) => (party.contributor === STATISTICAL ? [] : [n]))
  voices.forEach((n, place) => {
    const isLast = place === voices.length - 1
    const change = changes[n] as readonly number[]
    const next = isLast ? final : draft.state.map((value, t) => value + (change[t] as number))
    addStep(draft, { step: 'view', id: (parties[n] as Party).contributor, weights: weights[n] as number[] }, next)
  })
}

function agree(
  present: readonly Party[],
  periods: readonly number[],
  draft: Draft,
  history: JudgingHistory | undefined,
): Consensus {
  const actual = history?.quantities ?? []
  const buckets = present.reduce((most, { past }) => Math.max(most, past?.length ?? 0), 0)
  const hasPast = buckets > 0 && present.every(({ past }) => past !== undefined)
  const inputs = present.map(({ contributor, quantities, weight, past }): ConsensusInput => ({
    id: contributor,
    forecast: periods.map((t) => quantities[t] as number),
    ...(weight !== undefined && { weight }),
    // The last value is that of the last bucket; who began to forecast later has none before.
    ...(hasPast && { past: Array.from({ length: buckets }, (_, n) => past?.[n - buckets + past.length] ?? null) }),
  }))
  return consensus(inputs, {
    baseline: periods.map((t) => draft.state[t] as number),
    ...(hasPast && { actual: Array.from({ length: buckets }, (_, n) => actual[n - buckets + actual.length] ?? null) }),
  })
}
