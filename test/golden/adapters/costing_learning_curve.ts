import { learningCurve } from '../../../src/costing/decisions/learningCurve.js'
import { learningRate as rateOf } from '../../../src/costing/decisions/learningRate.js'
import type { GoldenCase } from '../runner.js'

export const adapter = (c: GoldenCase): unknown => {
  if (c.given.rate === undefined && Array.isArray(c.given.observations)) return observed(c.given.observations)
  const { rate: learningRate, firstUnit, units, produced, next, model = 'cumulativeAverage' } = c.given
  if (learningRate === undefined || firstUnit === undefined) return undefined
  const curve = { model: model === 'unit' ? 'unit' : 'cumulativeAverage', learningRate, firstUnit } as const
  if (produced !== undefined && next !== undefined) {
    const [before, after] = learningCurve([produced, produced + next], curve)
    if (before === undefined || after === undefined) return undefined
    const batchTotal = after.totalTime - before.totalTime
    return { batchTotal, batchAverage: batchTotal / next }
  }
  if (units === undefined) return undefined
  const points = learningCurve(Array.isArray(units) ? units : [units], curve)
  const of = (value: (point: (typeof points)[number]) => number): unknown =>
    Array.isArray(units) ? points.map(value) : points.map(value)[0]
  return {
    unitTime: of(({ unitTime }) => unitTime),
    totalTime: of(({ totalTime }) => totalTime),
    averageTime: of(({ averageTime }) => averageTime),
  }
}

/** The rate that times after so many units show: averages of all, or totals. */
function observed(observations: any[]): unknown {
  const points = observations.map(({ units, time, averageTime = time, totalTime }: any) => ({
    units,
    time: averageTime ?? totalTime / units,
  }))
  const { learningRate, firstUnit } = rateOf(points)
  return { rate: learningRate, firstUnit }
}
