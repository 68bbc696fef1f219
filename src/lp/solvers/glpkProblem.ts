import type { LinearModel } from '../model.js'

/** The part of the GLPK interface that is used here; the browser entry answers with promises, the Node entry directly. */
export interface GlpkEngine {
  readonly GLP_OPT?: number
  readonly version?: string
  solve(problem: GlpkProblem, options: GlpkOptions): GlpkResult | Promise<GlpkResult>
  /** Of an engine in a worker or a thread: ends it. */
  terminate?(): void
}

export interface GlpkOptions {
  readonly presol: boolean
  readonly msglev: number
  readonly tmlim?: number
  readonly mipgap?: number
}

export interface GlpkResult {
  readonly time: number
  readonly result: {
    readonly status: number
    readonly vars: { readonly [name: string]: number }
    readonly dual?: { readonly [name: string]: number }
  }
}

interface GlpkTerm {
  readonly name: string
  readonly coef: number
}

interface GlpkBounds {
  readonly type: number
  readonly lb: number
  readonly ub: number
}

export interface GlpkProblem {
  readonly name: string
  readonly objective: { readonly direction: number; readonly name: string; readonly vars: readonly GlpkTerm[] }
  readonly subjectTo: readonly {
    readonly name: string
    readonly vars: readonly GlpkTerm[]
    readonly bnds: GlpkBounds
  }[]
  readonly bounds: readonly (GlpkBounds & { readonly name: string })[]
  readonly generals: readonly string[]
}

export const GLP_UNDEF = 1
export const GLP_FEAS = 2
export const GLP_NOFEAS = 4
export const GLP_OPT = 5
export const GLP_UNBND = 6

const GLP_MIN = 1
const GLP_MAX = 2
const GLP_FR = 1
const GLP_LO = 2
const GLP_UP = 3
const GLP_DB = 4
const GLP_FX = 5

/** What of the model goes to the engine, and in which units. */
export interface GlpkProblemOptions {
  /** Hands integer columns over as integers; false gives the relaxation. */
  readonly integer: boolean
  /** Replaces every objective coefficient by 0, to ask for feasibility alone. */
  readonly withoutObjective?: boolean
  /** Bounds to use in place of those of the model. */
  readonly columnLower: Float64Array
  readonly columnUpper: Float64Array
}

/**
 * Writes a model in the form that glpk.js reads.
 *
 * Names are the row and column numbers in digits: unique, short, and stored by engines of JavaScript like array
 * positions. Every column is named in the objective, in order, because glpk.js numbers columns by first appearance.
 * The bound type is always explicit, since `GLP_UP` drops a lower bound and `binaries` ignore bounds.
 */
export function toGlpkProblem(model: LinearModel, options: GlpkProblemOptions): GlpkProblem {
  const { columnCount, rowCount } = model
  const columnNames: string[] = []
  const objective: GlpkTerm[] = []
  const bounds: (GlpkBounds & { name: string })[] = []
  const generals: string[] = []
  for (let j = 0; j < columnCount; j += 1) {
    const name = String(j)
    columnNames.push(name)
    objective.push({ name, coef: options.withoutObjective === true ? 0 : model.objective[j] })
    const { type, lb, ub } = boundsOf(options.columnLower[j], options.columnUpper[j])
    bounds.push({ name, type, lb, ub })
    if (options.integer && model.columnKind[j] === 1) generals.push(name)
  }
  const subjectTo: { name: string; vars: GlpkTerm[]; bnds: GlpkBounds }[] = []
  for (let i = 0; i < rowCount; i += 1) {
    const vars: GlpkTerm[] = []
    const to = model.rowStart[i + 1]
    for (let k = model.rowStart[i]; k < to; k += 1) {
      vars.push({ name: columnNames[model.columnIndex[k]], coef: model.coefficient[k] })
    }
    subjectTo.push({ name: String(i), vars, bnds: boundsOf(model.rowLower[i], model.rowUpper[i]) })
  }
  const direction = model.sense === 'maximize' ? GLP_MAX : GLP_MIN
  return { name: 'model', objective: { direction, name: 'objective', vars: objective }, subjectTo, bounds, generals }
}

function boundsOf(lower: number, upper: number): GlpkBounds {
  if (lower === upper) return { type: GLP_FX, lb: lower, ub: lower }
  if (lower === -Infinity) {
    return upper === Infinity ? { type: GLP_FR, lb: 0, ub: 0 } : { type: GLP_UP, lb: 0, ub: upper }
  }
  return upper === Infinity ? { type: GLP_LO, lb: lower, ub: 0 } : { type: GLP_DB, lb: lower, ub: upper }
}

/** Reads named values back into an array; -0 becomes 0. */
export function readValues(values: { readonly [name: string]: number } | undefined, count: number): Float64Array {
  const result = new Float64Array(count)
  if (values === undefined) return result
  for (let k = 0; k < count; k += 1) result[k] = (values[k] ?? 0) + 0
  return result
}
