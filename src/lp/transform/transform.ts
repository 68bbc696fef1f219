import type { LinearModel } from '../model.js'

/** Primal and dual values of a model. */
export interface PrimalDual {
  readonly primal: Float64Array
  readonly rowDual: Float64Array
}

/** An equivalent model, and the way back from its optimum to that of the first one. */
export interface Transform {
  readonly model: LinearModel
  restore(optimum: PrimalDual): PrimalDual
}
