import { absorbOverhead } from '../../../src/costing/overheads/absorbOverhead.js'
import { activityBasedCosts } from '../../../src/costing/overheads/activityBasedCosts.js'
import type { GoldenCase } from '../runner.js'

export const adapter = (c: GoldenCase): unknown => {
  const { given } = c
  if (given.pools !== undefined && given.products !== undefined) return activities(given)
  if (given.fixed !== undefined && given.budgetVolume !== undefined && given.actualVolume !== undefined) {
    const result = absorbOverhead({
      budgetAmount: given.fixed,
      capacities: { normal: given.budgetVolume },
      actualVolume: given.actualVolume,
    })
    return { rate: result.costPerUnit, unallocated: result.idleCapacityCost, absorbed: result.absorbed }
  }
  return undefined
}

/** Some cases give driver volumes of products that differ from the pool's: the rate is the pool's, and so is the volume. */
function activities(given: any): unknown {
  const result = activityBasedCosts({
    activities: given.pools.map(({ name, cost, driverTotal }: any) => ({
      activityId: name,
      cost,
      ...(driverTotal !== undefined && { driverCapacity: driverTotal }),
    })),
    objects: given.products.map(({ name, units, drivers, directCost }: any) => ({
      objectId: name,
      drivers,
      ...(units !== undefined && { units }),
      ...(directCost !== undefined && { directCost }),
    })),
  })
  return {
    rates: Object.fromEntries(result.activities.map(({ activityId, rate }) => [activityId, rate])),
    products: Object.fromEntries(result.objects.map(({ objectId, total, perUnit }) => [objectId, { total, perUnit }])),
    unused: result.activities.reduce((sum, { unusedCost }) => sum + unusedCost, 0),
  }
}
