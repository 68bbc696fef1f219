import type { plan, verify } from '../../../src/index.js'
import type { toProductionProblem } from '../../../src/plan/supply/planProduction.js'
import type { Plan } from '../../../src/plan/types.js'
import type { optimizeProduction, ProductionPlan, ProductionProblem } from '../../../src/production/index.js'
import { auditPlan, type Breach } from './auditPlan.js'
import { toNumber } from './fractions.js'
import { generateShop } from './generateShop.js'
import { readShop, type ShopModel } from './readShop.js'
import { shopPlanInput } from './shopPlanInput.js'
import { servedPlan } from './servedPlan.js'
import { solveWholeUnits } from './solveWholeUnits.js'

/** The functions that are judged: those of this source, or of another commit. */
export interface Engine {
  readonly optimizeProduction: typeof optimizeProduction
  readonly plan: typeof plan
  readonly verify: typeof verify
  readonly toProductionProblem: typeof toProductionProblem
}

/** Whether a shop is given to the optimizer alone or to `plan`. */
export type Face = 'problem' | 'plan'

/** What came of one shop. */
export interface Verdict {
  readonly seed: number
  readonly face: Face
  readonly items: number
  readonly periods: number
  readonly status: string
  /** What HiGHS says of the whole-unit model; `open` where it neither closed the gap nor found that there is no plan. */
  readonly highs: 'closed' | 'open' | 'infeasible' | 'unknown'
  readonly bound: number | null
  /** What the best plan of HiGHS earns. */
  readonly best: number | null
  readonly total: number
  readonly beforeRounding: number
  readonly revenue: number
  /** (bound - total) / max(revenue, 1); null where one of the two is missing. */
  readonly gapShare: number | null
  /** (beforeRounding - total) / max(revenue, 1). */
  readonly lpGapShare: number | null
  /** True where every item that moves does so by over 100 stock units a period on average. */
  readonly isLarge: boolean
  readonly breaches: readonly Breach[]
  /** True where the status is `infeasible` and HiGHS has a plan. */
  readonly isFalseInfeasible: boolean
  /** True where there is no plan, whatever it is called, and HiGHS has one. */
  readonly isMissingPlan: boolean
  /** Only of the face `plan`, where there is one. */
  readonly isVerified: boolean | null
  readonly failedChecks: readonly string[]
  readonly hasExceptionOfCost: boolean | null
  /** False where what customers get came from a program of its own, or for money alone: then the answer in fractions is no bound at the given rates. */
  readonly isOneProgram: boolean
  readonly oursSeconds: number
  readonly highsSeconds: number
}

/** A verdict with the shop as the audit read it. */
export interface Judged {
  readonly verdict: Verdict
  readonly model: ShopModel
}

/** How near to the best the search of HiGHS must come, as a share of revenue; what it calls its bound may be too low by as much. */
export const HIGHS_GAP = 5e-4

/** Plans a shop, audits the plan, and holds it against the whole-unit model. */
export async function judgeShop(
  engine: Engine,
  {
    seed,
    face,
    secondsLimit = 10,
    withoutHighs = false,
  }: { seed: number; face: Face; secondsLimit?: number; withoutHighs?: boolean },
): Promise<Judged> {
  const shop = generateShop(seed)
  const started = performance.now()
  const input = shopPlanInput(shop)
  const whole = face === 'plan' ? await engine.plan(input) : undefined
  const problem = whole === undefined ? shop.problem : problemOf(engine, whole)
  const ours: ProductionPlan = whole?.supply ?? (await engine.optimizeProduction(problem))
  const oursSeconds = (performance.now() - started) / 1000
  const hasPlan = ours.records.length > 0
  const { records, certificate } = ours
  const model = readShop(problem, { records, openRanges: certificate.openRanges ?? [] })
  const revenue = Math.max(1, ours.objective.revenue)
  const answer = withoutHighs ? undefined : solveWholeUnits(model, { gap: HIGHS_GAP * revenue, secondsLimit })
  const highsHasPlan = answer?.status === 'feasible'
  const report = whole !== undefined && hasPlan ? await engine.verify(whole, { input }) : undefined
  const { total, beforeRounding } = ours.objective
  const bound =
    answer !== undefined && Number.isFinite(answer.bound) && answer.status !== 'infeasible' ? answer.bound : null
  const verdict: Verdict = {
    seed,
    face,
    items: problem.items.length,
    periods: model.periodCount,
    status: ours.status,
    highs:
      answer === undefined
        ? 'unknown'
        : highsHasPlan
          ? answer.isClosed
            ? 'closed'
            : 'open'
          : answer.status === 'infeasible'
            ? 'infeasible'
            : 'unknown',
    bound,
    best: highsHasPlan ? answer.objective : null,
    total,
    beforeRounding,
    revenue: ours.objective.revenue,
    gapShare: hasPlan && bound !== null ? (bound - total) / revenue : null,
    lpGapShare: hasPlan ? (beforeRounding - total) / revenue : null,
    isLarge: hasPlan && isLarge(model, ours),
    breaches: hasPlan ? auditPlan(model, servedPlan(model, ours)) : [],
    isFalseInfeasible: ours.status === 'infeasible' && highsHasPlan,
    isMissingPlan: !hasPlan && highsHasPlan,
    isVerified: report?.ok ?? null,
    failedChecks: report?.checks.filter(({ ok }) => !ok).map(({ id }) => id) ?? [],
    hasExceptionOfCost: whole === undefined ? null : whole.exceptions.some(({ code }) => code === 'whole-units-cost'),
    isOneProgram: ours.certificate.customers === undefined && !leavesForMoney(ours),
    oursSeconds,
    highsSeconds: answer?.seconds ?? 0,
  }
  return { verdict, model }
}

/** Whether somebody may be left because what he would take costs more than he pays: money alone decides there, and lateness weighs nothing. */
export const leavesForMoney = ({ certificate }: ProductionPlan): boolean =>
  certificate.openRanges?.some(({ unpaid }) => unpaid !== undefined) ?? false

/** The production problem that a plan was made from. */
export function problemOf(engine: Pick<Engine, 'toProductionProblem'>, whole: Plan): ProductionProblem {
  const { input, calendar, demand, costs, safetyStock } = whole
  const records = { records: demand, outlooks: [], warnings: [] }
  return engine.toProductionProblem({ input, calendar, demand: records, costs, safetyStock }, []).problem
}

/** True where every item that moves is taken by over 100 stock units a period, by customers and parents. */
function isLarge({ items, lines, periodCount }: ShopModel, { records }: ProductionPlan): boolean {
  const supplied = new Map(
    records.map(({ itemId, produced, purchased }) => [itemId, [...produced, ...purchased].reduce((a, b) => a + b, 0)]),
  )
  return items.every((item, i) => {
    let flow = item.demand.reduce((a, b) => a + b, 0)
    for (const line of lines) {
      const parent = items[line.item] as (typeof items)[number]
      if (line.component === i) flow += toNumber(line.perUnit) * parent.scale * (supplied.get(parent.id) ?? 0)
    }
    return flow === 0 || flow / item.scale / periodCount > 100
  })
}
