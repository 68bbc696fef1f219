import { forecastValueAdded, trackingSignal } from '../../../src/demand/index.js'
import type { GoldenCase } from '../runner.js'

export const adapter = (c: GoldenCase): unknown => {
  const { actual, forecast, steps, mape } = c.given
  if (Array.isArray(steps) && Array.isArray(mape)) {
    const values = forecastValueAdded(steps.map((id: string, place: number) => ({ id, error: mape[place] })))
    return {
      fvaVsPrevious: values.map((step) => step.valueAddedVsPrevious),
      fvaVsNaive: values.map((step) => step.valueAddedVsFirst),
    }
  }
  if (Array.isArray(actual) && Array.isArray(forecast)) return trackingSignal({ actual, forecast })
  return undefined
}
