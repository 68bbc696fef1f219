import { suggestName } from '../core/suggestName.js'
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

/** The field of the record at `path` that an unknown one most likely means, or undefined where none is near. */
export function suggestField(path: readonly PropertyKey[], unknown: string): string | undefined {
  const known = nodesAt(path)
    .flatMap((node) => node.anyOf ?? [node])
    .flatMap((node) => Object.keys(node.properties ?? {}))
  return suggestName(unknown, known)
}
