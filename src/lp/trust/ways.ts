import type { LinearModel } from '../model.js'
import type { LpSolution } from '../solver.js'
import { dualModel } from '../transform/dualModel.js'
import { residualModel } from '../transform/residualModel.js'
import { scaleModel } from '../transform/scaleModel.js'
import type { PrimalDual, Transform } from '../transform/transform.js'
import type { Asker } from './ask.js'

/** An answer in the terms of the model that was asked about; multipliers are empty where the solver gives none. */
export interface Finding {
  readonly answer: LpSolution
  readonly primal: Float64Array
  readonly rowDual: Float64Array
}

/** A way to put a model; `isDual` where its columns are the multipliers. */
interface Way extends Transform {
  readonly isDual?: boolean
}

/**
 * Ways to put an LP to a solver that got it wrong: as it is but without presolve, scaled, and by the dual of the scaled
 * model. Each is tried only where the one before was not believed.
 */
export async function* otherWays(asker: Asker, model: LinearModel): AsyncGenerator<Finding> {
  const same: Transform = { model, restore: (optimum) => optimum }
  const scaled = scaleModel(model)
  yield* ask(asker, same, false)
  yield* ask(asker, scaled, false)
  const dual = dualModel(scaled.model)
  const byDual: Way = { model: dual.model, isDual: true, restore: (optimum) => scaled.restore(dual.restore(optimum)) }
  if (dual.model.columnCount > 0) {
    yield* ask(asker, byDual, false)
    yield* ask(asker, byDual, true)
  }
  yield* ask(asker, scaled, true)
}

/**
 * All ways, the model as it is first, and then what they gave made more exact. Presolve comes last unless the model has
 * hints, which are followed with it.
 */
export async function* allWays(asker: Asker, model: LinearModel): AsyncGenerator<Finding> {
  const same: Transform = { model, restore: (optimum) => optimum }
  const found: Finding[] = []
  const keep = async function* (ways: AsyncGenerator<Finding>): AsyncGenerator<Finding> {
    for await (const finding of ways) {
      if (finding.primal.length > 0 && finding.rowDual.length > 0) found.push(finding)
      yield finding
    }
  }
  if (model.pivotColumn !== undefined) yield* keep(ask(asker, same, true))
  yield* keep(otherWays(asker, model))
  if (model.pivotColumn === undefined) yield* keep(ask(asker, same, true))
  for (const nearly of found) yield* refined(asker, model, nearly)
}

/** How often an answer is made more exact; each round gains some six digits. */
const ROUNDS = 3

/** An answer that is nearly right, made more exact round by round out of what it leaves undone. */
export async function* refined(asker: Asker, model: LinearModel, nearly: PrimalDual): AsyncGenerator<Finding> {
  let answer = nearly
  for (let round = 0; round < ROUNDS; round += 1) {
    const rest = residualModel(model, answer)
    const scaled = scaleModel(rest.model)
    let better: Finding | undefined
    const way: Way = { model: scaled.model, restore: (optimum) => rest.restore(scaled.restore(optimum)) }
    for await (const finding of ask(asker, way, false)) better = finding
    if (better === undefined || better.primal.length === 0 || better.rowDual.length === 0) return
    yield better
    answer = better
  }
}

async function* ask(asker: Asker, way: Way, presolve: boolean): AsyncGenerator<Finding> {
  if (asker.isLate()) return
  const { columnCount, rowCount } = way.model
  const answer = await asker.askAgain(way.model, presolve ? {} : { presolve })
  if (answer === undefined) return
  const { primal, rowDual } = answer
  const none = new Float64Array(0)
  if (primal.length !== columnCount) yield { answer, primal: none, rowDual: none }
  else if (rowDual.length === rowCount) yield { answer, ...way.restore(answer) }
  else {
    // A solver without multipliers gives one half of the proof; asked for the dual, it gives the other.
    const half = way.restore({ primal, rowDual: new Float64Array(rowCount) })
    yield way.isDual === true ? { answer, ...half, primal: none } : { answer, ...half, rowDual: none }
  }
}
