import { elasticModel } from '../elasticModel.js'
import type { LinearModel } from '../model.js'
import { createSum } from '../modelMath.js'
import { scaleModel } from '../transform/scaleModel.js'
import type { Asker } from './ask.js'
import { firstTolerance, isFeasible, provenOptimum } from './judge.js'
import { allWays } from './ways.js'

/** What is known about the limits of a model, proven either way; neither where the solver gave no proof. */
export interface Feasibility {
  readonly isInfeasible: boolean
  /** A plan that keeps all limits. */
  readonly plan?: Float64Array
}

/** A multiplier this small, relative to what it was worked out from, is a zero that arithmetic left behind. */
const ZERO = 1e-9
/** How far a column without a bound may go for what such a zero gives it, in units of the scaled model's limits. */
const REACH = 1e6

/**
 * Proves that the limits of an LP contradict each other, or that they do not. The model is solved with all its rows
 * elastic, for the least total violation: its multipliers are those of Farkas' lemma (Farkas 1902; Chvatal 1983, ch. 16),
 * and its plan keeps the rows where there is nothing to violate. Both are checked here; the solver is not believed.
 */
export async function findFeasibility(asker: Asker, model: LinearModel): Promise<Feasibility> {
  const scaled = scaleModel({ ...model, sense: 'minimize', columnKind: new Uint8Array(model.columnCount) })
  const { model: elastic } = elasticModel(scaled.model, {
    rows: Array.from({ length: model.rowCount }, (_, row) => ({ row, belowPenalty: 1, abovePenalty: 1 })),
    penaltiesOnly: true,
  })
  const relaxed: LinearModel = { ...model, columnKind: new Uint8Array(model.columnCount) }
  const tolerance = firstTolerance(model)
  // One that is not quite as exact as it should be; limits that contradict each other by little may hide behind it.
  let plan: Float64Array | undefined
  for await (const { primal, rowDual } of allWays(asker, elastic)) {
    const { columnCount, rowCount } = model
    const own = scaled.restore({
      primal: primal.length === 0 ? new Float64Array(columnCount) : primal.subarray(0, columnCount),
      rowDual: rowDual.length === 0 ? new Float64Array(rowCount) : rowDual,
    })
    if (rowDual.length > 0 && contradicts(scaled.model, rowDual)) return { isInfeasible: true }
    if (primal.length === 0) continue
    if (isFeasible(relaxed, own.primal, tolerance)) return { isInfeasible: false, plan: own.primal }
    if (plan === undefined && isFeasible(relaxed, own.primal)) plan = own.primal
  }
  return { isInfeasible: false, ...(plan === undefined ? {} : { plan }) }
}

/** Multipliers this small, relative to the largest, are left out in turn: a solver's tolerance may have put them there. */
const TINY = [0, 1e-9, 1e-7, 1e-5]

/**
 * Whether multipliers of the rows prove that no plan exists: what the rows together ask for is more than the columns
 * together can give within their bounds. Any multipliers that do so are a proof.
 */
export function contradicts(model: LinearModel, rowDual: Float64Array): boolean {
  const largest = rowDual.reduce((most, y) => Math.max(most, Math.abs(y)), 0)
  return TINY.some((share) =>
    asksTooMuch(
      model,
      rowDual.map((y) => (Math.abs(y) < share * largest ? 0 : y)),
    ),
  )
}

function asksTooMuch(model: LinearModel, rowDual: Float64Array): boolean {
  const asked = createSum()
  let size = 0
  let unsure = 0
  const weights = new Float64Array(model.columnCount)
  const sizes = new Float64Array(model.columnCount)
  for (let i = 0; i < model.rowCount; i += 1) {
    const y = rowDual[i]
    const limit = y > 0 ? model.rowLower[i] : model.rowUpper[i]
    // A multiplier of a limit that there is not says nothing.
    if (y === 0 || !Number.isFinite(limit)) continue
    asked.add(y * limit)
    size += Math.abs(y * limit)
    for (let k = model.rowStart[i]; k < model.rowStart[i + 1]; k += 1) {
      const j = model.columnIndex[k]
      const term = model.coefficient[k] * y
      weights[j] += term
      sizes[j] += Math.abs(term)
    }
  }
  for (let j = 0; j < model.columnCount; j += 1) {
    const weight = weights[j]
    if (weight === 0) continue
    const bound = weight > 0 ? model.columnUpper[j] : model.columnLower[j]
    if (!Number.isFinite(bound)) {
      if (Math.abs(weight) > ZERO * sizes[j]) return false
      unsure += Math.abs(weight) * REACH
      continue
    }
    asked.add(-weight * bound)
    // What the weight was worked out from says how exact it is.
    size += sizes[j] * Math.abs(bound)
  }
  // Sums of so many terms may be off by so many roundings (Higham 2002, ch. 4); what is left over is no rounding.
  const roundings = Number.EPSILON * (model.rowCount + model.columnCount + 8)
  return asked.total() > roundings * size + unsure
}

/**
 * Proves that a plan can be improved without end: a direction that no limit stops and that pays. It is found by an LP of
 * its own, within a box, and checked here.
 */
export async function hasEndlessDirection(asker: Asker, model: LinearModel): Promise<boolean> {
  const { model: scaled } = scaleModel({ ...model, columnKind: new Uint8Array(model.columnCount) })
  const toLower = (bound: number): number => (bound > -Infinity ? 0 : -1)
  const toUpper = (bound: number): number => (bound < Infinity ? 0 : 1)
  const columnLower = scaled.columnLower.map(toLower)
  const columnUpper = scaled.columnUpper.map(toUpper)
  // What cannot move has no say in what counts as much.
  const costs = scaled.objective.map((cost, j) => (columnLower[j] < columnUpper[j] ? cost : 0))
  const dearest = costs.reduce((most, cost) => Math.max(most, Math.abs(cost)), 0)
  if (dearest === 0) return false
  const cone: LinearModel = {
    ...scaled,
    objective: costs.map((cost) => cost / dearest),
    columnLower,
    columnUpper,
    rowLower: scaled.rowLower.map((limit) => (limit > -Infinity ? 0 : -Infinity)),
    rowUpper: scaled.rowUpper.map((limit) => (limit < Infinity ? 0 : Infinity)),
  }
  for await (const { primal, rowDual } of allWays(asker, cone)) {
    if (primal.length > 0 && isEndless(cone, primal)) return true
    const best = provenOptimum(cone, { primal, rowDual }, firstTolerance(cone))
    if (best !== undefined && Math.abs(best.objective) <= PAYS) return false
  }
  return false
}

/** What a direction must pay, relative to what its steps cost and earn. */
const PAYS = 1e-9
/** How far a direction may lead out of a row, relative to the terms that meet there. */
const STRAY = 1e-11
/** A step this short, of those of length 1, is a zero that arithmetic left behind. */
const DUST = 1e-13

function isEndless(cone: LinearModel, direction: Float64Array): boolean {
  const step = direction.map((value, j) => {
    const inside = Math.min(cone.columnUpper[j], Math.max(cone.columnLower[j], value))
    return Math.abs(inside) < DUST ? 0 : inside
  })
  for (let i = 0; i < cone.rowCount; i += 1) {
    const sum = createSum()
    let size = 0
    let largest = 0
    for (let k = cone.rowStart[i]; k < cone.rowStart[i + 1]; k += 1) {
      const term = cone.coefficient[k] * step[cone.columnIndex[k]]
      sum.add(term)
      size += Math.abs(term)
      largest = Math.max(largest, Math.abs(cone.coefficient[k]))
    }
    const value = sum.total()
    const near = STRAY * size + DUST * largest
    if (value < cone.rowLower[i] - near || value > cone.rowUpper[i] + near) return false
  }
  const gain = createSum()
  let size = 0
  for (let j = 0; j < cone.columnCount; j += 1) {
    gain.add(cone.objective[j] * step[j])
    size += Math.abs(cone.objective[j] * step[j])
  }
  const better = cone.sense === 'maximize' ? gain.total() : -gain.total()
  return better > PAYS * size
}
