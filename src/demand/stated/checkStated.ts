import type { IssueList } from '../../core/checking/errors.js'
import { normalQuantile } from '../../math/normal.js'

/** One stated quantile, wherever its values stand. */
interface ReadQuantile {
  readonly probability: number
  readonly values: readonly number[]
  /** Path of its values. */
  readonly path: string
}

/**
 * Adds what is wrong with quantiles that were stated beside a mean, each of them read and as long as it: none but those of one
 * probability, a probability twice, a quantile below one of a lower probability, one alone that tells no spread.
 */
export function checkStatedQuantiles(
  mean: readonly number[],
  quantiles: readonly ReadQuantile[],
  path: string,
  issues: IssueList,
): void {
  if (quantiles.length === 0) {
    issues.add('EMPTY', path, [], 'There are no quantiles.', 'Give at least one, or leave the field out.')
    return
  }
  const sorted = [...quantiles].sort((a, b) => a.probability - b.probability)
  sorted.slice(1).forEach(({ probability, values, path: at }, n) => {
    const below = sorted[n]
    if (below.probability === probability) {
      issues.add(
        'DUPLICATE_ID',
        at,
        probability,
        `The quantile of ${probability} is there twice.`,
        'Keep one of the two.',
      )
      return
    }
    const t = values.findIndex((value, place) => value < below.values[place])
    if (t < 0) return
    issues.add(
      'CONFLICT',
      `${at}[${t}]`,
      values[t],
      `The quantile of ${probability} is below that of ${below.probability}, ${below.values[t]}.`,
      'Sort the quantiles of each period by their probabilities.',
    )
  })
  if (quantiles.length > 1) return
  const [{ probability, values, path: at }] = quantiles
  const score = normalQuantile(probability)
  const t = values.findIndex((value, place) =>
    score === 0 ? value !== mean[place] : (value - mean[place]) * score < 0,
  )
  if (score !== 0 && t < 0) return
  issues.add(
    'CONFLICT',
    score === 0 ? path : `${at}[${t}]`,
    score === 0 ? probability : values[t],
    score === 0
      ? 'A median alone does not say how far off demand may be.'
      : `The quantile of ${probability} alone lies on the other side of the expected ${mean[t]}.`,
    'Give a second quantile, or stdDev.',
  )
}
