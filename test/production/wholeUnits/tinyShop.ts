import { createCalendar } from '../../../src/core/time/calendar.js'
import type { ProductionItem, ProductionProblem } from '../../../src/production/types.js'
import { createDice } from './dice.js'
import { drawDates } from './drawDates.js'

/** A shop so small that all its plans can be tried: two items of a few units over two or three months, every rule used. */
export function tinyShop(seed: number): ProductionProblem {
  const dice = createDice(seed)
  const periods = dice.whole(2, 3)
  const most = periods === 2 ? 3 : 2
  const each = (values: readonly number[]): number[] => Array.from({ length: periods }, () => dice.of(values))
  const item = (id: string, isSold: boolean): ProductionItem => ({
    id,
    supplyLimit: each([most, most, most - 1]),
    onHand: dice.whole(0, 3),
    ...(isSold && {
      demand: each([0, 1, 2, 3]),
      price: dice.chance(0.7) ? dice.of([9, 20, 31.5]) : each([7, 12, 25]),
      sellingCostPerUnit: dice.of([0, 1.5]),
      unmetDemand: dice.of(['backlog', 'lost', 'forbidden'] as const),
      ...(dice.chance(0.5) && { backlogCostPerUnit: dice.of([0.5, 2]) }),
      ...(dice.chance(0.5) && { lostSaleCostPerUnit: dice.of([0, 3]) }),
      ...(dice.chance(0.2) && { backlog: 1 }),
    }),
    ...(dice.chance(0.5) && { holdingCostPerUnit: dice.of([0.2, 1]) }),
    ...(dice.chance(0.2) && { safetyStock: each([0, 1, 1.5]) }),
    ...(dice.chance(0.2) && { safetyStockPenaltyPerUnit: dice.of([0.3, 4]) }),
    ...(dice.chance(0.15) && { minimumStock: each([0, 1]) }),
    ...(dice.chance(0.25) && { maximumStock: each([1, 2, 3]) }),
    ...(dice.chance(0.2) && { leadTimeDays: dice.of([10, 20, 35]) }),
    ...(dice.chance(0.15) && { firmSupply: each([0, 1, 2]).map((quantity) => (dice.chance(0.5) ? quantity : null)) }),
    ...(dice.chance(0.15) && { scheduledReceipts: each([0, 1]) }),
  })
  const problem: ProductionProblem = {
    calendar: createCalendar({ start: '2027-01-01', months: periods }),
    items: [
      { ...item('P', true), source: 'make', ...(dice.chance(0.5) && { yieldShare: dice.of([0.921, 0.5, 0.9]) }) },
      {
        ...item('C', dice.chance(0.3)),
        ...(dice.chance(0.5) ? { purchaseCost: dice.of([1, 4]) } : { source: 'make' }),
      },
    ],
    billOfMaterials: [
      { itemId: 'P', componentId: 'C', quantityPer: dice.of([1, 1, 0.5, 0.4, 2]), scrapShare: dice.of([0, 0, 0.1]) },
    ],
    operations: [
      { itemId: 'P', resourceId: 'R', runHoursPerUnit: dice.of([1, 2, 3.6]) },
      { itemId: 'C', resourceId: 'R', runHoursPerUnit: dice.of([0.5, 1, 2]) },
    ],
    resources: [
      {
        id: 'R',
        capacityHours: each([2, 3.6, 5, 7.2]),
        costPerHour: dice.of([0, 1, 2.5]),
        ...(dice.chance(0.4) && { overtimeHours: dice.of([1, 2]) }),
        ...(dice.chance(0.3) && { variableOverheadPerHour: 0.75 }),
      },
    ],
    ...(dice.chance(0.05) && { firmPeriods: 1 }),
  }
  return drawDates(problem, seed)
}
