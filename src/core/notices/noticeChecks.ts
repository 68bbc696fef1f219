import { anything, type Check, type Fields, list, number, oneOf, optional, record, text } from '../checking/checks.js'
import type { Notice, NoticeVictim } from './notices.js'
import { REF_FIELDS, type Ref } from '../keys/ref.js'

const REF_FIELD_SET: ReadonlySet<string> = new Set(REF_FIELDS)

const refRecord: Check = record<Ref>(
  Object.fromEntries(REF_FIELDS.map((field) => [field, optional(text)])) as Fields<Ref>,
)

/** Ids of records, each in its own field. */
export const ref: Check = (value, path, issues) => isPlainRef(value) || refRecord(value, path, issues)

/** Refs in a list; a ledger has many, so that the path of each is written only where it is needed. */
export const refs: Check = (values, path, issues) =>
  (Array.isArray(values) && values.every(isPlainRef)) || list(refRecord)(values, path, issues)

function isPlainRef(value: unknown): boolean {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return false
  for (const field in value) {
    const id: unknown = (value as Readonly<Record<string, unknown>>)[field]
    if (!REF_FIELD_SET.has(field) || typeof id !== 'string' || id === '') return false
  }
  return true
}

const unit = oneOf('units', 'hours', 'money', 'days')

/** The fields of a notice; which code it has, and what its message is made from, is for those who know the codes. */
export const NOTICE_FIELDS: Fields<Notice> = {
  kind: oneOf('assumption', 'warning', 'exception'),
  code: text,
  severity: oneOf('info', 'look', 'act'),
  path: optional(text),
  refs,
  periodIds: optional(list(text, { least: 2 })),
  amount: optional(number()),
  unit: optional(unit),
  moneyAtStake: optional(number()),
  value: optional(anything),
  victims: optional(
    list(
      record<NoticeVictim>({
        ref,
        amount: number(),
        unit,
        moneyAtStake: number(),
        never: optional(number()),
        booked: optional(number()),
      }),
    ),
  ),
  message: optional(text),
  remedy: optional(text),
}

/** Notices of a result. */
export const notices: Check = list(record<Notice>(NOTICE_FIELDS))
