/** Letters to insert, remove or change that make one word of the other (Levenshtein 1966). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(change, (row[j] as number) + 1, (next[j - 1] as number) + 1))
    }
    row = next
  }
  return row[b.length] as number
}

/** A name longer than this is no slip of the pen, and would cost time to compare. */
const LONGEST = 60
/** Names that are equally near are all named, up to this many: of more than these, none is meant more than another. */
const MOST = 3

/** The question which known name an unknown one stands for, with all that are equally near; undefined where none is. */
export function suggestName(unknown: string, known: Iterable<string>): string | undefined {
  if (unknown.length > LONGEST) return undefined
  const word = unknown.toLowerCase()
  let best: string[] = []
  let least = Math.max(1, Math.floor(word.length / 3))
  for (const candidate of new Set(known)) {
    const name = candidate.toLowerCase()
    // `leadTime` for `leadTimeDays`: half of a word that goes on counts as near.
    const distance = word.length >= 4 && name.startsWith(word) ? 0.5 : editDistance(word, name)
    if (distance > least) continue
    if (distance < least) best = []
    least = distance
    best.push(candidate)
  }
  return best.length === 0 || best.length > MOST ? undefined : `Did you mean '${best.join("' or '")}'?`
}
