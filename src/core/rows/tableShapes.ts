import type { Calendar } from '../time/calendar.js'

/** What a cell becomes. */
export type CellKind = 'text' | 'number' | 'day' | 'flag'

/** A cell of the rows, and what becomes of it. */
export interface CellChoice {
  /** Name of the column in the rows. */
  readonly from: string
  /**
   * `text` (the default): text, or a number as text, as an id; `number`: a number, a bigint, text or an object that writes a decimal
   * number; `day`: `YYYY-MM-DD` of a Date, of text that begins with a day or of eight digits (20270131); `flag`: true or false, also as 0 and 1, `t` and `f`.
   */
  readonly as?: CellKind
  /** True: where the cell is empty (null, undefined, '' or blanks) the field is absent. Default false: an empty cell is refused. */
  readonly optional?: boolean
  /** Further values that stand for an empty cell, as '00000000' for no day. */
  readonly empty?: readonly (string | number)[]
  /**
   * The sign before the decimals of a number that is text; the other one may then group thousands: ',' for '1.234,50'. Default '.',
   * and no groups.
   */
  readonly decimalSign?: '.' | ','
  /**
   * Of a day with a time: `down` takes the day that it is in (a Date: in UTC), `nearest` the nearest midnight in UTC, which is the
   * day meant where a driver gives days as Dates at midnight of its own zone. Default: a time that is not midnight is refused.
   */
  readonly round?: 'down' | 'nearest'
}

/** The same value in every row. */
export interface ConstantChoice {
  readonly value: string | number | boolean
}

/** A record inside the row, as `attributes`. */
export interface RecordChoice {
  readonly record: { readonly [field: string]: string | CellChoice }
}

/** Where a field comes from: the name of a column (whose cells are text), or more than that. */
export type FieldChoice = string | CellChoice | ConstantChoice | RecordChoice

/** The fields of a table, each with where it comes from. */
export interface TableFields {
  readonly [field: string]: FieldChoice
}

/** Long rows, one for each period, put together into one row with arrays. */
export interface TablePivot {
  /** The field that says the period: an id of the calendar, or a day. */
  readonly by: string
  /** The periods of the arrays. */
  readonly calendar: Calendar
  /** Fields that become arrays, each with the name of its array: `{ quantity: 'quantities' }`. */
  readonly values: { readonly [field: string]: string }
  /** What a period without a row holds: 0 where that means nothing was sold, null where it means not known. */
  readonly missing: number | null
  /** Several rows of one period are added up. Default false: they are refused. */
  readonly add?: boolean
  /** Rows outside the calendar are left out. Default false: they are refused. */
  readonly leaveOutside?: boolean
  /** Name of a field for the id of the first period, as `start` of a history. Default: none. */
  readonly firstPeriod?: string
  /** True: arrays begin with the first period that has a row, not with the calendar; needs `firstPeriod`. Default false. */
  readonly fromFirstRow?: boolean
}

/** How {@link toTable} reads rows. */
export interface ToTableOptions {
  readonly fields: TableFields
  readonly pivot?: TablePivot
}

type Flat<T> = { [K in keyof T]: T[K] }

type ValueOf<Choice> = Choice extends { readonly value: infer Value }
  ? Value
  : Choice extends { readonly record: infer Inner extends TableFields }
    ? TableRow<Inner>
    : Choice extends { readonly as: 'number' }
      ? number
      : Choice extends { readonly as: 'flag' }
        ? boolean
        : string

type IsOptional<Choice> = Choice extends { readonly optional: true } ? true : false

/** The row that the choices of fields make. */
export type TableRow<Choices extends TableFields> = Flat<
  { readonly [F in keyof Choices as IsOptional<Choices[F]> extends true ? never : F]: ValueOf<Choices[F]> } & {
    readonly [F in keyof Choices as IsOptional<Choices[F]> extends true ? F : never]?: ValueOf<Choices[F]>
  }
>

type ArraysOf<Pivot extends TablePivot> = {
  readonly [F in keyof Pivot['values'] as Pivot['values'][F]]: readonly (Pivot['missing'] extends number
    ? number
    : number | null)[]
}

/** The row that {@link toTable} makes: with the arrays of a pivot in place of the period and its values. */
export type TableRowOf<Options extends ToTableOptions> = Options extends {
  readonly pivot: infer Pivot extends TablePivot
}
  ? Flat<
      Omit<TableRow<Options['fields']>, Pivot['by'] | keyof Pivot['values']> &
        ArraysOf<Pivot> &
        (Pivot extends { readonly firstPeriod: infer Start extends string }
          ? { readonly [S in Start]: string }
          : unknown)
    >
  : TableRow<Options['fields']>
