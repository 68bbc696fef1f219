import { checkUniqueIds } from '../../core/checking/checks.js'
import type { IssueList } from '../../core/checking/errors.js'
import { keyOf } from '../../core/keys/keys.js'
import type { StandardOverhead, VarianceInput, VarianceOptions } from './varianceTypes.js'

/** What tells one row of the actuals from another. */
export const ACTUAL_KEY = [
  'periodId',
  'kind',
  'itemId',
  'forItemId',
  'marketId',
  'customerId',
  'supplierId',
  'resourceId',
  'overheadId',
  'account',
] as const

type IdField = 'itemId' | 'forItemId' | 'resourceId' | 'overheadId'
const TABLES: Readonly<Record<IdField, string>> = {
  itemId: 'items',
  forItemId: 'items',
  resourceId: 'resources',
  overheadId: 'overheads',
}

/** Adds a problem for every id that nobody has, row twice there, and standard that contradicts itself. */
export function checkVarianceInput(input: VarianceInput, options: VarianceOptions, issues: IssueList): void {
  const { items, resources = [], overheads = [], budget, actuals, openingStock = [], exchangeRates = [] } = input
  const itemIds = new Set(items.map(({ itemId }) => itemId))
  const known: Readonly<Record<IdField, ReadonlySet<string>>> = {
    itemId: itemIds,
    forItemId: itemIds,
    resourceId: new Set(resources.map(({ resourceId }) => resourceId)),
    overheadId: new Set(overheads.map(({ overheadId }) => overheadId)),
  }
  const refer = (field: IdField, id: string | undefined, path: string): void => {
    if (id === undefined || known[field].has(id)) return
    issues.add('UNKNOWN_ID', path, id, `There is no '${id}' in ${TABLES[field]}.`, 'Add it there, or correct the id.')
  }
  const unique = <T extends object>(rows: readonly T[], fields: readonly (keyof T & string)[], table: string): void =>
    checkUniqueIds(
      rows.map((row) => keyOf(row, fields)),
      (n) => `${table}[${n}]`,
      issues,
    )
  unique(items, ['itemId'], 'items')
  unique(resources, ['resourceId'], 'resources')
  unique(overheads, ['overheadId'], 'overheads')
  unique(budget.sales, ['itemId', 'marketId', 'customerId'], 'budget.sales')
  unique(budget.production ?? [], ['itemId'], 'budget.production')
  unique(budget.markets ?? [], ['itemId', 'marketId'], 'budget.markets')
  unique(actuals, ACTUAL_KEY, 'actuals')
  unique(openingStock, ['itemId'], 'openingStock')
  unique(exchangeRates, ['marketId', 'customerId', 'supplierId'], 'exchangeRates')

  items.forEach(({ itemId, standardPrice, revisedPrice, standardCost, materials = [], labor = [] }, n) => {
    const at = `items[${n}]`
    materials.forEach((line, m) => refer('itemId', line.itemId, `${at}.materials[${m}].itemId`))
    labor.forEach((line, m) => refer('resourceId', line.resourceId, `${at}.labor[${m}].resourceId`))
    unique(materials, ['itemId'], `${at}.materials`)
    unique(labor, ['resourceId'], `${at}.labor`)
    if (standardPrice === undefined && materials.length + labor.length === 0) {
      const message = `Nothing says what '${itemId}' should cost.`
      issues.add('MISSING_VALUE', `${at}.standardPrice`, undefined, message, 'Give a price, materials or labor.')
    }
    if (standardCost !== undefined && materials.length + labor.length === 0) {
      const message = `'${itemId}' has neither materials nor labor in its standard: what it costs is its price.`
      issues.add('CONFLICT', `${at}.standardCost`, standardCost, message, 'Give standardPrice alone.')
    }
    if (revisedPrice !== undefined && standardPrice === undefined) {
      const message = 'There is no standard price to be revised.'
      issues.add('CONFLICT', `${at}.revisedPrice`, revisedPrice, message, 'Give standardPrice, too.')
    }
  })
  overheads.forEach((overhead, n) => checkOverhead(overhead, `overheads[${n}]`, refer, issues))
  budget.sales.forEach(({ itemId }, n) => refer('itemId', itemId, `budget.sales[${n}].itemId`))
  budget.production?.forEach(({ itemId }, n) => refer('itemId', itemId, `budget.production[${n}].itemId`))
  budget.markets?.forEach((market, n) => {
    refer('itemId', market.itemId, `budget.markets[${n}].itemId`)
    const isSoldIn = budget.sales.some(
      ({ itemId, marketId }) => (market.itemId ?? itemId) === itemId && (market.marketId ?? marketId) === marketId,
    )
    if (isSoldIn) return
    const message = 'Nothing is budgeted to be sold in this market.'
    issues.add(
      'UNKNOWN_ID',
      `budget.markets[${n}]`,
      market.marketId,
      message,
      'Budget its sales apart, or take it out.',
    )
  })
  openingStock.forEach(({ itemId }, n) => refer('itemId', itemId, `openingStock[${n}].itemId`))
  exchangeRates.forEach(({ marketId, customerId, supplierId }, n) => {
    if ([marketId, customerId, supplierId].filter((id) => id !== undefined).length === 1) return
    const message = 'A rate belongs to one market, one customer or one supplier.'
    issues.add('CONFLICT', `exchangeRates[${n}]`, undefined, message, 'Give one of the three ids.')
  })
  checkActuals(input, refer, issues)
  if (options.salesMix === 'volumeOnly' && budget.markets !== undefined && budget.markets.length > 0) {
    const message = 'Market size and share are parts of sales quantity, which this option does not tell apart.'
    issues.add('CONFLICT', 'options.salesMix', 'volumeOnly', message, 'Take out budget.markets, or the option.')
  }
  const periods = new Set(actuals.map(({ periodId }) => periodId))
  options.periodIds?.forEach((id, n) => {
    if (periods.has(id)) return
    issues.add(
      'UNKNOWN_ID',
      `options.periodIds[${n}]`,
      id,
      `No actuals are of period '${id}'.`,
      'Give their rows, or take the period out.',
    )
  })
}

type Refer = (field: IdField, id: string | undefined, path: string) => void

function checkActuals({ items, actuals }: VarianceInput, refer: Refer, issues: IssueList): void {
  const bought = new Set(
    items.filter(({ materials = [], labor = [] }) => materials.length + labor.length === 0).map(({ itemId }) => itemId),
  )
  actuals.forEach((row, n) => {
    const at = `actuals[${n}]`
    for (const field of ['itemId', 'forItemId', 'resourceId', 'overheadId'] as const) {
      refer(field, row[field], `${at}.${field}`)
    }
    if (row.kind !== 'output' || row.itemId === undefined || !bought.has(row.itemId)) return
    const message = `'${row.itemId}' has neither materials nor labor in its standard: it cannot be made.`
    issues.add('CONFLICT', `${at}.itemId`, row.itemId, message, 'Give its standard, or tell of a purchase.')
  })
}

/** What each behavior needs, and must not have. */
function checkOverhead(overhead: StandardOverhead, at: string, refer: Refer, issues: IssueList): void {
  const { behavior, costPerHour, costPerUnit, rateOfRevenue, budgetAmount, resourceIds = [], itemIds = [] } = overhead
  resourceIds.forEach((id, n) => refer('resourceId', id, `${at}.resourceIds[${n}]`))
  itemIds.forEach((id, n) => refer('itemId', id, `${at}.itemIds[${n}]`))
  const needsBudget = behavior === 'fixed' || behavior === 'period'
  const conflict = (field: keyof StandardOverhead, message: string, remedy: string): void =>
    issues.add('CONFLICT', `${at}.${field}`, overhead[field], message, remedy)
  if (needsBudget && budgetAmount === undefined) {
    const message = `An overhead that is '${behavior}' has a budget.`
    issues.add('MISSING_VALUE', `${at}.budgetAmount`, undefined, message, 'Give budgetAmount.')
  }
  if (!needsBudget && budgetAmount !== undefined) {
    conflict('budgetAmount', `The budget of an overhead that is '${behavior}' follows from its rate.`, 'Remove it.')
  }
  const rates = [costPerHour, costPerUnit, rateOfRevenue].filter((rate) => rate !== undefined).length
  if (rateOfRevenue !== undefined && behavior !== 'selling') {
    conflict('rateOfRevenue', 'Only a selling cost follows revenue.', "Remove it, or make the overhead 'selling'.")
  }
  if (behavior === 'period') {
    if (rates > 0) conflict('behavior', 'A period cost has no rate.', "Remove the rate, or make it 'fixed'.")
  } else if (behavior === 'selling') {
    if (costPerHour !== undefined || rates !== 1) {
      conflict(
        'costPerUnit',
        'A selling cost has one rate: for each unit sold, or of revenue.',
        'Give costPerUnit or rateOfRevenue, and nothing by hours.',
      )
    }
  } else if (rates !== 1) {
    conflict('costPerHour', 'It needs one rate: by hours or by units.', 'Give costPerHour or costPerUnit.')
  }
  if (resourceIds.length > 0 && costPerHour === undefined) {
    conflict('resourceIds', 'Hours carry it only where it has a rate by hours.', 'Give costPerHour, or remove this.')
  }
  if (itemIds.length > 0 && costPerUnit === undefined && rateOfRevenue === undefined) {
    conflict('itemIds', 'Units carry it only where it has a rate by units.', 'Give costPerUnit, or remove this.')
  }
}
