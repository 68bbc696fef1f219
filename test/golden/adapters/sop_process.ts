import { allocateSupply, bassForecast, consumeForecast } from '../../../src/demand/index.js'
import type { GoldenCase } from '../runner.js'

export const adapter = (c: GoldenCase): unknown => {
  const { m, p, q, periods, forecast, orders, supply, demand } = c.given
  if (typeof m === 'number' && typeof p === 'number' && typeof q === 'number') {
    const result = bassForecast({ marketSize: m, innovation: p, imitation: q, horizon: periods })
    // The book counts periods from 1.
    return { ...result, ...(result.peakPeriodIndex !== null && { peakPeriod: result.peakPeriodIndex + 1 }) }
  }
  if (Array.isArray(forecast) && Array.isArray(orders)) {
    const { backward = 0, forward = 0 } = c.given
    return consumeForecast({ forecast, orders, backwardPeriods: backward, forwardPeriods: forward })
  }
  if (typeof supply === 'number' && typeof demand === 'object') return allocateSupply(c.given)
  return undefined
}
