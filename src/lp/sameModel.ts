import type { LinearModel } from './linearModel.js'

type Numbers = Float64Array | Int32Array | Uint8Array

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
export function markOf(model: LinearModel): string {
  let mark = 0
  for (const part of [model.objective, model.columnUpper, model.rowLower, model.rowUpper]) {
    for (let i = 0; i < part.length; i++) {
      const value = part[i] ?? 0
      mark = (Math.imul(mark, 31) + (Number.isFinite(value) ? Math.round(value * 1024) | 0 : i)) | 0
    }
  }
  return `${model.sense} ${model.columnCount} ${model.rowCount} ${model.coefficient.length} ${mark}`
}

/** Whether two models are the same, to the last number. */
export function isSameModel(a: LinearModel, b: LinearModel): boolean {
  if (a.sense !== b.sense || !Object.is(a.objectiveConstant, b.objectiveConstant)) return false
  const [own, other] = [partsOf(a), partsOf(b)]
  return own.length === other.length && own.every((part, n) => isSameNumbers(part, other[n]))
}

/** Whether two arrays hold the same numbers. */
export function isSameNumbers(a: Numbers, b: Numbers | undefined): boolean {
  if (b === undefined || a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return false
  return true
}
