import { isRecord, type Names, refuseUnknown } from '../../core/checking/checks.js'
import type { IssueList } from '../../core/checking/errors.js'
import type { SumStructure } from '../../math/sumTree.js'
import type { Hierarchy, HierarchyGroup, HierarchyNode } from './types.js'

/** A hierarchy by places instead of ids. */
export interface CompiledHierarchy extends SumStructure {
  /** Id by row: nodes, then groups. */
  readonly ids: readonly string[]
  readonly rowOf: ReadonlyMap<string, number>
  /** Levels below the top, by node. */
  readonly depth: Int32Array
}

const NODE: Names<HierarchyNode> = { id: true, parentId: true }
const GROUP: Names<HierarchyGroup> = { id: true, memberIds: true }

/** Reads a hierarchy; adds every mistake to the list, and gives nothing back where there was one. */
export function compileHierarchy(hierarchy: unknown, path: string, issues: IssueList): CompiledHierarchy | undefined {
  const before = issues.issues.length
  const given: unknown = (hierarchy as Hierarchy | null | undefined)?.nodes
  if (!Array.isArray(given) || given.length === 0) {
    const code = Array.isArray(given) ? 'EMPTY' : 'MISSING_VALUE'
    const remedy = 'Pass { nodes: [{ id }, { id, parentId }, ...] }.'
    if (isRecord(hierarchy, path, issues)) {
      refuseUnknown<Hierarchy>(hierarchy, path, { nodes: true, groups: true }, issues)
      issues.add(code, `${path}.nodes`, given, 'The hierarchy has no nodes.', remedy)
    }
    return undefined
  }
  refuseUnknown<Hierarchy>(hierarchy as Hierarchy, path, { nodes: true, groups: true }, issues)
  // A hole in an array is passed over by forEach, but is a mistake to report.
  const nodes: readonly unknown[] = Array.from(given)
  const rowOf = readIds(nodes, `${path}.nodes`, NODE, new Map(), issues)
  const parent = readParents(nodes, rowOf, `${path}.nodes`, issues)
  const givenGroups: unknown = (hierarchy as Hierarchy).groups ?? []
  if (!Array.isArray(givenGroups)) {
    const remedy = 'Pass an array of { id, memberIds }, or leave it out.'
    issues.add('WRONG_TYPE', `${path}.groups`, givenGroups, 'The groups are not an array.', remedy)
    return undefined
  }
  const groups: readonly unknown[] = Array.from(givenGroups)
  readIds(groups, `${path}.groups`, GROUP, rowOf, issues)

  const count = nodes.length
  const hasChild = new Uint8Array(count)
  for (const above of parent) if (above >= 0) hasChild[above] = 1
  const leafOf = new Int32Array(count).fill(-1)
  const leaves: number[] = []
  for (let node = 0; node < count; node += 1) {
    if (hasChild[node] === 0) leafOf[node] = leaves.push(node) - 1
  }
  const { topDown, depth } = orderTopDown(parent)
  if (topDown.length < count) reportLoops(nodes, parent, depth, `${path}.nodes`, issues)
  const groupLeaf: number[] = []
  const groupStart = [0]
  groups.forEach((group: unknown, place) => {
    readMembers(group, `${path}.groups[${place}]`, { rowOf, leafOf, groupLeaf }, issues)
    groupStart.push(groupLeaf.length)
  })
  if (issues.issues.length > before) return undefined
  return {
    nodes: count,
    rows: count + groups.length,
    parent,
    topDown,
    depth,
    leaves: Int32Array.from(leaves),
    leafOf,
    groupStart: Int32Array.from(groupStart),
    groupLeaf: Int32Array.from(groupLeaf),
    ids: [...nodes, ...groups].map((one) => (one as { id: string }).id),
    rowOf,
  }
}

function readIds(
  list: readonly unknown[],
  path: string,
  names: Names<object>,
  rowOf: Map<string, number>,
  issues: IssueList,
): Map<string, number> {
  const offset = rowOf.size
  list.forEach((one, place) => {
    const id: unknown = (one as { id?: unknown } | null | undefined)?.id
    const idPath = `${path}[${place}].id`
    if (one !== null && typeof one === 'object') refuseUnknown(one, `${path}[${place}]`, names, issues)
    if (typeof id !== 'string') {
      const code = id === undefined ? 'MISSING_VALUE' : 'WRONG_TYPE'
      issues.add(code, idPath, id, 'There is no id here.', 'Give it an id, a string that no other one has.')
    } else if (rowOf.has(id)) {
      issues.add('DUPLICATE_ID', idPath, id, 'Another node or group has this id.', 'Give every one an id of its own.')
    } else {
      rowOf.set(id, offset + place)
    }
  })
  return rowOf
}

function readParents(
  nodes: readonly unknown[],
  rowOf: ReadonlyMap<string, number>,
  path: string,
  issues: IssueList,
): Int32Array {
  return Int32Array.from(nodes, (node, place) => {
    const parentId: unknown = (node as { parentId?: unknown } | null | undefined)?.parentId
    if (parentId === undefined) return -1
    const above = rowOf.get(parentId as string)
    if (above !== undefined) return above
    const message = 'No node has the id of this parent.'
    const remedy = 'Add the parent to the nodes, or leave parentId out at the top.'
    const code = typeof parentId === 'string' ? 'UNKNOWN_ID' : 'WRONG_TYPE'
    issues.add(code, `${path}[${place}].parentId`, parentId, message, remedy)
    return -1
  })
}

/** Nodes from the tops down; those of a loop, and below one, are left out and have depth -1. */
function orderTopDown(parent: Int32Array): { topDown: Int32Array; depth: Int32Array } {
  const count = parent.length
  const start = new Int32Array(count + 1)
  for (const above of parent) if (above >= 0) start[above + 1] = start[above + 1] + 1
  for (let node = 0; node < count; node += 1) start[node + 1] = start[node + 1] + start[node]
  const next = start.slice()
  const child = new Int32Array(count)
  const queue: number[] = []
  const depth = new Int32Array(count).fill(-1)
  for (let node = 0; node < count; node += 1) {
    const above = parent[node]
    if (above < 0) {
      depth[node] = 0
      queue.push(node)
      continue
    }
    child[next[above]] = node
    next[above] = next[above] + 1
  }
  for (let head = 0; head < queue.length; head += 1) {
    const node = queue[head]
    for (let k = start[node]; k < start[node + 1]; k += 1) {
      depth[child[k]] = depth[node] + 1
      queue.push(child[k])
    }
  }
  return { topDown: Int32Array.from(queue), depth }
}

/** One issue for each loop, which names its nodes. */
function reportLoops(
  nodes: readonly unknown[],
  parent: Int32Array,
  depth: Int32Array,
  path: string,
  issues: IssueList,
): void {
  const seen = new Int32Array(parent.length).fill(-1)
  for (let first = 0; first < parent.length; first += 1) {
    if (depth[first] !== -1 || seen[first] !== -1) continue
    const walk: number[] = []
    let node = first
    while (node >= 0 && seen[node] === -1) {
      seen[node] = first
      walk.push(node)
      node = parent[node]
    }
    if (node < 0 || seen[node] !== first) continue
    const loop = walk.slice(walk.indexOf(node)).map((place) => (nodes[place] as { id?: unknown }).id)
    const message = 'This node is above itself.'
    const remedy = 'Let one of these nodes have a parent outside of the loop, or none.'
    issues.add('CYCLE', `${path}[${node}].parentId`, [...loop, loop[0]], message, remedy)
  }
}

/** Where nodes stand, and the leaves of the groups, to which those of a group are added. */
interface MemberPlaces {
  readonly rowOf: ReadonlyMap<string, number>
  readonly leafOf: Int32Array
  readonly groupLeaf: number[]
}

function readMembers(
  group: unknown,
  path: string,
  { rowOf, leafOf, groupLeaf }: MemberPlaces,
  issues: IssueList,
): void {
  const members: unknown = (group as { memberIds?: unknown } | null | undefined)?.memberIds
  if (!Array.isArray(members) || members.length === 0) {
    const code = Array.isArray(members) ? 'EMPTY' : 'MISSING_VALUE'
    issues.add(code, `${path}.memberIds`, members, 'The group has no members.', 'Pass the ids of bottom nodes.')
    return
  }
  const seen = new Set<unknown>()
  Array.from(members).forEach((id: unknown, place) => {
    const idPath = `${path}.memberIds[${place}]`
    const row = rowOf.get(id as string)
    if (seen.has(id)) {
      issues.add('DUPLICATE_ID', idPath, id, 'The group has this member twice.', 'Name every member once.')
    } else if (row === undefined) {
      issues.add('UNKNOWN_ID', idPath, id, 'No node has this id.', 'Use the id of a bottom node.')
    } else if (row >= leafOf.length || leafOf[row] < 0) {
      const remedy = 'Name the bottom nodes below it instead.'
      issues.add('CONFLICT', idPath, id, 'A member of a group is not at the bottom.', remedy)
    } else {
      groupLeaf.push(leafOf[row])
    }
    seen.add(id)
  })
}
