import type { Facts } from './facts.js'

/** Work that several checks of one proof need, done once for the facts of a plan. */
export function oncePerPlan<T>(work: (facts: Facts) => T): (facts: Facts) => T {
  const known = new WeakMap<Facts, { readonly result: T }>()
  return (facts) => {
    const made = known.get(facts) ?? { result: work(facts) }
    known.set(facts, made)
    return made.result
  }
}
