export { type Calendar, type CalendarOptions, createCalendar, type Period, type PeriodUnit } from './calendar.js'
export type { DemandDistribution, DemandQuantile } from './distribution.js'
export { isSopError, SopError, type SopErrorCode, type SopIssue } from './errors.js'
export {
  allocate,
  type AllocateOptions,
  convertMoney,
  type ConvertMoneyOptions,
  currencyDecimals,
  type MoneyInput,
  type MoneyOptions,
  roundCumulative,
  roundMoney,
  type Rounding,
  sumMoney,
} from './money.js'
export type { CancelSignal, Progress, RunOptions } from './progress.js'
export { type Row, type RowValue, toRows } from './rows.js'
export {
  type BucketedQuantities,
  convertSeries,
  type ConvertSeriesOptions,
  type DatedQuantity,
  type SeriesMeasure,
  toBuckets,
} from './series.js'
export {
  type BillLine,
  effectiveQuantity,
  explodeBill,
  type ExplodedLine,
  type ExplodeOptions,
  lowLevelCodes,
  type Operation,
  type ProductStructure,
  standardHours,
  type StructureItem,
  type StructureOptions,
} from './structure.js'
export { type NetDaysTerms, type PaymentSchedule, paymentSchedule, type PaymentTerms, type ProfileTerms } from './terms.js'
export { convertQuantity, type ConvertQuantityOptions, type ItemUnits, type UnitConversion } from './units.js'
export type { Warning } from './warnings.js'
