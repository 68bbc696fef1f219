import { accuracy } from 'sop-engine'
import { intervalScore, overallWeightedAverage, pinballLoss } from 'sop-engine/demand'
import { type EngineForecast, RETAIL_QUANTILES } from './engines.js'
import type { DataFile, DataSeries } from './readDataFiles.js'

/** The measures of a file by name; `null` where no series of it defines one. */
export type Measures = Readonly<Record<string, number | null>>

/** A series and its forecast, where the engine made one. */
export interface JudgedSeries {
  readonly series: DataSeries
  readonly result: EngineForecast
}

/** Means over the series, in the definitions of the M4 competition, or those of intermittent demand. */
export function judgeForecasts(file: DataFile, judged: readonly JudgedSeries[]): Measures {
  const measures = file.isIntermittent ? judgeIntermittent(judged) : judgeCompetition(file, judged)
  return file.isDriven ? { ...measures, ...judgeRetail(judged) } : measures
}

/**
 * Sum of absolute errors, and of forecast less actual, by the sum of actuals of the whole file; mean RMSSE; loss of quantiles
 * by the mean change of the history, where the engine has them.
 */
function judgeRetail(judged: readonly JudgedSeries[]): Measures {
  let [missed, over, sold] = [0, 0, 0]
  for (const { series, result } of judged) {
    series.test.forEach((actual, h) => {
      if (actual === null) return
      const error = (result.point[h] as number) - actual
      missed += Math.abs(error)
      over += error
      sold += Math.abs(actual)
    })
  }
  const told = RETAIL_QUANTILES.filter((probability) =>
    judged.some(({ result }) => result.quantiles?.some((one) => one.probability === probability) === true),
  )
  const losses = told.map((probability): [string, number | null] => {
    const scaled = judged.map(({ series: { y, test }, result }) => {
      const values = result.quantiles?.find((one) => one.probability === probability)?.values
      if (values === undefined) return null
      return pinballLoss({ actual: test, forecast: values, history: y, probability }).scaledLoss
    })
    return [`pinball${100 * probability}`, meanOf(scaled)]
  })
  const rmsse = judged.map(
    ({ series: { y, test }, result }) => accuracy({ actual: test, forecast: result.point, history: y }).rmsse,
  )
  return {
    WAPE: sold > 0 ? missed / sold : null,
    bias: sold > 0 ? over / sold : null,
    RMSSE: meanOf(rmsse),
    ...Object.fromEntries(losses),
  }
}

/**
 * sMAPE in percent, MASE, their mean ratio to Naive2 on the same series, share of actuals inside the intervals, MSIS at
 * 95 %. A series whose history does not change has no scale and is left out of MASE, OWA and MSIS.
 */
function judgeCompetition({ seasonLength }: DataFile, judged: readonly JudgedSeries[]): Measures {
  const { owa, smape, mase } = overallWeightedAverage(
    judged.map(({ series, result }) => ({ actual: series.test, forecast: result.point, history: series.y })),
    { seasonLength },
  )
  const scores = [0.8, 0.95].map((level, place) =>
    judged.map(({ series: { y, test }, result }) => {
      const interval = result.intervals?.[place]
      if (interval === undefined) throw new Error(`the engine gave no interval at ${level}`)
      return intervalScore({ actual: test, ...interval, level, history: y, seasonLength })
    }),
  )
  const coverage = (place: number): number | null => {
    let [inside, periods] = [0, 0]
    for (const score of scores[place] ?? []) {
      inside += (score.coverage ?? 0) * score.periodCount
      periods += score.periodCount
    }
    return periods > 0 ? inside / periods : null
  }
  return {
    sMAPE: smape === null ? null : 100 * smape,
    MASE: mase,
    OWA: owa,
    coverage80: coverage(0),
    coverage95: coverage(1),
    MSIS95: meanOf(scores[1]?.map(({ msis }) => msis)),
  }
}

/**
 * RMSSE; mean error by mean of the history; loss of the 95 % quantile by the mean change of the history. An item without
 * demand, or whose history does not change, has no scale and is left out of the means.
 */
function judgeIntermittent(judged: readonly JudgedSeries[]): Measures {
  const items = judged.map(({ series: { y, test }, result }) => {
    const { rmsse, bias } = accuracy({ actual: test, forecast: result.point, history: y })
    const known = y.filter((value) => value !== null)
    const demand = known.reduce((sum, value) => sum + value, 0) / known.length
    const { scaledLoss } = pinballLoss({
      actual: test,
      forecast: result.quantile95 as readonly number[],
      history: y,
      probability: 0.95,
    })
    return { rmsse, bias: bias === null || !(demand > 0) ? null : bias / demand, scaledLoss }
  })
  return {
    RMSSE: meanOf(items.map(({ rmsse }) => rmsse)),
    bias: meanOf(items.map(({ bias }) => bias)),
    pinball95: meanOf(items.map(({ scaledLoss }) => scaledLoss)),
  }
}

function meanOf(values: readonly (number | null)[] | undefined): number | null {
  const known = values?.filter((value) => value !== null) ?? []
  return known.length > 0 ? known.reduce((sum, value) => sum + value, 0) / known.length : null
}
