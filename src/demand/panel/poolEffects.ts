import { compareText } from '../../core/keys/keys.js'
import { collinearColumns } from '../effects/collinearColumns.js'
import { type EffectColumn, effectColumns } from '../effects/effectColumns.js'
import { estimateEffects } from '../effects/estimateEffects.js'
import type { EffectPrior } from '../effects/types.js'
import type { SeriesInput } from '../seriesFit.js'
import type { PooledEffect } from './types.js'

/** A series of a panel. */
export interface PanelSeries extends SeriesInput {
  readonly id: string
  /** Series of one group are alike; one name for all where there are no groups. */
  readonly groupId: string
}

/** What series have in common. */
export interface Pool {
  /** By the id of the driver. */
  readonly priors: ReadonlyMap<string, EffectPrior>
  readonly effects: readonly Omit<PooledEffect, 'groupId'>[]
}

/** An effect of one series, in the unit of the driver, with its variance. */
interface OwnEffect {
  readonly driverId: string
  readonly groupId: string
  readonly isLog: boolean
  readonly effect: number
  readonly variance: number
  /** What is thought likely before any series is seen. */
  readonly likely: number
  readonly low: number
  readonly high: number
}

/** Observations from which on a series tells an effect. */
const LEAST_OBSERVED = 6
/** Series that must show an effect before others learn from it. */
const LEAST_SERIES = 2
/** How much wider than likely the prior of a series is before its effects are pooled, so that they are its own. */
const WIDE = 10
/** The least spread between series by what is likely, and what the spread over all groups counts for in one, in series. */
const LEAST_SPREAD = 0.05
const BORROWED_SERIES = 4
/** Turns of the iteration for the spread, which settles in a few. */
const TURNS = 60

/**
 * The effects of drivers in a group of series by empirical Bayes: what each series shows, with its variance, is a draw about
 * the mean of the group, and the group about that of all. A series with little history then has the effects of its group, and
 * one with much of it its own.
 *
 * The spread between series is the one that makes the weighted squares about the mean as large as expected (Paule and Mandel,
 * "Consensus values and weighting factors", Journal of Research of the National Bureau of Standards 87, 1982).
 *
 * @returns what is known by group
 */
export function poolEffects(series: readonly PanelSeries[], seasonLength: number): ReadonlyMap<string, Pool> {
  const read = series.map(readColumns)
  const told = toldDrivers(read)
  const own = series.flatMap((one, place) => ownEffects(one, read[place].columns, told, seasonLength))
  const driverIds = [...new Set(own.map(({ driverId }) => driverId))].sort(compareText)
  const groupIds = [...new Set(series.map(({ groupId }) => groupId))]
  const pools = new Map<string, { priors: Map<string, EffectPrior>; effects: Omit<PooledEffect, 'groupId'>[] }>()
  for (const groupId of groupIds) pools.set(groupId, { priors: new Map(), effects: [] })
  for (const driverId of driverIds) {
    const shown = own.filter((one) => one.driverId === driverId)
    if (shown.length < LEAST_SERIES) continue
    const isLog = shown[0].isLog
    const likely = Math.min(...shown.map((one) => one.likely))
    const all = meanAndSpread(shown, { mean: 0, stdDev: likely }, likely)
    const low = Math.min(...shown.map((one) => one.low))
    const high = Math.max(...shown.map((one) => one.high))
    for (const groupId of groupIds) {
      const members = shown.filter((one) => one.groupId === groupId)
      const common = groupIds.length === 1 ? all : inGroup(members, all, likely)
      const pool = pools.get(groupId)
      pool?.priors.set(driverId, { ...common, low, high })
      pool?.effects.push({ driverId, scale: isLog ? 'elasticity' : 'ratio', ...common, items: members.length })
    }
  }
  return pools
}

/**
 * Drivers that some series can tell from those before them. The others, as a flag beside the discount that always comes with it, are
 * left out as in a series by itself: shared by both, the effect would be believed of neither.
 */
function toldDrivers(read: readonly ReadColumns[]): ReadonlySet<string> {
  const told = new Set<string>()
  for (const { columns, seen } of read) {
    const collinear = collinearColumns(columns, seen)
    columns.forEach(({ id }, place) => {
      if (!collinear.includes(place)) told.add(id)
    })
  }
  return told
}

interface ReadColumns {
  readonly columns: readonly EffectColumn[]
  readonly seen: readonly boolean[]
}

/** The drivers of a series that can show effects, as columns; none where there is too little to show them. */
function readColumns({ id, values, drivers = [] }: PanelSeries): ReadColumns {
  const seen = values.map((value) => value !== null)
  const known = values.filter((value) => value !== null)
  const isSilent =
    known.length < LEAST_OBSERVED || known.some((value) => value < 0) || known.every((value) => value === known[0])
  if (isSilent || drivers.length === 0) return { columns: [], seen }
  // an effect by a unit whose square is no number cannot be held against others
  const columns = effectColumns(drivers, seen, { path: id }, []).filter(({ unit }) =>
    Number.isFinite(1 / (unit * unit)),
  )
  return { columns: columns.slice(0, known.length - LEAST_OBSERVED + 1), seen }
}

/** The effects that one series shows by itself, where it can. */
function ownEffects(
  { values, groupId }: PanelSeries,
  read: readonly EffectColumn[],
  told: ReadonlySet<string>,
  seasonLength: number,
): OwnEffect[] {
  const columns = read.filter(({ id }) => told.has(id))
  if (columns.length === 0) return []
  const wide = columns.map((column) => ({ ...column, prior: { ...column.prior, stdDev: WIDE * column.prior.stdDev } }))
  const { coefficients, covariance } = estimateEffects(values, wide, seasonLength)
  return columns.map(({ id: driverId, isLog, unit, prior, low, high }, j): OwnEffect => {
    const variance = covariance[j * columns.length + j]
    return {
      driverId,
      groupId,
      isLog,
      effect: coefficients[j] / unit,
      variance: variance / (unit * unit),
      likely: prior.stdDev / unit,
      low,
      high,
    }
  })
}

/** Mean of effects and spread between them; the mean is drawn to what is thought of it before. */
function meanAndSpread(
  given: readonly OwnEffect[],
  before: { readonly mean: number; readonly stdDev: number },
  likely: number,
): { readonly mean: number; readonly stdDev: number } {
  // in an order that does not depend on what the series are called, so that sums are the same to the last digit
  const effects = [...given].sort((a, b) => a.effect - b.effect || a.variance - b.variance)
  const least = LEAST_SPREAD * likely * LEAST_SPREAD * likely
  let spread = likely * likely
  let { mean } = before
  for (let turn = 0; turn < TURNS; turn += 1) {
    let weights = 1 / (before.stdDev * before.stdDev)
    let total = before.mean * weights
    for (const { effect, variance } of effects) {
      const weight = 1 / (variance + spread)
      weights += weight
      total += weight * effect
    }
    mean = total / weights
    const squares = effects.reduce((sum, { effect, variance }) => {
      const gap = effect - mean
      return sum + (gap * gap) / (variance + spread)
    }, 0)
    const next = Math.max(least, (spread * squares) / Math.max(1, effects.length - 1))
    const isSettled = Math.abs(next - spread) <= SETTLED * spread
    spread = next
    if (isSettled) break
  }
  return { mean, stdDev: Math.sqrt(spread) }
}

const SETTLED = 1e-6

/** A group about all: its own mean as far as its items show one, and a spread that small groups borrow. */
function inGroup(
  members: readonly OwnEffect[],
  all: { readonly mean: number; readonly stdDev: number },
  likely: number,
): { readonly mean: number; readonly stdDev: number } {
  if (members.length === 0) return all
  const { mean, stdDev } = meanAndSpread(members, all, likely)
  const share = members.length / (members.length + BORROWED_SERIES)
  return { mean, stdDev: Math.sqrt(share * stdDev * stdDev + (1 - share) * all.stdDev * all.stdDev) }
}
