import type { LinearModel } from './linearModel.js'
import type { LpSolution, LpSolveOptions, LpSolver } from './solver.js'
import { provenCopy } from './trust/proven.js'

type Numbers = Float64Array | Int32Array | Uint8Array

/** What was asked, of whom, and what was answered. */
interface Remembered {
  /** The solver, or what stands for several that answer alike. */
  readonly asked: unknown
  readonly model: LinearModel
  readonly options: string
  readonly answer: Promise<LpSolution>
}

/** The arrays by which one model differs from another; names serve messages only. */
const partsOf = (model: LinearModel): readonly Numbers[] => [
  model.objective,
  model.columnLower,
  model.columnUpper,
  model.columnKind,
  model.rowStart,
  model.columnIndex,
  model.coefficient,
  model.rowLower,
  model.rowUpper,
  ...(model.pivotColumn === undefined ? [] : [model.pivotColumn]),
]

/** A number that is the same for the same models: the smaller part of them is looked at. */
function markOf(model: LinearModel): string {
  let mark = 0
  for (const part of [model.objective, model.columnUpper, model.rowLower, model.rowUpper]) {
    for (let i = 0; i < part.length; i++) {
      const value = part[i] ?? 0
      mark = (Math.imul(mark, 31) + (Number.isFinite(value) ? Math.round(value * 1024) | 0 : i)) | 0
    }
  }
  return `${model.sense} ${model.columnCount} ${model.rowCount} ${model.coefficient.length} ${mark}`
}

function isSameModel(a: LinearModel, b: LinearModel): boolean {
  if (a.sense !== b.sense || !Object.is(a.objectiveConstant, b.objectiveConstant)) return false
  const [own, other] = [partsOf(a), partsOf(b)]
  return own.length === other.length && own.every((part, n) => isSameNumbers(part, other[n]))
}

function isSameNumbers(a: Numbers, b: Numbers | undefined): boolean {
  if (b === undefined || a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return false
  return true
}

/** A copy that whoever asked may keep; of what was proven for this very model, a proven one. */
const copyOf = (model: LinearModel, answer: LpSolution): LpSolution =>
  provenCopy(model, answer) ?? {
    ...answer,
    primal: answer.primal.slice(),
    rowDual: answer.rowDual.slice(),
    reducedCost: answer.reducedCost.slice(),
  }

/** Models with their answers. */
export interface Answers {
  find(mark: string, isSame: (one: Remembered) => boolean): Remembered | undefined
  keep(mark: string, one: Remembered): void
  forget(mark: string, one: Remembered): void
}

/** Starts a memory of answers; what it does not know it asks of another one for, and keeps. */
export function createAnswers(before?: Answers): Answers {
  const known = new Map<string, readonly Remembered[]>()
  const keep = (mark: string, one: Remembered): void => void known.set(mark, [...(known.get(mark) ?? []), one])
  return {
    find(mark, isSame) {
      const own = known.get(mark)?.find(isSame)
      if (own !== undefined) return own
      const other = before?.find(mark, isSame)
      if (other !== undefined) keep(mark, other)
      return other
    },
    keep,
    forget(mark, one) {
      known.set(
        mark,
        (known.get(mark) ?? []).filter((other) => other !== one),
      )
    },
  }
}

/**
 * A solver that answers a model it has seen before, to the last number, without solving it again: the same answer, since a
 * solver is asked under limits that are counts. With a limit of seconds nothing is remembered, nor what failed.
 *
 * @param memory - what was answered before, and what stands for the solver there: itself, or the same for all that answer alike
 */
export function rememberAnswers(
  solver: LpSolver,
  { answers, asked: own = solver }: { readonly answers: Answers; readonly asked?: unknown } = {
    answers: createAnswers(),
  },
): LpSolver {
  return {
    name: solver.name,
    capabilities: solver.capabilities,
    async solve(model: LinearModel, options: LpSolveOptions = {}) {
      const { signal: _, ...limits } = options
      if (options.timeLimitSeconds !== undefined) return solver.solve(model, options)
      const mark = markOf(model)
      const text = JSON.stringify(limits)
      const found = answers.find(
        mark,
        (one) => one.asked === own && one.options === text && isSameModel(one.model, model),
      )
      if (found !== undefined) return copyOf(model, await found.answer)
      const entry = { asked: own, model, options: text, answer: solver.solve(model, options) }
      answers.keep(mark, entry)
      try {
        return copyOf(model, await entry.answer)
      } catch (error) {
        answers.forget(mark, entry)
        throw error
      }
    },
  }
}
