import type { ProductionItem, ProductionProblem } from '../../../src/production/types.js'

/** What a shop uses; the histogram of the deep run counts these. */
export function shopFeatures(problem: ProductionProblem): string[] {
  const { items, billOfMaterials = [], operations = [], resources = [], calendar } = problem
  const features = new Set<string>()
  const add = (feature: string, present: boolean): void => {
    if (present) features.add(feature)
  }
  const some = (has: (item: ProductionItem) => boolean): boolean => items.some(has)
  add('weeks', calendar.periods[0]?.days === 7)
  add('12 periods', calendar.periods.length === 12)
  add('2 items', items.length === 2)
  add('12 items', items.length === 12)
  add(`${levelsOf(problem)} levels`, true)
  for (const field of [
    'yieldShare',
    'lotSize',
    'backlog',
    'onHand',
    'scheduledReceipts',
    'safetyStock',
    'safetyStockPenaltyPerUnit',
    'holdingCostPerUnit',
    'backlogCostPerUnit',
    'lostSaleCostPerUnit',
    'minimumStock',
    'maximumStock',
    'supplyLimit',
    'firmSupply',
    'leadTimeDays',
    'sellingCostPerUnit',
  ] as const) {
    add(
      field,
      some((item) => item[field] !== undefined),
    )
  }
  for (const decimals of [1, 2, 3, 4, 5, 6])
    add(
      `${decimals} decimals`,
      some((item) => item.quantityDecimals === decimals),
    )
  add('firm periods', (problem.firmPeriods ?? 0) > 0)
  add(
    'firm and free periods',
    some(({ firmSupply }) => firmSupply?.includes(null) === true && firmSupply.some((x) => x !== null && x > 0)),
  )
  add(
    'yield of 0.921',
    some(({ yieldShare }) => yieldShare === 0.921),
  )
  add(
    'service',
    some(({ kind }) => kind === 'service'),
  )
  add(
    'bought',
    some(({ source }) => source === 'buy'),
  )
  add(
    'work outside',
    some(({ source, purchaseCost }) => source === 'make' && purchaseCost !== undefined),
  )
  for (const unmet of ['lost', 'forbidden'] as const)
    add(
      unmet,
      some((item) => item.unmetDemand === unmet),
    )
  add(
    'demand that waits',
    some(({ demand, unmetDemand }) => demand !== undefined && unmetDemand === undefined),
  )
  add(
    'backlog cost by default',
    some(
      ({ demand, unmetDemand, backlogCostPerUnit }) =>
        demand !== undefined && unmetDemand === undefined && backlogCostPerUnit === undefined,
    ),
  )
  for (const field of ['demandDates', 'receiptDates'] as const)
    add(
      field,
      some((item) => (item[field] ?? []).length > 0),
    )
  add(
    'lost sale cost by default',
    some(({ unmetDemand, lostSaleCostPerUnit }) => unmetDemand === 'lost' && lostSaleCostPerUnit === undefined),
  )
  add(
    'penalty under safety stock by default',
    some(
      ({ safetyStock, safetyStockPenaltyPerUnit }) =>
        safetyStock !== undefined && safetyStockPenaltyPerUnit === undefined,
    ),
  )
  add(
    'price by period',
    some(({ price }) => Array.isArray(price)),
  )
  add(
    'purchase cost by period',
    some(({ purchaseCost }) => Array.isArray(purchaseCost)),
  )
  add(
    'component that is sold',
    billOfMaterials.some(({ componentId }) => items.find(({ id }) => id === componentId)?.demand !== undefined),
  )
  add(
    'fraction of a component',
    billOfMaterials.some(({ quantityPer }) => !Number.isInteger(quantityPer)),
  )
  add(
    'scrap',
    billOfMaterials.some(({ scrapShare }) => scrapShare !== undefined),
  )
  add(
    'component of two items',
    billOfMaterials.some((line) =>
      billOfMaterials.some((other) => other !== line && other.componentId === line.componentId),
    ),
  )
  add(
    'part and parent on one resource',
    billOfMaterials.some(({ itemId, componentId }) =>
      operations.some(
        (own) =>
          own.itemId === itemId &&
          operations.some((other) => other.itemId === componentId && other.resourceId === own.resourceId),
      ),
    ),
  )
  add(
    'two resources for an item',
    operations.some((own) =>
      operations.some((other) => other.itemId === own.itemId && other.resourceId !== own.resourceId),
    ),
  )
  add(
    'overtime',
    resources.some(({ overtimeHours }) => overtimeHours !== undefined),
  )
  add(
    'overtime at its own rate',
    resources.some(({ overtimeCostPerHour }) => overtimeCostPerHour !== undefined),
  )
  add(
    'overhead by the hour',
    resources.some(({ variableOverheadPerHour }) => variableOverheadPerHour !== undefined),
  )
  add(
    'hours by period',
    resources.some(({ capacityHours }) => Array.isArray(capacityHours)),
  )
  add(
    'a unit takes over a fifth of the hours',
    operations.some(({ itemId, resourceId, runHoursPerUnit }) => {
      const hours = resources.find(({ id }) => id === resourceId)?.capacityHours as number | readonly number[]
      const least = typeof hours === 'number' ? hours : Math.min(...hours)
      return (items.find(({ id }) => id === itemId)?.quantityDecimals ?? 0) === 0 && runHoursPerUnit > 0.2 * least
    }),
  )
  add(
    'thousands of units',
    some(({ demand }) => demand?.some((quantity) => quantity > 5000) === true),
  )
  add(
    'a few units',
    some(({ demand }) => demand?.some((quantity) => quantity > 0 && quantity < 3) === true),
  )
  return [...features]
}

function levelsOf({ items, billOfMaterials = [] }: ProductionProblem): number {
  const below = (itemId: string): number =>
    Math.max(0, ...billOfMaterials.filter((line) => line.itemId === itemId).map((line) => 1 + below(line.componentId)))
  return Math.max(...items.map(({ id }) => below(id)))
}
