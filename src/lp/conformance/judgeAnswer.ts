import { checkSolution } from '../checkSolution.js'
import type { LinearModel } from '../linearModel.js'
import { hasIntegers, objectiveValue } from '../modelMath.js'
import { DEFAULT_TOLERANCES, hasPlan, LP_STATUSES, relativeGap } from '../solver.js'
import type { LpSolution, LpSolver } from '../solver.js'
import type { ModelCase } from './modelCase.js'

type Answer = Pick<LpSolver, 'capabilities'> & { readonly solution: LpSolution }

/** How far an objective may lie from the one worked out by hand, relative. */
const CLOSE = 1e-6

function isClose(value: number, expected: number, tolerance: number): boolean {
  return Math.abs(value - expected) <= tolerance * Math.max(1, Math.abs(expected))
}

/** Everything that an answer gets wrong of a case: what is expected, and what must hold of every answer. */
export function judgeCase(expected: ModelCase, answer: Answer): string[] {
  const { solution } = answer
  const { status } = expected
  const statuses = typeof status === 'string' ? [status] : status
  if (!statuses.includes(solution.status)) {
    return [`the status is '${String(solution.status)}', not '${statuses.join("' or '")}'`]
  }
  const found = judgeAnswer(expected.model, { ...answer, relativeGap: expected.options?.relativeGap ?? 0 })
  if (found.length > 0 || !hasPlan(solution)) return found
  if (expected.objective !== undefined && !isClose(solution.objective, expected.objective, CLOSE)) {
    found.push(`the objective is ${solution.objective}, not ${expected.objective}`)
  }
  const vectors = ['primal', 'rowDual', 'reducedCost'] as const
  for (const name of vectors) {
    const values = solution[name]
    // Who says that there are no duals need not give them.
    if (expected[name] === undefined || (name !== 'primal' && !answer.capabilities.duals)) continue
    expected[name].forEach((wanted, at) => {
      const value = values[at]
      if (value === undefined || !isClose(value, wanted, 1e-5)) found.push(`${name}[${at}] is ${value}, not ${wanted}`)
    })
  }
  return found
}

/** Everything that is wrong with an answer in itself, whatever the model: its form, its proof, what it claims to keep. */
export function judgeAnswer(model: LinearModel, answer: Answer & { readonly relativeGap: number }): string[] {
  const { solution } = answer
  if (!LP_STATUSES.includes(solution.status)) return [`'${String(solution.status)}' is no status`]
  const wrong = [...judgeForm(model, answer)]
  if (wrong.length > 0) return wrong
  return hasPlan(solution) ? judgePlan(model, answer) : judgeNoPlan(model, solution)
}

function judgeForm(model: LinearModel, { solution, capabilities }: Answer): string[] {
  const wrong: string[] = []
  for (const name of ['primal', 'rowDual', 'reducedCost'] as const) {
    const values: unknown = solution[name]
    if (Object.prototype.toString.call(values) !== '[object Float64Array]') wrong.push(`${name} is no Float64Array`)
    else if (solution[name].some((value) => !Number.isFinite(value))) wrong.push(`${name} holds what is not finite`)
  }
  for (const name of ['objective', 'bound', 'gap'] as const) {
    if (typeof solution[name] !== 'number' || Number.isNaN(solution[name])) wrong.push(`${name} is no number`)
  }
  const { solveSeconds } = solution
  if (solveSeconds !== undefined && !(solveSeconds >= 0 && Number.isFinite(solveSeconds))) {
    wrong.push(`solveSeconds is ${String(solveSeconds)}`)
  }
  if (wrong.length > 0) return wrong
  const plan = hasPlan(solution)
  const duals = solution.status === 'optimal' && !hasIntegers(model) && capabilities.duals
  const lengths = {
    primal: plan ? model.columnCount : 0,
    rowDual: duals ? model.rowCount : 0,
    reducedCost: duals ? model.columnCount : 0,
  }
  for (const name of ['primal', 'rowDual', 'reducedCost'] as const) {
    if (solution[name].length === lengths[name]) continue
    wrong.push(`${name} has ${solution[name].length} entries, not ${lengths[name]}`)
  }
  return wrong
}

function judgePlan(model: LinearModel, answer: Answer & { readonly relativeGap: number }): string[] {
  const { solution, capabilities } = answer
  const wrong: string[] = []
  const tolerances = capabilities.tolerances ?? DEFAULT_TOLERANCES
  const integer = hasIntegers(model)
  const objective = objectiveValue(model, solution.primal)
  if (!isClose(solution.objective, objective, CLOSE)) {
    wrong.push(`it states an objective of ${solution.objective}, and its plan has ${objective}`)
  }
  const sign = model.sense === 'minimize' ? 1 : -1
  if (sign * (solution.bound - solution.objective) > CLOSE * Math.max(1, Math.abs(solution.objective))) {
    wrong.push(`its plan of ${solution.objective} is better than its bound of ${solution.bound}`)
  }
  const gap = relativeGap(solution.objective, solution.bound)
  if (gap !== solution.gap && !isClose(solution.gap, gap, CLOSE)) {
    wrong.push(`it states a gap of ${solution.gap}, and plan and bound are ${gap} apart`)
  }
  if (solution.status === 'optimal' && (!integer || capabilities.searchBound === true)) {
    const allowed = integer ? Math.max(answer.relativeGap, CLOSE) : tolerances.gap
    if (!(gap <= allowed)) wrong.push(`it calls a plan optimal whose gap is ${gap}`)
  }
  const proven = solution.status === 'optimal' && capabilities.duals && !integer
  const rowDual = proven ? solution.rowDual : new Float64Array(model.rowCount)
  const check = checkSolution(model, {
    solution: proven ? solution : { primal: solution.primal, rowDual, bound: solution.bound },
    primalTolerance: Math.min(tolerances.primal, tolerances.integrality),
    dualTolerance: tolerances.dual,
    gapTolerance: integer ? Infinity : tolerances.gap,
  })
  const kinds = ['row', 'column', 'integrality']
  for (const { kind, index, amount } of check.worst) {
    if (proven || kinds.includes(kind)) wrong.push(`checkSolution finds ${kind} ${index} off by ${amount}`)
  }
  return wrong
}

function judgeNoPlan(model: LinearModel, solution: LpSolution): string[] {
  const wrong: string[] = []
  const worst = model.sense === 'minimize' ? Infinity : -Infinity
  const objective = solution.status === 'unbounded' ? -worst : worst
  if (solution.objective !== objective)
    wrong.push(`the objective without a plan is ${solution.objective}, not ${objective}`)
  if (solution.gap !== Infinity) wrong.push(`the gap without a plan is ${solution.gap}, not Infinity`)
  return wrong
}
