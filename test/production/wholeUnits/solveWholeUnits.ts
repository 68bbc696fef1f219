import loadHighs from 'highs'
import type { ShopModel } from './readShop.js'
import { type WholeUnitModel, wholeUnitModel } from './wholeUnitModel.js'

/** What HiGHS says of the whole-unit model of a shop; quantities in grid units, by item and period. */
export interface WholeUnitAnswer {
  /** `unknown`: neither a plan nor a proof that there is none within the limit. */
  readonly status: 'feasible' | 'infeasible' | 'unknown'
  /** True where the gap was closed to the one asked for. */
  readonly isClosed: boolean
  /** No whole-unit plan earns more than this and the gap asked for. */
  readonly bound: number
  /** What the best plan found earns. */
  readonly objective: number
  readonly supply: number[][]
  readonly ship: number[][]
  readonly closing: number[][]
  readonly seconds: number
}

export interface WholeUnitOptions {
  /** Money between the plan found and the bound at which the search ends; default 0. */
  readonly gap?: number
  /** Default 20. */
  readonly secondsLimit?: number
  /** True for fractions: the bound of the linear program of the same rules. */
  readonly relaxed?: boolean
}

// The package's types describe its CommonJS form, of which this is the default export.
const highs = await (loadHighs as unknown as typeof loadHighs.default)()

/** Solves the whole-unit model of a shop by HiGHS. */
export function solveWholeUnits(shop: ShopModel, options: WholeUnitOptions = {}): WholeUnitAnswer {
  return solve(wholeUnitModel(shop), options)
}

function solve(
  model: WholeUnitModel,
  { gap = 0, secondsLimit = 20, relaxed = false }: WholeUnitOptions,
): WholeUnitAnswer {
  const { constants } = highs
  const [numCols, numRows] = [model.cost.length, model.rowLower.length]
  const started = performance.now()
  const solver = highs.createModel({
    numCols,
    numRows,
    sense: constants.objectiveSense.maximize,
    offset: model.offset,
    colCost: model.cost,
    colLower: model.lower,
    colUpper: model.upper,
    rowLower: model.rowLower,
    rowUpper: model.rowUpper,
    matrix: {
      format: 'csr',
      numRows,
      numCols,
      starts: model.starts,
      indices: model.indices,
      values: model.values,
    },
    integrality: Int32Array.from(model.isWhole, (whole) => (whole && !relaxed ? 1 : 0)),
  })
  try {
    solver.options.set({
      output_flag: false,
      time_limit: secondsLimit,
      mip_rel_gap: 0,
      mip_abs_gap: Math.max(gap, 1e-6),
    })
    solver.run()
    const status = solver.getModelStatus()
    // Revenue is bounded by demand and no cost is below zero: nothing is unbounded.
    const isRefuted = [constants.modelStatus.infeasible, constants.modelStatus.unboundedOrInfeasible].some(
      (one) => one === status,
    )
    const isMip = !relaxed && model.isWhole.includes(true)
    const found = solver.info.get('primal_solution_status') === 2
    const objective = solver.getObjectiveValue()
    const { colValue } = solver.getSolution()
    const read = (columns: number[][]): number[][] =>
      columns.map((row, i) =>
        row.map((at) => (at < 0 || !found ? 0 : (colValue[at] as number) * (model.columnUnits[i] as number))),
      )
    return {
      status: found ? 'feasible' : isRefuted ? 'infeasible' : 'unknown',
      isClosed: status === constants.modelStatus.optimal,
      bound: isMip ? Number(solver.info.get('mip_dual_bound')) : objective,
      objective,
      supply: read(model.supply),
      ship: read(model.ship),
      closing: read(model.closing),
      seconds: (performance.now() - started) / 1000,
    }
  } finally {
    solver.dispose()
  }
}
