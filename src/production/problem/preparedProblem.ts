import type { ResourceLoads } from '../../core/structure/compileStructure.js'
import type { CompiledStructure } from '../../core/structure/compiledStructure.js'
import type { Notice } from '../../core/notices/notices.js'
import type { LongItem } from './longItems.js'
import type { PreparedItem } from './prepareItem.js'
import type { PreparedResource } from './prepareResource.js'

/** What customers get before the step to whole units, indexed `item * periodCount + period`. */
export interface HeldService {
  /** The most grid units that are late at the close, or lost: what the plan in fractions leaves, rounded up. */
  readonly open: Float64Array
  /** Money that a stock unit beyond that weighs. */
  readonly cost: Float64Array
}

/**
 * A production problem that was checked, with every default filled in and everything in canonical order (by id), so
 * that the order of the input cannot change the plan.
 */
export interface PreparedProblem {
  readonly periodIds: readonly string[]
  readonly periodCount: number
  /** First day of the first period. */
  readonly firstDate: string
  /** Calendar days of all periods. */
  readonly planDays: number
  /** Sorted by id. */
  readonly items: readonly PreparedItem[]
  /** Sorted by id; only those of operations that are used stand in the model. */
  readonly resources: readonly PreparedResource[]
  /** Bills and routings in canonical order, without those of bought items; resources by `resourceOf`. */
  readonly structure: CompiledStructure
  /** Hours of items on the resources of `structure` for one good unit. */
  readonly loads: ResourceLoads
  /** Index in `resources` of each resource of `structure`. */
  readonly resourceOf: Int32Array
  /** 1 for an item that is a component of another one. */
  readonly isComponent: Uint8Array
  /** Variable cost of one unit by period and item: no penalty and no refusal has a part in it. */
  readonly costs: readonly Float64Array[]
  /** The items that are made over several periods, by index. */
  readonly long: ReadonlyMap<number, LongItem>
  /** Whether customers are planned before safety stock, and who goes away before who waits: an order of programs. */
  readonly customersFirst: boolean
  /** Index in `items` of each item of the input, and in `resources` of each resource. */
  readonly itemOrder: readonly number[]
  readonly resourceOrder: readonly number[]
  /** What customers get before whole units: what is open beyond it weighs more. Not known before they are served. */
  readonly held?: HeldService
  /** Whether nothing is bought or made for forecast that brings less than it takes. */
  readonly refusesLosses: boolean
  /** Whether what is booked, or late before the plan, is served whatever it pays. */
  readonly keepsPromises: boolean
  readonly warnings: readonly Notice[]
}
