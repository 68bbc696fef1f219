import { DEMAND_CLASSES } from './company.js'
import { CAUSES } from './diagnose.js'
import type { LoopMeasures, LoopSums } from './measureLoop.js'

/** What one policy came to at one target, over so many companies. */
export interface LoopLine {
  readonly policy: string
  readonly target: number
  readonly companies: number
  readonly measures: LoopMeasures
}

/** The figures that are printed; shares in percent, money in thousands and for one company. */
export function figuresOf({ policy, target, companies, measures }: LoopLine): { readonly [name: string]: unknown } {
  const { plans } = measures
  const each = (value: number): number => round(value / companies)
  return {
    policy,
    target,
    companies,
    ...shares(measures),
    late: each(measures.lateUnitMonths),
    lost: each(measures.lost),
    stock: round(measures.meanStock / companies / 1000),
    partStock: round(measures.meanPartStock / companies / 1000),
    profit: round(measures.profit / companies / 1000),
    result: round(measures.result / companies / 1000),
    notExecuted: measures.notExecuted,
    byClass: Object.fromEntries(
      DEMAND_CLASSES.flatMap((name) => {
        const sums = measures.byClass[name]
        return sums === undefined ? [] : [[name, shares(sums)]]
      }),
    ),
    ...(plans !== undefined && {
      error: percent(plans.absoluteError, measures.asked),
      bias: percent(plans.error, measures.asked),
      heldBack: percent(plans.heldBack, measures.goodMonths),
      heldBackAllMonths: percent(plans.heldBackAllMonths, plans.planMonths),
      heldInParts: percent(plans.heldInParts, measures.goodMonths),
      changes: plans.changed.map((units, ahead) => percent(units, plans.planned[ahead] ?? 0)),
      partChanges: plans.partsChanged.map((units, ahead) => percent(units, plans.partsPlanned[ahead] ?? 0)),
      // Of all demand: what did not ship in its month, and why.
      missedBy: Object.fromEntries(
        CAUSES.map((cause) => [cause, percent(plans.missedBy[cause] ?? 0, measures.asked, 2)]),
      ),
      missedAt: Object.fromEntries(
        Object.entries(plans.missedAt)
          .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
          .map(([id, units]) => [id, each(units)]),
      ),
    }),
  }
}

/** The table of the issue: a line for each target and policy, then classes, causes and changes of the plans. */
export function describeLoop(lines: readonly LoopLine[]): string[] {
  const table = lines.map((line) => ({ line, figures: figuresOf(line) }))
  const rows = [
    'target  policy       cycle   fill    late    lost  stock k  result k  held back  in parts  changes 1, 2, 3',
    ...table.map(({ line: { target, policy }, figures }) => {
      const { cycle, fill, late, lost, stock, result, heldBackAllMonths, heldInParts, changes } = figures as {
        readonly [name: string]: number
      }
      const cells = [
        target.toFixed(2).padEnd(6),
        policy.padEnd(11),
        ...[cycle, fill].map((value) => value?.toFixed(1).padStart(6)),
        ...[late, lost].map((value) => value?.toFixed(0).padStart(7)),
        stock?.toFixed(1).padStart(8),
        result?.toFixed(1).padStart(9),
        ...[heldBackAllMonths, heldInParts].map((value) => (value?.toFixed(1) ?? '').padStart(9)),
        changes === undefined
          ? ''
          : `  ${(changes as unknown as number[]).map((value) => value.toFixed(1)).join(', ')}`,
      ]
      return cells.join(' ')
    }),
  ]
  for (const { line, figures } of table) {
    const { byClass, missedBy, missedAt, error, bias } = figures as {
      readonly [name: string]: { readonly [id: string]: unknown }
    }
    const classes = Object.entries(byClass as { readonly [id: string]: { cycle: number; fill: number } })
    rows.push(
      '',
      `${line.policy} at ${line.target}: cycle / fill by class: ${classes.map(([id, { cycle, fill }]) => `${id} ${cycle.toFixed(1)} / ${fill.toFixed(1)}`).join(', ')}`,
    )
    if (missedBy === undefined) continue
    const worst = Object.entries(missedAt ?? {}).slice(0, 8)
    rows.push(
      `  forecast error ${String(error)} %, bias ${String(bias)} %; % of demand missed by ${entries(missedBy)}; units at ${entries(Object.fromEntries(worst))}`,
    )
  }
  return [...rows, ...waysOf(lines)]
}

/** How far each target's plan goes from the spreadsheet to the clairvoyant, where all three were run. */
function waysOf(lines: readonly LoopLine[]): string[] {
  const resultOf = (policy: string, target: number): number | undefined => {
    const line = lines.find((each) => each.policy === policy && each.target === target)
    return line && line.measures.result / line.companies
  }
  const best = lines.find(({ policy }) => policy === 'clairvoyant')
  const ways = [...new Set(lines.map(({ target }) => target))].flatMap((target) => {
    const [own, other] = [resultOf('plan', target), resultOf('mrp', target)]
    if (own === undefined || other === undefined || best === undefined) return []
    return [`${target}: ${percent(own - other, best.measures.result / best.companies - other)} %`]
  })
  return ways.length > 0 ? ['', `share of the way from spreadsheet to clairvoyant: ${ways.join(', ')}`] : []
}

const entries = (values: object): string =>
  Object.entries(values)
    .map(([id, value]) => `${id} ${String(value)}`)
    .join(', ')

const shares = ({ goodMonths, servedMonths, asked, shippedInTime }: LoopSums): { cycle: number; fill: number } => ({
  cycle: percent(servedMonths, goodMonths, 2),
  fill: percent(shippedInTime, asked, 2),
})

const round = (value: number, decimals = 1): number => Number(value.toFixed(decimals))
const percent = (part: number, whole: number, decimals = 1): number =>
  whole > 0 ? round((100 * part) / whole, decimals) : 0
