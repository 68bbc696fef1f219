import { allocateSupply, bassForecast, consumeForecast } from '../../../src/demand/index.js'
import type { GoldenCase } from '../runner.js'

export const adapter = (c: GoldenCase): unknown => {
  const { m, p, q, periods, forecast, orders, supply, demand } = c.given
  if (typeof m === 'number' && typeof p === 'number' && typeof q === 'number') {
    return bassForecast({ marketSize: m, innovation: p, imitation: q, periods })
  }
  if (Array.isArray(forecast) && Array.isArray(orders)) return consumeForecast(c.given)
  if (typeof supply === 'number' && typeof demand === 'object') return allocateSupply(c.given)
  return undefined
}
