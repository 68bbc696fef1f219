import type { CompiledStructure } from '../core/compileStructure.js'
import type { Notice } from '../core/notices.js'
import type { PreparedItem } from './prepareItem.js'
import type { PreparedResource } from './prepareResource.js'

/**
 * A production problem that was checked, with every default filled in and everything in canonical order (by id), so
 * that the order of the input cannot change the plan.
 */
export interface PreparedProblem {
  readonly periodIds: readonly string[]
  readonly periodCount: number
  /** Sorted by id. */
  readonly items: readonly PreparedItem[]
  /** Sorted by id; only those that an operation of a made item uses have `used`. */
  readonly resources: readonly PreparedResource[]
  /** Bills and routings of the made items, in canonical order; resources by `resourceOf`. */
  readonly structure: CompiledStructure
  /** Index in `resources` of each resource of `structure`. */
  readonly resourceOf: Int32Array
  /** True for an item that is a component of a made item. */
  readonly isComponent: Uint8Array
  /** Index in `items` of each item of the input, and in `resources` of each resource. */
  readonly itemOrder: readonly number[]
  readonly resourceOrder: readonly number[]
  readonly warnings: readonly Notice[]
}
