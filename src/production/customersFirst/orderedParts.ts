import { demandForm } from '../problem/itemForms.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'
import { inPartsOf, partOfItems } from '../problem/sharingParts.js'
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
  const forms = items.map((item, i) => demandForm(item, isComponent[i] === 1))
  const isKeeping = inPartsOf(part, (i) => hasTarget(items[i]))
  const isWaiting = inPartsOf(part, (i) => forms[i] === 'net' || forms[i] === 'waiting')
  const isLosing = inPartsOf(part, (i) => forms[i] === 'lost')
  const isLostBeside = (i: number): boolean =>
    items[i].unmetDemand === 'lost' && isWaiting[i] === 1 && isLosing[i] === 1
  return {
    withOpen: (isOpen) => inPartsOf(part, (i) => (isKeeping[i] === 1 || isLostBeside(i)) && isOpen(i)),
    withLost: (isOpen) => inPartsOf(part, (i) => isLostBeside(i) && isOpen(i)),
  }
}
