import { groupByParent } from '../../math/digraph.js'
import type { CompiledStructure } from './compiledStructure.js'
import type { IssueList } from '../checking/errors.js'
import { keyOf } from '../keys/keys.js'
import type { Operation } from './structure.js'
import { findItem, isFiniteNumber, type StructureReading } from './structureReading.js'

function checkOperationHours(operation: Operation, at: string, issues: IssueList): void {
  for (const field of ['runHoursPerUnit', 'setupHours'] as const) {
    const hours = operation[field]
    if (hours === undefined && field === 'setupHours') continue
    if (isFiniteNumber(hours) && hours >= 0) continue
    issues.add(
      'OUT_OF_RANGE',
      `${at}.${field}`,
      hours,
      'Hours must be finite and not negative.',
      'Give hours, as 0.25 for fifteen minutes.',
    )
  }
}

type Routings = Pick<
  CompiledStructure,
  'resourceIds' | 'resourceIndex' | 'operationStart' | 'operationResource' | 'operationRunHours' | 'operationSetupHours'
>

export function readRoutings(reading: StructureReading): Routings {
  const { structure, path, issues } = reading
  const resourceIds: string[] = []
  const resourceIndex = new Map<string, number>()
  const rows = new Map<string, number>()
  const parents: number[] = []
  const operations: Operation[] = []
  ;(structure.operations ?? []).forEach((operation, n) => {
    const at = `${path}operations[${n}]`
    const parent = findItem(reading, operation.itemId, `${at}.itemId`)
    checkOperationHours(operation, at, issues)
    if (!resourceIndex.has(operation.resourceId)) {
      resourceIndex.set(operation.resourceId, resourceIds.length)
      resourceIds.push(operation.resourceId)
    }
    if (parent === undefined) return
    const key = keyOf(operation, ['itemId', 'resourceId', 'id'])
    const earlier = rows.get(key)
    if (earlier !== undefined) {
      issues.add(
        'DUPLICATE_ID',
        at,
        operation,
        `Item '${operation.itemId}' has operations[${earlier}] on '${operation.resourceId}' already.`,
        'Keep one of the two, or give each an id so that their hours add up.',
      )
      return
    }
    rows.set(key, n)
    parents.push(parent)
    operations.push(operation)
  })
  const { start, order } = groupByParent(parents, structure.items.length)
  const sorted = Array.from(order, (n) => operations[n] as Operation)
  return {
    resourceIds,
    resourceIndex,
    operationStart: start,
    operationResource: Int32Array.from(sorted, ({ resourceId }) => resourceIndex.get(resourceId) as number),
    operationRunHours: Float64Array.from(sorted, ({ runHoursPerUnit }) => runHoursPerUnit),
    operationSetupHours: Float64Array.from(sorted, ({ setupHours }) => setupHours ?? 0),
  }
}
