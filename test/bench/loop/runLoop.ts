import type { Plan } from '../../../src/index.js'
import { type Company, LOOP_MONTHS } from './company.js'
import { type Promise as PlanPromise, readPromises } from './diagnose.js'
import { executeMonth } from './executeMonth.js'
import { type Knowledge, loopInput } from './loopInput.js'
import { placeOf } from './months.js'
import { type Engine, planDecision } from './planDecision.js'
import { planBySpreadsheet } from './spreadsheet.js'
import { type MonthResult, openingState } from './state.js'

export const POLICIES = ['plan', 'mrp', 'clairvoyant'] as const
export type PolicyName = (typeof POLICIES)[number]

/** One month of the loop: what happened, and of a policy that plans by the library what the plan had said. */
export interface LoopMonth {
  readonly result: MonthResult
  readonly promises?: readonly PlanPromise[]
  /** Of each item, units that the plan makes or buys, and those already on order, by month of the plan. */
  readonly supply?: ReadonlyMap<string, PlannedSupply>
}

/** Supply of one item, by month of the plan. */
export interface PlannedSupply {
  readonly planned: readonly number[]
  readonly onOrder: readonly number[]
}

/** How a loop is run. */
export interface LoopOptions {
  /** Service level that a policy aims at. */
  readonly target: number
  readonly months?: number
  /** Multiplies every safety stock that the plan has worked out; the plan is then made anew with it. Default: as it is. */
  readonly stockFactor?: number
}

/** Plans a company anew every month, and executes the first month of each plan. */
export async function runLoop(
  engine: Engine,
  company: Company,
  policy: PolicyName,
  { target, months = LOOP_MONTHS, stockFactor }: LoopOptions,
): Promise<LoopMonth[]> {
  const state = openingState(company)
  const run: LoopMonth[] = []
  for (let step = 0; step < months; step += 1) {
    if (policy === 'mrp') {
      const decision = planBySpreadsheet(company, state, step, target)
      run.push({ result: executeMonth(company, state, decision, step) })
      continue
    }
    const knowledge: Knowledge = { target, isClairvoyant: policy === 'clairvoyant' }
    const first = await engine.plan(loopInput(company, state, step, knowledge))
    const plan =
      stockFactor === undefined
        ? first
        : await engine.plan(loopInput(company, state, step, { ...knowledge, safetyStock: scaled(first, stockFactor) }))
    if (plan.supply.records.length === 0) {
      throw new Error(`company ${company.seed}, month ${placeOf(step)}: no plan, ${plan.status}`)
    }
    const promises = readPromises(company, plan)
    const result = executeMonth(company, state, planDecision(company, plan, step), step)
    run.push({ result, promises, supply: supplyOf(plan) })
  }
  return run
}

function supplyOf({ supply }: Plan): Map<string, PlannedSupply> {
  return new Map(
    supply.records.map(({ itemId, produced, purchased, scheduledReceipts }) => [
      itemId,
      { planned: produced.map((units, t) => units + (purchased[t] ?? 0)), onOrder: scheduledReceipts },
    ]),
  )
}

function scaled({ safetyStock }: Plan, factor: number): Map<string, readonly number[]> {
  return new Map(safetyStock.map((own) => [own.itemId, own.safetyStock.map((units) => Math.ceil(units * factor))]))
}
