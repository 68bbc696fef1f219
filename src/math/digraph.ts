/** Places of edges in the order of the nodes they leave, and where those of each begin; within one as they came. */
export function groupByParent(parents: readonly number[], count: number): { start: Int32Array; order: Int32Array } {
  const start = new Int32Array(count + 1)
  for (const parent of parents) start[parent + 1] = start[parent + 1] + 1
  for (let i = 0; i < count; i++) start[i + 1] = start[i + 1] + start[i]
  const next = start.slice()
  const order = new Int32Array(parents.length)
  parents.forEach((parent, n) => {
    const place = next[parent]
    order[place] = n
    next[parent] = place + 1
  })
  return { start, order }
}

/** Walks down from every node; returns the nodes of one cycle, the first repeated at the end, or undefined. */
export function findCycle(start: Int32Array, child: Int32Array, count: number): number[] | undefined {
  const state = new Uint8Array(count) // 0 new, 1 on the way down, 2 done
  for (let root = 0; root < count; root++) {
    if (state[root] !== 0) continue
    const path = [root]
    const next = [start[root]]
    state[root] = 1
    while (path.length > 0) {
      const top = path.length - 1
      const node = path[top]
      const place = next[top]
      if (place === start[node + 1]) {
        state[node] = 2
        path.pop()
        next.pop()
        continue
      }
      next[top] = place + 1
      const below = child[place]
      if (state[below] === 1) return [...path.slice(path.indexOf(below)), below]
      if (state[below] === 0) {
        state[below] = 1
        path.push(below)
        next.push(start[below])
      }
    }
  }
  return undefined
}

/** Longest way down to each node, in edges, by Kahn's order: a node is settled when all of its parents are. */
export function findLevels(
  start: Int32Array,
  child: Int32Array,
  count: number,
): { codes: Int32Array; topDown: Int32Array } {
  const waiting = new Int32Array(count)
  for (const below of child) waiting[below] = waiting[below] + 1
  const codes = new Int32Array(count)
  const queue: number[] = []
  for (let i = 0; i < count; i++) if (waiting[i] === 0) queue.push(i)
  for (let head = 0; head < queue.length; head++) {
    const node = queue[head]
    for (let place = start[node]; place < start[node + 1]; place++) {
      const below = child[place]
      codes[below] = Math.max(codes[below], codes[node] + 1)
      waiting[below] = waiting[below] - 1
      if (waiting[below] === 0) queue.push(below)
    }
  }
  const topDown = Int32Array.from({ length: count }, (_, i) => i).sort((a, b) => codes[a] - codes[b] || a - b)
  return { codes, topDown }
}
