export { type Calendar, type CalendarOptions, createCalendar, type Period, type PeriodUnit } from './calendar.js'
export type { DemandDistribution, DemandQuantile } from './distribution.js'
export { type ComponentUsage, effectiveQuantity } from './effectiveQuantity.js'
export { isSopError, SopError, type SopErrorCode, type SopIssue } from './errors.js'
export { allocate, type AllocateOptions } from './allocate.js'
export { convertMoney, type ConvertMoneyOptions } from './convertMoney.js'
export { currencyDecimals, type MoneyInput, type MoneyOptions, type Rounding } from './money.js'
export { roundCumulative } from './roundCumulative.js'
export { roundMoney } from './roundMoney.js'
export { sumMoney } from './sumMoney.js'
export { type LowLevelCode, lowLevelCodes } from './lowLevelCodes.js'
export type { CancelSignal, Progress, RunOptions } from './progress.js'
export { explodeBill, type ExplodedLine, type ExplodeOptions } from './explodeBill.js'
export { type OperationTime, standardHours } from './standardHours.js'
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
} from './series.js'
export type { BillLine, Operation, ProductStructure, SourceKind, StructureItem, StructureOptions } from './structure.js'
export {
  type NetDaysTerms,
  type PaymentSchedule,
  paymentSchedule,
  type PaymentTerms,
  type ProfileTerms,
} from './terms.js'
export { convertQuantity, type ConvertQuantityOptions, type ItemUnits, type UnitConversion } from './units.js'
export type { Notice, NoticeFields, NoticeKind, NoticeSeverity, NoticeValue, NoticeVictim } from './notices.js'
export type {
  CostingNoticeCode,
  DemandNoticeCode,
  FinanceNoticeCode,
  InventoryNoticeCode,
  NoticeCode,
  PlanNoticeCode,
  ProductionNoticeCode,
  SchemaNoticeCode,
} from './noticeCodes.js'
export type { Ref } from './ref.js'
