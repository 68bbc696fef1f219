import type { NoticeCode } from './noticeCodes.js'
import type { Ref } from './ref.js'

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

/** What holds for every notice of one code. */
export interface NoticeRule {
  readonly kind: NoticeKind
  readonly severity: NoticeSeverity
  /** When it is given, in one sentence, for the reference. */
  readonly cause: string
  /** What can be done about it, in one sentence. */
  readonly remedy?: string
  /** One sentence (or two) out of the notice's fields. */
  readonly message: (fields: NoticeFields & { readonly refs: readonly Ref[] }) => string
}

/** Rules by code: those of one room. */
export type NoticeRules<Code extends NoticeCode = NoticeCode> = Readonly<Record<Code, NoticeRule>>

/** Makes a notice of one code; fields that are undefined are left out. */
export function createNotice<Code extends NoticeCode>(
  rules: NoticeRules<Code>,
  code: Code,
  fields: NoticeFields = {},
): Notice {
  const rule = rules[code]
  const told = { ...fields, refs: fields.refs ?? [] }
  return {
    kind: rule.kind,
    code,
    severity: rule.severity,
    ...told,
    message: rule.message(told),
    ...(rule.remedy !== undefined && { remedy: rule.remedy }),
  }
}
