import type { TableName } from '../schema/tables/table.js'

/** Plain data that stands in a field of a row. */
export type CellValue =
  string | number | boolean | null | readonly CellValue[] | { readonly [field: string]: CellValue }

/**
 * A table that can be changed: any of the input, those with one row (`policy`, `forecasting`, `finance`, `calendar`), and
 * `input` for the fields that belong to no table, as `asOf`.
 */
export type PatchTable = TableName | 'policy' | 'forecasting' | 'finance' | 'calendar' | 'input'

/** The key of a row: its id where the table has no more, else the fields of its key. */
export type RowKey = string | { readonly [field: string]: string }

/** One change of a patch. */
export interface PatchChange {
  readonly table: PatchTable
  /** The row. Left out in tables with one row, with `where`, and where `insert` brings the row itself. */
  readonly key?: RowKey
  /** All rows whose field, or whose attribute of that name, has this value; at least one. */
  readonly where?: { readonly field: string; readonly equals: string | number | boolean }
  /** The field; an attribute is `attributes.family`. Left out where a whole row is inserted or deleted. */
  readonly field?: string
  /** One period of a field by period, or one bucket of a history; default the whole field. */
  readonly periodId?: string
  /**
   * `set` puts the value there; `multiply` and `add` work on what is there (days more on a day, buckets more on a bucket);
   * `insert` brings a row; `delete` takes away a row, or with `field` what is given there, so that its default holds.
   */
  readonly op: 'set' | 'add' | 'multiply' | 'insert' | 'delete'
  /** The value, the factor, what is added, or the row. */
  readonly value?: CellValue
  /** What was there before, as `diffInputs` tells it; not read. Left out where nothing was given. */
  readonly before?: CellValue
}

/** Changes of an input, in no order: all of them are made at once. */
export interface ChangeSet {
  readonly changes: readonly PatchChange[]
}

/** What one person wants to change, and why. */
export interface Patch extends ChangeSet {
  readonly id: string
  /** Who wants it. */
  readonly owner: string
  readonly reason: string
  /** Day on which it was written, `YYYY-MM-DD`; default unknown. */
  readonly date?: string
  /** How far it has come; one that was rejected is not applied. Default `draft`. */
  readonly status?: 'draft' | 'submitted' | 'approved' | 'rejected' | 'applied'
}

/** One patch, any set of changes, or several of them. */
export type Changes = ChangeSet | Patch | readonly (ChangeSet | Patch)[]

/** What is said of a patch that a function writes. */
export type PatchHead = Omit<Patch, 'changes'>
