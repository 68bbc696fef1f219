import { type Calendar, parseDay } from '../../core/time/calendar.js'
import { calendar as calendarCheck } from '../../core/time/calendarChecks.js'
import { text } from '../../core/checking/checks.js'
import { day } from '../../core/time/dayCheck.js'
import { createIssueList, type IssueList } from '../../core/checking/errors.js'
import { createNotice, type Notice } from '../../core/notices/notices.js'
import { checkIds, checkNumber, checkNumbers, checkObject, QUANTITY } from '../checkPlannerInput.js'
import { largeRate, overrideBelowZero, overrideExpired, overrideReplaced } from './notices.js'

/** A person's change of a forecast; exactly one of `quantity`, `change` and `changeRate` says what. */
export interface ForecastOverride {
  readonly id: string
  /** Ids of the periods it changes, as `2027-03`. */
  readonly periodIds: readonly string[]
  /** New forecast of each period in units; zero is a forecast of nothing. */
  readonly quantity?: number
  /** Units added to the forecast of each period; below zero to take away. */
  readonly change?: number
  /** Ratio added to the forecast of each period: 0.1 for 10 % more, -1 for nothing. */
  readonly changeRate?: number
  /** Why. */
  readonly reason: string
  /** Who answers for it. */
  readonly owner: string
  /** Last day on which it counts, `YYYY-MM-DD`. Default: it does not expire. */
  readonly expiryDate?: string
}

/** Overrides, and where they are applied. */
export interface OverrideOptions {
  /** Changes in the order in which they are made. */
  readonly overrides: readonly ForecastOverride[]
  /** Its periods are those of the forecast. */
  readonly calendar: Calendar
  /** Today, `YYYY-MM-DD`: what has expired before it does not count. */
  readonly asOf: string
}

/** What one override did. */
export interface OverrideStep {
  readonly id: string
  readonly reason: string
  readonly owner: string
  /** Whether it counted; false where it has expired. */
  readonly isApplied: boolean
  /** Units by period that it added, below zero where it took away. */
  readonly change: number[]
}

/** The way from the baseline to the final forecast: baseline + the sum of all changes = final. */
export interface OverriddenForecast {
  /** Forecast before the overrides, in units by period. */
  readonly baseline: number[]
  /** One step for each override, in the order given. */
  readonly steps: OverrideStep[]
  /** Forecast after the overrides, in units by period. */
  readonly final: number[]
  readonly warnings: Notice[]
}

/** A rate beyond this is warned of: a percentage was probably meant. */
const LIKELY_PERCENT = 5

/**
 * Applies a planner's overrides to a forecast, one after the other, and shows what each of them did.
 *
 * An expired override does nothing but stays in the list, with a warning. A forecast is not taken below zero: what an
 * override would take beyond that is left, with a warning. On what adjustments do to accuracy: Fildes, Goodwin, Lawrence
 * and Nikolopoulos, "Effective forecasting and judgmental adjustments", International Journal of Forecasting 25 (2009).
 *
 * @param forecast - baseline in units by period of the calendar
 * @param options - changes in the order in which they are made, calendar and today
 * @throws SopError where the forecast is not aligned, an override has no or two kinds of change, a period is not known,
 * or reason or owner is missing
 * @example
 * ```ts
 * import { applyOverrides, createCalendar } from 'sop-engine'
 * const calendar = createCalendar({ start: '2027-01-01', months: 3 })
 * const promotion = { id: 'p1', periodIds: ['2027-02'], changeRate: 0.25, reason: 'spring promotion', owner: 'Ann' }
 * const closed = { id: 'c1', periodIds: ['2027-03'], quantity: 0, reason: 'shops closed', owner: 'Ben' }
 * const overrides = [promotion, closed]
 * applyOverrides([80, 80, 80], { overrides, calendar, asOf: '2026-12-15' }).final // => [80, 100, 0]
 * ```
 */
export function applyOverrides(forecast: readonly number[], options: OverrideOptions): OverriddenForecast {
  const issues = createIssueList()
  const places = checkInput(forecast, options, issues)
  issues.throwIfAny()
  const { overrides } = options
  const asOf = parseDay(options.asOf) as number
  const warnings: Notice[] = []
  const final = [...forecast]
  const setBy = new Map<number, string>()
  const steps = overrides.map((override, index): OverrideStep => {
    const { id, reason, owner, expiryDate, quantity, changeRate } = override
    const path = `overrides[${index}]`
    const change = new Array<number>(final.length).fill(0)
    if (expiryDate !== undefined && (parseDay(expiryDate) as number) < asOf) {
      const value = { overrideId: id, owner, expiryDate }
      warnings.push(createNotice(overrideExpired, { path: `${path}.expiryDate`, value }))
      return { id, reason, owner, isApplied: false, change }
    }
    if (changeRate !== undefined && changeRate > LIKELY_PERCENT) {
      const value = { overrideId: id, changeRate }
      warnings.push(createNotice(largeRate, { path: `${path}.changeRate`, value }))
    }
    for (const periodId of override.periodIds) {
      const t = places.get(periodId) as number
      const periodIds = [periodId, periodId] as const
      const before = final[t]
      const wanted = quantity ?? before + (changeRate === undefined ? (override.change as number) : before * changeRate)
      if (wanted < 0) {
        warnings.push(createNotice(overrideBelowZero, { path, periodIds, value: { overrideId: id, periodId } }))
      }
      const earlier = setBy.get(t)
      if (quantity !== undefined && earlier !== undefined) {
        const value = { overrideId: id, earlierOverrideId: earlier, periodId }
        warnings.push(createNotice(overrideReplaced, { path, periodIds, value }))
      }
      if (quantity !== undefined) setBy.set(t, id)
      final[t] = Math.max(0, wanted) + 0
      change[t] = final[t] - before
    }
    return { id, reason, owner, isApplied: true, change }
  })
  return { baseline: [...forecast], steps, final, warnings }
}

function checkInput(forecast: readonly number[], options: OverrideOptions, issues: IssueList): Map<string, number> {
  const places = new Map<string, number>()
  const isObject = checkObject<OverrideOptions>(options, 'options', issues, {
    overrides: true,
    calendar: true,
    asOf: true,
  })
  const calendar = isObject ? options.calendar : undefined
  if (!calendarCheck(calendar, 'options.calendar', issues) || calendar === undefined) {
    checkNumbers(forecast, 'forecast', issues, QUANTITY)
  } else {
    calendar.periods.forEach(({ id }, t) => places.set(id, t))
    checkNumbers(forecast, 'forecast', issues, { ...QUANTITY, length: calendar.periods.length })
  }
  day(options?.asOf, 'options.asOf', issues)
  const overrides: unknown = options?.overrides
  checkIds<ForecastOverride>(overrides, 'options.overrides', issues, {
    id: true,
    periodIds: true,
    quantity: true,
    change: true,
    changeRate: true,
    reason: true,
    owner: true,
    expiryDate: true,
  })
  if (!Array.isArray(overrides)) return places
  overrides.forEach((override: ForecastOverride | null, index) => {
    if (typeof override !== 'object' || override === null) return
    const path = `options.overrides[${index}]`
    text(override.reason, `${path}.reason`, issues)
    text(override.owner, `${path}.owner`, issues)
    if (override.expiryDate !== undefined) day(override.expiryDate, `${path}.expiryDate`, issues)
    checkPeriods(override.periodIds, path, places, issues)
    const kinds = (['quantity', 'change', 'changeRate'] as const).filter((kind) => override[kind] !== undefined)
    if (kinds.length !== 1) {
      const code = kinds.length === 0 ? 'MISSING_VALUE' : 'CONFLICT'
      const remedy = 'Give exactly one of quantity, change and changeRate.'
      issues.add(code, path, kinds, `The override makes ${kinds.length} kinds of change.`, remedy)
    }
    for (const kind of kinds) {
      const min = kind === 'quantity' ? 0 : kind === 'changeRate' ? -1 : undefined
      const rule = { ...(min !== undefined && { min }), ...(kind === 'changeRate' && { max: 1e6 }) }
      checkNumber(override[kind], `${path}.${kind}`, issues, rule)
    }
  })
  return places
}

function checkPeriods(periods: unknown, path: string, places: ReadonlyMap<string, number>, issues: IssueList): void {
  if (!Array.isArray(periods) || periods.length === 0) {
    const remedy = "Pass ids of the calendar's periods, as ['2027-03']."
    issues.add('MISSING_VALUE', `${path}.periodIds`, periods, 'The override names no period.', remedy)
    return
  }
  const seen = new Set<unknown>()
  periods.forEach((period: unknown, place) => {
    const at = `${path}.periodIds[${place}]`
    if (seen.has(period)) issues.add('DUPLICATE_ID', at, period, 'The period is named twice.', 'Name it once.')
    seen.add(period)
    if (places.size === 0 || places.has(period as string)) return
    issues.add('UNKNOWN_ID', at, period, 'The calendar has no such period.', "Use the id of a calendar's period.")
  })
}
