import type { Mistake } from './mistakes.js'
import type { PublicFace } from './publicFunctions.js'

/** Texts that are no names: a day, a period, an amount. */
const NO_NAME = /(Date|^date|^start|^end|^asOf|^holidays|Day|^currency|^to|periodIds?|Id)$/

/** Whether the value may stand there by its type. */
export function isLegal({ kind, path, place }: Mistake, face: PublicFace): boolean {
  const last = [...path].reverse().find((part) => typeof part === 'string') ?? ''
  // The message of a notice is made from its other fields, so what stands there is not read.
  if (last === 'message' && (kind === 'dropped' || kind === 'text')) return true
  if (place === undefined) return false
  if (face.allows(place, 'anything')) return true
  switch (kind) {
    case 'dropped':
      return place.optional
    case 'misspelled':
      return false
    case 'null':
      return face.allows(place, 'null')
    case 'text':
      return face.allows(place, 'text') && !NO_NAME.test(String(last).replace(/Id$/, ''))
    case 'record':
      return face.allowsEmpty(place)
    default:
      return false
  }
}
