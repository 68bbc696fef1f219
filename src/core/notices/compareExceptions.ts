import { compareText } from '../keys/keys.js'
import type { Notice } from './notices.js'
import { compareRefs, NO_REF } from '../keys/ref.js'

/** Which rule of a code with several it comes from; empty where its code has one. */
const caseOf = ({ value }: Notice): string => {
  const own = (value as { readonly case?: unknown } | null | undefined)?.case
  return typeof own === 'string' ? own : ''
}

/**
 * Order of exceptions: the most money at stake first; equal ones by code, then by what they speak of, then by the case of their code,
 * then by what they say. Two that are still equal read the same.
 */
export function compareExceptions(a: Notice, b: Notice): number {
  return (
    (b.moneyAtStake ?? 0) - (a.moneyAtStake ?? 0) ||
    compareText(a.code, b.code) ||
    compareRefs(a.refs[0] ?? NO_REF, b.refs[0] ?? NO_REF) ||
    compareText(caseOf(a), caseOf(b)) ||
    compareText(a.message, b.message)
  )
}
