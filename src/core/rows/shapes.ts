import type { Calendar } from '../time/calendar.js'
import type { Ref } from '../keys/ref.js'

/** A cell of a tidy row. */
export type RowValue = string | number | boolean | null

/** One row of a table: text, numbers, booleans and null by column. */
export interface Row {
  readonly [column: string]: RowValue
}

/** Where a row stands in time. */
export interface PeriodColumns {
  /** Id of the period, as `2027-01`. */
  readonly periodId: string
  /** First day, `YYYY-MM-DD`. */
  readonly periodStart: string
  /** The day after the last day, `YYYY-MM-DD`. */
  readonly periodEnd: string
}

/** Where a row stands in time without a calendar: the place of the period, counted from 0. */
export interface PeriodPlace {
  readonly periodIndex: number
}

/** How to flatten records. */
export interface ToRowsOptions {
  /** The calendar with which their arrays are aligned. Without it, rows have `periodIndex` instead of days. */
  readonly calendar?: Calendar
  /** A field that holds a list of records of its own, as `waterfall`: these are flattened, with the ids of the outer one. */
  readonly each?: string
}

/** Postings in columns, as `buildLedger` makes them. */
export interface LedgerColumns {
  readonly calendar: Calendar
  readonly currency: string
  readonly decimals: number
  readonly accounts: readonly string[]
  readonly rules: readonly string[]
  readonly refs: readonly Ref[]
  readonly dueDates: readonly string[]
  readonly periodIndex: readonly number[]
  readonly account: readonly number[]
  readonly amountMinor: readonly number[]
  readonly rule: readonly number[]
  readonly ref: readonly number[]
  readonly entry: readonly number[]
  readonly quantity: readonly (number | null)[]
  readonly dueDate: readonly (number | null)[]
}

/** One posting; ids that no posting of the ledger has are no columns. */
export type LedgerRow = {
  readonly entry: number
  /** `null` for what stood in the books before the first period; so are its days. */
  readonly periodId: string | null
  readonly periodStart: string | null
  /** The day after the last day. */
  readonly periodEnd: string | null
  readonly account: string
  /** Major units of money; a debit is positive. */
  readonly amount: number
  readonly currency: string
  readonly rule: string
  /** Units or hours, where the posting is of some. */
  readonly quantity: number | null
  /** Day on which it is paid or collected, where the terms give one. */
  readonly dueDate: string | null
} & { readonly [Id in keyof Ref]?: string | null }

/** A statement, as `incomeStatement` makes it. */
export interface StatementColumns {
  readonly statement: string
  readonly method?: string
  readonly currency: string
  readonly periodIds: readonly string[]
  readonly lines: readonly {
    readonly id: string
    readonly label: string
    readonly kind: string
    readonly amounts: readonly number[]
    readonly opening?: number
  }[]
}

/** One line of a statement in one of its columns. */
export type StatementRow = {
  readonly statement: string
  readonly method?: string
  /** Id of the line. */
  readonly line: string
  readonly label: string
  readonly kind: string
  /** Major units of money. */
  readonly amount: number
  /** Balance before the first period; lines of a balance sheet only. */
  readonly opening?: number
  readonly currency: string
}

/** Key figures, as `plan` makes them: by name, one or a list of them. */
export type KeyFigures = object

/** One key figure in one period. */
export type KeyFigureRow = {
  /** Its name, as `serviceLevel`. */
  readonly kpi: string
  /** The resource, where it is one of `resourceUse`. */
  readonly resourceId?: string
  readonly value: number | null
  /** The figure for the whole plan, on each of its rows. */
  readonly total: number | null
}

type Flat<T> = { readonly [K in keyof T]: T[K] }

/** Fields that every row of a record repeats. */
type Repeated<T> = {
  readonly [K in keyof T as NonNullable<T[K]> extends string | number | boolean ? K : never]: T[K]
}

type Element<T> = T extends readonly (infer Value)[] ? Value : never

/** Arrays of numbers: one value for each row. */
type Phased<T> = {
  readonly [K in keyof T as NonNullable<T[K]> extends readonly (number | null)[] ? K : never]: Element<T[K]>
}

/** Text by period: a column where it is as long as the calendar. */
type PhasedText<T> = {
  readonly [K in keyof T as NonNullable<T[K]> extends readonly (string | boolean)[] ? K : never]?: Element<T[K]>
}

/** Bounds of prediction intervals by level, as `lower80`, `upper80`. */
type Bounds<T> = T extends { readonly intervals: readonly object[] }
  ? { readonly [bound: `lower${number}` | `upper${number}`]: number }
  : unknown

type Spread<T> = T extends { readonly distribution: object }
  ? { readonly mean: number; readonly stdDev: number; readonly cumulativeStdDev: number }
  : unknown

/** The ids of an outer record. */
type Ids<T> = { readonly [K in keyof T as K extends `${string}Id` ? K : never]: T[K] }

type PlaceIn<Options> = Options extends { readonly calendar: Calendar } ? PeriodColumns : PeriodPlace

type IsPhased<T> = [keyof Phased<T>] extends [never] ? false : true

/** The row of a record: its fields, one value of each measure, and the period. */
export type RecordRow<T, Options> = Flat<
  Repeated<T> & Phased<T> & PhasedText<T> & (IsPhased<T> extends true ? PlaceIn<Options> : unknown)
> &
  Bounds<T> &
  Spread<T>

/** The rows that {@link toRows} makes of a subject. */
export type RowOf<Subject, Options> = Subject extends LedgerColumns
  ? LedgerRow
  : Subject extends StatementColumns
    ? Flat<
        StatementRow & (Options extends { readonly calendar: Calendar } ? PeriodColumns : { readonly periodId: string })
      >
    : Subject extends readonly (infer T)[]
      ? Options extends { readonly each: infer Each }
        ? Each extends keyof T
          ? Flat<Ids<T>> & RecordRow<Element<NonNullable<T[Each]>>, Options>
          : never
        : RecordRow<T, Options>
      : Flat<KeyFigureRow & PlaceIn<Options>>
