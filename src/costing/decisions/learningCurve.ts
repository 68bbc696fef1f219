import { list, number, oneOf, QUANTITY, record, throwIfUnreadable } from '../../core/checking/checks.js'
import { createIssueList } from '../../core/checking/errors.js'

/** Which time the learning rate is of. */
export type LearningModel = 'cumulativeAverage' | 'unit'

/** A learning curve. */
export interface LearningCurveOptions {
  /** `cumulativeAverage`: doubling the units lowers the average of all (Wright); `unit`: that of the last one (Crawford). */
  readonly model: LearningModel
  /** What doubling leaves, above 0 up to 1: 0.8 for an 80 % curve. */
  readonly learningRate: number
  /** Time (or cost) of the first unit. */
  readonly firstUnit: number
}

/** Time of so many units, in the unit of the first one. */
export interface LearningPoint {
  readonly units: number
  /** Of the last unit alone. */
  readonly unitTime: number
  /** Of all together. */
  readonly totalTime: number
  readonly averageTime: number
}

/**
 * Time that so many units take as they are learned.
 *
 * y = a x n^b with b = ln(learning rate) / ln 2; y is the average of n units (T. P. Wright, 1936), or the time of the
 * n-th one (J. R. Crawford), whose total is summed. Time of a batch = total after it less total before. Source:
 * Horngren, Cost Accounting, ch. 10; Heizer and Render, Operations Management, module E. Not rounded.
 *
 * @param units - whole numbers of units, from 0
 * @param options - the model, its rate, and the first unit
 * @returns for each number of units the time of the last one, of all, and their average
 * @throws SopError `OUT_OF_RANGE`, `NOT_FINITE`, `MISSING_VALUE`
 * @example
 * ```ts
 * import { learningCurve } from 'sop-engine/costing'
 * const curve = { model: 'cumulativeAverage', learningRate: 0.8, firstUnit: 100 } as const
 * const [two, four] = learningCurve([2, 4], curve)
 * two?.averageTime // => 80
 * four?.totalTime // => 256
 * ```
 */
export function learningCurve(units: readonly number[], options: LearningCurveOptions): LearningPoint[] {
  const issues = createIssueList()
  list(number({ min: 0, whole: true }))(units, 'units', issues)
  record<LearningCurveOptions>({
    model: oneOf('cumulativeAverage', 'unit'),
    learningRate: number({ above: 0, max: 1 }),
    firstUnit: number(QUANTITY),
  })(options, 'options', issues)
  throwIfUnreadable(issues)
  issues.throwIfAny()
  const { model, learningRate, firstUnit } = options
  const slope = Math.log(learningRate) / Math.LN2
  const power = (n: number): number => Math.exp(slope * Math.log(n))
  const total = (n: number): number => {
    if (n === 0) return 0
    return model === 'unit' ? firstUnit * sumOfPowers(n, slope) : firstUnit * n * power(n)
  }
  return units.map((n) => {
    const totalTime = total(n)
    const unitTime = n === 0 ? 0 : model === 'unit' ? firstUnit * power(n) : totalTime - total(n - 1)
    return { units: n, unitTime, totalTime, averageTime: n === 0 ? 0 : totalTime / n }
  })
}

/** Terms that are added one by one; what follows is summed by its integral. */
const PLAIN = 200

/**
 * Sum of n^b from 1 on: term by term, then by the Euler-Maclaurin formula, whose error is far below the last digit
 * there.
 */
function sumOfPowers(n: number, b: number): number {
  const power = (x: number, exponent: number): number => Math.exp(exponent * Math.log(x))
  const until = Math.min(n, PLAIN)
  let sum = 0
  for (let i = 1; i <= until; i++) sum += power(i, b)
  if (n <= PLAIN) return sum
  const integral = b === -1 ? Math.log(n / PLAIN) : (power(n, b + 1) - power(PLAIN, b + 1)) / (b + 1)
  const ends = (power(n, b) - power(PLAIN, b)) / 2
  const slopes = (b * (power(n, b - 1) - power(PLAIN, b - 1))) / 12
  return sum + integral + ends + slopes
}
