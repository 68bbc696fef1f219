/**
 * {@include ./README.md}
 *
 * @module core
 */

export { type Calendar, type CalendarOptions, createCalendar, type Period, type PeriodUnit } from './time/calendar.js'
export type { DemandDistribution, DemandQuantile, DemandSizes } from './numbers/distribution.js'
export { type ComponentUsage, effectiveQuantity } from './structure/effectiveQuantity.js'
export { isSopError, SopError, type SopErrorCode, type SopIssue } from './checking/errors.js'
export { allocate, type AllocateOptions } from './money/allocate.js'
export { convertMoney, type ConvertMoneyOptions } from './money/convertMoney.js'
export { currencyDecimals, type MoneyInput, type MoneyOptions, type Rounding } from './money/money.js'
export { roundCumulative } from './money/roundCumulative.js'
export { roundMoney } from './money/roundMoney.js'
export { sumMoney } from './money/sumMoney.js'
export { type LowLevelCode, lowLevelCodes } from './structure/lowLevelCodes.js'
export type { CancelSignal, Progress, RunOptions } from './running/progress.js'
export { explodeBill, type ExplodedLine, type ExplodeOptions } from './structure/explodeBill.js'
export { type OperationTime, standardHours } from './structure/standardHours.js'
export type {
  KeyFigureRow,
  LedgerColumns,
  LedgerRow,
  PeriodColumns,
  PeriodPlace,
  RecordRow,
  Row,
  RowOf,
  RowValue,
  StatementColumns,
  StatementRow,
  ToRowsOptions,
} from './rows/shapes.js'
export type { Measure } from './rows/measures.js'
export type { SummaryTables } from './rows/groupFields.js'
export { summarize, type SummarizeOptions, type Summary, type SummaryRecord } from './rows/summarize.js'
export { type RowSubject, toRows } from './rows/toRows.js'
export type {
  CellChoice,
  CellKind,
  ConstantChoice,
  FieldChoice,
  RecordChoice,
  TableFields,
  TablePivot,
  TableRow,
  TableRowOf,
  ToTableOptions,
} from './rows/tableShapes.js'
export { toTable } from './rows/toTable.js'
export { toWide, type ToWideOptions } from './rows/toWide.js'
export { toCsv, type ToCsvOptions } from './rows/toCsv.js'
export type { WideUnit } from './rows/widen.js'
export {
  type BucketedQuantities,
  convertSeries,
  type ConvertSeriesOptions,
  type DatedQuantity,
  type SeriesMeasure,
  toBuckets,
} from './time/series.js'
export type {
  BillLine,
  Operation,
  ProductStructure,
  SourceKind,
  StructureItem,
  StructureOptions,
} from './structure/structure.js'
export {
  type NetDaysTerms,
  type PaymentSchedule,
  paymentSchedule,
  type PaymentTerms,
  type ProfileTerms,
} from './time/terms.js'
export { convertQuantity, type ConvertQuantityOptions, type ItemUnits, type UnitConversion } from './structure/units.js'
export type { Notice, NoticeFields, NoticeKind, NoticeSeverity, NoticeValue, NoticeVictim } from './notices/notices.js'
export type {
  CostingNoticeCode,
  DemandNoticeCode,
  FinanceNoticeCode,
  InventoryNoticeCode,
  NoticeCode,
  PlanNoticeCode,
  ScenarioNoticeCode,
  ProductionNoticeCode,
  SchemaNoticeCode,
} from './notices/noticeCodes.js'
export type { Ref } from './keys/ref.js'
