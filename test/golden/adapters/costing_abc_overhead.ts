import { absorbOverhead } from '../../../src/costing/overheads/absorbOverhead.js'
import { activityBasedCosts } from '../../../src/costing/overheads/activityBasedCosts.js'
import { allocateServices } from '../../../src/costing/overheads/allocateServices.js'
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
  if (given.departments !== undefined && given.uses !== undefined) return services(given)
  if (given.budgetedOverhead !== undefined) return absorption(given)
  return undefined
}

/** Overhead at a predetermined rate, by whatever it is spread over. */
function absorption(given: any): unknown {
  const volume = given.budgetedHours ?? given.budgetedUnits ?? given.budgetedBase
  const actual = given.actualHours ?? given.actualUnits ?? given.actualBase
  if (volume === undefined || actual === undefined) return undefined
  const result = absorbOverhead(
    {
      budgetAmount: given.budgetedOverhead,
      ...(given.actualOverhead !== undefined && { actualAmount: given.actualOverhead }),
      capacities: { budgeted: volume },
      actualVolume: actual,
    },
    { capacity: 'budgeted', lowerAboveCapacity: false },
  )
  const { costPerUnit, absorbed, overAbsorbed } = result
  return { rate: costPerUnit, absorbed, applied: absorbed, overAbsorbed, underAbsorbed: -overAbsorbed }
}

/** Service departments by the method that is named; uses are by service, then by department. */
function services({ departments, uses, method }: any): unknown {
  const result = allocateServices(
    {
      departments: departments.map(({ name, cost, service }: any) => ({
        departmentId: name,
        amount: cost,
        kind: service === true ? 'service' : 'production',
      })),
      uses: Object.entries<Record<string, number>>(uses).flatMap(([serviceId, takers]) =>
        Object.entries(takers).map(([departmentId, quantity]) => ({ serviceId, departmentId, quantity })),
      ),
    },
    { method: /direct/i.test(method) ? 'direct' : /step/i.test(method) ? 'stepDown' : 'reciprocal' },
  )
  const amounts = (of: readonly { departmentId: string; amount: number }[]): object =>
    Object.fromEntries(of.map(({ departmentId, amount }) => [departmentId, amount]))
  return { totals: amounts(result.departments), services: amounts(result.services) }
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
