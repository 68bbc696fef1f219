import { throwIssue } from '../core/checking/errors.js'
import { currencyDecimals } from '../core/money/money.js'
import type { Kpis } from '../plan/report/kpis.js'
import type { Plan, PlanStatements } from '../plan/types.js'
import { lineTotal, RATIO_KPIS } from './figures.js'

/** Key figures that have one value for the plan. */
export type KpiName = Exclude<keyof Kpis, 'resourceUse'>

/**
 * What is measured of a plan: a key figure by its name, in one period where `periodId` is given; a line of a statement, summed over
 * the plan (of the balance sheet, and of cash, what stands at its end, of opening cash at its beginning) or in one period; or any number that a function reads.
 */
export type PlanMeasure =
  | KpiName
  | { readonly kpi: KpiName; readonly periodId?: string }
  | { readonly statement: keyof PlanStatements; readonly line: string; readonly periodId?: string }
  | ((plan: Plan) => number | null)

/** A measure that was read: its value, and on which grid it is told. */
export interface Measured {
  /** Null where it is not defined: a plan without demand has no service level. */
  readonly value: number | null
  /** Decimals of the grid. */
  readonly decimals: number
}

/** Decimals on which what is no money is shared out. */
const FINE = 9

function refuse(path: string, value: unknown, message: string, remedy: string): never {
  return throwIssue({ code: 'UNKNOWN_ID', path, value, message, remedy })
}

function placeOf(plan: Plan, periodId: string | undefined): number | undefined {
  if (periodId === undefined) return undefined
  const place = plan.calendar.periods.findIndex(({ id }) => id === periodId)
  if (place >= 0) return place
  return refuse(
    'options.measure.periodId',
    periodId,
    `The plan has no period '${periodId}'.`,
    'Name one of its periods.',
  )
}

/** Reads a measure of a plan. */
export function measureOf(plan: Plan, measure: PlanMeasure): Measured {
  const money = currencyDecimals(plan.input.currency)
  if (typeof measure === 'function') {
    const value = measure(plan)
    if (value !== null && !Number.isFinite(value))
      return refuse(
        'options.measure',
        value,
        'The measure is no finite number.',
        'Return a finite number, or null where there is none.',
      )
    return { value, decimals: FINE }
  }
  if (typeof measure === 'string' || 'kpi' in measure) {
    const { kpi, periodId } = typeof measure === 'string' ? { kpi: measure, periodId: undefined } : measure
    const figure = kpi in plan.kpis ? plan.kpis[kpi] : undefined
    if (figure === undefined || Array.isArray(figure)) {
      const names = Object.keys(plan.kpis).filter((name) => name !== 'resourceUse')
      return refuse(
        'options.measure',
        kpi,
        `There is no key figure '${String(kpi)}'.`,
        `Name one of ${names.join(', ')}.`,
      )
    }
    const place = placeOf(plan, periodId)
    const value = place === undefined ? figure.total : (figure.values[place] ?? null)
    return { value, decimals: RATIO_KPIS.has(kpi) ? FINE : money }
  }
  const statement = plan.statements[measure.statement]
  if (statement === undefined) {
    const names = Object.keys(plan.statements).join(', ')
    return refuse(
      'options.measure.statement',
      measure.statement,
      `There is no statement '${String(measure.statement)}'.`,
      `Name one of ${names}.`,
    )
  }
  const place = placeOf(plan, measure.periodId)
  if (statement.lines.length === 0) return { value: null, decimals: money }
  const line = statement.lines.find(({ id }) => id === measure.line)
  if (line === undefined) {
    const names = statement.lines.map(({ id }) => id).join(', ')
    return refuse(
      'options.measure.line',
      measure.line,
      `The statement has no line '${String(measure.line)}'.`,
      `Name one of ${names}.`,
    )
  }
  const value =
    place === undefined ? lineTotal(measure.statement, line.id, line.amounts) : (line.amounts[place] ?? null)
  return { value, decimals: money }
}
