import type { LinearModel } from '../linearModel.js'
import type { LpSolveOptions, LpStatus } from '../solver.js'

/** A model with the answer that it must get. */
export interface ModelCase {
  /** What the case is about, in a few words; unique. */
  readonly name: string
  readonly model: LinearModel
  readonly options?: LpSolveOptions
  /** The status, or all that would be true. */
  readonly status: LpStatus | readonly LpStatus[]
  readonly objective?: number
  /** The plan, where it is the only best one. */
  readonly primal?: readonly number[]
  /** The duals, where they are the only ones. */
  readonly rowDual?: readonly number[]
  readonly reducedCost?: readonly number[]
  /** A solver may refuse the model with a SopError instead. */
  readonly mayRefuse?: boolean
}
