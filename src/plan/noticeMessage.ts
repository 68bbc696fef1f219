import { anything, flag, instance, list, number, oneOf, record, refuse, text } from '../core/checking/checks.js'
import { createIssueList, type IssueList } from '../core/checking/errors.js'
import { NOTICE_FIELDS } from '../core/notices/noticeChecks.js'
import type { Notice, NoticeEntry, NoticeFields, NoticeReference, NoticeValue } from '../core/notices/notices.js'
import { COSTING_NOTICES } from '../costing/noticeReference.js'
import { DEMAND_NOTICES } from '../demand/noticeReference.js'
import { FINANCE_NOTICES } from '../finance/noticeReference.js'
import { INVENTORY_NOTICES } from '../inventory/noticeReference.js'
import { PRODUCTION_NOTICES } from '../production/noticeReference.js'
import { SCENARIO_NOTICES } from '../scenario/noticeReference.js'
import { SCHEMA_NOTICES } from '../schema/noticeReference.js'
import { PLAN_NOTICES } from './noticeReference.js'

/** The rules of every code, with what the reference says of them. */
export const NOTICE_REFERENCE: NoticeReference = {
  ...DEMAND_NOTICES,
  ...COSTING_NOTICES,
  ...PRODUCTION_NOTICES,
  ...INVENTORY_NOTICES,
  ...FINANCE_NOTICES,
  ...SCHEMA_NOTICES,
  ...SCENARIO_NOTICES,
  ...PLAN_NOTICES,
}

const REMEDY = 'Give the notice as the library made it; its ids may be others.'

const NOTICE = record<Notice>({ ...NOTICE_FIELDS, code: oneOf(...Object.keys(NOTICE_REFERENCE)) })

/** Adds what a value lacks of what its rule reads, as the example of the reference has it. */
function checkShape(path: string, value: unknown, example: unknown, issues: IssueList): void {
  if (Array.isArray(example)) {
    if (list(anything)(value, path, issues)) {
      ;(value as unknown[]).forEach((one, n) => checkShape(`${path}[${n}]`, one, example[0], issues))
    }
  } else if (example !== null && typeof example === 'object') {
    if (!instance(value, path, issues)) return
    for (const [field, part] of Object.entries(example)) {
      // Which ids a victim has is its own: that they are ids is checked with the fields.
      if (field === 'ref') continue
      checkShape(`${path}.${field}`, (value as Readonly<Record<string, unknown>>)[field], part, issues)
    }
  } else if (typeof example === 'number') number()(value, path, issues)
  else if (typeof example === 'boolean') flag(value, path, issues)
  // Null in an example stands for a text or number that not every notice has.
  else if (example !== null || value === undefined || typeof value === 'object') {
    if (example !== null || value !== null) text(value, path, issues)
  }
}

/**
 * Makes the message of a notice anew from its other fields, as after its ids were replaced by names.
 *
 * @param notice - an assumption, a warning or an exception of any result; `message` itself is not read
 * @returns one sentence or two, in English
 * @throws SopError that lists every field that is missing, misspelled or of another type than the message needs
 * @example
 * ```ts
 * import { noticeMessage, safetyStock } from 'sop-engine'
 * const [notice] = safetyStock({ demandMean: 60, leadTime: 6, serviceLevelShare: 0.95 }).warnings
 * noticeMessage(notice) // => 'Demand and lead time do not vary, so no safety stock is needed.'
 * ```
 */
export function noticeMessage(notice: Omit<Notice, 'message'>): string {
  const issues = createIssueList()
  NOTICE(notice, '', issues)
  issues.throwIfAny()
  // Where a code has several rules, the case in `value` tells which one made the notice.
  const told = (notice.value as { readonly case?: NoticeValue } | null | undefined)?.case
  const entries = NOTICE_REFERENCE[notice.code]
  const entry = entries.find(({ rule }) => rule.case === undefined || rule.case === told)
  if (entry === undefined) {
    oneOf(...entries.map(({ rule }) => rule.case ?? ''))(told, 'value.case', issues)
    issues.throwIfAny()
  }
  const { rule, example, otherExample } = entry as NoticeEntry
  const other = createIssueList()
  if (otherExample !== undefined) checkFields(notice, otherExample, other)
  if (otherExample === undefined || other.issues.length > 0) checkFields(notice, example, issues)
  issues.throwIfAny()
  return rule.message(notice)
}

/** Adds what a notice lacks of the fields that an example has. */
function checkFields(notice: NoticeFields, { refs = [], ...fields }: NoticeFields, issues: IssueList): void {
  if ((notice.refs ?? []).length < refs.length)
    refuse(issues, 'MISSING_VALUE', 'refs', notice.refs, 'a list of what it speaks of', REMEDY)
  for (const [field, part] of Object.entries(fields)) {
    // A message is never made of the unit.
    if (field !== 'unit') checkShape(field, notice[field as keyof NoticeFields], part, issues)
  }
}
