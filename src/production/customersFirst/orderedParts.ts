import { demandForm } from '../problem/itemForms.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'
import { partOfItems } from './sharingParts.js'
import { hasTarget } from './stockTarget.js'

/** Whether an item, in some sense, leaves somebody late or lost. */
export type IsOpen = (i: number) => boolean

/** The parts of a company (items that share bills or hours) in which the order of service can matter. */
export interface OrderedParts {
  /** 1 for the items of parts that keep a safety stock and leave somebody late or lost, or in which somebody goes away beside others who wait. */
  withOpen(isOpen: IsOpen): Uint8Array
  /** 1 for the items of parts in which some wait and some go away, where somebody goes away. */
  withLost(isOpen: IsOpen): Uint8Array
}

/** Reads the parts of a company; where customers do not come first, none. */
export function orderedParts(problem: PreparedProblem): OrderedParts {
  const { items, isComponent, customersFirst } = problem
  if (!customersFirst)
    return { withOpen: () => new Uint8Array(items.length), withLost: () => new Uint8Array(items.length) }
  const part = partOfItems(problem)
  const having = (has: (i: number) => boolean): ReadonlySet<number> => new Set(part.filter((_, i) => has(i)))
  const isLost = (i: number): boolean => items[i].unmetDemand === 'lost'
  const forms = items.map((item, i) => demandForm(item, isComponent[i] === 1))
  const keeping = having((i) => hasTarget(items[i]))
  const waiting = having((i) => forms[i] === 'net' || forms[i] === 'waiting')
  const losing = having((i) => forms[i] === 'lost')
  const isMixed = (own: number): boolean => waiting.has(own) && losing.has(own)
  const lostIn = (isOpen: IsOpen): ReadonlySet<number> => having((i) => isLost(i) && isMixed(part[i]) && isOpen(i))
  return {
    withOpen(isOpen) {
      const open = having((i) => keeping.has(part[i]) && isOpen(i))
      const lost = lostIn(isOpen)
      return Uint8Array.from(part, (own) => (open.has(own) || lost.has(own) ? 1 : 0))
    },
    withLost(isOpen) {
      const lost = lostIn(isOpen)
      return Uint8Array.from(part, (own) => (lost.has(own) ? 1 : 0))
    },
  }
}
