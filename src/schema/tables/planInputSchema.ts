import * as z from 'zod'
import { FORECAST_MODELS, FORECAST_PROFILES } from '../../demand/modelNames.js'
import type { ForecastPolicy } from '../rows/demandTypes.js'
import type { PlanFinance } from '../rows/financeTypes.js'
import * as shapes from './shapes.js'
import { amount, date, days, list, money, notNegative, openShare, opt, record, share, terms } from './shapes.js'
import { TABLE_NAMES, tableOf, TABLES } from './tables.js'
import type { PlanInput, PlanPolicy } from '../types.js'

const count = z.int().min(0)

const calendar: z.ZodType<PlanInput['calendar']> = record({
  start: date,
  days: opt(count),
  weeks: opt(count),
  months: opt(count),
  quarters: opt(count),
  years: opt(count),
  fiscalYearStartMonth: opt(z.int().min(1).max(12)),
  workWeek: list(z.int().min(1).max(7)),
  holidays: list(date),
})

const policy: z.ZodType<PlanPolicy> = record({
  serviceLevelShare: opt(openShare),
  fillRateShare: opt(openShare),
  reviewDays: opt(days),
  holdingCostRatePerYear: opt(notNegative),
  unmetDemand: opt(shapes.unmetDemand),
  backlogCostRatePerYear: opt(notNegative),
  safetyStockPenaltyRatePerYear: opt(notNegative),
  scarceHours: opt(z.enum(['buffer', 'ignore'])),
  sellBelowCost: opt(z.enum(['stockOnly', 'always', 'never'])),
  firmPeriods: opt(count),
  consumeBackwardPeriods: opt(count.max(10_000)),
  consumeForwardPeriods: opt(count.max(10_000)),
  valuation: opt(z.enum(['standard', 'movingAverage'])),
  standardVersion: opt(z.string().min(1)),
  restandardRate: opt(notNegative),
  stockWriteDowns: opt(z.enum(['tell', 'post'])),
  slowStockDays: opt(days.min(1)),
  slowStockWriteDownShare: opt(share),
  deadStockWriteDownShare: opt(share),
})

/** Three orders of a model, up to the largest of each. */
const orders = ([p, d, q]: readonly [number, number, number]): z.ZodTuple<
  [z.ZodNumber, z.ZodNumber, z.ZodNumber],
  null
> => z.tuple([count.max(p), count.max(d), count.max(q)])

const forecastModel = z.union([
  z.enum(FORECAST_MODELS),
  record({
    name: z.literal('exponentialSmoothing'),
    error: z.enum(['additive', 'multiplicative']),
    trend: z.enum(['none', 'additive', 'additiveDamped']),
    season: z.enum(['none', 'additive', 'multiplicative']),
  }),
  record({
    name: z.enum(['ses', 'croston', 'sba', 'sbj', 'tsb', 'adida', 'imapa']),
    alpha: opt(share),
    beta: opt(share),
  }),
  record({
    name: z.literal('arima'),
    order: opt(orders([24, 3, 24])),
    seasonalOrder: opt(orders([5, 2, 5])),
    constant: opt(z.boolean()),
    method: opt(z.enum(['exact', 'conditional'])),
  }),
  record({
    name: z.literal('etsWithDrivers'),
    effects: opt(z.enum(['multiplicative', 'additive'])),
    priorScale: opt(z.nullable(z.number().min(1e-6).max(1e6))),
    select: opt(z.boolean()),
  }),
  record({ name: z.literal('mstl'), seasonLengths: opt(z.array(z.int().min(2)).min(1)) }),
  record({
    name: z.literal('regression'),
    trend: opt(z.boolean()),
    season: opt(z.boolean()),
    log: opt(z.boolean()),
    select: opt(z.boolean()),
  }),
])

const forecasting: z.ZodType<ForecastPolicy> = record({
  model: opt(forecastModel),
  profile: opt(z.enum(FORECAST_PROFILES)),
  selection: opt(z.enum(['aicc', 'rollingOrigin'])),
  zeros: opt(z.enum(['judge', 'keep'])),
  levels: list(openShare),
  workingDays: opt(z.boolean()),
  outliers: opt(z.enum(['replace', 'report', 'keep'])),
  levelShifts: opt(z.enum(['report', 'adjust', 'keep'])),
  reconciliation: opt(
    z.enum(['none', 'bottomUp', 'topDown', 'ols', 'wlsStructure', 'wlsForecast', 'wlsVariance', 'mintShrink']),
  ),
  launchErrorRate: opt(notNegative.max(10)),
  pipelineLeadTimeDays: opt(z.int().min(0).max(3650)),
  overdueOpportunities: opt(z.enum(['today', 'leaveOut'])),
})

const finance: z.ZodType<PlanFinance> = record({
  currency: opt(z.string()),
  openingCash: opt(money),
  openingReceivables: opt(money),
  openingPayables: opt(money),
  openingWagesPayable: opt(money),
  openingTaxPayable: opt(money),
  openingCreditLine: opt(amount),
  shareCapital: opt(money),
  retainedEarnings: opt(money),
  customerTerms: opt(terms),
  supplierTerms: opt(terms),
  payrollTerms: opt(terms),
  overheads: list(TABLES.overheads.row),
  assets: list(TABLES.assets.row),
  minimumCash: opt(amount),
  creditLine: opt(record(shapes.creditLine)),
  tax: opt(record(shapes.tax)),
})

/** Shapes of the tables that have one row. */
export const ONE_ROW_SHAPES: {
  readonly calendar: z.ZodType<PlanInput['calendar']>
  readonly policy: z.ZodType<PlanPolicy>
  readonly forecasting: z.ZodType<ForecastPolicy>
  readonly finance: z.ZodType<PlanFinance>
} = { calendar, policy, forecasting, finance }

/** Shapes of the fields that belong to no table. */
const own = {
  schemaVersion: opt(z.literal(1)),
  currency: opt(z.string()),
  rounding: opt(z.enum(['halfEven', 'halfUp'])),
  asOf: opt(date),
}

/** Their names. */
export const INPUT_FIELDS: readonly string[] = Object.keys(own)

const tables = Object.fromEntries(
  TABLE_NAMES.map((name) => {
    const rows = z.array(tableOf(name).row)
    return [name, name === 'items' ? rows : opt(rows)]
  }),
)

/** The shape of a plan's input; what refers to what is checked after it, by `checkReferences`. */
export const planInputSchema: z.ZodType<PlanInput> = record({
  $schema: opt(z.string()),
  ...own,
  calendar,
  ...tables,
  policy: opt(policy),
  forecasting: opt(forecasting),
  finance: opt(finance),
}) as unknown as z.ZodType<PlanInput>
