import { calendar } from '../../core/time/calendarChecks.js'
import {
  type Check,
  flag,
  list,
  numberCode,
  oneOf,
  optional,
  record,
  refuse,
  text,
} from '../../core/checking/checks.js'
import { UNIT_FIELDS } from '../../core/structure/units.js'
import type { BillLine, Operation } from '../../core/structure/structure.js'
import type { DatedQuantity } from '../../core/time/series.js'
import type { DemandPart, ProductionItem, ProductionProblem, ProductionResource, ProductionSource } from '../types.js'

/** A number by its type: how large it may be is said where the problem is prepared. */
const figure: Check = (value, path, issues) =>
  typeof value === 'number' || refuse(issues, numberCode(value), path, value, 'a number')

const figureOrNull: Check = (value, path, issues) => value === null || figure(value, path, issues)

const figures: Check = (value, path, issues) => areNumbers(value) || list(figure)(value, path, issues)

/** Whether a value is a list of numbers: nearly all are, and no path need be written for each of them. */
function areNumbers(value: unknown): boolean {
  if (!Array.isArray(value)) return false
  // Holes, too.
  for (const one of value as readonly unknown[]) if (typeof one !== 'number') return false
  return true
}

const perPeriod: Check = (value, path, issues) => (Array.isArray(value) ? figures : figure)(value, path, issues)

/** A text by its type: an empty id or a day that does not exist is told where the problem is prepared. */
const word: Check = (value, path, issues) => typeof value === 'string' || text(value, path, issues)

/** The shape of a production problem: what is there, of which type, and nothing else. */
export const productionProblem: Check = (value, path, issues) => {
  const supply = {
    purchaseCost: optional(perPeriod),
    leadTimeDays: optional(figure),
    supplyLimit: optional(perPeriod),
    firmSupply: optional(list(figureOrNull)),
  }
  const part = { periodIndex: figure, quantity: figure, price: figure, isBooked: optional(flag) }
  const dates = optional(list(record<DatedQuantity>({ date: word, quantity: figure })))
  const item = record<ProductionItem>({
    ...UNIT_FIELDS,
    ...supply,
    id: word,
    yieldShare: optional(figure),
    lotSize: optional(figure),
    kind: optional(oneOf('good', 'service')),
    source: optional(word),
    demand: optional(figures),
    booked: optional(figures),
    demandDates: dates,
    backlog: optional(figure),
    price: optional(perPeriod),
    isPriceAssumed: optional(flag),
    sellingCostPerUnit: optional(perPeriod),
    sellingCostRate: optional(figure),
    backlogPrice: optional(figure),
    demandParts: optional(list(record<DemandPart>(part))),
    backlogSellingCostPerUnit: optional(figure),
    onHand: optional(figure),
    scheduledReceipts: optional(figures),
    receiptDates: dates,
    safetyStock: optional(perPeriod),
    safetyStockPenaltyPerUnit: optional(perPeriod),
    holdingCostPerUnit: optional(perPeriod),
    unmetDemand: optional(word),
    backlogCostPerUnit: optional(perPeriod),
    lostSaleCostPerUnit: optional(perPeriod),
    minimumStock: optional(perPeriod),
    maximumStock: optional(perPeriod),
    quantityDecimals: optional(figure),
  })
  const source = record<ProductionSource>({ ...supply, id: optional(word), itemId: word, kind: optional(word) })
  const line = record<BillLine>({
    id: optional(word),
    itemId: word,
    componentId: word,
    quantityPer: figure,
    unit: optional(word),
    scrapShare: optional(figure),
    firstDate: optional(word),
    lastDate: optional(word),
  })
  const operation = record<Operation>({
    id: optional(word),
    itemId: word,
    resourceId: word,
    runHoursPerUnit: figure,
    setupHours: optional(figure),
  })
  const resource = record<ProductionResource>({
    id: word,
    capacityHours: perPeriod,
    overtimeHours: optional(perPeriod),
    costPerHour: optional(perPeriod),
    overtimeCostPerHour: optional(perPeriod),
    variableOverheadPerHour: optional(perPeriod),
  })
  return record<ProductionProblem>({
    calendar,
    items: list(item, { least: 1 }),
    sources: optional(list(source)),
    billOfMaterials: optional(list(line)),
    operations: optional(list(operation)),
    resources: optional(list(resource)),
    firmPeriods: optional(figure),
    customersFirst: optional(flag),
    sellBelowCost: optional(oneOf('stockOnly', 'always', 'never')),
    asOf: optional(word),
  })(value, path, issues)
}
