import fc from 'fast-check'
import { afterAll, expect, it, vi } from 'vitest'
import { lineAmounts } from '../../src/finance/index.js'
import { plan, type Plan } from '../../src/plan/index.js'
import { actualsOf, type PlanVariance, type VarianceAnalysis, varianceAnalysis } from '../../src/review/index.js'
import type { PlanActual } from '../../src/schema/index.js'
import { sumDecimals } from '../../src/core/numbers/sumDecimals.js'
import { deepFreeze } from '../costing/deepFreeze.js'
import { arbitraryPlanInput } from '../plan/arbitraryPlanInput.js'
import { costlyRuns } from '../plan/runs.js'
import { arbitraryCycle } from './arbitraryCycle.js'
import { profitOfActuals } from './profitOfActuals.js'

// Each plans a company, and takes it apart three times.
const RUNS = costlyRuns(25)
vi.setConfig({ testTimeout: 900_000 })
// Files share their processes.
afterAll(() => vi.resetConfig())

/** Every amount of money of an analysis. */
function moneyOf({ tree, periods, statement, ...of }: VarianceAnalysis): number[] {
  return [
    ...nodesOf(tree).flatMap(({ amount, planned, actual }) => [amount, planned, actual]),
    ...periods.flatMap(({ planProfit, actualProfit }) => [planProfit, actualProfit]),
    ...statement.map(({ amount }) => amount),
    ...Object.values(of.totals),
    of.planProfit,
    of.actualProfit,
    of.backlog.margin,
  ]
}

const isWholeMinor = (money: number, decimals: number): boolean =>
  Number((Math.round(money * 10 ** decimals) / 10 ** decimals).toFixed(decimals)) === money

const nodesOf = (node: PlanVariance): PlanVariance[] => [node, ...node.children.flatMap(nodesOf)]

/** Operating income of some periods, from the statement. */
const incomeOf = ({ statements, calendar }: Plan, periodIds: readonly string[]): number =>
  sumDecimals(
    lineAmounts(statements.incomeStatement, 'operatingIncome').filter((_, t) =>
      periodIds.includes(calendar.periods[t]?.id ?? ''),
    ),
  )

/** The same actuals with other numbers: an eleventh of the units more or less, and other prices; some are not told. */
function disturb(rows: readonly PlanActual[], draw: () => number): PlanActual[] {
  return rows.flatMap((row): PlanActual[] => {
    const { units, hours, amount } = row
    const off = (draw() % 21) / 100 + 0.9
    const cents = (draw() % 21) / 100 + 0.9
    if (row.kind === 'stockCount' && draw() % 2 === 0) return []
    if (row.kind === 'overhead' && draw() % 3 === 0) return []
    return [
      {
        ...row,
        ...(units !== undefined && { units: Math.round(units * off) }),
        ...(hours !== undefined && { hours: Math.round(hours * off * 4) / 4 }),
        ...(amount !== undefined && { amount: Math.round(amount * off * cents * 100) / 100 }),
      },
    ]
  })
}

const CUTS = ['averagePrice', 'budgetMix', 'volumeOnly'] as const

it.for([
  ['small companies', arbitraryCycle],
  ['any companies', arbitraryPlanInput],
] as const)(
  '%s: as planned nothing differs; otherwise the tree is the difference of the profits',
  async ([name, companies], { task }) => {
    const reached = new Map<string, number>()
    await fc.assert(
      fc.asyncProperty(companies, fc.infiniteStream(fc.nat()), fc.boolean(), async (base, numbers, isVariable) => {
        const draw = (): number => numbers.next().value as number
        const made = deepFreeze(await plan(base))
        fc.pre(made.supply.records.length > 0 && made.calendar.periods.length > 1)
        const { periods } = made.calendar
        const to = periods[1 + (draw() % (periods.length - 1))]?.id ?? ''
        const { actuals } = deepFreeze(actualsOf(made, { to }))
        fc.pre(actuals.length > 0)
        const costing = isVariable ? 'variable' : 'absorption'
        const same = varianceAnalysis(made, { actuals, costing })
        if (!isVariable) expect(same.planProfit).toBe(incomeOf(made, same.periodIds))
        expect(same.unexplained).toBe(0)
        expect(Math.abs(same.actualProfit - same.planProfit)).toBeLessThan(0.005)
        for (const { amount } of nodesOf(same.tree)) expect(Math.abs(amount)).toBeLessThan(0.005)
        expect(same.warnings).toEqual([])

        const other = disturb(actuals, draw)
        const idleTime = draw() % 2 === 0 ? 'apart' : 'inEfficiency'
        const salesMix = CUTS[draw() % 3] ?? 'averagePrice'
        const options = { costing, idleTime, salesMix } as const
        const result = varianceAnalysis(made, { actuals: other, ...options })
        expect(result.unexplained).toBe(0)
        const own = profitOfActuals(made, { actuals: other, periodIds: result.periodIds }, costing)
        // The profit of each period is told in whole minor units.
        const minor = 10 ** -made.ledger.decimals
        expect(Math.abs(result.actualProfit - own)).toBeLessThan(0.005 + (minor / 2) * result.periodIds.length)
        for (const money of moneyOf(result)) expect(isWholeMinor(money, made.ledger.decimals)).toBe(true)
        const nodes = nodesOf(result.tree)
        for (const one of new Set([...nodes.map((node) => node.name), ...Object.values(options)]))
          reached.set(one, (reached.get(one) ?? 0) + 1)
        for (const { children, amount, planned, actual } of nodes) {
          expect(sumDecimals([planned, amount])).toBe(actual)
          if (children.length > 0) expect(sumDecimals(children.map((one) => one.amount))).toBe(amount)
        }
        expect(JSON.parse(JSON.stringify(result))).toEqual(result)
        const turned = varianceAnalysis(made, { actuals: [...other].reverse(), ...options })
        expect(JSON.stringify(turned)).toBe(JSON.stringify(result))
      }),
      { numRuns: RUNS, endOnFailure: true },
    )
    const histogram = [...reached].map(([one, runs]) => `${one} ${Math.round((100 * runs) / RUNS)} %`).join(', ')
    ;(task.meta as { closing?: string }).closing = `variances of plans, share of ${name}: ${histogram}`
  },
)
