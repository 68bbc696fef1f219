import { type Calendar, parseDay, type Period } from '../../core/time/calendar.js'
import { createNotice, type Notice, placeNotice } from '../../core/notices/notices.js'
import { rowPath } from '../../schema/tables/tables.js'
import { cleanHistory } from '../../demand/history/cleanHistory.js'
import type { StockOut } from '../../schema/rows/demandTypes.js'
import type { NormalInput } from '../../schema/normalForm/normalInput.js'
import type { BucketSpans } from './eventEffects.js'
import type { HistoryFrame } from './frameBuckets.js'
import type { SeriesPlace } from './seriesName.js'
import type { HistoryChange } from './types.js'
import { stockOutWithoutEffect } from './notices.js'

/** Gaps are filled by the forecast itself, which says so. */
const SAID_BY_FORECAST: ReadonlySet<string> = new Set(['missing-values', 'leading-gap'])

/** Share of each bucket's days on which the item could be had; days of several rows count once. */
function availableShares(stockOuts: readonly StockOut[], { starts, days }: BucketSpans): number[] {
  const spans = stockOuts
    .map(({ firstDate, lastDate }) => [parseDay(firstDate) as number, (parseDay(lastDate) as number) + 1] as const)
    .sort(([a], [b]) => a - b)
  return days.map((length, t) => {
    const start = starts[t] as number
    let covered = 0
    let reached = start
    for (const [first, end] of spans) {
      const from = Math.max(first, reached)
      const to = Math.min(end, start + length)
      if (to <= from) continue
      covered += to - from
      reached = to
    }
    return 1 - covered / length
  })
}

/** The history of an item with its place in the input. */
interface PlacedSeries {
  readonly itemId: string
  readonly quantities: readonly (number | null)[]
  readonly place: SeriesPlace
}

/** Estimates what was asked for while an item was out of stock, and does with outliers and lasting steps as asked. */
export function cleanQuantities(
  { itemId, quantities, place }: PlacedSeries,
  { past, spans, seasonLength }: HistoryFrame,
  input: NormalInput,
  warnings: Notice[],
): { readonly quantities: readonly (number | null)[]; readonly changes: readonly HistoryChange[] } {
  const { outliers, levelShifts } = input.forecasting
  const own = input.stockOuts.filter((row) => row.itemId === itemId)
  const availableShare = availableShares(own, spans)
  const isShort = availableShare.some((share) => share < 1)
  if (!isShort && outliers === 'keep' && levelShifts === 'keep') return { quantities, changes: [] }
  const result = cleanHistory(quantities, { seasonLength, outliers, levelShifts, ...(isShort && { availableShare }) })
  for (const warning of result.warnings) {
    if (SAID_BY_FORECAST.has(warning.code)) continue
    const { periodIndex } = (warning.value ?? {}) as { readonly periodIndex?: number }
    warnings.push(periodIndex === undefined ? placeNotice(warning, place) : placeAt(warning, place, past, periodIndex))
  }
  const cleaned = [...quantities]
  const changes: HistoryChange[] = []
  for (const { periodIndex: period, kind, observed, replacement, reason } of result.adjustments) {
    if (kind === 'missing' || kind === 'event' || observed === null) continue
    cleaned[period] = replacement
    changes.push({
      periodId: (past.periods[period] as Period).id,
      from: observed,
      to: replacement,
      cause: kind,
      reason,
    })
  }
  return { quantities: cleaned, changes }
}

/** A notice of one bucket of a history; one that was added up from transactions has no such cell in the input. */
function placeAt(notice: Notice, { path, refs }: SeriesPlace, past: Calendar, periodIndex: number): Notice {
  const periodId = past.periods[periodIndex]?.id as string
  const cell = path === 'transactions' ? path : `${path}.quantities[${periodIndex}]`
  return { ...placeNotice(notice, { path: cell, refs }), periodIds: [periodId, periodId] }
}

/** Warns of stock-outs that fall on no day of a history of their item. */
export function warnOfUnused(
  histories: readonly { readonly itemId: string; readonly frame: HistoryFrame }[],
  input: NormalInput,
  warnings: Notice[],
): void {
  input.stockOuts.forEach((row) => {
    const isUsed = histories.some(
      ({ itemId, frame }) => itemId === row.itemId && availableShares([row], frame.spans).some((share) => share < 1),
    )
    if (isUsed) return
    const refs = [{ itemId: row.itemId }]
    warnings.push(createNotice(stockOutWithoutEffect, { path: rowPath('stockOuts', row), refs }))
  })
}
