import type { MoneyInput } from '../../core/money/money.js'
import type { ForecastOverride } from '../../demand/consensus/applyOverrides.js'
import type { ForecastMethod } from '../../demand/forecastMethod.js'
import type { ReconciliationMethod } from '../../demand/hierarchy/types.js'
import type { CleanHistoryOptions } from '../../demand/history/types.js'
import type { NamedMethod } from '../../demand/namedMethod.js'
import type { LikeItem } from '../../demand/launch/launchForecast.js'
import type { Opportunity } from '../../demand/orders/pipelineForecast.js'
import type { ForecastOptions } from '../../demand/types.js'
import type { SeriesId } from '../../core/keys/seriesId.js'
import type { PaymentTerms } from '../../core/time/terms.js'
import type { PerPeriodMoney, PlanRow } from './rowTypes.js'

/** A market: where the same item is sold with its own demand, price and terms. */
export interface Market extends PlanRow {
  readonly id: string
  /** A name to show; default the id. */
  readonly name?: string
  /** When its customers pay; default the customer terms of `finance`. */
  readonly terms?: PaymentTerms
}

/** Who buys; planned together with the market. */
export interface Customer extends PlanRow {
  readonly id: string
  /** A name to show; default the id. */
  readonly name?: string
  /** The market that the customer belongs to; default none. */
  readonly marketId?: string
}

/** A price in one market, instead of the item's own. That of a customer is kept, and not planned with. */
export interface MarketPrice extends SeriesId, PlanRow {
  /** The market; default that of the customer. Give this or `customerId`. */
  readonly marketId?: string
  /** The customer; default all of the market. */
  readonly customerId?: string
  /** Selling price of one unit, major units. */
  readonly price: PerPeriodMoney
  /** Currency of the price, ISO 4217; must be that of the plan, which is the default. */
  readonly currency?: string
}

/** Past demand in equal buckets. */
export interface DemandHistory extends SeriesId, PlanRow {
  /** First bucket, which also says its kind: `2024-01`, `2024-W01`, `2024-Q1`, `2024`, `2024-01-15`. */
  readonly start: string
  /** One quantity per bucket; null was not observed, zero is zero. */
  readonly quantities: readonly (number | null)[]
  /** Buckets in a season; default 12 months, 52 weeks, 4 quarters, 7 days, 1 year. */
  readonly seasonLength?: number
}

/**
 * One sale on a day, instead of a history in buckets. Those of an item (and market) are added up in buckets of the
 * calendar's first kind, from its first sale to the last bucket that has ended by `asOf` and before the plan; an
 * incomplete bucket is left out with a warning. A bucket without a sale is zero.
 */
export interface DemandTransaction extends SeriesId, PlanRow {
  /** Tells sales of the same item, market, customer and day apart; default none. */
  readonly id?: string
  /** The market; default that of the customer, or none. */
  readonly marketId?: string
  /** Who bought; default unknown. */
  readonly customerId?: string
  /** `YYYY-MM-DD`. */
  readonly date: string
  /** Below zero for what came back. */
  readonly quantity: number
  /** Unit of the quantity; default the item's stock unit. */
  readonly unit?: string
}

/**
 * An order of a customer, not yet delivered: it consumes the forecast that foresaw it, and raises demand where it exceeds that.
 * What was asked for before the plan is late: it is backlog.
 */
export interface CustomerOrder extends SeriesId, PlanRow {
  readonly id: string
  /** The line of an order with several; default none. */
  readonly line?: string
  /** The market; default that of the customer, or none. */
  readonly marketId?: string
  /** Who ordered; default unknown. */
  readonly customerId?: string
  /** Units still to deliver. */
  readonly quantity: number
  /** Unit of the quantity; default the item's stock unit. */
  readonly unit?: string
  /** Day for which it was asked for, `YYYY-MM-DD`: it is demand of the period of that day; before the plan it is backlog. */
  readonly requestedDate: string
  /** Day that was promised, `YYYY-MM-DD`; kept, the plan goes by the day that was asked for. Default none. */
  readonly promisedDate?: string
  /** Price of one stock unit agreed for this order, major units; default that of its market in the period of its day. */
  readonly price?: MoneyInput
  /** Rank among orders of the item for the same day, 1 first; those without come last. Between items it decides nothing. */
  readonly priority?: number
}

/** One quantile of a forecast made elsewhere. */
export interface GivenQuantile {
  /** Probability, between 0 and 1, that demand stays at or below the quantities. */
  readonly probability: number
  /** One quantity per period of the plan; not below those of a lower probability. */
  readonly quantities: readonly number[]
}

/**
 * A forecast made elsewhere, instead of a history. How far off it may be is told by `stdDev` or by `quantiles`; without them
 * nothing is known of it, and no safety stock follows from it.
 */
export interface GivenForecast extends SeriesId, PlanRow {
  /** Expected demand: one quantity per period of the plan. */
  readonly quantities: readonly number[]
  /** Standard deviation of the demand around them, by period or the same in all; default unknown. */
  readonly stdDev?: number | readonly number[]
  /** What demand does not exceed with some probabilities, as other tools give it; default unknown. */
  readonly quantiles?: readonly GivenQuantile[]
}

/**
 * What was planned for a series when an earlier plan was made: nothing is planned by it. Beside what was sold it tells how far off
 * forecasts were so many periods ahead.
 */
export interface ForecastVintageRow extends SeriesId, PlanRow {
  /** Day that the plan took for today, `YYYY-MM-DD`. */
  readonly madeDate: string
  /** First bucket, which also says its kind: `2027-01`, `2027-W01`. */
  readonly start: string
  /** Units planned for, one number per bucket; null where none was. */
  readonly quantities: readonly (number | null)[]
}

/** Days on which an item could not be had, in any market: what was sold then is less than what was asked for. */
export interface StockOut extends PlanRow {
  /** Tells stock-outs of the same item and first day apart; default none. */
  readonly id?: string
  readonly itemId: string
  /** First day, `YYYY-MM-DD`. */
  readonly firstDate: string
  /** Last day, `YYYY-MM-DD`; it belongs to the stock-out. */
  readonly lastDate: string
}

/** A node of the tree of products. A node with the id of an item is that item; its markets lie below it by themselves. */
export interface DemandNode extends PlanRow {
  readonly id: string
  /** The node above; left out at the top. */
  readonly parentId?: string
  /** A name to show; default the id. */
  readonly name?: string
}

/**
 * Something that lifts or lowers demand on certain days, as a promotion, a fair, a closure. Days in the history are
 * freed of it before forecasting, days in the plan get it, those of given forecasts too. Give either `upliftRate` or
 * `upliftUnits`, or neither for one that lies in the history too, or repeats one that does: what it does is estimated then.
 */
export interface DemandEvent extends Partial<SeriesId>, PlanRow {
  readonly id: string
  /** A name to show; default the id. */
  readonly name?: string
  /** Default: all items. */
  readonly itemId?: string
  /** Default: all markets, and demand without a market. */
  readonly marketId?: string
  /** First day, `YYYY-MM-DD`. */
  readonly firstDate: string
  /** Last day, `YYYY-MM-DD`; it belongs to the event. */
  readonly lastDate: string
  /** Ratio by which the demand of these days is higher: 0.3 for 30 % more, -1 for none at all. */
  readonly upliftRate?: number
  /** Units more in all its days together, spread evenly; below zero for less. Needs `itemId`. */
  readonly upliftUnits?: number
  /** Id of the first event of this kind, of before the plan: an event without an uplift does what that one did. */
  readonly repeats?: string
}

/**
 * What moves demand in one bucket, as a price or a promotion, in the past and in the plan. Its effect is estimated from the
 * histories of all series that have it, and is a step of the waterfall. A row without an item or a market speaks of all but
 * those that have rows of their own.
 */
export interface DemandDriver extends Partial<SeriesId>, PlanRow {
  /** Names the driver: `price`, `promotion`. */
  readonly driverId: string
  /** Default: all items. */
  readonly itemId?: string
  /** Default: all markets, and demand without a market. */
  readonly marketId?: string
  /** The bucket in which it holds: `2027-04`, `2027-W14`, or a day, `2027-04-15`; histories in longer ones take the mean of their days. */
  readonly periodId: string
  /**
   * Its value there: a price, 1 for a promotion. Where all rows of a driver say the same, a bucket without a row is 0;
   * elsewhere it is not known, and in the plan as it was last.
   */
  readonly value: number
}

/**
 * Demand of a new item, added to what else is forecast for it: by items like it (`likeItems`), or by the Bass model
 * (`marketSize`, `innovation`, `imitation`). Buckets are of the kind that `start` names.
 */
export interface ItemLaunch extends SeriesId, PlanRow {
  /** Tells launches of the same item and market apart, whose demand adds up; default none. */
  readonly id?: string
  /** First bucket of its life, which also says their kind: `2027-04`, `2027-W14`, `2027-Q2`; may lie before the plan. */
  readonly start: string
  /** Items whose WHOLE life is known, in units by bucket from their launch on. */
  readonly likeItems?: readonly LikeItem[]
  /** With like items: units over the whole life; default the weighted mean of theirs. */
  readonly total?: number
  /** With like items: buckets of the new item's life; default the longest of theirs. */
  readonly lifePeriods?: number
  /** With like items: share of the market served in the first buckets, 0 to 1; later ones count 1. */
  readonly phaseIn?: readonly number[]
  /** Bass: number of first purchases there will ever be, units. */
  readonly marketSize?: number
  /** Bass: share of the remaining market that buys in a bucket of its own accord, 0 to 1. */
  readonly innovation?: number
  /** Bass: extra share per bucket once everybody else has bought, 0 to 1. */
  readonly imitation?: number
  /** Bass: units already bought before `start`; default 0. */
  readonly initialAdopters?: number
}

/** An item that goes and the one that comes in its place. */
export interface ItemSuccession extends Omit<SeriesId, 'itemId'>, PlanRow {
  readonly predecessorId: string
  readonly successorId: string
  /** The market in which it happens; default: demand without a market. */
  readonly marketId?: string
  /** Share of the old item's customers for whom it is gone, 0 to 1, by period or the same in all; default 0. */
  readonly phaseOutShare?: number | readonly number[]
  /** Share of those customers who buy the new item, 0 to 1; default 1. */
  readonly transferShare?: number
  /** Share of the new item's own sales that is taken from the old one, 0 to 1; default 0. */
  readonly cannibalizationShare?: number
}

/** An order that may come, beyond the usual business that the history already tells of. */
export interface ItemOpportunity extends Opportunity, SeriesId, PlanRow {}

/** A stage of the sales process. */
export interface PipelineStage extends PlanRow {
  readonly id: string
  /** Probability that an opportunity of this stage is won, 0 to 1. */
  readonly probability: number
}

/**
 * What one party expects, as sales, marketing, operations or finance. The views of an item and the forecast so far become
 * one by their weights: those given, or else those learned from `past`, or else equal ones.
 */
export interface DemandView extends SeriesId, PlanRow {
  /** Who: `sales`, `finance`. The contributor `statistical` is the forecast so far, and has no quantities of its own. */
  readonly contributor: string
  /** Units by period of the plan; null where the party has no view, which is not zero. */
  readonly quantities?: readonly (number | null)[]
  /**
   * Weight, from 0; all views of an item have one or none has. With weights, the forecast so far counts only by a row of
   * its own (`statistical`).
   */
  readonly weight?: number
  /**
   * What the party forecast for the last buckets of the history, the last value for the last bucket; null where it made
   * no forecast. For `statistical` it is what the model would have forecast one bucket ahead, unless given.
   */
  readonly past?: readonly (number | null)[]
}

/** A person's change of the demand of one item; it is made last and holds. */
export interface ItemOverride extends ForecastOverride, SeriesId, PlanRow {
  /**
   * Standard deviation of the demand of each of these periods around what is set; default as far off as before, and none for
   * a quantity of zero.
   */
  readonly stdDev?: number
}

/** Tables of who buys, of past demand, and of what is known about the demand to come. */
export interface DemandTables {
  /** Where the same item is sold with its own demand, price and terms. */
  readonly markets?: readonly Market[]
  /** Who buys; planned together with the market. */
  readonly customers?: readonly Customer[]
  /** Prices in a market or of a customer, instead of the item's own. */
  readonly prices?: readonly MarketPrice[]
  /** One row for each item (and market) with demand of its own, here, in `transactions` or in `forecasts`. */
  readonly history?: readonly DemandHistory[]
  /** Sales on a day, instead of a history in buckets. */
  readonly transactions?: readonly DemandTransaction[]
  /** Orders of customers that are not delivered yet; default none. */
  readonly customerOrders?: readonly CustomerOrder[]
  /** Forecasts made elsewhere, instead of a history. */
  readonly forecasts?: readonly GivenForecast[]
  /** What earlier plans foresaw; nothing is planned by it. */
  readonly forecastVintages?: readonly ForecastVintageRow[]
  /** Days on which an item could not be had. */
  readonly stockOuts?: readonly StockOut[]
  /** What adds up to what: forecasts of totals are made too, and all are reconciled. */
  readonly hierarchy?: readonly DemandNode[]
  /** Demand of new items, by items like them or by the Bass model. */
  readonly launches?: readonly ItemLaunch[]
  /** Items that go and those that come in their place. */
  readonly successions?: readonly ItemSuccession[]
  /** What lifts or lowers demand on certain days. */
  readonly events?: readonly DemandEvent[]
  /** Prices, promotions and whatever else moves demand by bucket; their effects are estimated. */
  readonly drivers?: readonly DemandDriver[]
  /** Orders that may come. */
  readonly opportunities?: readonly ItemOpportunity[]
  /** Stages of the sales process with their chance of winning. */
  readonly pipelineStages?: readonly PipelineStage[]
  /** What sales, marketing, operations or finance expect. */
  readonly views?: readonly DemandView[]
  /** Persons' changes, made last. */
  readonly overrides?: readonly ItemOverride[]
}

/** How to forecast. */
export interface ForecastPolicy {
  /**
   * A model by its name or its parts, or a method as plain data, as `{ name: 'etsWithDrivers' }`, which reads the table of drivers
   * (see `namedMethod`). Default `auto`.
   */
  readonly model?: Exclude<NonNullable<ForecastOptions['model']>, ForecastMethod> | NamedMethod
  /** How much work `auto` does; default `balanced`. */
  readonly profile?: NonNullable<ForecastOptions['profile']>
  /** How `auto` chooses; default `aicc`. */
  readonly selection?: 'aicc' | 'rollingOrigin'
  /**
   * What `auto` makes of zeros: `judge` takes those before the first demand as before the launch, doubts that demand goes
   * on after more of them in a row than ever before, and takes one that stands alone in a steady flow for no demand of
   * zero, each with a warning, as are two and more in a row there, which stay; `keep` takes every zero for a demand of
   * zero. Default `judge`.
   */
  readonly zeros?: NonNullable<ForecastOptions['zeros']>
  /** Levels of the intervals as shares; default `[0.8, 0.95]`. */
  readonly levels?: readonly number[]
  /**
   * Whether a history is forecast per working day of its buckets and multiplied back; default false. Needs the holidays
   * of the history in the calendar where it has any; histories by the day are left as they are.
   */
  readonly workingDays?: boolean
  /** What to do with outliers of the history; `report` lists them in the warnings only. Default `keep`. */
  readonly outliers?: NonNullable<CleanHistoryOptions['outliers']>
  /** What to do with lasting steps of the history; `adjust` brings what came before to the level after. Default `keep`. */
  readonly levelShifts?: NonNullable<CleanHistoryOptions['levelShifts']>
  /** How forecasts of items and their totals are made to add up; default `wlsForecast` with a hierarchy, else `none`. */
  readonly reconciliation?: 'none' | Exclude<ReconciliationMethod, 'middleOut'>
  /** Standard deviation of a launch's demand as a ratio of it; default 0.5. */
  readonly launchErrorRate?: number
  /** Days from an opportunity's close to its demand, whole; default 0. */
  readonly pipelineLeadTimeDays?: number
  /** What becomes of opportunities that should have closed before `asOf`: expected then, or left out; default `today`. */
  readonly overdueOpportunities?: 'today' | 'leaveOut'
}
