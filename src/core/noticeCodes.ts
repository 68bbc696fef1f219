/** Codes of the notices of forecasting. */
export type DemandNoticeCode =
  | 'at-bound'
  | 'before-peak'
  | 'below-zero'
  | 'cannibalization-limited'
  | 'collinear-driver'
  | 'constant-driver'
  | 'constant-dropped'
  | 'constant-history'
  | 'driver-extrapolated'
  | 'early-orders'
  | 'equal-proportions'
  | 'equal-weights'
  | 'held-at-zero'
  | 'intermittent-demand'
  | 'large-rate'
  | 'leading-gap'
  | 'level-shift'
  | 'many-outliers'
  | 'market-exceeded'
  | 'missing-values'
  | 'model-replaced'
  | 'mostly-stock-outs'
  | 'no-adoption'
  | 'no-common-past'
  | 'no-error-estimate'
  | 'no-estimate'
  | 'no-observations'
  | 'no-sales'
  | 'no-season'
  | 'not-settled'
  | 'outlier'
  | 'outside-calendar'
  | 'overdue'
  | 'override-expired'
  | 'override-replaced'
  | 'raised-to-zero'
  | 'regressor-dropped'
  | 'regressor-filled'
  | 'residuals-cut'
  | 'season-detected'
  | 'short-history'
  | 'unbounded-interval'
  | 'zero-error'

/** Codes of the notices of costing. */
export type CostingNoticeCode = 'assumed-opening-cost' | 'assumed-unit-cost' | 'assumed-unit-cost-not-used' | 'no-cost'

/** Codes of the notices of the optimizer. */
export type ProductionNoticeCode =
  | 'bill-not-used'
  | 'default-overtime-cost'
  | 'default-penalty'
  | 'default-source'
  | 'demand-off-grid'
  | 'firm-over-supply-limit'
  | 'no-purchase-cost'
  | 'overtime-below-wage'
  | 'rounding-shortage'

/** Codes of the notices of inventory. */
export type InventoryNoticeCode =
  'beyond-distribution' | 'negative-safety-stock' | 'no-uncertainty' | 'quantile-unknown'

/** Codes of the notices of the ledger. */
export type FinanceNoticeCode =
  | 'asset-after-plan'
  | 'asset-before-plan'
  | 'cash-not-borrowed'
  | 'credit-limit'
  | 'credit-line-idle'
  | 'opening-retained-earnings'
  | 'terms-of-source'

/** Codes of what is taken for granted, or found, while the input is read. */
export type SchemaNoticeCode =
  | 'bill-read-on-one-day'
  | 'credit-line-missing'
  | 'currency-missing'
  | 'customer-price-not-planned'
  | 'inventory-class-by-use'
  | 'launch-error-default'
  | 'lead-time-missing'
  | 'lot-size-missing'
  | 'opening-balance-missing'
  | 'overheads-missing'
  | 'overtime-premium-default'
  | 'pipeline-beside-forecast'
  | 'pipeline-lead-time-default'
  | 'policy-default'
  | 'rate-looks-like-percent'
  | 'reconciliation-default'
  | 'source-is-subcontract'
  | 'tax-missing'
  | 'terms-missing'
  | 'wages-missing'

/** Codes of what the whole chain takes for granted and finds, and of what must be looked at in a plan. */
export type PlanNoticeCode =
  | 'cash-below-minimum'
  | 'dead-stock'
  | 'event-below-zero'
  | 'event-exceeds-history'
  | 'event-without-effect'
  | 'history-gap'
  | 'incomplete-bucket'
  | 'late-order'
  | 'late-purchase'
  | 'later-start'
  | 'launch-beside-forecast'
  | 'launch-beyond-plan'
  | 'made-cost-missing'
  | 'markets-independent'
  | 'no-forecast-error'
  | 'not-reconciled'
  | 'order-beyond-plan'
  | 'order-overdue'
  | 'overhead-rate-derived'
  | 'overload'
  | 'price-missing'
  | 'returns-exceed-sales'
  | 'safety-stock-unknown'
  | 'shortage'
  | 'stock-out-without-effect'
  | 'subcontract-cost-missing'
  | 'transactions-end-early'
  | 'unit-cost-assumed'
  | 'unit-cost-missing'
  | 'working-days-not-used'

/** Every kind of notice that the library gives; the set is closed, so a `switch` over it can be exhaustive. */
export type NoticeCode =
  | DemandNoticeCode
  | CostingNoticeCode
  | ProductionNoticeCode
  | InventoryNoticeCode
  | FinanceNoticeCode
  | SchemaNoticeCode
  | PlanNoticeCode
