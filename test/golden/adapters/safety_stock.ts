import { safetyStock } from '../../../src/inventory/safetyStock.js'
import type { ServiceTarget } from '../../../src/inventory/safetyStockInput.js'
import type { GoldenCase } from '../runner.js'

/** The result in the words of the cases. */
const answer = (input: Parameters<typeof safetyStock>[0]): unknown => {
  const result = safetyStock(input)
  return { ...result, sdLeadTimeDemand: result.leadTimeDemandStdDev, meanLeadTimeDemand: result.leadTimeDemandMean }
}

export const adapter = (c: GoldenCase): unknown => {
  const { given } = c
  const target: ServiceTarget = {
    ...(given.cycleServiceLevel !== undefined && { serviceLevelShare: given.cycleServiceLevel }),
    ...(given.z !== undefined && { z: given.z }),
    ...(given.fillRate !== undefined && { fillRateShare: given.fillRate }),
    ...(given.orderQuantity !== undefined && { orderQuantity: given.orderQuantity }),
  }
  if (Object.keys(target).length === 0) return undefined
  // Demand of the lead time as a whole is the demand of one period with a lead time of one period.
  if (given.sdLeadTimeDemand !== undefined) {
    return answer({
      demandMean: given.meanLeadTimeDemand ?? 0,
      demandStdDev: given.sdLeadTimeDemand,
      leadTime: 1,
      ...target,
    })
  }
  if (given.demandMean === undefined || given.leadTimeMean === undefined) return undefined
  return answer({
    demandMean: given.demandMean,
    leadTime: given.leadTimeMean,
    ...(given.demandSd !== undefined && { demandStdDev: given.demandSd }),
    ...(given.leadTimeSd !== undefined && { leadTimeStdDev: given.leadTimeSd }),
    ...(given.reviewPeriod !== undefined && { reviewPeriod: given.reviewPeriod }),
    ...target,
  })
}
