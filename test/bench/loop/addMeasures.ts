import type { LoopMeasures } from './measureLoop.js'

type Summed = number | undefined | readonly number[] | { readonly [name: string]: Summed }

/** The sums of several companies: numbers add up, by name and by place, and so do means of stock. */
export function addMeasures(all: readonly LoopMeasures[]): LoopMeasures {
  return all.reduce((a, b) => add(a as unknown as Summed, b as unknown as Summed) as unknown as LoopMeasures)
}

function add(a: Summed, b: Summed): Summed {
  if (a === undefined || b === undefined) return a ?? b
  if (typeof a === 'number' && typeof b === 'number') return a + b
  if (Array.isArray(a) && Array.isArray(b)) return a.map((value: number, n) => value + (b[n] as number))
  const [left, right] = [a, b] as { readonly [name: string]: Summed }[]
  const names = new Set([...Object.keys(left ?? {}), ...Object.keys(right ?? {})])
  return Object.fromEntries([...names].map((name) => [name, add(left?.[name], right?.[name])]))
}
