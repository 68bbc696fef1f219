import { type Check, flag, list, number, optional, record, throwIfUnreadable } from '../core/checking/checks.js'
import { checkModel } from './modelChecks.js'
import { createIssueList } from '../core/checking/errors.js'
import type { LinearModel } from './model.js'
import { validateModel } from './validateModel.js'

/** A row that may be broken, and at which price. */
export interface ElasticRow {
  /** Row number. */
  readonly row: number
  /** Objective cost per unit by which the row falls below its lower limit, >= 0; left out: it may not. */
  readonly belowPenalty?: number
  /** Objective cost per unit by which the row exceeds its upper limit, >= 0; left out: it may not. */
  readonly abovePenalty?: number
}

/** Columns that hold the violation of one row; -1 where that side cannot be broken. */
export interface ElasticColumns {
  readonly row: number
  readonly belowColumn: number
  readonly aboveColumn: number
}

/** Options of `elasticModel`. */
export interface ElasticModelOptions {
  /** Which rows may be broken, with the price per unit in objective units, positive in either sense. */
  readonly rows: readonly ElasticRow[]
  /** True leaves only the penalties in the objective: the least total violation. Default false. */
  readonly penaltiesOnly?: boolean
}

/** A model whose rows can be broken at a price. */
export interface ElasticModel {
  readonly model: LinearModel
  /** Where to read the violations, in the order of the rows given. */
  readonly elastic: readonly ElasticColumns[]
}

/**
 * Lets rows of a model be broken at a price, so that an infeasible plan shows which limits conflict and by how much
 * (elastic programming, Brown and Graves 1975; Chinneck 2008, "Feasibility and Infeasibility in Optimization").
 *
 * @param model - the model
 * @param options - which rows may be broken at which price, and whether the first objective stays
 * @returns the elastic model and the numbers of the columns that hold the violations; the first columns and rows keep
 * their numbers
 * @throws SopError listing unknown rows and negative penalties
 * @example
 * ```ts
 * import { createModelBuilder, loadDefaultSolver, solveModel } from 'sop-engine'
 * import { elasticModel } from 'sop-engine/lp'
 * const builder = createModelBuilder('minimize')
 * const made = builder.addColumn({ objective: 2, upper: 80 })
 * const demand = builder.addRow({ lower: 100 })
 * builder.addTerm(demand, made, 1)
 * const { model, elastic } = elasticModel(builder.build(), { rows: [{ row: demand, belowPenalty: 50 }] })
 * const solution = await solveModel(model, { solver: await loadDefaultSolver() })
 * solution.primal[elastic[0]?.belowColumn ?? -1] // => 20
 * ```
 */
export function elasticModel(model: LinearModel, options: ElasticModelOptions): ElasticModel {
  const issues = createIssueList()
  checkModel(model, 'model', issues)
  // How large a penalty may be is told row by row below.
  const penalty: Check = (value, path, into) =>
    value === undefined || typeof value === 'number' || number()(value, path, into)
  record<ElasticModelOptions>({
    rows: list(record<ElasticRow>({ row: number(), belowPenalty: penalty, abovePenalty: penalty })),
    penaltiesOnly: optional(flag),
  })(options, 'options', issues)
  throwIfUnreadable(issues)
  validateModel(model)
  const { rows } = options
  const sign = model.sense === 'minimize' ? 1 : -1
  const elastic: ElasticColumns[] = []
  const costs: number[] = []
  const keys: string[] = []
  const added: { column: number; coefficient: number }[][] = Array.from({ length: model.rowCount }, () => [])

  const addColumn = (row: number, penalty: number, coefficient: number, side: string): number => {
    const column = model.columnCount + costs.length
    costs.push(sign * penalty)
    keys.push(`${side} ${model.rowKeys?.[row] ?? row}`)
    ;(added[row] as { column: number; coefficient: number }[]).push({ column, coefficient })
    return column
  }
  rows.forEach(({ row, belowPenalty, abovePenalty }, at) => {
    if (!Number.isInteger(row) || row < 0 || row >= model.rowCount) {
      issues.add(
        'UNKNOWN_ID',
        `options.rows[${at}].row`,
        row,
        'The model has no such row.',
        'Pass a number that addRow returned.',
      )
      return
    }
    for (const [name, penalty] of [
      ['belowPenalty', belowPenalty],
      ['abovePenalty', abovePenalty],
    ] as const) {
      if (penalty === undefined || (Number.isFinite(penalty) && penalty >= 0)) continue
      issues.add(
        'OUT_OF_RANGE',
        `options.rows[${at}].${name}`,
        penalty,
        'A penalty must be a finite number of at least 0.',
        'Pass a cost per unit as a positive number, whatever the sense of the model.',
      )
    }
    const below = belowPenalty !== undefined && model.rowLower[row] > -Infinity
    const above = abovePenalty !== undefined && model.rowUpper[row] < Infinity
    elastic.push({
      row,
      belowColumn: below ? addColumn(row, belowPenalty, 1, 'below') : -1,
      aboveColumn: above ? addColumn(row, abovePenalty, -1, 'above') : -1,
    })
  })
  issues.throwIfAny()

  const columnCount = model.columnCount + costs.length
  const base = options.penaltiesOnly === true ? new Float64Array(model.columnCount) : model.objective
  const rowStart = new Int32Array(model.rowCount + 1)
  const columnIndex = new Int32Array(model.columnIndex.length + costs.length)
  const coefficient = new Float64Array(columnIndex.length)
  let length = 0
  for (let i = 0; i < model.rowCount; i += 1) {
    const from = model.rowStart[i]
    const to = model.rowStart[i + 1]
    columnIndex.set(model.columnIndex.subarray(from, to), length)
    coefficient.set(model.coefficient.subarray(from, to), length)
    length += to - from
    for (const term of added[i] as { column: number; coefficient: number }[]) {
      columnIndex[length] = term.column
      coefficient[length] = term.coefficient
      length += 1
    }
    rowStart[i + 1] = length
  }
  const { columnKeys } = model
  const elasticized: LinearModel = {
    ...model,
    columnCount,
    objective: extend(base, costs),
    objectiveConstant: options.penaltiesOnly === true ? 0 : model.objectiveConstant,
    columnLower: extend(
      model.columnLower,
      costs.map(() => 0),
    ),
    columnUpper: extend(
      model.columnUpper,
      costs.map(() => Infinity),
    ),
    columnKind: Uint8Array.from({ length: columnCount }, (_, j) => model.columnKind[j] ?? 0),
    rowStart,
    columnIndex,
    coefficient,
    ...(columnKeys === undefined ? {} : { columnKeys: [...columnKeys, ...keys] }),
  }
  return { model: elasticized, elastic }
}

function extend(values: Float64Array, more: readonly number[]): Float64Array {
  const result = new Float64Array(values.length + more.length)
  result.set(values)
  result.set(more, values.length)
  return result
}
