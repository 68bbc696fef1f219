import type { MoneyInput } from '../../core/money/money.js'

/** A number for every period, or one number for all: an array is aligned with the periods of the calendar. */
export type PerPeriod = number | readonly number[]

/** Money for every period, or one amount for all; a decimal string keeps digits that a number would lose. */
export type PerPeriodMoney = MoneyInput | readonly MoneyInput[]

/** Strings and numbers of the user's own, by name; kept, never interpreted. */
export interface RowAttributes {
  readonly [name: string]: string | number
}

/** What every row of every table can carry. */
export interface PlanRow {
  /** The user's own strings and numbers by name, as a family or a color: kept and never interpreted; default none. */
  readonly attributes?: RowAttributes
}
