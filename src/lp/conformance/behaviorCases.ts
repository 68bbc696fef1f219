import { isSopError } from '../../core/checking/errors.js'
import type { LinearModel } from '../linearModel.js'
import type { LpCapabilities, LpSolution, LpSolveOptions, LpSolver } from '../solver.js'
import { hardModel } from './hardModel.js'
import { INTEGER_CASES } from './integerCases.js'
import { judgeAnswer, judgeCase } from './judgeAnswer.js'
import { LINEAR_CASES } from './linearCases.js'
import type { ModelCase } from './modelCase.js'
import { STATUS_CASES } from './statusCases.js'

/** How a solver must behave, beside what it answers. */
export interface BehaviorCase {
  readonly name: string
  /** Asked of every solver, or only of one that says it can. */
  readonly needs?: keyof LpCapabilities
  /** What is wrong; nothing where all is well. */
  run(solver: LpSolver): Promise<string[]>
}

const [FIRST, SECOND, THIRD] = LINEAR_CASES as readonly [ModelCase, ModelCase, ModelCase]
const [KNAPSACK] = INTEGER_CASES as readonly [ModelCase]
const [INFEASIBLE] = STATUS_CASES as readonly [ModelCase]

/** What a solve threw; undefined where it gave an answer. */
async function refusalOf(solve: () => Promise<LpSolution>): Promise<unknown> {
  try {
    await solve()
  } catch (error) {
    return error ?? 'nothing'
  }
  return undefined
}

/** Complaints where a solve is not refused with a SopError, of that code where one is given. */
async function mustRefuse(what: string, solve: () => Promise<LpSolution>, code?: string): Promise<string[]> {
  const error = await refusalOf(solve)
  if (error === undefined) return [`${what} is not refused`]
  if (!isSopError(error)) return [`${what} is refused by ${String(error)}, which is no SopError`]
  const isRight = code === undefined || error.code === code
  return isRight ? [] : [`${what} is refused by a SopError of code ${error.code}, not ${code}`]
}

/** Every number of an answer, but for the time it took. */
function textOf(solution: LpSolution): string {
  const { status, objective, primal, rowDual, reducedCost, bound, gap } = solution
  return [status, objective, bound, gap, ...[primal, rowDual, reducedCost].map((values) => values.join())].join('|')
}

/** More than can be done in a fraction of a second. */
const LONG = hardModel(6, 50)
/** More than can be done without branching. */
const BRANCHING = hardModel(3, 20)

/** What is wrong with an answer to a model that no solver has done when the limit comes. */
function judgeLimited(model: LinearModel, solution: LpSolution, { capabilities }: LpSolver): string[] {
  const statuses = ['feasible', 'noPlanInLimit']
  if (!statuses.includes(solution.status)) {
    return [`the status at the limit is '${solution.status}', not '${statuses.join("' or '")}'`]
  }
  return judgeAnswer(model, { solution, capabilities, relativeGap: 0 })
}

const ARRAYS = [
  'objective',
  'columnLower',
  'columnUpper',
  'columnKind',
  'rowStart',
  'columnIndex',
  'coefficient',
  'rowLower',
  'rowUpper',
] as const

export const BEHAVIOR_CASES: readonly BehaviorCase[] = [
  {
    name: 'says what it is able to do',
    run({ name, capabilities }) {
      const wrong = typeof name === 'string' && name !== '' ? [] : ['it has no name']
      for (const [key, value] of Object.entries(capabilities)) {
        if (key !== 'tolerances' && typeof value !== 'boolean') wrong.push(`capabilities.${key} is ${String(value)}`)
      }
      for (const [key, value] of Object.entries(capabilities.tolerances ?? {})) {
        const isDistance = typeof value === 'number' && value >= 0 && value <= 1e-3
        if (!isDistance) wrong.push(`capabilities.tolerances.${key} is ${String(value)}, not from 0 to 0.001`)
      }
      return Promise.resolve(wrong)
    },
  },
  {
    name: 'gives the same answer twice, whatever it solved between',
    async run(solver) {
      const wrong: string[] = []
      const cases = [FIRST, ...(solver.capabilities.integer ? [KNAPSACK] : []), INFEASIBLE]
      const before = new Map<string, string>()
      for (const again of [false, true]) {
        for (const { name, model } of cases) {
          const text = textOf(await solver.solve(model))
          if (again && text !== before.get(name)) wrong.push(`${name}: ${before.get(name)}, then ${text}`)
          before.set(name, text)
        }
      }
      return wrong
    },
  },
  {
    name: 'solves models at the same time without mixing them up',
    async run(solver) {
      const cases = [FIRST, SECOND, INFEASIBLE, THIRD]
      const answers = await Promise.all(cases.map(({ model }) => solver.solve(model)))
      return cases.flatMap((expected, k) => {
        const solution = answers[k] as LpSolution
        return judgeCase(expected, { solution, capabilities: solver.capabilities }).map(
          (text) => `${expected.name}: ${text}`,
        )
      })
    },
  },
  {
    name: 'leaves model and options as they are',
    async run(solver) {
      const model: LinearModel = Object.freeze({ ...FIRST.model })
      const before = ARRAYS.map((name) => model[name].slice())
      await solver.solve(model, Object.freeze({ relativeGap: 0 }))
      const changed = ARRAYS.filter((name, k) => String(model[name]) !== String(before[k]))
      return changed.map((name) => `model.${name} has changed`)
    },
  },
  {
    name: 'gives arrays of its own, not those of another answer',
    async run(solver) {
      const one = await solver.solve(FIRST.model)
      const text = textOf(one)
      const two = await solver.solve(SECOND.model)
      two.primal.fill(7)
      return textOf(one) === text ? [] : ['a later answer changed an earlier one']
    },
  },
  {
    name: 'refuses a model that no engine could take',
    async run(solver) {
      const { model } = FIRST
      const broken: readonly (readonly [string, Partial<LinearModel>])[] = [
        ['a coefficient that is not a number', { coefficient: Float64Array.of(3, Number.NaN) }],
        ['an infinite coefficient', { coefficient: Float64Array.of(3, Infinity) }],
        ['an infinite cost', { objective: Float64Array.of(3, Infinity) }],
        ['bounds that cross', { columnLower: Float64Array.of(0, 7) }],
        ['limits that cross', { rowLower: Float64Array.of(19) }],
        ['a column that stands twice in a row', { columnIndex: Int32Array.of(1, 1) }],
        ['a column that there is not', { columnIndex: Int32Array.of(0, 2) }],
        ['an array that is too short', { rowUpper: new Float64Array(0) }],
      ]
      const wrong: string[] = []
      for (const [what, part] of broken) {
        wrong.push(...(await mustRefuse(what, () => solver.solve({ ...model, ...part }))))
      }
      return wrong
    },
  },
  {
    name: 'refuses limits that are none',
    async run(solver) {
      const bad: readonly LpSolveOptions[] = [
        { timeLimitSeconds: -1 },
        { timeLimitSeconds: Number.NaN },
        { relativeGap: -0.1 },
        { relativeGap: Number.NaN },
        { nodeLimit: -1 },
        { nodeLimit: 1.5 },
      ]
      const wrong: string[] = []
      for (const options of bad) {
        const [[name, value] = []] = Object.entries(options)
        wrong.push(...(await mustRefuse(`${String(name)}: ${String(value)}`, () => solver.solve(FIRST.model, options))))
      }
      return wrong
    },
  },
  {
    name: 'stops at a signal that was given before',
    run(solver) {
      const signal = { aborted: true, reason: 'no longer needed' }
      return mustRefuse('a solve whose signal says stop', () => solver.solve(FIRST.model, { signal }), 'ABORTED')
    },
  },
  {
    name: 'solves after it refused',
    async run(solver) {
      const { capabilities } = solver
      await refusalOf(() => solver.solve({ ...FIRST.model, coefficient: Float64Array.of(3, Number.NaN) }))
      return judgeCase(FIRST, { solution: await solver.solve(FIRST.model), capabilities })
    },
  },
  {
    name: 'refuses integers where it takes none',
    async run(solver) {
      if (solver.capabilities.integer) return []
      return mustRefuse('a model with integer columns', () => solver.solve(KNAPSACK.model))
    },
  },
  {
    name: 'stops at the time limit with what it has',
    needs: 'timeLimit',
    async run(solver) {
      if (!solver.capabilities.integer) return []
      return judgeLimited(LONG, await solver.solve(LONG, { timeLimitSeconds: 0.2 }), solver)
    },
  },
  {
    name: 'takes a time limit of nothing',
    needs: 'timeLimit',
    async run(solver) {
      const { model } = FIRST
      const solution = await solver.solve(model, { timeLimitSeconds: 0 })
      const possible = ['optimal', 'feasible', 'noPlanInLimit']
      if (!possible.includes(solution.status)) return [`the status is '${solution.status}'`]
      return judgeAnswer(model, { solution, capabilities: solver.capabilities, relativeGap: 0 })
    },
  },
  {
    name: 'stops at the limit of nodes, twice at the same place',
    needs: 'nodeLimit',
    async run(solver) {
      const options = { nodeLimit: 1 }
      const first = await solver.solve(BRANCHING, options)
      await solver.solve(KNAPSACK.model)
      const again = await solver.solve(BRANCHING, options)
      const wrong = judgeLimited(BRANCHING, first, solver)
      return textOf(again) === textOf(first) ? wrong : [...wrong, 'the second answer is another one']
    },
  },
  {
    name: 'solves without presolve',
    needs: 'presolve',
    async run(solver) {
      const wrong: string[] = []
      for (const expected of [FIRST, INFEASIBLE]) {
        const solution = await solver.solve(expected.model, { presolve: false })
        wrong.push(...judgeCase(expected, { solution, capabilities: solver.capabilities }))
      }
      return wrong
    },
  },
]
