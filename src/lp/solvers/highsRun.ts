import type { LinearModel } from '../model.js'
import type { HighsEngine, HighsModel } from './highsEngine.js'

/** How one run of HiGHS is to work. */
export interface HighsRunOptions {
  /** Algorithm for linear models. */
  readonly method: string
  readonly presolve: boolean
  /** Hands integer columns over as integers; false gives the relaxation. */
  readonly integer: boolean
  readonly timeLimitSeconds?: number
  readonly relativeGap: number
  readonly nodeLimit?: number
}

/** What HiGHS said, in the sense and with the signs of the model that it was given. */
export interface HighsAnswer {
  readonly outcome: HighsOutcome
  /** Whether the values are a plan within its tolerances; without one they say nothing. */
  readonly hasPlan: boolean
  readonly primal: Float64Array
  readonly rowDual: Float64Array
  /** Bound of a mixed-integer search; infinite where there is none. */
  readonly bound: number
  readonly seconds: number
}

export type HighsOutcome = 'optimal' | 'infeasible' | 'infeasibleOrUnbounded' | 'unbounded' | 'limit' | 'failed'

/** Codes of HighsModelStatus (HiGHS 1.15, HConst.h); all others are failures. */
const OUTCOMES: ReadonlyMap<number, HighsOutcome> = new Map([
  [7, 'optimal'],
  [8, 'infeasible'],
  [9, 'infeasibleOrUnbounded'],
  [10, 'unbounded'],
  [13, 'limit'],
  [16, 'limit'],
])

/** What `primal_solution_status` says of values that keep all limits. */
const FEASIBLE = 2

/** Steps of the first-order method, which on a badly scaled model goes on for ever; where it succeeds it took 34,000 at most. */
const MOST_STEPS = 100_000

/**
 * By default a mixed-integer plan may break a row by 1e-6, and takes what that earns: an objective of 0.999999 where 1 is the
 * best in whole numbers.
 */
const EXACT = {
  primal_feasibility_tolerance: 1e-9,
  dual_feasibility_tolerance: 1e-9,
  mip_feasibility_tolerance: 1e-9,
}

/** The largest count that fits HiGHS. */
const MOST_NODES = 2_147_483_647

/**
 * Runs HiGHS once, in a native solver of its own: nothing is left over for the next run, and all memory comes back.
 *
 * A maximization is handed over as the minimization of the negative: HiGHS 1.15.1 gives a maximization that its presolve
 * solves alone, without crossover, duals of the wrong sign. Its limits on the size of numbers are opened as far as they go,
 * since by default it drops a coefficient up to 1e-9 and takes a bound of 1e20 as none, without a word.
 */
export function runHighs(engine: HighsEngine, model: LinearModel, options: HighsRunOptions): HighsAnswer {
  const sign = model.sense === 'maximize' ? -1 : 1
  const solver = engine.createModel()
  try {
    solver.options.set(engineOptions(options))
    solver.passModel(toHighsModel(model, { sign, ...options }))
    const outcome = OUTCOMES.get(solver.run().modelStatus) ?? 'failed'
    const hasPlan = solver.info.get('primal_solution_status') === FEASIBLE
    const { colValue, rowDual } = solver.getSolution()
    return {
      outcome,
      hasPlan,
      primal: withoutNegativeZero(colValue, 1),
      rowDual: withoutNegativeZero(rowDual, sign),
      bound: options.integer ? sign * Number(solver.info.get('mip_dual_bound')) + 0 : sign * -Infinity,
      seconds: solver.getRunTime(),
    }
  } catch (error) {
    if (!isNativeError(error)) throw error
    const none = new Float64Array(0)
    return { outcome: 'failed', hasPlan: false, primal: none, rowDual: none, bound: sign * -Infinity, seconds: 0 }
  } finally {
    solver.dispose()
  }
}

/** An error that HiGHS reports of a model, in good order, as opposed to an engine that breaks down. */
function isNativeError(error: unknown): boolean {
  return error instanceof Error && 'status' in error && error.status === -1
}

function engineOptions(options: HighsRunOptions): Record<string, string | number | boolean> {
  const { timeLimitSeconds, nodeLimit } = options
  return {
    output_flag: false,
    // The algorithm is one for linear models; a search chooses for itself.
    solver: options.integer ? 'choose' : options.method,
    presolve: options.presolve ? 'choose' : 'off',
    random_seed: 0,
    small_matrix_value: 1e-12,
    large_matrix_value: Number.MAX_VALUE,
    infinite_bound: Number.MAX_VALUE,
    infinite_cost: Number.MAX_VALUE,
    pdlp_iteration_limit: MOST_STEPS,
    // Costs no time on planning models. The first-order method would not come to an end.
    ...(options.method === 'pdlp' && !options.integer ? {} : EXACT),
    // Ours is relative to max(1, |objective|): relative where that is large, absolute where it is small.
    mip_rel_gap: Math.min(options.relativeGap, Number.MAX_VALUE),
    mip_abs_gap: Math.min(options.relativeGap, Number.MAX_VALUE),
    ...(timeLimitSeconds === undefined ? {} : { time_limit: Math.min(timeLimitSeconds, Number.MAX_VALUE) }),
    ...(nodeLimit === undefined ? {} : { mip_max_nodes: Math.min(nodeLimit, MOST_NODES) }),
  }
}

function toHighsModel(model: LinearModel, { sign, integer }: HighsRunOptions & { readonly sign: number }): HighsModel {
  const { columnCount: numCols, rowCount: numRows } = model
  return {
    numCols,
    numRows,
    offset: sign * model.objectiveConstant,
    colCost: sign === 1 ? model.objective : model.objective.map((cost) => sign * cost),
    colLower: model.columnLower,
    colUpper: model.columnUpper,
    rowLower: model.rowLower,
    rowUpper: model.rowUpper,
    matrix: {
      format: 'csr',
      numRows,
      numCols,
      starts: model.rowStart,
      indices: model.columnIndex,
      values: model.coefficient,
    },
    ...(integer ? { integrality: Int32Array.from(model.columnKind) } : {}),
  }
}

function withoutNegativeZero(values: Float64Array, sign: number): Float64Array {
  return values.map((value) => sign * value + 0)
}
