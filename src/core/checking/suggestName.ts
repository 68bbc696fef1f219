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

/** The known name that an unknown one most likely means, or undefined where none is near. */
export function suggestName(unknown: string, known: Iterable<string>): string | undefined {
  if (unknown.length > LONGEST) return undefined
  const word = unknown.toLowerCase()
  let best: string | undefined
  let least = Math.max(1, Math.floor(word.length / 3)) + 0.5
  for (const candidate of known) {
    const name = candidate.toLowerCase()
    // `leadTime` for `leadTimeDays`: half of a word that goes on counts as near.
    const distance = word.length >= 4 && name.startsWith(word) ? 0.5 : editDistance(word, name)
    if (distance >= least) continue
    least = distance
    best = candidate
  }
  return best
}
