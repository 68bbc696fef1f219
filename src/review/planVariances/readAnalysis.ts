import { list, number, oneOf, optional, POSITIVE, record, text } from '../../core/checking/checks.js'
import { createIssueList, type IssueList } from '../../core/checking/errors.js'
import type { ActualKind } from '../../costing/variances/varianceTypes.js'
import type { Plan } from '../../plan/types.js'
import { checkPlanInput } from '../../schema/checkPlanInput.js'
import type { PlanActual } from '../../schema/rows/costingTypes.js'
import { analyzedPlan } from '../planShape.js'
import { dateActuals } from '../rollForward/closing.js'
import type { PlannedExchangeRate, PlannedMarketVolume, VarianceAnalysisOptions } from './types.js'

const periodId = text
const positive = number(POSITIVE)
const OPTIONS = record<VarianceAnalysisOptions>({
  // Row by row they are checked as the table of the input that they are.
  actuals: optional(list(() => true)),
  periodIds: optional(list(text)),
  costing: optional(oneOf('absorption', 'variable')),
  idleTime: optional(oneOf('apart', 'inEfficiency')),
  salesMix: optional(oneOf('averagePrice', 'budgetMix', 'volumeOnly')),
  markets: optional(
    list(
      record<PlannedMarketVolume>({
        periodId,
        itemId: optional(text),
        marketId: optional(text),
        budgetUnits: positive,
        actualUnits: positive,
      }),
    ),
  ),
  exchangeRates: optional(
    list(
      record<PlannedExchangeRate>({
        periodId,
        marketId: optional(text),
        customerId: optional(text),
        supplierId: optional(text),
        budgetRate: positive,
        actualRate: positive,
      }),
    ),
  ),
})

/** Rows that are of a moment count where they are of the end of the period. */
const AT_THE_END: ReadonlySet<ActualKind> = new Set(['stockCount', 'backlog'])

/** The actuals of each period of the plan, by its place. */
function byPeriod(plan: Plan, options: VarianceAnalysisOptions, issues: IssueList): PlanActual[][] {
  const { periods } = plan.calendar
  const given = options.actuals ?? plan.input.actuals
  const path = options.actuals === undefined ? 'plan.input.actuals' : 'options.actuals'
  if (options.actuals !== undefined) {
    const found = checkPlanInput({ ...plan.input, actuals: options.actuals })
    for (const issue of found) {
      if (issue.path.startsWith('actuals')) issues.issues.push({ ...issue, path: `options.${issue.path}` })
    }
    issues.throwIfAny()
  }
  const byPlace: PlanActual[][] = periods.map(() => [])
  dateActuals(given, plan.input.calendar.fiscalYearStartMonth ?? 1).forEach(({ start, end, place: at, ...row }) => {
    const place = periods.findIndex((period) => start >= period.start && end <= period.end)
    const isEarlier = options.actuals === undefined && end <= (periods[0]?.start ?? '')
    if (isEarlier) return
    if (place < 0) {
      const message = 'It is not within one period of the plan.'
      const remedy = 'Give the actuals of periods of the plan, in buckets that do not reach beyond them.'
      issues.add('OUT_OF_RANGE', `${path}[${at}].periodId`, row.periodId, message, remedy)
      return
    }
    if (!AT_THE_END.has(row.kind) || end === periods[place]?.end) byPlace[place]?.push(row)
  })
  return byPlace
}

/** Places of the periods that are looked at. */
function placesOf(
  plan: Plan,
  actuals: readonly PlanActual[][],
  options: VarianceAnalysisOptions,
  issues: IssueList,
): number[] {
  const { periods } = plan.calendar
  const ids = periods.map(({ id }) => id)
  const told = new Set(ids.filter((_, t) => (actuals[t] ?? []).length > 0))
  const needs = (id: string, path: string): void => {
    if (told.has(id)) return
    const isKnown = ids.includes(id)
    const message = isKnown ? 'Nothing is told of this period.' : 'The plan has no such period.'
    const remedy = 'Give its actuals, one row of 0 units where nothing moved; or name another period.'
    issues.add(isKnown ? 'MISSING_VALUE' : 'UNKNOWN_ID', path, id, message, remedy)
  }
  options.periodIds?.forEach((id, n) => needs(id, `options.periodIds[${n}]`))
  options.markets?.forEach((row, n) => needs(row.periodId, `options.markets[${n}].periodId`))
  options.exchangeRates?.forEach((row, n) => needs(row.periodId, `options.exchangeRates[${n}].periodId`))
  if (told.size === 0) {
    const message = 'There are no actuals of any period of the plan.'
    issues.add('EMPTY', 'options.actuals', [], message, 'Give the actuals of at least one period.')
  }
  const wanted = options.periodIds === undefined ? told : new Set(options.periodIds)
  return ids.flatMap((id, t) => (wanted.has(id) ? [t] : []))
}

/** Actuals by the places of the periods of a plan, and the places that are looked at. */
export interface AnalysisReading {
  readonly actuals: readonly (readonly PlanActual[])[]
  readonly places: readonly number[]
}

/** Reads what has happened in the periods of a plan; one SopError lists all that is wrong with it. */
export function readAnalysis(plan: Plan, options: VarianceAnalysisOptions): AnalysisReading {
  const issues = createIssueList()
  const isReadable = [analyzedPlan(plan, 'plan', issues), OPTIONS(options, 'options', issues)]
  if (isReadable.includes(false)) issues.throwIfAny()
  if (plan.supply.records.length === 0) {
    const message = 'There is no plan to go by.'
    issues.add('EMPTY', 'plan.supply', plan.status, message, 'Pass a plan that is not infeasible.')
  }
  issues.throwIfAny()
  const actuals = byPeriod(plan, options, issues)
  const places = placesOf(plan, actuals, options, issues)
  issues.throwIfAny()
  return { actuals, places }
}
