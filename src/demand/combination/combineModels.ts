import type { FittedModel, ModelPart } from '../fittedModel.js'

/**
 * The weighted mean of several models: points and one-step forecasts are averaged.
 *
 * Its variance has two parts: the square of the mean standard deviation, as if all erred alike, and the variance between
 * the forecasts, by which each of them doubts the others.
 * Sources: Bates and Granger, "The combination of forecasts", Operational Research Quarterly 20 (1969); Draper,
 * "Assessment and propagation of model uncertainty", Journal of the Royal Statistical Society B 57 (1995).
 *
 * @param parts - models with weights that sum to one; a part that is itself a combination shows with its own parts
 * @param name - default the names of the parts
 */
export function combineModels(parts: readonly ModelPart[], name?: string): FittedModel {
  if (parts.length === 1) return parts[0].model
  const all = parts.flatMap(({ model, weight }): readonly ModelPart[] =>
    (model.parts ?? [{ model, weight: 1 }]).map((part) => ({ model: part.model, weight: part.weight * weight })),
  )
  const point = average(parts, (model) => model.point)
  const rollings = parts.map(({ model }) => model.rolling)
  const [rolling] = rollings
  const rolled = rollings.every((one) => one !== undefined) && rolling !== undefined
  const rollingPoint = rolled ? average(parts, (model) => (model.rolling as typeof rolling).point) : point
  return {
    name: name ?? parts.map(({ model }) => model.name).join(' + '),
    point,
    stdDev: mixedStdDev(parts, (model) => model, point),
    cumulativeStdDev: mixedCumulative(parts, point),
    fitted: average(parts, (model) => model.fitted),
    estimated: parts.reduce((sum, { model, weight }) => sum + weight * model.estimated, 0),
    parts: all,
    ...(rolled
      ? {
          rolling: {
            ...rolling,
            point: rollingPoint,
            stdDev: mixedStdDev(parts, (model) => model.rolling as typeof rolling, rollingPoint),
          },
        }
      : {}),
    ratios: { weights: all.map(({ weight }) => weight) },
    levels: {},
    criteria: {},
  }
}

function average(parts: readonly ModelPart[], read: (model: FittedModel) => Float64Array): Float64Array {
  const result = new Float64Array(read(parts[0].model).length)
  for (const { model, weight } of parts) {
    const values = read(model)
    for (let place = 0; place < result.length; place += 1) {
      result[place] = result[place] + weight * values[place]
    }
  }
  return result
}

function mixedStdDev(
  parts: readonly ModelPart[],
  read: (model: FittedModel) => Pick<FittedModel, 'point' | 'stdDev'>,
  mean: Float64Array,
): Float64Array {
  const within = new Float64Array(mean.length)
  const between = new Float64Array(mean.length)
  for (const { model, weight } of parts) {
    const { point, stdDev } = read(model)
    for (let place = 0; place < mean.length; place += 1) {
      const gap = point[place] - mean[place]
      within[place] = within[place] + weight * stdDev[place]
      between[place] = between[place] + weight * gap * gap
    }
  }
  for (let place = 0; place < mean.length; place += 1) {
    const own = within[place]
    within[place] = Math.sqrt(own * own + between[place])
  }
  return within
}

/** The same of the running sum, which never knows more than it did a period earlier. */
function mixedCumulative(parts: readonly ModelPart[], mean: Float64Array): Float64Array {
  const horizon = mean.length
  const within = new Float64Array(horizon)
  const between = new Float64Array(horizon)
  for (const { model, weight } of parts) {
    let gap = 0
    for (let h = 0; h < horizon; h += 1) {
      gap += model.point[h] - mean[h]
      within[h] = within[h] + weight * model.cumulativeStdDev[h]
      between[h] = between[h] + weight * gap * gap
    }
  }
  let last = 0
  for (let h = 0; h < horizon; h += 1) {
    const own = within[h]
    last = Math.max(last, Math.sqrt(own * own + between[h]))
    within[h] = last
  }
  return within
}
