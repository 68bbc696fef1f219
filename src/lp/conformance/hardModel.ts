import type { LinearModel } from '../linearModel.js'
import { modelOf } from './modelOf.js'

/**
 * Market split (G. Cornuejols and M. Dawande, A class of hard small 0-1 programs, 1998): divide columns of weights
 * from 0 to 99 in halves, by every row at once. Small, with plans that anyone can write down, and with 6 rows and 50 columns
 * far beyond what branch and bound closes.
 */
export function hardModel(rows: number, columns: number): LinearModel {
  let state = 12345
  const next = (): number => (state = (state * 1103515245 + 12345) % 2147483648) % 100
  const weights = Array.from({ length: rows }, () => Array.from({ length: columns }, next))
  return modelOf(
    'minimize',
    [
      ...Array.from({ length: columns }, () => ({ upper: 1, integer: true })),
      ...Array.from({ length: 2 * rows }, () => ({ objective: 1 })),
    ],
    weights.map((line, i) => {
      const half = Math.floor(line.reduce((sum, weight) => sum + weight, 0) / 2)
      const missed = weights.flatMap((_, k) => (k === i ? [1, -1] : [0, 0]))
      return { lower: half, upper: half, terms: [...line, ...missed] }
    }),
  )
}
