import type { PreparedProblem } from '../problem/preparedProblem.js'

/**
 * What one unit of each item takes through its whole chain of parts, where no part is in stock: the needs of item i stand in
 * places `start[i]` to `start[i + 1]`. A thing below the number of items is a unit of that item, the others are hours of
 * the resource `thing - items.length`.
 */
export interface ChainNeeds {
  readonly start: Int32Array
  readonly thing: readonly number[]
  /** All that it takes of the thing, over every way through the chain. */
  readonly most: readonly number[]
  /** The least that one of those ways takes alone: parts on the other ways may lie in stock. */
  readonly least: readonly number[]
}

/** Adds up bills and routings through all levels, components first. */
export function chainNeeds({ items, resources, structure, loads, resourceOf }: PreparedProblem): ChainNeeds {
  const count = items.length
  const own: (readonly (readonly [number, number, number])[])[] = new Array<[]>(count)
  const most = new Float64Array(count + resources.length)
  const least = new Float64Array(count + resources.length)
  for (let k = structure.topDown.length - 1; k >= 0; k -= 1) {
    const i = structure.topDown[k]
    const things: number[] = []
    const add = (thing: number, all: number, one: number): void => {
      if (one <= 0) return
      if (most[thing] === 0) things.push(thing)
      least[thing] = most[thing] === 0 ? one : Math.min(least[thing], one)
      most[thing] += all
    }
    for (let o = loads.start[i]; o < loads.start[i + 1]; o += 1) {
      add(count + resourceOf[loads.resource[o]], loads.hours[o], loads.hours[o])
    }
    for (let c = structure.componentStart[i]; c < structure.componentStart[i + 1]; c += 1) {
      const quantity = structure.componentQuantity[c]
      add(structure.component[c], quantity, quantity)
      for (const [thing, all, one] of own[structure.component[c]]) add(thing, quantity * all, quantity * one)
    }
    own[i] = things.map((thing) => [thing, most[thing], least[thing]] as const)
    for (const thing of things) most[thing] = 0
  }
  const start = new Int32Array(count + 1)
  own.forEach((needs, i) => (start[i + 1] = start[i] + needs.length))
  const all = own.flat()
  return {
    start,
    thing: all.map(([thing]) => thing),
    most: all.map(([, units]) => units),
    least: all.map(([, , units]) => units),
  }
}
