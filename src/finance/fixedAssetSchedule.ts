import { calendar } from '../core/time/calendarChecks.js'
import { record } from '../core/checking/checks.js'
import type { Calendar } from '../core/time/calendar.js'
import { createIssueList } from '../core/checking/errors.js'
import { fromMinor, type MoneyOptions, moneyScale } from '../core/money/money.js'
import { MONEY_FIELDS } from '../core/money/moneyChecks.js'
import { type AssetTimeline, layOutAsset } from './assetTimeline.js'
import { checkAssets } from './checkAssets.js'
import { fixedAssets } from './fixedAssetCheck.js'
import type { FixedAsset } from './types.js'

/** Book value of fixed assets from period to period; arrays by period, major units. */
export interface AssetRollForward {
  readonly openingBookValue: readonly number[]
  /** Acquired, at cost. */
  readonly additions: readonly number[]
  readonly depreciation: readonly number[]
  /** Book value of what was disposed of. */
  readonly disposals: readonly number[]
  /** Received for it. */
  readonly proceeds: readonly number[]
  /** Proceeds less book value: a gain is positive. */
  readonly disposalResult: readonly number[]
  /** Opening + additions - depreciation - disposals. */
  readonly closingBookValue: readonly number[]
}

/** The roll-forward of one asset. */
export interface AssetRecord extends AssetRollForward {
  readonly assetId: string
}

/** Fixed assets from period to period. */
export interface FixedAssetSchedule {
  readonly periodIds: readonly string[]
  /** In the order of the input. */
  readonly assets: readonly AssetRecord[]
  readonly total: AssetRollForward
}

/** Options of {@link fixedAssetSchedule}. */
export interface FixedAssetOptions extends MoneyOptions {
  readonly calendar: Calendar
}

type Measures = { readonly [Measure in keyof AssetRollForward]: number[] }

const MEASURES = [
  'openingBookValue',
  'additions',
  'depreciation',
  'disposals',
  'proceeds',
  'disposalResult',
  'closingBookValue',
] as const satisfies readonly (keyof AssetRollForward)[]

/**
 * Rolls the book value of fixed assets forward: opening + additions - depreciation - disposals = closing.
 *
 * Straight-line by whole months: a full month in the month of acquisition, none in the month of disposal. Source:
 * IAS 16.73(e) (reconciliation of the carrying amount).
 *
 * @param assets - cost, salvage value, life and dates
 * @param options - calendar, currency and rounding
 * @returns the roll-forward of each asset and of all, major units by period
 * @throws SopError `INVALID_DATE`, `OUT_OF_RANGE`, `DUPLICATE_ID`, `PERIODS_OUT_OF_ORDER`, all problems at once
 * @example
 * ```ts
 * import { createCalendar, fixedAssetSchedule } from 'sop-engine'
 * const calendar = createCalendar({ start: '2027-01-01', months: 3 })
 * const assets = [{ id: 'press', cost: 1200, lifeMonths: 12, acquiredDate: '2027-02' }]
 * fixedAssetSchedule(assets, { calendar, currency: 'USD' }).total.closingBookValue // => [0, 1100, 1000]
 * ```
 */
export function fixedAssetSchedule(assets: readonly FixedAsset[], options: FixedAssetOptions): FixedAssetSchedule {
  const issues = createIssueList()
  fixedAssets(assets, 'assets', issues)
  record<FixedAssetOptions>({ ...MONEY_FIELDS, calendar })(options, 'options', issues)
  issues.throwIfAny()
  const scale = moneyScale(options)
  checkAssets(assets, scale, issues)
  issues.throwIfAny()
  const { periods } = options.calendar
  const rows = assets.map((asset, i) => rollForward(layOutAsset(asset, periods, scale, `assets[${i}]`), periods.length))
  const total = empty(periods.length)
  for (const row of rows) {
    for (const measure of MEASURES)
      row[measure].forEach((amount, t) => (total[measure][t] = (total[measure][t] as number) + amount))
  }
  const major = (row: Measures): AssetRollForward =>
    Object.fromEntries(
      MEASURES.map((measure) => [measure, row[measure].map((amount) => fromMinor(amount, scale))]),
    ) as unknown as AssetRollForward
  return {
    periodIds: periods.map(({ id }) => id),
    assets: rows.map((row, i) => ({ assetId: (assets[i] as FixedAsset).id, ...major(row) })),
    total: major(total),
  }
}

function empty(count: number): Measures {
  return Object.fromEntries(
    MEASURES.map((measure) => [measure, new Array<number>(count).fill(0)]),
  ) as unknown as Measures
}

function rollForward(timeline: AssetTimeline, count: number): Measures {
  const { costMinor, proceedsMinor, acquiredIn, disposedIn, openingDepreciation, charges } = timeline
  const row = empty(count)
  let bookValue = acquiredIn < 0 && disposedIn >= 0 ? costMinor - openingDepreciation : 0
  for (let t = 0; t < count; t++) {
    row.openingBookValue[t] = bookValue
    if (acquiredIn === t) {
      row.additions[t] = costMinor
      bookValue += costMinor
    }
    row.depreciation[t] = charges[t] as number
    bookValue -= charges[t] as number
    if (disposedIn === t) {
      row.disposals[t] = bookValue
      row.proceeds[t] = proceedsMinor
      row.disposalResult[t] = proceedsMinor - bookValue
      bookValue = 0
    }
    row.closingBookValue[t] = bookValue
  }
  return row
}
