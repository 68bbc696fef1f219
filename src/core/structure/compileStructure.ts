import type { CompiledStructure } from './compiledStructure.js'
import { findCycle, findLevels } from '../../math/digraph.js'
import { parseDay } from '../time/calendar.js'
import { createIssueList, describeValue, type IssueList } from '../checking/errors.js'
import { readBills } from './readBills.js'
import type { Ratio } from '../numbers/ratio.js'
import { readRoutings } from './readRoutings.js'
import { hoursPerUnit } from './standardHours.js'
import { isFiniteNumber, type StructureReading } from './structureReading.js'
import type { ProductStructure, StructureOptions } from './structure.js'
import { checkUnits } from './units.js'

function checkItems(structure: ProductStructure, path: string, issues: IssueList): Map<string, number> {
  const index = new Map<string, number>()
  structure.items.forEach((item, i) => {
    const at = `${path}items[${i}]`
    if (index.has(item.id)) {
      issues.add(
        'DUPLICATE_ID',
        `${at}.id`,
        item.id,
        `Item '${item.id}' is there twice.`,
        'Give every item an id of its own.',
      )
    } else index.set(item.id, i)
    if (
      item.yieldShare !== undefined &&
      !(isFiniteNumber(item.yieldShare) && item.yieldShare > 0 && item.yieldShare <= 1)
    ) {
      issues.add(
        'OUT_OF_RANGE',
        `${at}.yieldShare`,
        item.yieldShare,
        'A yield is a share above 0, up to 1.',
        'Write 98 % as 0.98.',
      )
    }
    if (item.lotSize !== undefined && !(isFiniteNumber(item.lotSize) && item.lotSize > 0)) {
      issues.add(
        'OUT_OF_RANGE',
        `${at}.lotSize`,
        item.lotSize,
        'A lot holds more than zero units.',
        'Give a positive number.',
      )
    }
    checkUnits(item, at, issues)
  })
  return index
}

/**
 * Reads a product structure into the form that the trades compute with.
 *
 * All mistakes are added to `issues` when it is given; otherwise one SopError lists them. With mistakes in it the
 * result must not be used.
 */
export function compileStructure(
  structure: ProductStructure,
  options: StructureOptions & { readonly path?: string; readonly issues?: IssueList } = {},
): CompiledStructure {
  const issues = options.issues ?? createIssueList()
  const before = issues.issues.length
  const path = options.path ?? ''
  const asOf = options.asOf === undefined ? undefined : parseDay(options.asOf)
  if (options.asOf !== undefined && asOf === undefined) {
    issues.add('INVALID_DATE', `${path}asOf`, options.asOf, 'This day does not exist.', "Write it as 'YYYY-MM-DD'.")
  }
  const itemIndex = checkItems(structure, path, issues)
  const reading: StructureReading = { structure, itemIndex, path, asOf, issues }
  const { exactQuantities, ...bills } = readBills(reading)
  let ratios: readonly Ratio[] | undefined
  const routings = readRoutings(reading)
  const count = structure.items.length
  const cycle = findCycle(bills.componentStart, bills.component, count)
  if (cycle !== undefined) {
    const names = cycle.map((i) => structure.items[i]?.id ?? describeValue(i)).join(' > ')
    issues.add(
      'CYCLE',
      `${path}billOfMaterials`,
      names,
      `An item is a part of itself: ${names}.`,
      'Remove one of the lines of this circle.',
    )
  }
  if (options.issues === undefined) issues.throwIfAny()
  const broken = cycle !== undefined || issues.issues.length > before
  const { codes, topDown } = broken
    ? { codes: new Int32Array(count), topDown: new Int32Array(0) }
    : findLevels(bills.componentStart, bills.component, count)
  return {
    itemIds: structure.items.map((item) => item.id),
    itemIndex,
    lotSize: Float64Array.from(structure.items, ({ lotSize }) => lotSize ?? 1),
    yieldShare: Float64Array.from(structure.items, ({ yieldShare }) => yieldShare ?? 1),
    ...bills,
    get componentRatio() {
      return (ratios ??= exactQuantities())
    },
    ...routings,
    lowLevelCode: codes,
    topDown,
  }
}

/** Hours of each operation for one good unit of its item (`standardHours`), in the places of the operations. */
export function operationHours(structure: CompiledStructure): Float64Array {
  const { operationStart, operationRunHours, operationSetupHours, lotSize, yieldShare } = structure
  const hours = new Float64Array(operationRunHours.length)
  for (let i = 0; i < structure.itemIds.length; i++) {
    for (let o = operationStart[i] as number; o < (operationStart[i + 1] as number); o++) {
      hours[o] = hoursPerUnit({
        runHoursPerUnit: operationRunHours[o] as number,
        setupHours: operationSetupHours[o] as number,
        lotSize: lotSize[i] as number,
        yieldShare: yieldShare[i] as number,
      })
    }
  }
  return hours
}

/** Hours of items on resources for one good unit: operations of an item on one resource added up. */
export interface ResourceLoads {
  /** Resources of item i: places start[i] to start[i + 1]. */
  readonly start: Int32Array
  readonly resource: Int32Array
  readonly hours: Float64Array
}

/** What one good unit of each item takes of each resource, whatever number of operations it is that take it. */
export function resourceLoads(structure: CompiledStructure): ResourceLoads {
  const { itemIds, operationStart, operationResource } = structure
  const perOperation = operationHours(structure)
  const start = new Int32Array(itemIds.length + 1)
  const resources: number[] = []
  const hours: number[] = []
  for (let i = 0; i < itemIds.length; i++) {
    const first = resources.length
    for (let o = operationStart[i] as number; o < (operationStart[i + 1] as number); o++) {
      const resource = operationResource[o] as number
      let place = first
      while (place < resources.length && resources[place] !== resource) place++
      resources[place] = resource
      hours[place] = (hours[place] ?? 0) + (perOperation[o] as number)
    }
    start[i + 1] = resources.length
  }
  return { start, resource: Int32Array.from(resources), hours: Float64Array.from(hours) }
}
