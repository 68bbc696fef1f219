import { planInputJsonSchema } from './planInputJsonSchema.js'

interface Node {
  readonly properties?: Readonly<Record<string, Node>>
  readonly items?: Node
  readonly anyOf?: readonly Node[]
}

/** The schemas that a path leads to: several where a field can have several shapes. */
function nodesAt(path: readonly PropertyKey[]): readonly Node[] {
  return path.reduce<readonly Node[]>(
    (nodes, part) =>
      nodes
        .flatMap((node) => node.anyOf ?? [node])
        .flatMap((node) => (typeof part === 'number' ? node.items : node.properties?.[String(part)]) ?? []),
    [planInputJsonSchema() as Node],
  )
}

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

/** The field of the record at `path` that an unknown one most likely means, or undefined where none is near. */
export function suggestField(path: readonly PropertyKey[], unknown: string): string | undefined {
  const word = unknown.toLowerCase()
  const known = nodesAt(path)
    .flatMap((node) => node.anyOf ?? [node])
    .flatMap((node) => Object.keys(node.properties ?? {}))
  let best: string | undefined
  let least = Math.max(1, Math.floor(word.length / 3)) + 0.5
  for (const field of known) {
    const name = field.toLowerCase()
    // `leadTime` for `leadTimeDays`: half of a word that goes on counts as near.
    const distance = word.length >= 4 && name.startsWith(word) ? 0.5 : editDistance(word, name)
    if (distance >= least) continue
    least = distance
    best = field
  }
  return best
}
