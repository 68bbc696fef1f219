import type { IssueList } from '../../core/checking/errors.js'
import type { Hierarchy } from './types.js'

/** Buckets of one level of time, by the number of finest periods in each. */
export interface TemporalLevel {
  /**
   * Finest periods in one bucket: a number, as 3 for quarters of months, or a pattern that repeats, as `[4, 4, 5]` for
   * the months of a retail quarter of 13 weeks.
   */
  readonly periodsPerBucket: number | readonly number[]
}

/** Finest periods in bucket 0, 1, 2 ... of a level. */
export function bucketSize(level: TemporalLevel, bucket: number): number {
  const { periodsPerBucket } = level
  if (typeof periodsPerBucket === 'number') return periodsPerBucket
  return periodsPerBucket[bucket % periodsPerBucket.length]
}

/** Adds an issue where the size of the buckets cannot be used. */
export function checkBucketSize(size: unknown, path: string, issues: IssueList): boolean {
  const sizes: readonly unknown[] = Array.isArray(size) ? size : [size]
  const isGood = sizes.length > 0 && sizes.every((one) => Number.isSafeInteger(one) && (one as number) >= 1)
  if (isGood) return true
  const remedy = 'Pass a whole number from 1, or an array of such numbers that repeats.'
  const code = size === undefined ? 'MISSING_VALUE' : 'OUT_OF_RANGE'
  issues.add(code, path, size, 'The number of finest periods in a bucket is needed here.', remedy)
  return false
}

/** Id of a bucket: its place among the levels. */
export function bucketId(level: number, bucket: number): string {
  return `levels[${level}].point[${bucket}]`
}

/**
 * The hierarchy of all buckets: levels that nest form the tree, coarse above fine; the others lie across it as groups.
 *
 * @param ends - end of every bucket in finest periods, by level; the level `finest` has one for each period
 */
export function buildTemporalHierarchy(ends: readonly (readonly number[])[], finest: number): Hierarchy {
  const coarseFirst = ends.map((_, level) => level).filter((level) => level !== finest)
  coarseFirst.sort((a, b) => (ends[a] as number[]).length - (ends[b] as number[]).length || a - b)
  const nodes: { id: string; parentId?: string }[] = []
  const groups: { id: string; memberIds: string[] }[] = []
  let above: number | undefined
  const addNodes = (level: number): void => {
    let parent = 0
    ends[level].forEach((end, bucket) => {
      while (above !== undefined && ends[above]?.[parent] < end) parent += 1
      const parentId = above === undefined ? {} : { parentId: bucketId(above, parent) }
      nodes.push({ id: bucketId(level, bucket), ...parentId })
    })
    above = level
  }
  for (const level of coarseFirst) {
    const own = new Set(ends[level])
    if (above === undefined || ends[above].every((end) => own.has(end))) {
      addNodes(level)
      continue
    }
    let start = 0
    ends[level].forEach((end, bucket) => {
      const memberIds = Array.from({ length: end - start }, (_, k) => bucketId(finest, start + k))
      groups.push({ id: bucketId(level, bucket), memberIds })
      start = end
    })
  }
  addNodes(finest)
  return { nodes, groups }
}
