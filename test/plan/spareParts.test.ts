import { describe, expect, it } from 'vitest'
import { forecast } from '../../src/demand/forecast.js'
import { safetyStock } from '../../src/inventory/safetyStock.js'
import { plan } from '../../src/plan/plan.js'
import { verify } from '../../src/plan/verify.js'

describe('the safety stock of intermittent demand', () => {
  const quantities = [
    0, 3, 0, 0, 1, 0, 0, 4, 0, 0, 0, 2, 0, 0, 5, 0, 0, 1, 0, 0, 0, 3, 0, 0, 0, 0, 2, 0, 1, 0, 0, 0, 6, 0, 0, 1,
  ]
  const input = {
    calendar: { start: '2027-01-01', months: 3 },
    items: [{ id: 'valve', price: 90, purchaseCost: 40, leadTimeDays: 31, serviceLevelShare: 0.97 }],
    history: [{ itemId: 'valve', start: '2024-01', quantities }],
    finance: { openingCash: 5000 },
  }

  it('is read from the quantiles of lead-time demand, not from a normal distribution', async () => {
    const result = await plan(input)
    const { distribution } = forecast(quantities, { horizon: 3, seasonLength: 12, quantiles: [0.97] })
    const interval = { bucketDays: [31, 28, 31], leadTimeDays: 31, reviewDays: 31, serviceLevelShare: 0.97 }
    const byQuantiles = safetyStock({ ...interval, distribution })
    const { mean, stdDev, cumulativeStdDev } = distribution
    const byNormal = safetyStock({ ...interval, distribution: { mean, stdDev, cumulativeStdDev } })
    expect(Math.ceil(byQuantiles.safetyStock)).not.toBe(Math.ceil(byNormal.safetyStock))
    expect(result.safetyStock[0]?.safetyStock).toEqual(new Array(3).fill(Math.ceil(byQuantiles.safetyStock)))
    expect(result.warnings.map(({ code }) => code)).not.toContain('quantile-unknown')
    expect(verify(result).ok).toBe(true)
  })

  it('falls back on the normal distribution where the history ends before the plan begins', async () => {
    const late = await plan({ ...input, calendar: { start: '2027-02-01', months: 3 } })
    expect(late.safetyStock[0]?.basis).toBe('forecastError')
    expect(late.safetyStock[0]?.safetyStock[0]).toBeGreaterThan(0)
    expect(verify(late).ok).toBe(true)
  })
})
