import { sumDecimals } from '../../core/numbers/sumDecimals.js'
import { decimalSum, fromMinor, sumMinor, toMinor } from '../../core/money/money.js'
import { groupBy, keyOf } from '../../core/keys/keys.js'
import { type Ref, uniqueRefs } from '../../core/keys/ref.js'
import { createNotice, type Notice, noteRecords } from '../../core/notices/notices.js'
import type { Period } from '../../core/time/calendar.js'
import { totalsByName } from '../../costing/variances/totalsByName.js'
import { varianceTree } from '../../costing/variances/varianceTree.js'
import type { Actual, ActualKind, VarianceTree } from '../../costing/variances/varianceTypes.js'
import type { Plan } from '../../plan/types.js'
import { actualsSilent, overheadAsPlanned, stockBeyondStandard, writeDownAsPlanned } from '../../scenario/notices.js'
import { movements } from '../asPlanned/movements.js'
import { noteSilentHours, silentHours } from '../asPlanned/silentHours.js'
import { type SilentOverhead, silentOverheads } from '../asPlanned/silentOverheads.js'
import { writeDownsHeld } from '../asPlanned/writeDowns.js'
import { compareTrees, type PeriodTree } from './compareTrees.js'
import type { PlanActual } from '../../schema/rows/costingTypes.js'
import { minorOf, onGrid } from './onGrid.js'
import { openingUnits } from './openingUnits.js'
import { planProfits } from './planProfits.js'
import { PLAN_STATEMENT_LINES, PLAN_VARIANCE_NAMES } from './planVarianceNames.js'
import { readAnalysis } from './readAnalysis.js'
import { withWriteDowns, type WriteDownChange, writeDownChange } from './stockWriteDowns.js'
import { treeRows } from './treeRows.js'
import { treeStandards } from './treeStandards.js'
import type { PlanStatementLine, PlanVariance, VarianceAnalysis, VarianceAnalysisOptions } from './types.js'

/** Kinds of actuals without which nothing of the sort is taken to have happened. */
const FLOWS: readonly ActualKind[] = ['sales', 'purchases', 'output', 'usage']

/** What is made of one period: both trees, and what is taken for granted. */
interface PeriodResult {
  readonly period: Period
  readonly planProfit: number
  readonly actualProfit: number
  readonly trees: readonly PeriodTree[]
  readonly backlog: VarianceTree['backlog']
  readonly hours: readonly PlanActual[]
  readonly assumed: readonly Ref[]
  readonly beyond: number
  readonly writtenDown: Readonly<Record<'planned' | 'actual', WriteDownChange>>
  readonly silent: readonly ActualKind[]
}

/**
 * Cuts the difference between the profit that a plan foresaw and the profit that was made into variances: from operating income of
 * the plan's ledger to that of the actuals.
 *
 * The plan is the budget: its sales, its production, the standards, bills, routings and rates that hold in each of its periods. The
 * plan itself departs from its standards, as by overtime; each leaf tells that apart (`planned`), and its `amount` is what
 * happened less what was planned. Leaves, signs and sources are those of `varianceTree`: positive is favorable. What the plan does not
 * measure by units stays as planned and is told: depreciation, what stock holds beyond its standard, and hours of resources and
 * overheads that the actuals do not name. Write-downs that the plan posts follow the units that are left, at what the plan writes a unit down by at that
 * close (`stockWriteDown`). Source: CIMA Official Terminology, variances; Horngren, Cost Accounting, ch. 7, 8, 14, with the plan as
 * the static budget.
 *
 * @param plan - a plan that has one: not infeasible
 * @param options - what has happened, of which periods, and how it is cut
 * @returns both profits, the tree, sums by name, the statement from one profit to the other, and notices
 * @throws SopError where it is no plan; `EMPTY` where it is infeasible, or there are no actuals of any of its periods; `UNKNOWN_ID` where
 * ids or periods are unknown, `DUPLICATE_ID` where actuals are given twice, `OUT_OF_RANGE` where they are not within periods of the plan,
 * `MISSING_VALUE` where a period that is named has none; `UNKNOWN_FIELD`, `WRONG_TYPE` and `OUT_OF_RANGE` of a field that is not right
 * @example
 * ```ts
 * import { plan } from 'sop-engine'
 * import { varianceAnalysis } from 'sop-engine/review'
 * const made = await plan({
 *   calendar: { start: '2027-01-01', months: 2 },
 *   items: [{ id: 'lamp', price: 50, purchaseCost: 30, safetyStock: 0 }],
 *   forecasts: [{ itemId: 'lamp', quantities: [100, 100] }],
 * })
 * const { planProfit, actualProfit, statement } = varianceAnalysis(made, {
 *   actuals: [
 *     { periodId: '2027-01', kind: 'sales', itemId: 'lamp', units: 90, amount: 4590 },
 *     { periodId: '2027-01', kind: 'purchases', itemId: 'lamp', units: 100, amount: 3200 },
 *   ],
 * })
 * planProfit // => 2000
 * actualProfit // => 1690
 * statement // => [
 * //   { line: 'planProfit', amount: 2000 },
 * //   { line: 'salesVolume', amount: -200 },
 * //   { line: 'salesPrice', amount: 90 },
 * //   { line: 'materialPrice', amount: -200 },
 * //   { line: 'actualProfit', amount: 1690 },
 * // ]
 * ```
 */
export function varianceAnalysis(plan: Plan, options: VarianceAnalysisOptions = {}): VarianceAnalysis {
  const { actuals, places } = readAnalysis(plan, options)
  const { costing = 'absorption', idleTime = 'apart', salesMix = 'averagePrice' } = options
  const cut = { costing, idleTime, salesMix } as const
  const { periods } = plan.calendar
  const asPlanned = groupBy(movements(plan, (places.at(-1) ?? 0) + 1, { sales: 'bySeries' }), ['periodId'])
  const plannedIn = periods.map(({ id }) => asPlanned.get(keyOf({ periodId: id }, ['periodId'])) ?? [])
  const standardsIn = treeStandards(plan, costing)
  const openingsOf = openingUnits(plan, { actuals, planned: plannedIn, standardsIn })
  const profits = planProfits(plan, costing)
  const held = writeDownsHeld(plan)
  const hoursOf = silentHours(plan)
  const overheadsOf = silentOverheads({ input: plan.input, calendar: plan.calendar, plan })
  const unitsAt = (closedCount: number): ((itemId: string) => number) => {
    const units = new Map(openingsOf(closedCount).map((row) => [row.itemId, row.units]))
    return (itemId) => units.get(itemId) ?? 0
  }
  const results = places.map((t): PeriodResult => {
    const period = periods[t] as Period
    const planned = plannedIn[t] ?? []
    const standards = standardsIn(t, planned)
    const given = actuals[t] ?? []
    const ofPeriod = { rows: given.map((row) => ({ ...row, start: period.start, end: period.end })), places: [t] }
    const hours = hoursOf(ofPeriod)
    const overheads = overheadsOf({ ...ofPeriod, isRevenueAsPlanned: false })
    const taken = [...hours, ...overheads.map((one) => overheadRow(one, plan))]
    const rows = treeRows([...given, ...taken], period.id, standards)
    const markets = options.markets?.filter((row) => row.periodId === period.id).map(withoutPeriod)
    const exchangeRates = options.exchangeRates?.filter((row) => row.periodId === period.id).map(withoutPeriod)
    const treeOf = (own: readonly Actual[], isActual: boolean): VarianceTree =>
      varianceTree(
        {
          ...standards.input,
          budget: {
            ...standards.input.budget,
            ...(markets !== undefined && {
              markets: isActual ? markets : markets.map((row) => ({ ...row, actualUnits: row.budgetUnits })),
            }),
          },
          actuals: own,
          ...(isActual && { openingStock: openingsOf(t) }),
          ...(exchangeRates !== undefined && {
            exchangeRates: isActual
              ? exchangeRates
              : exchangeRates.map((row) => ({ ...row, actualRate: row.budgetRate })),
          }),
        },
        cut,
      )
    const plannedTree = treeOf(treeRows(planned, period.id, standards), false)
    const actualTree = treeOf(rows, true)
    const { planProfit, stays, beyond } = profits(t, standards.valueOf)
    const writtenDown = { planned: writeDownChange(held, t), actual: writeDownChange(held, t, unitsAt) }
    return {
      period,
      planProfit,
      actualProfit: sumDecimals([actualTree.actualProfit, stays.amount, beyond, writtenDown.actual.amount]),
      trees: [
        { of: 'planned', tree: withWriteDowns(plannedTree.tree, writtenDown.planned), refs: standards.refs },
        { of: 'actual', tree: withWriteDowns(actualTree.tree, writtenDown.actual), refs: standards.refs },
      ],
      backlog: actualTree.backlog,
      hours,
      assumed: [...overheads.map(({ ref }) => ref), ...stays.refs],
      beyond,
      writtenDown,
      silent: FLOWS.filter(
        (kind) => planned.some((row) => row.kind === kind) && !given.some((row) => row.kind === kind),
      ),
    }
  })
  const raw = compareTrees(results.flatMap(({ trees }) => trees))
  const { decimals } = plan.ledger
  const major = (minor: number): number => fromMinor(minor, { decimals, rounding: 'halfEven' })
  const planProfit = decimalSum(results.map((row) => row.planProfit))
  const actualMinor = results.map((row) => minorOf(row.actualProfit, decimals))
  const profitOfFacts = sumDecimals(results.map((row) => row.actualProfit))
  const unexplained = minorOf(profitOfFacts - planProfit - raw.amount, decimals)
  const difference = sumMinor(actualMinor) - minorOf(planProfit, decimals) - unexplained
  const planned = minorOf(raw.planned, decimals)
  const tree = onGrid(raw, { planned, amount: difference }, decimals)
  const actualProfit = major(sumMinor(actualMinor))
  const { units = 0, margin = 0 } = results.at(-1)?.backlog ?? {}
  return {
    costing,
    periodIds: results.map(({ period }) => period.id),
    planProfit,
    actualProfit,
    tree,
    totals: totalsByName(tree, PLAN_VARIANCE_NAMES),
    statement: statementOf(planProfit, tree, actualProfit),
    unexplained: major(unexplained),
    periods: results.map(({ period, ...row }, n) => ({
      periodId: period.id,
      planProfit: row.planProfit,
      actualProfit: major(actualMinor[n] ?? 0),
    })),
    backlog: { units, margin: major(minorOf(margin, decimals)) },
    ...notesOf(results, decimals),
  }
}

/** An overhead that is taken for granted, as a row of actuals. */
function overheadRow({ ref, t, minor }: SilentOverhead, { calendar, ledger }: Plan): PlanActual {
  const amount = fromMinor(minor, { decimals: ledger.decimals, rounding: 'halfEven' })
  return { periodId: calendar.periods[t]?.id ?? '', kind: 'overhead', ...ref, amount }
}

function withoutPeriod<Row extends { readonly periodId: string }>(row: Row): Omit<Row, 'periodId'> {
  const { periodId: _, ...own } = row
  return own
}

function statementOf(planProfit: number, tree: PlanVariance, actualProfit: number): PlanStatementLine[] {
  const second = tree.children.flatMap(({ children }) => children)
  const lines = PLAN_STATEMENT_LINES.flatMap((line) => {
    const own = second.filter(({ name }) => name === line)
    const amount = sumDecimals(own.map((one) => one.amount))
    return amount === 0 ? [] : [{ line, amount }]
  })
  return [{ line: 'planProfit', amount: planProfit }, ...lines, { line: 'actualProfit', amount: actualProfit }]
}

/** What was taken for granted, and what the actuals are silent of. */
function notesOf(
  results: readonly PeriodResult[],
  decimals: number,
): Pick<VarianceAnalysis, 'assumptions' | 'warnings'> {
  const assumptions: Notice[] = []
  const warnings: Notice[] = []
  const path = 'actuals'
  noteSilentHours(
    assumptions,
    results.flatMap((row) => row.hours),
  )
  const assumed = results.flatMap((row) => row.assumed)
  noteRecords(assumptions, overheadAsPlanned, { path, refs: uniqueRefs(assumed) })
  const scale = { decimals, rounding: 'halfEven' } as const
  const beyond = fromMinor(toMinor(sumDecimals(results.map((row) => row.beyond)), scale), scale)
  if (beyond !== 0) assumptions.push(createNotice(stockBeyondStandard, { path, amount: beyond, unit: 'money' }))
  const changes = results.map(({ writtenDown }) => writtenDown)
  const itemIds = new Set(changes.flatMap(({ planned, actual }) => [...planned.itemIds, ...actual.itemIds]))
  noteRecords(assumptions, writeDownAsPlanned, {
    path,
    refs: [...itemIds].map((itemId) => ({ itemId })),
    amount: decimalSum(changes.map(({ actual }) => actual.amount)),
    unit: 'money',
  })
  for (const kind of FLOWS) {
    const periodIds = results.flatMap(({ silent, period }) => (silent.includes(kind) ? [period.id] : []))
    if (periodIds.length > 0) warnings.push(createNotice(actualsSilent, { path, value: { kind, periods: periodIds } }))
  }
  return { assumptions, warnings }
}
