import type { LinearModel } from '../linearModel.js'
import { modelOf } from './modelOf.js'

const COLUMNS = 50
const ROWS = 6

/**
 * Market split (G. Cornuejols and M. Dawande, A class of hard small 0-1 programs, 1998): divide weights of 0 to 99 in
 * halves, in six ways at once. Small, with a plan that anyone can write down, and far beyond what branch and bound closes.
 */
export function hardModel(): LinearModel {
  let state = 12345
  const next = (): number => (state = (state * 1103515245 + 12345) % 2147483648) % 100
  const weights = Array.from({ length: ROWS }, () => Array.from({ length: COLUMNS }, next))
  return modelOf(
    'minimize',
    [
      ...Array.from({ length: COLUMNS }, () => ({ upper: 1, integer: true })),
      ...Array.from({ length: 2 * ROWS }, () => ({ objective: 1 })),
    ],
    weights.map((line, i) => {
      const half = Math.floor(line.reduce((sum, weight) => sum + weight, 0) / 2)
      const missed = weights.flatMap((_, k) => (k === i ? [1, -1] : [0, 0]))
      return { lower: half, upper: half, terms: [...line, ...missed] }
    }),
  )
}
