import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { absorbOverhead } from '../../../src/costing/overheads/absorbOverhead.js'
import { activityBasedCosts } from '../../../src/costing/overheads/activityBasedCosts.js'
import { allocateServices } from '../../../src/costing/overheads/allocateServices.js'
import { costToServe } from '../../../src/costing/overheads/costToServe.js'
import { distributeOverheads } from '../../../src/costing/overheads/distributeOverheads.js'
import { timeDrivenCosts } from '../../../src/costing/overheads/timeDrivenCosts.js'
import { catchSopError } from '../../core/catchSopError.js'
import { deepFreeze } from '../deepFreeze.js'
import { RUNS } from '../runs.js'

const sum = (amounts: readonly number[]): number => amounts.reduce((a, b) => a + b, 0)

describe('distributeOverheads', () => {
  test('spreads by each base, and what one department causes goes to it', () => {
    // 1,200 by 1 : 3 square meters, 500 by 4 : 1 heads, 70 to the second alone.
    const result = distributeOverheads({
      overheads: [
        { overheadId: 'rent', amount: 1200, base: 'area' },
        { overheadId: 'canteen', amount: 500, base: 'heads' },
        { overheadId: 'gas', amount: 70, departmentId: 'weld' },
      ],
      departments: [
        { departmentId: 'paint', bases: { area: 10, heads: 4 } },
        { departmentId: 'weld', bases: { area: 30, heads: 1 } },
        { departmentId: 'yard' },
      ],
    })
    expect(result.map(({ amount }) => amount)).toEqual([700, 1070, 0])
    expect(result[1]?.parts).toEqual([
      { overheadId: 'rent', amount: 900 },
      { overheadId: 'canteen', amount: 100 },
      { overheadId: 'gas', amount: 70 },
    ])
  })
  test('refuses what nobody can bear', () => {
    const error = catchSopError(() =>
      distributeOverheads({
        overheads: [
          { overheadId: 'a', amount: 1 },
          { overheadId: 'b', amount: 1, base: 'area' },
          { overheadId: 'b', amount: 1, departmentId: 'nowhere' },
        ],
        departments: [{ departmentId: 'paint' }],
      }),
    )
    expect(error.issues.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'DUPLICATE_ID overheads[2].overheadId',
      'CONFLICT overheads[0]',
      'EMPTY overheads[1].base',
      'UNKNOWN_ID overheads[2].departmentId',
    ])
  })
})

describe('allocateServices', () => {
  // Power (600) gives 20 % to repair, 30 % to weld, 50 % to paint; repair (390) gives 10 % to power, 40 % to weld, 50 % to paint.
  const input = deepFreeze({
    departments: [
      { departmentId: 'power', amount: 600, kind: 'service' as const },
      { departmentId: 'repair', amount: 390, kind: 'service' as const },
      { departmentId: 'weld', amount: 1000 },
      { departmentId: 'paint', amount: 2000 },
    ],
    uses: [
      { serviceId: 'power', departmentId: 'repair', quantity: 20 },
      { serviceId: 'power', departmentId: 'weld', quantity: 30 },
      { serviceId: 'power', departmentId: 'paint', quantity: 50 },
      // What it does for itself is its own affair.
      { serviceId: 'power', departmentId: 'power', quantity: 300 },
      { serviceId: 'repair', departmentId: 'power', quantity: 1 },
      { serviceId: 'repair', departmentId: 'weld', quantity: 4 },
      { serviceId: 'repair', departmentId: 'paint', quantity: 5 },
    ],
  })
  const amounts = (options: Parameters<typeof allocateServices>[1]): number[] =>
    allocateServices(input, options).departments.map(({ allocated }) => allocated)

  test('directly: to production alone', () => {
    // 600 by 3 : 5 is 225 and 375; 390 by 4 : 5 is 173.33 and 216.67.
    expect(amounts({ method: 'direct' })[0]).toBeCloseTo(225 + 390 * (4 / 9), 9)
    expect(amounts({ method: 'direct' })[1]).toBeCloseTo(375 + 390 * (5 / 9), 9)
  })
  test('step by step: power first, as it gives the larger share to another service', () => {
    // Power: 120, 180, 300. Repair: 390 + 120 = 510 by 4 : 5.
    expect(amounts({ method: 'stepDown' })[0]).toBeCloseTo(180 + 510 * (4 / 9), 9)
    expect(amounts({ method: 'stepDown', order: ['repair', 'power'] })[0]).toBeCloseTo(156 + 639 * (3 / 8), 9)
  })
  test('all at once', () => {
    // power = 600 + 0.1 repair and repair = 390 + 0.2 power: 639 / 0.98, and 390 + 127.8 / 0.98.
    const power = 639 / 0.98
    const repair = 390 + 0.2 * power
    expect(amounts({})[0]).toBeCloseTo(0.3 * power + 0.4 * repair, 9)
    expect(allocateServices(input).services[0]?.amount).toBeCloseTo(power, 9)
  })
  test('services that serve none but each other are refused', () => {
    const departments = [
      { departmentId: 'a', amount: 1, kind: 'service' as const },
      { departmentId: 'b', amount: 1, kind: 'service' as const },
      { departmentId: 'c', amount: 1 },
    ]
    const uses = [
      { serviceId: 'a', departmentId: 'b', quantity: 1 },
      { serviceId: 'b', departmentId: 'a', quantity: 1 },
    ]
    expect(catchSopError(() => allocateServices({ departments, uses })).code).toBe('CONFLICT')
    expect(catchSopError(() => allocateServices({ departments, uses }, { method: 'direct' })).issues).toHaveLength(2)
  })
  test('no cost is lost, whatever the method', () => {
    const company = fc.record({
      own: fc.array(fc.integer({ min: 0, max: 999 }), { minLength: 5, maxLength: 5 }),
      shares: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 15, maxLength: 15 }),
      method: fc.constantFrom('direct' as const, 'stepDown' as const, 'reciprocal' as const),
    })
    fc.assert(
      fc.property(company, ({ own, shares, method }) => {
        const departments = own.map((amount, n) => ({
          departmentId: `d${n}`,
          amount,
          kind: n < 3 ? ('service' as const) : ('production' as const),
        }))
        const uses = shares.map((quantity, n) => ({
          serviceId: `d${n % 3}`,
          departmentId: `d${Math.floor(n / 3)}`,
          // Each service does something for production.
          quantity: quantity + Number(n >= 9),
        }))
        const result = allocateServices({ departments, uses }, { method })
        expect(sum(result.departments.map(({ amount }) => amount))).toBeCloseTo(sum(own), 6)
      }),
      { numRuns: RUNS },
    )
  })
})

describe('absorbOverhead', () => {
  const input = {
    budgetAmount: 1200,
    actualAmount: 1300,
    capacities: { normal: 100, practical: 150 },
    actualVolume: 80,
  }
  test('idle capacity is a cost of the period, also where nothing is made', () => {
    expect(absorbOverhead(input)).toEqual({
      capacity: 'normal',
      costPerUnit: 12,
      absorbed: 960,
      idleCapacityCost: 240,
      overAbsorbed: -340,
      spendingVariance: -100,
      volumeVariance: -240,
      utilizationShare: 0.8,
    })
    expect(absorbOverhead({ ...input, actualVolume: 0 })).toMatchObject({ absorbed: 0, idleCapacityCost: 1200 })
    expect(absorbOverhead(input, { capacity: 'practical' })).toMatchObject({ costPerUnit: 8, idleCapacityCost: 560 })
  })
  test('more than normal lowers the rate, or over-absorbs where it is told to', () => {
    const busy = { ...input, actualVolume: 120 }
    expect(absorbOverhead(busy)).toMatchObject({ costPerUnit: 10, idleCapacityCost: 0, volumeVariance: 0 })
    expect(absorbOverhead(busy, { lowerAboveCapacity: false })).toMatchObject({ absorbed: 1440, volumeVariance: 240 })
  })
  test('refuses a capacity of zero, and one that is not given', () => {
    expect(catchSopError(() => absorbOverhead({ ...input, capacities: { normal: 0 } })).path).toBe('capacities.normal')
    expect(catchSopError(() => absorbOverhead(input, { capacity: 'budgeted' })).path).toBe('capacities.budgeted')
  })
})

describe('by activity and by time', () => {
  test('what is left of a practical capacity is of nobody', () => {
    // 900 over 30 setups are 30 each; 20 are used.
    const result = activityBasedCosts({
      activities: [
        { activityId: 'setups', cost: 900, driverCapacity: 30 },
        { activityId: 'idle', cost: 50 },
      ],
      objects: [{ objectId: 'a', units: 0, directCost: 7, drivers: { setups: 20 } }],
    })
    expect(result.activities).toEqual([
      { activityId: 'setups', rate: 30, used: 20, unusedCost: 300 },
      { activityId: 'idle', rate: null, used: 0, unusedCost: 50 },
    ])
    expect(result.objects[0]).toMatchObject({ total: 607, perUnit: null })
  })
  test('refuses more than there is, and drivers of no activity', () => {
    const activities = [{ activityId: 'setups', cost: 900, driverCapacity: 30 }]
    const objects = [{ objectId: 'a', drivers: { setups: 31, visits: 1 } }]
    expect(catchSopError(() => activityBasedCosts({ activities, objects })).issues.map(({ path }) => path)).toEqual([
      'objects[0].drivers.visits',
      'activities[0].driverCapacity',
    ])
  })
  test('hours at the cost of an hour, and the hours that are left', () => {
    // 560 over 70 h is 8.00 an hour: 100 orders of 0.4 h and 10 visits of 1.5 h are 55 h.
    const result = timeDrivenCosts({
      pools: [{ poolId: 'office', cost: 560, practicalHours: 70 }],
      activities: [
        { activityId: 'order', poolId: 'office', hoursPerUnit: 0.4 },
        { activityId: 'visit', poolId: 'office', hoursPerUnit: 1.5 },
      ],
      objects: [{ objectId: 'inn', units: 44, volumes: { order: 100, visit: 10 } }],
    })
    expect(result.objects[0]).toMatchObject({ hours: 55, total: 440, perUnit: 10 })
    expect(result.pools[0]).toMatchObject({ costPerHour: 8, unusedHours: 15, unusedCost: 120 })
  })
})

test('the best customer by revenue loses money, and its channel bears what no customer causes', () => {
  // 500 for 50 orders are 10.00 each. A: 2,000 - 1,700 - 400; B: 500 - 300 - 50; C: 400 - 250 - 50.
  const result = costToServe({
    customers: [
      { customerId: 'A', channelId: 'trade', revenue: 2000, costOfSales: 1700, drivers: { orders: 40 } },
      { customerId: 'B', channelId: 'trade', revenue: 500, costOfSales: 300, drivers: { orders: 5 } },
      { customerId: 'C', channelId: 'web', revenue: 400, costOfSales: 250, drivers: { orders: 5 } },
    ],
    activities: [
      { activityId: 'orders', cost: 500 },
      { activityId: 'visits', cost: 20 },
    ],
    channelCosts: { web: 30 },
  })
  expect(
    result.customers.map(({ customerId, profit, cumulativeProfit }) => [customerId, profit, cumulativeProfit]),
  ).toEqual([
    ['B', 150, 150],
    ['C', 100, 250],
    ['A', -100, 150],
  ])
  expect(result.channels.map(({ channelId, costToServe: cost, profit }) => [channelId, cost, profit])).toEqual([
    ['trade', 450, 50],
    ['web', 80, 70],
  ])
  expect(result).toMatchObject({ unusedCost: 20, profit: 100 })
})
