import { optional, record } from '../core/checking/checks.js'
import { createIssueList } from '../core/checking/errors.js'
import { RUN_FIELDS, TIME_FIELDS } from '../core/running/runChecks.js'
import { lpSolver } from '../lp/modelChecks.js'
import type { Notice } from '../core/notices/notices.js'
import { finishInTurns, letOthersRun, throwIfAborted } from '../core/running/progress.js'
import { buildLedger } from '../finance/ledger/buildLedger.js'
import { planStatements } from '../finance/statements/planStatements.js'
import { projectInventory } from '../inventory/projectInventory.js'
import { optimizeProduction } from '../production/optimizeProduction.js'
import { readPlanInput } from '../schema/checkPlanInput.js'
import type { PlanInput } from '../schema/types.js'
import { inCallersItems } from './callersItems.js'
import { fixedOverheadInStock } from './costs/fixedOverheadInStock.js'
import { fillOverheadRates } from './costs/overheadRates.js'
import { planCosts } from './costs/planCosts.js'
import type { ForecastMemory } from './demand/forecastMemory.js'
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
import { planSafetyStockInSteps } from './stock/planSafetyStock.js'
import { toProjection } from './stock/toProjection.js'
import { dateSupply } from './supply/datedItems.js'
import { partsTooLate } from './supply/partsTooLate.js'
import { plannedOrders } from './supply/plannedOrders.js'
import { leaveRefusedOutlooks } from './supply/servedOutlooks.js'
import { toProductionProblem } from './supply/planProduction.js'
import type { Plan, PlanOptions } from './types.js'

function checkOptions(options: PlanOptions): void {
  const issues = createIssueList()
  const checks = { ...RUN_FIELDS, ...TIME_FIELDS, solver: optional(lpSolver) }
  record<PlanOptions>(checks)(options, 'options', issues)
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
 * @param options - solver, time limit with its clock, signal, progress
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
  return planWith(input, options)
}

/** As `plan`, with forecasts that other plans have made already: the same plan, sooner. */
export async function planWith(input: PlanInput, options: PlanOptions, memory?: ForecastMemory): Promise<Plan> {
  checkOptions(options)
  throwIfAborted(options.signal)
  const began = options.now?.() ?? 0
  const { signal } = options
  const turn = (): Promise<void> => letOthersRun(signal)
  const run = {
    ...(options.signal !== undefined && { signal: options.signal }),
    ...(options.onProgress !== undefined && { onProgress: options.onProgress }),
  }
  const { input: given, calendar } = readPlanInput(input)
  await turn()
  const assumptions: Notice[] = []
  const warnings: Notice[] = []
  const normal = fillOverheadRates(normalizeInput(given, calendar, assumptions, warnings), calendar, assumptions)

  const places = { normal, given }
  const demand = await inCallersItems(
    () =>
      finishInTurns(planDemandInSteps(normal, calendar, { ...run, ...(memory !== undefined && { memory }) }), signal),
    places,
  )
  assumptions.push(...demand.assumptions)
  const { costs, standards } = planCosts(normal, calendar, assumptions)
  await turn()
  const served = await inCallersItems(() => leaveRefusedOutlooks({ input: normal, calendar, demand, costs }), places)
  await turn()
  const stockSteps = planSafetyStockInSteps({ input: normal, calendar, demand: served, costs }, assumptions)
  const safetyStock = await finishInTurns(stockSteps, signal)
  const {
    problem,
    queues,
    warnings: supplyWarnings,
  } = toProductionProblem({ input: normal, calendar, demand, costs, safetyStock: safetyStock.records }, assumptions)
  noteBacklogMarkets(normal, demand.records, assumptions)
  await turn()
  const search = {
    ...run,
    ...(options.solver !== undefined && { solver: options.solver }),
    ...secondsLeft(options, began),
    ...(options.now !== undefined && { now: options.now }),
  }
  const production = await inCallersItems(() => optimizeProduction(problem, search), places)
  await turn()
  const hasPlan = production.records.length > 0
  const split = hasPlan
    ? splitShipments(normal, demand.records, { production: production.records, queues })
    : { records: [], deliveries: [] }
  const shipments = split.records
  const ordered = { input: normal, calendar, records: production.records, resources: production.resources }
  await turn()
  const dated = dateSupply(ordered)
  await turn()
  const inventory = projectInventory(toProjection(normal, production.records), { calendar })

  run.onProgress?.({ stage: 'ledger', done: 0, total: 1 })
  // Without a plan nothing is posted: a ledger of opening balances and overheads alone would be half a plan.
  const ledger = hasPlan
    ? await finishInTurns(
        postLedger({ input: normal, calendar, standards, production, split, inventory }, given),
        signal,
      )
    : buildLedger({ calendar, currency: normal.currency, openingBalances: [] })
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

  return {
    schemaVersion: 1,
    status: production.status,
    calendar,
    demand: demand.records,
    customers: totalCustomers(normal),
    ...(demand.reconciliation !== undefined && { reconciliation: demand.reconciliation }),
    safetyStock: safetyStock.records,
    costs,
    standards,
    supply: { ...production, plannedOrders: plannedOrders(ordered, dated) },
    shipments,
    inventory,
    ledger,
    statements,
    contribution,
    profitability,
    kpis,
    exceptions: hasPlan
      ? findExceptions({
          input: normal,
          calendar,
          costs,
          supply: production,
          dated,
          inventory,
          profitability,
          closingCash: kpis.closingCash.values,
        })
      : [],
    assumptions,
    warnings: planWarnings({
      input: warnings,
      demand: demand.warnings,
      costs,
      safetyStock: safetyStock.warnings,
      orders: supplyWarnings,
      supply: production.warnings,
      days: partsTooLate(ordered, dated),
      ledger: ledger.warnings,
    }),
    input: normal,
  }
}
