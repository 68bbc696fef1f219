import { compareText } from '../keys/keys.js'
import type { Notice } from './notices.js'
import { compareRefs, NO_REF } from '../keys/ref.js'

/** Order of exceptions: the most money at stake first; equal ones by code, then by what they speak of. */
export function compareExceptions(a: Notice, b: Notice): number {
  return (
    (b.moneyAtStake ?? 0) - (a.moneyAtStake ?? 0) ||
    compareText(a.code, b.code) ||
    compareRefs(a.refs[0] ?? NO_REF, b.refs[0] ?? NO_REF)
  )
}
