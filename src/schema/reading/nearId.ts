import { suggestName } from '../../core/checking/suggestName.js'

/** An id without what gets lost on its way: capitals, blanks and separators, zeros in front. */
const foldId = (id: string): string => {
  const bare = id.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
  return bare.replace(/^0+(?=.)/, '')
}

/** Numbers tell ids apart, `1001` from `1002`: a slip of one digit is another id. */
const digitsOf = (id: string): string => id.replace(/\D/g, '')

/** The question which id of a table an unknown one stands for; undefined where none is near. */
export function nearId(unknown: string, ids: readonly string[]): string | undefined {
  const [folded, digits] = [foldId(unknown), digitsOf(unknown)]
  const same = folded === '' ? undefined : ids.find((id) => foldId(id) === folded)
  if (same !== undefined) return `Did you mean '${same}'?`
  return suggestName(
    unknown,
    ids.filter((id) => digitsOf(id) === digits),
  )
}
