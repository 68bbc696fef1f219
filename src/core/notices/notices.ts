import type { NoticeCode } from './noticeCodes.js'
import { compareRefs, type Ref } from '../keys/ref.js'

/** `assumption`: taken for granted; `warning`: found in the data; `exception`: to be looked at in the plan. */
export type NoticeKind = 'assumption' | 'warning' | 'exception'

/** `info`: good to know; `look`: worth a look; `act`: something must be done. */
export type NoticeSeverity = 'info' | 'look' | 'act'

/** Plain data that a message needs beside amounts and refs. */
export type NoticeValue =
  string | number | boolean | null | readonly NoticeValue[] | { readonly [name: string]: NoticeValue }

/** Who suffers from the cause that an exception names. */
export interface NoticeVictim {
  readonly ref: Ref
  readonly amount: number
  readonly unit: 'units' | 'hours' | 'money' | 'days'
  /** Major units of money. */
  readonly moneyAtStake: number
  /** How much of `amount` never comes within the plan: lost, or still waiting when it ends. Left out where there is none. */
  readonly never?: number
  /** How much of `amount` is booked by orders, or was late before the plan. Left out where nothing is. */
  readonly booked?: number
}

/** What a caller tells of one notice; the rest follows from its code. */
export interface NoticeFields {
  /** Place in PlanInput, its row named by key, as `openOrders['o1'].dueDate`. */
  readonly path?: string
  /** Default: none. */
  readonly refs?: readonly Ref[]
  /** First and last period that it concerns. */
  readonly periodIds?: readonly [string, string]
  readonly amount?: number
  readonly unit?: 'units' | 'hours' | 'money' | 'days'
  /** Major units of money. */
  readonly moneyAtStake?: number
  /** The value taken or found, or a record of the figures that the message names. */
  readonly value?: NoticeValue
  readonly victims?: readonly NoticeVictim[]
}

/**
 * Something that a reader of a result should know: an assumption taken, a warning about the data, an exception in the
 * plan. Its message is made from the other fields alone, so that a program can say it in its own words.
 */
export interface Notice extends NoticeFields {
  readonly kind: NoticeKind
  /** A stable word in kebab case, as `short-history`; the reference lists all with cause and remedy. */
  readonly code: NoticeCode
  readonly severity: NoticeSeverity
  /** The user's records that it speaks of. */
  readonly refs: readonly Ref[]
  readonly message: string
  /** What can be done about it. */
  readonly remedy?: string
}

/** The fields that a message is made from. */
export type NoticeTold<Fields extends NoticeFields = NoticeFields> = Fields & { readonly refs: readonly Ref[] }

/** What holds for every notice of one code; a code that speaks of several cases has a rule for each. */
export interface NoticeRule<Fields extends NoticeFields = NoticeFields> {
  readonly code: NoticeCode
  /** Tells the rules of one code apart; it then stands in the notice as `value.case`. */
  readonly case?: string
  /** Default `warning`. */
  readonly kind?: NoticeKind
  /** Default `look`. */
  readonly severity?: NoticeSeverity
  /** One sentence (or two) out of the notice's fields. */
  message(told: NoticeTold<Fields>): string
  /** What can be done about it, in one sentence. */
  readonly remedy?: string
}

/** A rule whose message needs the figures of `value`. */
export type ValueRule<Value extends NoticeValue> = NoticeRule<{ readonly value: Value }>

/** What the reference says of a rule beside what a notice carries; apart from the rules, so that no bundle ships it. */
export interface NoticeEntry {
  readonly rule: NoticeRule
  /** When it is given, in one sentence. */
  readonly cause: string
  /** Fields of a notice as they may be; the reference shows its message. */
  readonly example: NoticeFields
  /** Fields as they may be, too, where their types can be others. */
  readonly otherExample?: NoticeFields
}

/** The rules of every code of a room. */
export type NoticeReference<Code extends NoticeCode = NoticeCode> = Readonly<Record<Code, readonly NoticeEntry[]>>

/** Makes a notice by its rule. */
export function createNotice<Fields extends NoticeFields>(
  rule: NoticeRule<Fields>,
  fields: NoInfer<Fields> & NoticeFields,
): Notice {
  const { kind = 'warning', code, severity = 'look', remedy } = rule
  const told = { ...fields, refs: fields.refs ?? [] }
  return {
    kind,
    code,
    severity,
    ...told,
    ...(rule.case !== undefined && { value: { case: rule.case, ...(fields.value as object) } }),
    message: rule.message(told),
    ...(remedy !== undefined && { remedy }),
  }
}

/**
 * A notice of a function as it stands in the result of another that called it: at its place in the input of that one,
 * with the records that it speaks of there. Its message must not be made of either.
 */
export function placeNotice(notice: Notice, place: { readonly path?: string; readonly refs: readonly Ref[] }): Notice {
  const { path: _, ...rest } = notice
  return { ...rest, ...place }
}

/** Adds one notice for all the records of one case, in the order of their ids; none where there is no record. */
export function noteRecords<Fields extends NoticeFields>(
  notices: Notice[],
  rule: NoticeRule<Fields>,
  fields: NoInfer<Fields> & NoticeFields & { readonly refs: readonly Ref[] },
): void {
  if (fields.refs.length === 0) return
  notices.push(createNotice(rule, { ...fields, refs: [...fields.refs].sort(compareRefs) }))
}
