import { shareOfChange } from '../drivers/shareOfChange.js'
import type { DriverEffect } from '../drivers/types.js'
import type { FittedModel } from '../fittedModel.js'
import type { Effects, Outlook } from './applyEffects.js'

/**
 * The effects in the units of the drivers, and what each adds to the point forecast.
 *
 * @param candidates - those with drivers hold the base that the effects were put on
 */
export function describeEffects(
  effects: Effects,
  candidates: readonly Outlook[],
  weights: readonly number[],
  scale: number,
): Pick<FittedModel, 'effects' | 'ratios' | 'levels'> {
  const { columns, coefficients, covariance, isRatio, size } = effects
  const width = columns.length
  const horizon = candidates[0].point.length
  const count = columns[0].values.length - horizon
  const figures: Record<string, number> = {}
  const list = columns.map(({ id, values, unit, isLog, reference }, j): DriverEffect => {
    const toUnits = (isRatio ? 1 : size) / unit
    const effect = coefficients[j] * toUnits
    const standardError = Math.sqrt(Math.max(0, covariance[j * width + j])) * toUnits
    figures[`effect.${id}`] = isRatio ? effect : effect / scale
    figures[`standardError.${id}`] = isRatio ? standardError : standardError / scale
    const contribution = Array.from({ length: horizon }, (_, h) => {
      const own = coefficients[j] * values[count + h]
      const all = columns.reduce((sum, column, i) => sum + coefficients[i] * column.values[count + h], 0)
      return candidates.reduce((sum, { point, base }, k) => {
        if (k === 0) return sum
        const change = { base: base[h], added: point[h] - base[h] }
        return sum + weights[k] * (isRatio ? shareOfChange(change, own, all) : own * size)
      }, 0)
    })
    return {
      driverId: id,
      scale: isRatio ? (isLog ? 'elasticity' : 'ratio') : 'units',
      effect,
      standardError,
      reference,
      contribution,
    }
  })
  return { effects: list, ratios: isRatio ? figures : {}, levels: isRatio ? {} : figures }
}
