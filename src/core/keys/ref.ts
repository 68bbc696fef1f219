import { compareByKey, indexBy, keyOf } from './keys.js'

/**
 * What a posting, a notice or an explanation speaks of: ids of the user's own records, each in its own field, so that no
 * id can be taken for that of another kind or for a word of ours. What belongs to nothing has the empty Ref, `{}`.
 */
export interface Ref {
  readonly itemId?: string
  readonly customerId?: string
  readonly marketId?: string
  readonly siteId?: string
  readonly supplierId?: string
  readonly resourceId?: string
  readonly skillId?: string
  readonly sourceId?: string
  readonly laneId?: string
  readonly orderId?: string
  readonly lotId?: string
  readonly assetId?: string
  readonly overheadId?: string
  readonly creditFacilityId?: string
  readonly entityId?: string
}

/** The fields of a Ref, in the order in which Refs are sorted. */
export const REF_FIELDS: readonly (keyof Ref)[] = [
  'itemId',
  'customerId',
  'marketId',
  'siteId',
  'supplierId',
  'resourceId',
  'skillId',
  'sourceId',
  'laneId',
  'orderId',
  'lotId',
  'assetId',
  'overheadId',
  'creditFacilityId',
  'entityId',
]

/** Ref of what belongs to nothing. */
export const NO_REF: Ref = {}

/** The key of a Ref: equal for equal Refs only. */
export function refKey(ref: Ref): string {
  return keyOf(ref, REF_FIELDS)
}

/** Refs without those that are there before, in their order. */
export function uniqueRefs(refs: readonly Ref[]): Ref[] {
  return [...indexBy(refs, REF_FIELDS).values()]
}

/** Order of Refs by their ids, field by field; the empty Ref comes first. */
export function compareRefs(a: Ref, b: Ref): number {
  return compareByKey(a, b, REF_FIELDS)
}
