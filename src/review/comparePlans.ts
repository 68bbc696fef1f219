import { createIssueList } from '../core/checking/errors.js'
import { compareText, type Key, keyOf } from '../core/keys/keys.js'
import { compareRefs, type Ref, REF_FIELDS } from '../core/keys/ref.js'
import { decimalSum } from '../core/money/money.js'
import type { Notice } from '../core/notices/notices.js'
import type { Plan } from '../plan/types.js'
import { type Figure, figuresOf } from './figures.js'
import { comparedPlan } from './planShape.js'

/** One number, or one exception, in two plans. */
export interface PlanDifference extends Ref {
  readonly section: 'kpi' | 'statement' | 'item' | 'market' | 'resource' | 'exception'
  /** Of a statement, its name; else left out. */
  readonly statement?: string
  /** Key figure, line, field of a record, or code of a notice. */
  readonly measure: string
  readonly unit: 'money' | 'units' | 'hours' | 'ratio'
  /** Over the whole plan, or at its end where it stands. Null where there is none. */
  readonly before: number | null
  readonly after: number | null
  /** `after` less `before`, what there is none of being nothing; null where neither is there. */
  readonly difference: number | null
  /** The difference by period; left out where the calendars differ, and of exceptions. */
  readonly values?: readonly (number | null)[]
  /** The difference in money, by which rows stand in order: units at standard cost, hours at their wage; 0 of ratios. */
  readonly money: number
}

const SECTIONS: readonly PlanDifference['section'][] = ['kpi', 'statement', 'item', 'market', 'resource', 'exception']

const figureKey = ({ section, statement = '', measure, ref }: Figure): Key =>
  keyOf({ section, statement, measure, ...ref }, ['section', 'statement', 'measure', ...REF_FIELDS] as never[])

const less = (after: number | null, before: number | null): number | null =>
  after === null && before === null ? null : decimalSum([after ?? 0, -(before ?? 0)])

function rowOf(before: Figure | undefined, after: Figure | undefined, haveOneCalendar: boolean): PlanDifference {
  const { section, statement, measure, unit, ref } = (after ?? before) as Figure
  const difference = less(after?.total ?? null, before?.total ?? null)
  const price = after?.price ?? before?.price ?? 0
  const lengths = (after ?? before)?.values ?? []
  return {
    section,
    ...(statement !== undefined && { statement }),
    ...ref,
    measure,
    unit,
    before: before?.total ?? null,
    after: after?.total ?? null,
    difference,
    ...(haveOneCalendar && {
      values: lengths.map((_, t) => less(after?.values[t] ?? null, before?.values[t] ?? null)),
    }),
    money: unit === 'ratio' ? 0 : Math.abs((difference ?? 0) * (unit === 'money' ? 1 : price)),
  }
}

/** What an exception is of: its code, and of whom it speaks. */
const exceptionKey = ({ code, refs }: Notice): string =>
  JSON.stringify([code, ...refs.map((ref) => keyOf(ref, REF_FIELDS))])

/** Exceptions by what they are of; what they put at stake. */
function exceptionRows(a: Plan, b: Plan): PlanDifference[] {
  const byKey = ({ exceptions }: Plan): Map<string, Notice[]> => {
    const groups = new Map<string, Notice[]>()
    for (const notice of exceptions)
      groups.set(exceptionKey(notice), [...(groups.get(exceptionKey(notice)) ?? []), notice])
    return groups
  }
  const [before, after] = [byKey(a), byKey(b)]
  const stake = (notices: readonly Notice[] | undefined): number | null =>
    notices === undefined ? null : decimalSum(notices.map(({ moneyAtStake = 0 }) => moneyAtStake))
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key): PlanDifference[] => {
    const [one] = after.get(key) ?? before.get(key) ?? []
    if (one === undefined) return []
    const [was, is] = [stake(before.get(key)), stake(after.get(key))]
    const difference = less(is, was)
    return [
      {
        section: 'exception',
        ...one.refs[0],
        measure: one.code,
        unit: 'money',
        before: was,
        after: is,
        difference,
        money: Math.abs(difference ?? 0),
      },
    ]
  })
}

const hasChanged = ({ before, after, values }: PlanDifference): boolean =>
  before !== after || (values ?? []).some((value) => value !== 0 && value !== null)

/**
 * Lays two plans beside each other: every key figure, line of a statement, item, market, resource and exception with its
 * difference, the largest money first. What is the same in both has no row.
 *
 * @param a - the plan before
 * @param b - the plan after; of the same input with other numbers, as a rule
 * @returns rows of what differs, flat, for a table; where the calendars differ they have totals alone
 * @throws SopError where one of the two is no plan, or lost what is read of it, with every place
 * @example
 * ```ts
 * import { plan, type PlanInput } from 'sop-engine'
 * import { comparePlans } from 'sop-engine/review'
 * const base: PlanInput = {
 *   calendar: { start: '2027-01-01', months: 2 },
 *   items: [{ id: 'lamp', price: 50, purchaseCost: 30 }],
 *   forecasts: [{ itemId: 'lamp', quantities: [100, 120] }],
 * }
 * const dearer = { ...base, items: [{ id: 'lamp', price: 55, purchaseCost: 30 }] }
 * const rows = comparePlans(await plan(base), await plan(dearer))
 * rows.find(({ measure }) => measure === 'netIncome')?.values // => [500, 600]
 * ```
 */
export function comparePlans(a: Plan, b: Plan): readonly PlanDifference[] {
  const issues = createIssueList()
  comparedPlan(a, 'a', issues)
  comparedPlan(b, 'b', issues)
  issues.throwIfAny()
  const ids = ({ calendar }: Plan): string => JSON.stringify(calendar.periods.map(({ id }) => id))
  const haveOneCalendar = ids(a) === ids(b)
  const byKey = (plan: Plan): Map<Key, Figure> => new Map(figuresOf(plan).map((figure) => [figureKey(figure), figure]))
  const [before, after] = [byKey(a), byKey(b)]
  const rows = [
    ...[...new Set([...before.keys(), ...after.keys()])].map((key) =>
      rowOf(before.get(key), after.get(key), haveOneCalendar),
    ),
    ...exceptionRows(a, b),
  ]
  return rows
    .filter(hasChanged)
    .sort(
      (one, two) =>
        two.money - one.money ||
        SECTIONS.indexOf(one.section) - SECTIONS.indexOf(two.section) ||
        compareText(one.statement ?? '', two.statement ?? '') ||
        compareText(one.measure, two.measure) ||
        compareRefs(one, two),
    )
}
