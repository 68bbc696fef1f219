import { type Check, type Fields, list, number, oneOf, optional, record, text } from '../../core/checking/checks.js'
import { createIssueList, throwIssue } from '../../core/checking/errors.js'
import { day } from '../../core/time/dayCheck.js'
import type { TableName } from '../../schema/tables/table.js'
import { PATCH_STATUS, whereCheck } from '../checkPatch.js'
import type { Patch, PatchChange, PatchHead } from '../types.js'

const HEAD: Fields<PatchHead> = {
  id: text,
  owner: text,
  reason: text,
  date: optional(day),
  status: optional(oneOf(...PATCH_STATUS)),
}

/** A ratio by which something is higher: above -1, at most a thousand times. */
export const changeRate: Check = number({ min: -1, max: 1000 })

/** Which items: by their ids, or by the value of a column or an attribute. */
export interface ItemChoice {
  /** Ids of the items. Give these or `where`; default all items. */
  readonly itemIds?: readonly string[]
  /** Items whose column or attribute has this value, as `{ field: 'family', equals: 'light' }`. */
  readonly where?: NonNullable<PatchChange['where']>
}

export const itemChoice: Fields<ItemChoice> = {
  itemIds: optional(list(text, { least: 1 })),
  where: optional(whereCheck),
}

/** Reads options; throws one SopError that lists what is wrong with them. */
export function readOptions<Options extends PatchHead>(
  options: Options,
  own: Fields<Omit<Options, keyof PatchHead>>,
): Options {
  const issues = createIssueList()
  record<PatchHead>({ ...HEAD, ...own } as Fields<PatchHead>)(options, 'options', issues)
  issues.throwIfAny()
  return options
}

/** The patch that options describe, with the changes that were written for it. */
export function patchOf({ id, owner, reason, date, status }: PatchHead, changes: readonly PatchChange[]): Patch {
  return {
    id,
    owner,
    reason,
    ...(date !== undefined && { date }),
    ...(status !== undefined && { status }),
    changes,
  }
}

/** Throws that an option names a row that its table does not have. */
export function refuseUnknownId(path: string, id: string, table: TableName): never {
  const message = `There is no '${id}' in ${table}.`
  return throwIssue({ code: 'UNKNOWN_ID', path, value: id, message, remedy: 'Correct the id.' })
}
