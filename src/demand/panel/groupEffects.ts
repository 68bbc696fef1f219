import type { Notice } from '../../core/notices/notices.js'
import type { Effects } from '../effects/applyEffects.js'
import { effectColumns } from '../effects/effectColumns.js'
import type { EffectPriors } from '../effects/types.js'
import type { SeriesInput } from '../seriesFit.js'

/** The effects of the group on the drivers of a series; nothing where it has none that the group knows. */
export function groupEffects(
  { values, drivers = [] }: SeriesInput,
  priors: EffectPriors | undefined,
  warnings: Notice[],
): Effects | undefined {
  const known = drivers.filter(({ id }) => priors?.has(id) === true)
  if (known.length === 0 || priors === undefined) return undefined
  const columns = effectColumns(
    known,
    values.map((value) => value !== null),
    { path: 'panel', priors },
    warnings,
  )
  const width = columns.length
  return {
    columns,
    isRatio: true,
    size: 1,
    coefficients: Float64Array.from(columns, ({ prior }) => prior.mean),
    covariance: Float64Array.from({ length: width * width }, (_, place) => {
      const deviation = place % width === Math.floor(place / width) ? (columns[place % width]?.prior.stdDev ?? 0) : 0
      return deviation * deviation
    }),
  }
}
