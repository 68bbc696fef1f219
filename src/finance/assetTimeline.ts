import { parseDay, type Period } from '../core/time/calendar.js'
import { type MoneyScale, toMinor } from '../core/money/money.js'
import { roundRatio } from './roundRatio.js'
import type { FixedAsset } from './types.js'

/** One asset laid over the periods of a calendar; money in minor units. */
export interface AssetTimeline {
  readonly costMinor: number
  readonly proceedsMinor: number
  /** Period of acquisition: -1 before the plan, the number of periods where it lies after the plan. */
  readonly acquiredIn: number
  /** Period of disposal: -1 before the plan; the number of periods where it is kept. */
  readonly disposedIn: number
  /** Charged before the first period, for an asset that the plan begins with. */
  readonly openingDepreciation: number
  /** Charge of each period. */
  readonly charges: readonly number[]
}

/** First day, `YYYY-MM-DD`, of a month or day; undefined where there is no such month or day. */
export function firstDay(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined
  const day = text.length === 7 ? `${text}-01` : text
  return parseDay(day) === undefined ? undefined : day
}

/** Number of a day's month, counted from year 0. */
function monthOf(day: string): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1
}

/** Number of the first month that does not begin before the day. */
function firstMonthFrom(day: string): number {
  return monthOf(day) + (day.endsWith('-01') ? 0 : 1)
}

function periodOf(day: string, periods: readonly Period[]): number {
  if (day < (periods[0] as Period).start) return -1
  const place = periods.findIndex(({ end }) => day < end)
  return place < 0 ? periods.length : place
}

/** Straight-line charge of the first `months` months, rounded as one amount. */
export function cumulativeCharge(baseMinor: number, months: number, lifeMonths: number, scale: MoneyScale): number {
  return roundRatio(BigInt(baseMinor) * BigInt(months), BigInt(lifeMonths), scale.rounding)
}

/**
 * Lays an asset over the periods: when it comes and goes, and what each period is charged.
 *
 * A month is charged in the period that holds its first day, but never before the asset is there: where an asset comes
 * in the middle of a month, the charge of that month falls into the period of its acquisition.
 */
export function layOutAsset(
  asset: FixedAsset,
  periods: readonly Period[],
  scale: MoneyScale,
  path: string,
): AssetTimeline {
  const costMinor = toMinor(asset.cost, scale, `${path}.cost`)
  const baseMinor = costMinor - toMinor(asset.salvageValue ?? 0, scale, `${path}.salvageValue`)
  const acquired = firstDay(asset.acquiredDate) as string
  const disposed = asset.disposedDate === undefined ? undefined : (firstDay(asset.disposedDate) as string)
  const acquiredIn = periodOf(acquired, periods)
  const disposedIn = disposed === undefined ? periods.length : periodOf(disposed, periods)
  const firstMonth = monthOf(acquired)
  const months = disposed === undefined ? asset.lifeMonths : Math.min(asset.lifeMonths, monthOf(disposed) - firstMonth)
  const chargedBefore = (day: string): number =>
    cumulativeCharge(
      baseMinor,
      Math.min(Math.max(firstMonthFrom(day) - firstMonth, 0), months),
      asset.lifeMonths,
      scale,
    )

  const gone = disposedIn < 0
  const openingDepreciation = acquiredIn < 0 && !gone ? chargedBefore((periods[0] as Period).start) : 0
  let before = openingDepreciation
  const charges = periods.map(({ end }, t) => {
    if (gone || t < acquiredIn) return 0
    const now = chargedBefore(end)
    const charge = now - before
    before = now
    return charge
  })
  const proceedsMinor = toMinor(asset.proceeds ?? 0, scale, `${path}.proceeds`)
  return { costMinor, proceedsMinor, acquiredIn, disposedIn, openingDepreciation, charges }
}
