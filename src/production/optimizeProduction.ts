import { readList } from '../math/gather.js'
import { optional, record } from '../core/checking/checks.js'
import { createIssueList } from '../core/checking/errors.js'
import { RUN_FIELDS, TIME_FIELDS } from '../core/running/runChecks.js'
import { lpSolver } from '../lp/modelChecks.js'
import { createNotice } from '../core/notices/notices.js'
import { compareExceptions } from '../core/notices/compareExceptions.js'
import { letOthersRun, throwIfAborted } from '../core/running/progress.js'
import { checkSolution } from '../lp/checkSolution.js'
import { loadDefaultSolver } from '../lp/defaultSolver.js'
import { hasPlan, type LpSolution } from '../lp/solver.js'
import type { KnownGains } from '../lp/search/easeParts.js'
import { sharedLimit } from '../lp/sharedLimit.js'
import type { SolveModelOptions } from '../lp/solveModel.js'
import type { ProductionModel } from './model/buildProductionModel.js'
import { brokenLimits } from './wholeUnits/brokenLimits.js'
import type { OvertakenUnits } from './belowCost/belowCost.js'
import { causeExceptions } from './causes/causeExceptions.js'
import { diagnoseProduction } from './model/diagnoseProduction.js'
import { prepareProblem } from './prepareProblem.js'
import type { PreparedProblem } from './problem/preparedProblem.js'
import { notProvenBest } from './notices.js'
import { itemRecords, planObjective, resourceRecords, sourceRecords } from './productionRecords.js'
import type { RawPlan } from './model/rawPlan.js'
import { usesUpMore } from './model/roundedUse.js'
import { limitGains } from './model/limitGains.js'
import { readCustomersWorth } from './model/shadowPrices.js'
import { unfinishedUnits } from './longWork/unfinishedUnits.js'
import { demandOf } from './problem/itemForms.js'
import { lateConflicts } from './longWork/lateConflicts.js'
import type { SolvedOfParts } from './customersFirst/solveInOrder.js'
import { type DecidedQueues, decideQueues } from './risingPrices/decideQueues.js'
import { overtakenForecast } from './risingPrices/overtakenForecast.js'
import { risingPricesException } from './risingPrices/risingPricesException.js'
import { previousProduction, previousSupply } from './previousPlan/previousSupply.js'
import { stayWithPrevious } from './previousPlan/stayWithPrevious.js'
import { toWholeUnits, type WholeAnswer } from './toWholeUnits.js'
import type {
  OpenRangeRecord,
  PartCertificate,
  ProductionDiagnosis,
  ProductionObjective,
  ProductionOptions,
  ProductionPlan,
  ProductionProblem,
  ProgramCertificate,
} from './types.js'
import { wholeUnitsException } from './wholeUnits/wholeUnitsException.js'

/**
 * Finds the production plan that earns the most money: what to make, buy, ship, store and leave late in every period,
 * within regular and overtime hours, material and stock limits.
 *
 * A linear program over all items and periods (`buildProductionModel`), solved to its proven optimum; quantities
 * are then brought onto the grid of each item (pieces, or `quantityDecimals`) with all limits kept, and balances are
 * those of the whole quantities. Where that costs more than 1 % of revenue, an exception says so; where no plan in whole
 * units keeps all hard limits the status is `infeasible` (proven) or `noPlanInLimit`, with the limits that conflict.
 * Shadow prices and the certificate belong to the optimum before rounding. An infeasible problem comes back with the
 * limits that conflict. Source: Hillier & Lieberman, Introduction to Operations Research;
 * Chopra & Meindl, Supply Chain Management, ch. 8 (aggregate planning).
 *
 * @param problem - items, bills, routings and resources over a calendar; money in major units, quantities in stock units
 * @param options - solver, time limit, clock, signal, progress
 * @returns records by item, source and resource in order of input, shadow prices, objective, certificate, diagnosis, warnings
 * @throws SopError that lists every mistake in the problem (`UNKNOWN_ID`, `NO_CAPACITY`, `MISALIGNED`, ...); `ABORTED`
 * @example
 * ```ts
 * import { createCalendar, optimizeProduction } from 'sop-engine'
 * const plan = await optimizeProduction({
 *   calendar: createCalendar({ start: '2027-01-01', months: 1 }),
 *   items: [
 *     { id: 'chair', price: 60, demand: [40], unmetDemand: 'lost', lostSaleCostPerUnit: 0 },
 *     { id: 'table', price: 150, demand: [40], unmetDemand: 'lost', lostSaleCostPerUnit: 0 },
 *   ],
 *   operations: [
 *     { itemId: 'chair', resourceId: 'saw', runHoursPerUnit: 1 },
 *     { itemId: 'table', resourceId: 'saw', runHoursPerUnit: 3 },
 *   ],
 *   resources: [{ id: 'saw', capacityHours: 100 }],
 * })
 * plan.records[1]?.produced // => [20]
 * plan.resources[0]?.worthOfOneHour // => [50]
 * ```
 */
export function optimizeProduction(
  problem: ProductionProblem,
  options: ProductionOptions = {},
): Promise<ProductionPlan> {
  return optimizeKnowing(problem, options)
}

/** As {@link optimizeProduction}, with what was learned of limits before: the same plan, sooner. */
export async function optimizeKnowing(
  problem: ProductionProblem,
  options: ProductionOptions,
  known?: KnownGains,
): Promise<ProductionPlan> {
  const issues = createIssueList()
  const checks = { ...RUN_FIELDS, ...TIME_FIELDS, solver: optional(lpSolver), previous: optional(previousProduction) }
  record<ProductionOptions>(checks)(options, 'options', issues)
  issues.throwIfAny()
  throwIfAborted(options.signal)
  const free = prepareProblem(problem)
  await letOthersRun(options.signal)
  const solver = options.solver ?? (await loadDefaultSolver())
  const { signal, onProgress, timeLimitSeconds, now } = options
  const run: SolveModelOptions = sharedLimit({
    solver,
    ...(signal !== undefined && { signal }),
    ...(onProgress !== undefined && { onProgress }),
    ...(timeLimitSeconds !== undefined && { timeLimitSeconds }),
    ...(now !== undefined && { now }),
  })
  const { prepared, decided } = await decideService(problem, free, run)
  const { solution, production } = decided.solved
  if (!hasPlan(solution)) {
    if (!isInfeasible(solution)) return noPlan(prepared, solution.status, undefined)
    return noPlan(prepared, 'infeasible', await diagnoseProduction(prepared, production, run))
  }
  const { previous } = options
  const answer =
    previous === undefined
      ? await toWholeUnits(decided, { run })
      : await stayWithPrevious(decided, previousSupply(prepared, previous), run)
  const { broken, isProven, plan } = answer
  await letOthersRun(signal)
  const conflicts = [...lateConflicts(prepared, plan), ...brokenLimits(prepared, plan)]
  if (broken === 0 && conflicts.length === 0) return planOf(answer, known)
  return noPlan(prepared, isProven ? 'infeasible' : 'noPlanInLimit', { conflicts })
}

/** Rounds in which more forecast is found that orders overtake, at most: one is enough but where it stands before them at so many prices (`blockingForecast`). */
const MOST_ROUNDS = 24

/** Solves the programs; where forecast that does not pay stands before booked orders, once more without it. */
async function decideService(
  problem: ProductionProblem,
  free: PreparedProblem,
  run: SolveModelOptions,
): Promise<{ readonly prepared: PreparedProblem; readonly decided: DecidedQueues }> {
  const decide = async (prepared: PreparedProblem): Promise<DecidedQueues> => {
    const decided = await decideQueues(prepared, { run, roundsUp: false })
    const isTight = isInfeasible(decided.solved.solution) && usesUpMore(prepared)
    return isTight ? decideQueues(prepared, { run, roundsUp: true }) : decided
  }
  let found = { prepared: free, decided: await decide(free) }
  let before: OvertakenUnits = new Map()
  for (let round = 0; round < MOST_ROUNDS && hasPlan(found.decided.solved.solution); round += 1) {
    const more = await overtakenForecast(problem, { ...found, before }, run)
    if (more === undefined) break
    before = more
    const prepared = prepareProblem(problem, before)
    const decided = await decide(prepared)
    if (!hasPlan(decided.solved.solution)) break
    found = { prepared, decided }
  }
  return found
}

/** Whatever is shipped is bounded by demand and every cost is at least 0, so the objective always has a bound. */
const isInfeasible = ({ status }: LpSolution): boolean => status === 'infeasible' || status === 'infeasibleOrUnbounded'

/** The answer where there is no plan. */
function noPlan(
  prepared: PreparedProblem,
  status: ProductionPlan['status'],
  diagnosis: ProductionDiagnosis | undefined,
): ProductionPlan {
  return {
    status,
    records: [],
    sources: [],
    resources: [],
    shadowPrices: [],
    objective: NO_OBJECTIVE,
    certificate: {
      ok: false,
      primal: [],
      rowDual: [],
      reducedCost: [],
      objective: 0,
      bound: UNKNOWN,
      gap: UNKNOWN,
      primalInfeasibility: UNKNOWN,
      dualInfeasibility: UNKNOWN,
    },
    ...(diagnosis !== undefined && { diagnosis }),
    exceptions: [],
    warnings: prepared.warnings,
  }
}

/** Stands for what is not known, because results must survive JSON. */
const UNKNOWN = Number.MAX_VALUE

const NO_OBJECTIVE: ProductionObjective = {
  total: 0,
  revenue: 0,
  sellingCost: 0,
  purchases: 0,
  regularLabor: 0,
  overtime: 0,
  variableOverhead: 0,
  holding: 0,
  backlog: 0,
  lostSales: 0,
  safetyStockShortfall: 0,
  beforeRounding: 0,
}

function planOf({ decided, raw, plan, worth }: WholeAnswer, known: KnownGains | undefined): ProductionPlan {
  const { solved, problem: prepared, relaxed } = decided
  const { production, solution, customers } = solved
  const resources = resourceRecords(prepared, plan, worth)
  const openRanges = tellRanges(decided)
  const beforeRounding = solution.objective + weighedMore(prepared, solved.problem, raw)
  const objective = planObjective(prepared, plan, { resources, beforeRounding })
  const customersWorth = readCustomersWorth(solved, worth)
  const byId = resources.slice()
  prepared.resourceOrder.forEach((r, position) => (byId[r] = resources[position]))
  return {
    status: solution.status,
    records: itemRecords(prepared, plan, worth),
    sources: sourceRecords(prepared, plan, worth),
    resources,
    shadowPrices: worth.shadowPrices,
    objective,
    certificate: {
      ...proofOf(production.model, solution),
      ...(customers !== undefined && {
        customers: {
          ...proofOfParts(prepared, customers),
          ...(customers.losses !== undefined && { losses: proofOfParts(prepared, customers.losses) }),
        },
      }),
      ...(relaxed !== undefined && {
        openRanges,
        withoutRanges: proofOfParts(prepared, relaxed),
        undecided: decided.undecided,
      }),
    },
    exceptions: [
      ...causeExceptions({
        problem: prepared,
        plan,
        raw,
        resources: byId,
        worth: customersWorth,
        reported: worth,
        gains: limitGains(solved, { reported: worth, customersWorth, known }),
      }),
      ...wholeUnitsException(objective, resources, prepared.periodIds),
      ...risingPricesException(openRanges, decided.undecided, objective),
    ].sort(compareExceptions),
    warnings: [
      ...prepared.warnings,
      ...(solution.status === 'optimal' ? [] : [createNotice(notProvenBest, {})]),
      ...unfinishedUnits(prepared, { work: raw.work, supply: plan.supply }),
    ],
  }
}

/** What late and lost units of a plan before rounding weigh more in the program that was solved than at the given rates. */
function weighedMore(
  { items, periodCount }: PreparedProblem,
  { items: weighed }: PreparedProblem,
  raw: RawPlan,
): number {
  let sum = 0
  items.forEach((item, i) => {
    const { backlogCost, lostCost } = weighed[i]
    for (let t = 0; t < periodCount; t += 1) {
      const at = i * periodCount + t
      sum += (backlogCost[t] - item.backlogCost[t]) * raw.backlog[at]
      if (item.unmetDemand === 'lost') sum += (lostCost[t] - item.lostCost[t]) * (demandOf(item, t) - raw.ship[at])
    }
  })
  return sum
}

/** The ranges that were chosen, by id and period: what proves a plan is the same whatever the order of input. */
function tellRanges({ problem, ranges }: DecidedQueues): OpenRangeRecord[] {
  const { items, periodIds, periodCount } = problem
  return items.flatMap(({ id }, i) =>
    periodIds.flatMap((periodId, t) => {
      const range = ranges.get(i * periodCount + t)
      return range === undefined ? [] : [{ itemId: id, periodId, ...range }]
    }),
  )
}

function proofOfParts(
  { items }: PreparedProblem,
  { production, solution, isIn }: Omit<SolvedOfParts, 'problem'>,
): PartCertificate {
  return {
    ...proofOf(production.model, solution),
    itemIds: items.filter((_, i) => isIn[i] === 1).map(({ id }) => id),
  }
}

function proofOf(model: ProductionModel['model'], solution: LpSolution): ProgramCertificate {
  const check = checkSolution(model, { solution })
  const known = (value: number): number => (Number.isFinite(value) ? value + 0 : UNKNOWN)
  const plain = (values: Float64Array): number[] => readList(values, 0, values.length, (value) => value + 0)
  return {
    ok: check.ok,
    primal: plain(solution.primal),
    rowDual: plain(solution.rowDual),
    reducedCost: plain(solution.reducedCost),
    objective: known(check.objective),
    bound: known(check.dualObjective),
    gap: known(check.gap),
    primalInfeasibility: known(check.primalInfeasibility),
    dualInfeasibility: known(check.dualInfeasibility),
  }
}
