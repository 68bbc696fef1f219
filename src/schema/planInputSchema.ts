import * as z from 'zod'
import * as demand from './demandSchema.js'
import { MOST_QUANTITY } from './quantityLimit.js'
import { date, id, list, notNegative, openShare, opt, quantity, record } from './shapes.js'
import type { PlanInput } from './types.js'

const amount = z.union([z.number(), z.string().regex(/^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i)])
const unsigned = z.union([notNegative, z.string().regex(/^\s*\+?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i)])
const perPeriodMoney = z.union([unsigned, z.array(unsigned)])
const perPeriod = z.union([quantity, z.array(quantity)])
const monthOrDate = z.string().regex(/^\d{4}-\d{2}(-\d{2})?$/)
const terms = z.union([
  record({ netDays: z.int().min(0).max(3650) }),
  record({ profile: z.array(z.number().min(0).max(1)).min(1) }),
])
const unmetDemand = z.enum(['backlog', 'lost', 'forbidden'])
const costFunction = z.enum(['production', 'selling', 'administration'])

const calendar = record({
  start: date,
  days: opt(z.int().min(0)),
  weeks: opt(z.int().min(0)),
  months: opt(z.int().min(0)),
  quarters: opt(z.int().min(0)),
  years: opt(z.int().min(0)),
  fiscalYearStartMonth: opt(z.int().min(1).max(12)),
  workWeek: list(z.int().min(1).max(7)),
  holidays: list(date),
})

const item = record({
  id,
  name: opt(z.string()),
  currency: opt(z.string()),
  kind: opt(z.enum(['good', 'service'])),
  source: opt(z.enum(['make', 'buy'])),
  unit: opt(id),
  units: list(record({ unit: id, stockUnits: z.number().gt(0) })),
  quantityDecimals: opt(z.int().min(0).max(6)),
  price: opt(perPeriodMoney),
  purchaseCost: opt(perPeriodMoney),
  leadTimeDays: opt(quantity),
  supplierId: opt(id),
  yieldShare: opt(z.number().gt(0).max(1)),
  lotSize: opt(z.number().gt(0)),
  serviceLevelShare: opt(openShare),
  safetyStock: opt(perPeriod),
  unmetDemand: opt(unmetDemand),
  lostSaleCostPerUnit: opt(perPeriod),
  supplyLimit: opt(perPeriod),
  minimumStock: opt(perPeriod),
  maximumStock: opt(perPeriod),
  firmSupply: list(z.nullable(quantity)),
})

const billLine = record({
  itemId: id,
  componentId: id,
  quantityPer: z.number().gt(0).max(MOST_QUANTITY),
  unit: opt(id),
  scrapShare: opt(z.number().min(0).lt(1)),
  firstDate: opt(date),
  lastDate: opt(date),
})

const operation = record({ itemId: id, resourceId: id, runHoursPerUnit: quantity, setupHours: opt(quantity) })

const resource = record({
  id,
  name: opt(z.string()),
  capacityHours: perPeriod,
  overtimeHours: opt(perPeriod),
  costPerHour: opt(perPeriod),
  overtimeCostPerHour: opt(perPeriod),
  variableOverheadPerHour: opt(perPeriod),
  fixedOverheadPerHour: opt(notNegative),
})

const finance = record({
  currency: opt(z.string()),
  openingCash: opt(amount),
  openingReceivables: opt(amount),
  openingPayables: opt(amount),
  openingWagesPayable: opt(amount),
  openingTaxPayable: opt(amount),
  openingCreditLine: opt(unsigned),
  shareCapital: opt(amount),
  retainedEarnings: opt(amount),
  customerTerms: opt(terms),
  supplierTerms: opt(terms),
  payrollTerms: opt(terms),
  overheads: list(
    record({
      id,
      function: costFunction,
      amount: opt(perPeriodMoney),
      rateOfRevenue: opt(notNegative),
      terms: opt(terms),
    }),
  ),
  assets: list(
    record({
      id,
      cost: unsigned,
      salvageValue: opt(unsigned),
      lifeMonths: z.int().min(1),
      acquiredDate: monthOrDate,
      disposedDate: opt(monthOrDate),
      proceeds: opt(unsigned),
      function: opt(costFunction),
      terms: opt(terms),
    }),
  ),
  minimumCash: opt(unsigned),
  creditLine: opt(record({ limit: opt(unsigned), interestRatePerYear: opt(notNegative) })),
  tax: opt(record({ rateShare: z.number().min(0).max(1), openingLoss: opt(unsigned), terms: opt(terms) })),
})

/** The shape of a plan's input; what refers to what is checked after it, by `checkReferences`. */
export const planInputSchema: z.ZodType<PlanInput> = record({
  schemaVersion: opt(z.literal(1)),
  currency: opt(z.string()),
  rounding: opt(z.enum(['halfEven', 'halfUp'])),
  asOf: opt(date),
  calendar,
  items: z.array(item),
  billOfMaterials: list(billLine),
  operations: list(operation),
  resources: list(resource),
  markets: list(record({ id, name: opt(z.string()), terms: opt(terms) })),
  suppliers: list(record({ id, name: opt(z.string()), terms: opt(terms) })),
  prices: list(record({ itemId: id, marketId: id, price: perPeriodMoney, currency: opt(z.string()) })),
  history: list(demand.history),
  transactions: list(demand.transaction),
  forecasts: list(demand.givenForecast),
  stockOuts: list(demand.stockOut),
  hierarchy: list(demand.node),
  launches: list(demand.launch),
  successions: list(demand.succession),
  events: list(demand.event),
  opportunities: list(demand.opportunity),
  pipelineStages: list(demand.pipelineStage),
  views: list(demand.view),
  overrides: list(demand.override),
  stock: list(record({ itemId: id, onHand: quantity, backlog: opt(quantity) })),
  openOrders: list(record({ itemId: id, quantity: z.number().gt(0).max(MOST_QUANTITY), unit: opt(id), dueDate: date })),
  assumedUnitCosts: list(record({ itemId: id, unitCost: notNegative, reason: opt(z.string()) })),
  policy: opt(
    record({
      serviceLevelShare: opt(openShare),
      reviewPeriodDays: opt(quantity),
      holdingCostRatePerYear: opt(notNegative),
      unmetDemand: opt(unmetDemand),
      backlogCostRatePerYear: opt(notNegative),
      safetyStockPenaltyRatePerYear: opt(notNegative),
      firmPeriods: opt(z.int().min(0)),
    }),
  ),
  forecasting: opt(demand.forecastPolicy),
  finance: opt(finance),
})
