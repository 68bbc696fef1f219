import type * as z from 'zod'
import type { CostingTables } from '../rows/costingTypes.js'
import type { DemandTables } from '../rows/demandTypes.js'
import type { FinanceTables, PlanFinance } from '../rows/financeTypes.js'
import type { PeopleTables } from '../rows/peopleTypes.js'
import type { SupplyTables } from '../rows/supplyTypes.js'
import type { PlanInput } from '../types.js'

/** Every table of a plan's input. */
export type PlanTables = SupplyTables & DemandTables & FinanceTables & CostingTables & PeopleTables

/** Name of a table, as it stands in PlanInput. */
export type TableName = keyof PlanTables

/** Name of a table of the normal form: of any but those that are shorthand. */
export type NormalTableName = Exclude<TableName, 'openOrders'>

/** Rows of a table. */
export type TableRow<Name extends TableName> = NonNullable<PlanTables[Name]>[number]

/**
 * What the numbers of a field mean when a period is split or periods are put together: a `flow` adds up, a `level` holds
 * at the end of a period, a `rate` holds for one unit or hour throughout, a `share` is a part of another number.
 */
export type PeriodMeasure = 'flow' | 'level' | 'rate' | 'share'

type Field<Row> = keyof Row & string

/** Columns of another table of which each row has one row here. */
export interface Columns<Row> {
  readonly table: TableName
  /** Field that holds the id of the other table's row. */
  readonly by: Field<Row>
  /** Fields here by the columns there that are short for them. */
  readonly columns: { readonly [column: string]: Field<Row> }
}

/** What a field of `finance` is short for: all rows of a table, or one, or one field of one. */
export type FinanceShorthand<Row> =
  | 'rows'
  | {
      /** What the row has besides: its key. */
      readonly row: (input: Pick<PlanInput, 'finance' | 'creditFacilities'>) => Partial<Row>
      /** The field; default: the fields of the value are those of the row. */
      readonly field?: Field<Row>
    }

/** All that is known about one table besides what its rows look like. */
export interface Table<Row extends object = object> {
  /** One row in words, as `market`. */
  readonly noun: string
  /** Shape of one row. */
  readonly row: z.ZodType<Row>
  /** Fields that tell one row from all others; the normal form stands in their order. */
  readonly key: readonly Field<Row>[]
  /** Fields that hold the id of a row of another table. */
  readonly references?: { readonly [F in Field<Row>]?: TableName }
  /** Fields that can hold a value for every period. */
  readonly byPeriod?: { readonly [F in Field<Row>]?: PeriodMeasure }
  /** Fields of the entries of a list inside of a row that have a value for every period. */
  readonly entriesByPeriod?: { readonly [F in Field<Row>]?: { readonly [field: string]: PeriodMeasure } }
  /** Fields that list ids of periods of the plan. */
  readonly planPeriods?: readonly Field<Row>[]
  /** Two rows with one key, had they one, would mean their sum. */
  readonly addsUp?: boolean
  /** Values of fields that are left out, where they do not depend on anything else. */
  readonly defaults?: { readonly [F in Field<Row>]?: Row[F] }
  /** Fields that stand for all rows of the other table when they are left out. */
  readonly wildcards?: readonly Field<Row>[]
  /** Fields that hold a day. */
  readonly days?: readonly Field<Row>[]
  /** Lists inside of a row whose order means nothing, with the number of their entries by which they are sorted. */
  readonly lists?: { readonly [F in Field<Row>]?: string }
  /** The table that this one is shorthand for; the normal form has no rows of it. */
  readonly shorthandFor?: TableName
  /** The row there that a row here is short for. */
  readonly spellOut?: (row: Row) => object
  /** Columns elsewhere that are short for a row here. */
  readonly columnsIn?: Columns<Row>
  /** Fields of `finance` that are short for rows here. */
  readonly inFinance?: { readonly [F in keyof PlanFinance]?: FinanceShorthand<Row> }
  /** Fields with one value for each bucket, from the bucket on that another field names. */
  readonly fromBucket?: { readonly [F in Field<Row>]?: Field<Row> }
  /** Nothing is planned by it: it is checked, kept, and left out of what is signed. */
  readonly ridesAlong?: true
  /** Fields that hold the id of a bucket. */
  readonly buckets?: readonly Field<Row>[]
}
