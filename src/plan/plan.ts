import { type Check, type Fields, having, optional, record } from '../core/checking/checks.js'
import { createIssueList } from '../core/checking/errors.js'
import { RUN_FIELDS, TIME_FIELDS } from '../core/running/runChecks.js'
import { lpSolver } from '../lp/modelChecks.js'
import type { Notice } from '../core/notices/notices.js'
import { finishInTurns, letOthersRun, throwIfAborted } from '../core/running/progress.js'
import { buildLedger } from '../finance/ledger/buildLedger.js'
import { planStatements } from '../finance/statements/planStatements.js'
import { projectInventory } from '../inventory/projectInventory.js'
import { previousCalendar, previousRecords } from '../production/previousPlan/previousSupply.js'
import { type CheckedInput, readPlanInput } from '../schema/checkPlanInput.js'
import type { PlanInput } from '../schema/types.js'
import { inCallersItems } from './callersItems.js'
import { isPlan } from './isPlan.js'
import { fixedOverheadInStock } from './costs/fixedOverheadInStock.js'
import { fillOverheadRates } from './costs/overheadRates.js'
import { planCosts } from './costs/planCosts.js'
import { createMemory, openSteps, type PlanMemory } from './memory/planMemory.js'
import { memoryOf, rememberPlan } from './memory/memoryOfPlan.js'
import { produceOnce } from './supply/produceOnce.js'
import { copyData } from '../core/keys/isSameData.js'
import { planDemandInSteps } from './demand/planDemand.js'
import { totalCustomers } from './demand/totalCustomers.js'
import { contributionRecords } from './money/contributionRecords.js'
import { noteCustomerShares } from './money/noteCustomerShares.js'
import { noteBacklogMarkets } from './money/noteBacklogMarkets.js'
import { profitabilityRecords } from './money/profitabilityRecords.js'
import { postLedger } from './money/postLedger.js'
import { splitShipments } from './money/splitShipments.js'
import { normalizeInput } from '../schema/normalForm/normalizeInput.js'
import { findExceptions } from './report/exceptions.js'
import { computeKpis } from './report/kpis.js'
import { planWarnings } from './report/planWarnings.js'
import { unknownKpis } from './report/unknownKpis.js'
import { waitsWithinPeriod } from './report/waitsWithinPeriod.js'
import { planSafetyStockInSteps } from './stock/planSafetyStock.js'
import { toProjection } from './stock/toProjection.js'
import { dateSupply } from './supply/datedItems.js'
import { partsTooLate } from './supply/partsTooLate.js'
import { plannedOrders } from './supply/plannedOrders.js'
import { leaveRefusedOutlooks } from './supply/servedOutlooks.js'
import { toProductionProblem } from './supply/planProduction.js'
import type { Plan, PlanOptions } from './types.js'

/** A plan made before, as far as it is read. */
const previousPlan: Check = (value, path, issues) =>
  isPlan(value, path, issues) &&
  having({ calendar: previousCalendar, supply: having({ records: previousRecords }) })(value, path, issues)

/** What the options of every plan are. */
export const PLAN_FIELDS: Fields<Omit<PlanOptions, 'previous'>> = {
  ...RUN_FIELDS,
  ...TIME_FIELDS,
  solver: optional(lpSolver),
}

/** Throws what is wrong with the options of `plan`. */
export function checkPlanOptions(options: PlanOptions): void {
  const issues = createIssueList()
  record<PlanOptions>({ ...PLAN_FIELDS, previous: optional(previousPlan) })(options, 'options', issues)
  issues.throwIfAny()
}

/** What is left of the limit for the models: a limit of nothing would be none. */
function secondsLeft({ timeLimitSeconds, now }: PlanOptions, began: number): Pick<PlanOptions, 'timeLimitSeconds'> {
  if (timeLimitSeconds === undefined) return {}
  const spent = now === undefined ? 0 : (now() - began) / 1000
  return { timeLimitSeconds: Math.max(0.001, timeLimitSeconds - spent) }
}

/**
 * Plans sales, stock, production and money in one call: history to demand, cost, the most profitable production that
 * capacity and material allow, projected stock, a double-entry ledger, and statements that tie to the cent.
 *
 * The cycle is that of Sales & Operations Planning (demand, supply, reconciliation); each step is a function of its own.
 *
 * @param input - flat tables: items, bills, routings, resources, history, stock, finance; only the calendar, one item
 * and its demand are required. Every default that is used comes back in `assumptions`
 * @param options - the plan made before, solver, time limit with its clock, signal, progress
 * @returns the plan; an infeasible problem is an answer (`status`, `supply.diagnosis`), not an error
 * @throws SopError that lists every mistake in the input with path, value and remedy; `ABORTED` by the signal;
 * `SOLVER_FAILED` where no solver can be loaded
 * @example
 * ```ts
 * import { plan } from 'sop-engine'
 * const result = await plan({
 *   calendar: { start: '2027-01-01', months: 3 },
 *   items: [{ id: 'lamp', price: 49, purchaseCost: 30 }],
 *   forecasts: [{ itemId: 'lamp', quantities: [100, 120, 90] }],
 *   finance: { openingCash: 5_000 },
 * })
 * result.status // => 'optimal'
 * result.kpis.closingCash.total // => 10890
 * ```
 */
export async function plan(input: PlanInput, options: PlanOptions = {}): Promise<Plan> {
  checkPlanOptions(options)
  throwIfAborted(options.signal)
  const began = options.now?.() ?? 0
  return planRead(readPlanInput(input), options, { began })
}

/** What `plan` is told beside its options. */
interface PlanContext {
  /** What several plans learn together. */
  readonly shared?: PlanMemory
  /** When it began, by the clock of the options. */
  readonly began?: number
}

/** As `plan`, of an input that was read, with what other plans have worked out already: the same plan, sooner. */
export async function planRead(
  { input: given, calendar: ownCalendar }: CheckedInput,
  options: PlanOptions,
  { shared, began = options.now?.() ?? 0 }: PlanContext = {},
): Promise<Plan> {
  const { signal, previous } = options
  const turn = (): Promise<void> => letOthersRun(signal)
  const run = {
    ...(options.signal !== undefined && { signal: options.signal }),
    ...(options.onProgress !== undefined && { onProgress: options.onProgress }),
  }
  await turn()
  const assumptions: Notice[] = []
  const warnings: Notice[] = []
  const normal = fillOverheadRates(normalizeInput(given, ownCalendar, assumptions, warnings), ownCalendar, assumptions)

  const before = shared === undefined && previous !== undefined ? memoryOf(previous) : undefined
  const memory = shared ?? createMemory(before)
  const steps = openSteps(normal, memory, before)
  const { recall, same } = steps
  const calendar = same('calendar', ownCalendar)
  const places = { normal, given }
  const demand = await recall('demand', [calendar], (tables) =>
    inCallersItems(
      () => finishInTurns(planDemandInSteps(tables, calendar, { ...run, memory: memory.forecasts }), signal),
      places,
    ),
  )
  assumptions.push(...demand.assumptions)
  const priced = same(
    'costs',
    await recall('costs', [calendar], (tables) => {
      const notices: Notice[] = []
      return { ...planCosts(tables, calendar, notices), notices }
    }),
  )
  assumptions.push(...priced.notices)
  const { costs, standards } = priced
  await turn()
  const served = await recall('served', [calendar, demand, priced], (tables) =>
    inCallersItems(() => leaveRefusedOutlooks({ input: tables, calendar, demand, costs }), places),
  )
  await turn()
  const safetyStock = same(
    'safetyStock',
    await recall('safetyStock', [calendar, served, priced], async (tables) => {
      const notices: Notice[] = []
      const work = planSafetyStockInSteps({ input: tables, calendar, demand: served, costs }, notices)
      return { ...(await finishInTurns(work, signal)), notices }
    }),
  )
  assumptions.push(...safetyStock.notices)
  const asked = await recall('problem', [calendar, demand, priced, safetyStock], (tables) => {
    const notices: Notice[] = []
    const sources = { input: tables, calendar, demand, costs, safetyStock: safetyStock.records }
    return { ...toProductionProblem(sources, notices), notices }
  })
  assumptions.push(...asked.notices)
  const { queues } = asked
  const problem = same('problem', asked.problem)
  noteBacklogMarkets(normal, demand.records, assumptions)
  await turn()
  const limits = secondsLeft(options, began)
  const search = { ...run, ...limits, ...(options.now !== undefined && { now: options.now }) }
  const production = await inCallersItems(
    () => produceOnce({ problem, previous, solver: options.solver, search }, { ...steps, memory }),
    places,
  )
  await turn()
  const hasPlan = production.records.length > 0
  const split = hasPlan
    ? await recall('split', [demand, production, asked], (tables) =>
        splitShipments(tables, demand.records, { production: production.records, queues }),
      )
    : { records: [], deliveries: [] }
  const shipments = split.records
  const ordered = { input: normal, calendar, records: production.records, resources: production.resources }
  await turn()
  const dated = await recall('dated', [calendar, production], (tables) => dateSupply({ ...ordered, input: tables }))
  await turn()
  const inventory = await recall('inventory', [calendar, production], (tables) =>
    projectInventory(toProjection(tables, production.records), { calendar }),
  )

  run.onProgress?.({ stage: 'ledger', done: 0, total: 1 })
  // Without a plan nothing is posted: a ledger of opening balances and overheads alone would be half a plan.
  const { ledger, realizable } = hasPlan
    ? await finishInTurns(
        postLedger({ input: normal, calendar, standards, production, split, inventory }, given),
        signal,
      )
    : { ledger: buildLedger({ calendar, currency: normal.currency, openingBalances: [] }), realizable: new Map() }
  await turn()
  // After the books: what is too large for them is told at its place.
  const orders = await recall('orders', [calendar, production, dated], (tables) => {
    const sources = { ...ordered, input: tables }
    return { planned: plannedOrders(sources, dated), tooLate: partsTooLate(sources, dated) }
  })
  const waits = await recall('waits', [calendar, dated], () => waitsWithinPeriod({ calendar, ...dated }))
  await turn()
  const valued = { input: normal, calendar, standards, inventory, ledger }
  const held = fixedOverheadInStock({ ...valued, production: production.records })
  const statements = planStatements(ledger, { fixedOverheadInStock: held })
  run.onProgress?.({ stage: 'ledger', done: 1, total: 1 })
  await turn()
  const contribution = hasPlan
    ? contributionRecords({ ...valued, shipments, contribution: statements.contribution })
    : []
  const profitability = hasPlan ? profitabilityRecords({ ...valued, split, contribution, statements }) : []
  noteCustomerShares(profitability, normal, assumptions)
  await turn()
  const kpis = hasPlan
    ? computeKpis({
        calendar,
        decimals: ledger.decimals,
        inventory,
        resources: production.resources,
        ...statements,
      })
    : unknownKpis(calendar)

  steps.close()
  const found = {
    schemaVersion: 1,
    status: production.status,
    calendar: ownCalendar,
    // What is remembered is nobody else's: the caller may change what he is given.
    ...copyData({
      demand: demand.records,
      customers: totalCustomers(normal),
      ...(demand.reconciliation !== undefined && { reconciliation: demand.reconciliation }),
      safetyStock: safetyStock.records,
      costs,
      standards,
      supply: { ...production, plannedOrders: orders.planned },
      shipments,
      inventory,
    }),
    ledger,
    statements,
    contribution,
    profitability,
    kpis,
    ...copyData({
      exceptions: hasPlan
        ? findExceptions({
            input: normal,
            calendar,
            costs,
            supply: production,
            late: [...waits, ...orders.tooLate],
            realizable,
            inventory,
            profitability,
            ledger,
            closingCash: kpis.closingCash.values,
          })
        : [],
      assumptions,
      warnings: planWarnings({
        input: warnings,
        demand: demand.warnings,
        costs,
        safetyStock: safetyStock.warnings,
        orders: asked.warnings,
        supply: production.warnings,
        ledger: ledger.warnings,
      }),
    }),
    input: normal,
  } as const
  rememberPlan(found, memory)
  return found
}
