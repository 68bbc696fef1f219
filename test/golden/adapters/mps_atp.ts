import { masterSchedule } from '../../../src/inventory/masterSchedule.js'
import type { GoldenCase } from '../runner.js'

const ANSWERED = ['mps', 'projectedAvailable', 'atp']

export const adapter = (c: GoldenCase): unknown => {
  const { onHand, lotSize, forecast, orders, demandTimeFence } = c.given
  if (lotSize === undefined || forecast === undefined || orders === undefined) return undefined
  if (!Object.keys(c.expected).every((key) => ANSWERED.includes(key))) return undefined
  const plan = masterSchedule({
    onHand,
    lotSize,
    forecast,
    orders,
    ...(demandTimeFence !== undefined && { demandTimeFencePeriods: demandTimeFence }),
  })
  return { mps: plan.masterSchedule, projectedAvailable: plan.projectedAvailableBalance, atp: plan.availableToPromise }
}
