import { list, number, POSITIVE, record } from '../../core/checking/checks.js'
import { createIssueList } from '../../core/checking/errors.js'
import { lineThrough } from './lineThrough.js'

/** Time that was measured after so many units. */
export interface LearningObservation {
  /** Units made so far, a whole number. */
  readonly units: number
  /** Average time of all of them for the model `cumulativeAverage`; time of the last one for `unit`. */
  readonly time: number
}

/**
 * Learning rate that observed times show, to go on with in `learningCurve`.
 *
 * The line through log(time) by log(units), by least squares; through two observations exactly. Its slope b gives the
 * learning rate 2^b. Source: Horngren, Cost Accounting, ch. 10 and its appendix; CIMA Official Terminology, "learning
 * curve". Not rounded.
 *
 * @param observations - times (in any unit) after at least two numbers of units: averages, or those of the last unit
 * @returns the learning rate, above 1 where work slows down, and the time of the first unit
 * @throws SopError `EMPTY` for fewer than two observations, `CONFLICT` where all are of one number of units,
 * `OUT_OF_RANGE`, `NOT_FINITE`
 * @example
 * ```ts
 * import { learningRate } from 'sop-engine/costing'
 * // 100 hours for the first, 64 on average for four: two doublings leave 64 %.
 * const observed = learningRate([
 *   { units: 1, time: 100 },
 *   { units: 4, time: 64 },
 * ])
 * Math.round(observed.learningRate * 1e6) / 1e6 // => 0.8
 * ```
 */
export function learningRate(observations: readonly LearningObservation[]): {
  readonly learningRate: number
  readonly firstUnit: number
} {
  const issues = createIssueList()
  list(record<LearningObservation>({ units: number({ min: 1, whole: true }), time: number(POSITIVE) }), { least: 2 })(
    observations,
    'observations',
    issues,
  )
  issues.throwIfAny()
  const [first] = observations
  if (observations.every(({ units }) => units === first?.units)) {
    const message = 'All observations are of one number of units: nothing tells what doubling it leaves.'
    issues.add('CONFLICT', 'observations', first?.units, message, 'Give observations of two numbers of units or more.')
  }
  issues.throwIfAny()
  const { slope, level } = lineThrough(observations.map(({ units, time }) => [Math.log(units), Math.log(time)]))
  return { learningRate: 2 ** slope, firstUnit: Math.exp(level) }
}
