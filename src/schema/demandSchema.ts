import * as z from 'zod'
import type {
  DemandEvent,
  DemandHistory,
  DemandNode,
  DemandTransaction,
  DemandView,
  ForecastPolicy,
  GivenForecast,
  ItemLaunch,
  ItemOpportunity,
  ItemOverride,
  ItemSuccession,
  PipelineStage,
  StockOut,
} from './demandTypes.js'
import { FORECAST_MODELS, FORECAST_PROFILES } from '../demand/modelNames.js'
import { MOST_QUANTITY } from './quantityLimit.js'
import { date, id, list, notNegative, openShare, opt, quantity, record, share } from './shapes.js'

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
])

/** Units more or less. */
const change = z.number().min(-MOST_QUANTITY).max(MOST_QUANTITY)
/** A ratio by which something is higher; a thousand times is most likely a mistake, and so is less than nothing. */
const changeRate = z.number().min(-1).max(1000)
const series = { itemId: id, marketId: opt(id) } as const
const quantities = z.array(z.nullable(quantity)).min(1)

// One schema for each table of demand, by the name of its records.

export const history: z.ZodType<DemandHistory> = record({
  ...series,
  start: z.string(),
  quantities,
  seasonLength: opt(z.int().min(1)),
})

export const transaction: z.ZodType<DemandTransaction> = record({ ...series, date, quantity: change, unit: opt(id) })

export const givenForecast: z.ZodType<GivenForecast> = record({ ...series, quantities: z.array(quantity) })

export const stockOut: z.ZodType<StockOut> = record({ itemId: id, firstDate: date, lastDate: date })

export const node: z.ZodType<DemandNode> = record({ id, parentId: opt(id), name: opt(z.string()) })

export const launch: z.ZodType<ItemLaunch> = record({
  ...series,
  start: z.string(),
  likeItems: list(record({ id, history: z.array(quantity).min(1), weight: opt(quantity) })),
  total: opt(quantity),
  lifePeriods: opt(z.int().min(1).max(10_000)),
  phaseIn: opt(z.array(share).min(1)),
  marketSize: opt(quantity),
  innovation: opt(share),
  imitation: opt(share),
  initialAdopters: opt(quantity),
})

export const succession: z.ZodType<ItemSuccession> = record({
  predecessorId: id,
  successorId: id,
  marketId: opt(id),
  phaseOutShare: opt(z.union([share, z.array(share)])),
  transferShare: opt(share),
  cannibalizationShare: opt(share),
})

export const event: z.ZodType<DemandEvent> = record({
  id,
  name: opt(z.string()),
  itemId: opt(id),
  marketId: opt(id),
  firstDate: date,
  lastDate: date,
  upliftRate: opt(changeRate),
  upliftUnits: opt(change),
})

export const opportunity: z.ZodType<ItemOpportunity> = record({
  id,
  ...series,
  quantity,
  closeDate: date,
  stageId: opt(id),
  probability: opt(share),
})

export const pipelineStage: z.ZodType<PipelineStage> = record({ id, probability: share })

export const view: z.ZodType<DemandView> = record({
  contributor: id,
  ...series,
  quantities: opt(z.array(z.nullable(quantity))),
  weight: opt(quantity),
  past: opt(quantities),
})

export const override: z.ZodType<ItemOverride> = record({
  id,
  ...series,
  periodIds: z.array(id).min(1),
  quantity: opt(quantity),
  change: opt(change),
  changeRate: opt(changeRate),
  reason: id,
  owner: id,
  expiryDate: opt(date),
})

/** How to forecast. */
export const forecastPolicy: z.ZodType<ForecastPolicy> = record({
  model: opt(forecastModel),
  profile: opt(z.enum(FORECAST_PROFILES)),
  selection: opt(z.enum(['aicc', 'rollingOrigin'])),
  levels: list(openShare),
  workingDays: opt(z.boolean()),
  outliers: opt(z.enum(['replace', 'report', 'keep'])),
  levelShifts: opt(z.enum(['report', 'adjust', 'keep'])),
  reconciliation: opt(z.enum(['none', 'bottomUp', 'topDown', 'ols', 'wlsStructure', 'wlsVariance', 'mintShrink'])),
  launchErrorRate: opt(notNegative.max(10)),
  pipelineLeadTimeDays: opt(z.int().min(0).max(3650)),
  overdueOpportunities: opt(z.enum(['today', 'leaveOut'])),
})
