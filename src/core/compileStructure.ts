import { findCycle, findLevels, compress, type Line } from './billGraph.js'
import { parseDay } from './calendar.js'
import { effectivePerUnit } from './effectiveQuantity.js'
import { createIssueList, describeValue, type IssueList } from './errors.js'
import { hoursPerUnit } from './standardHours.js'
import type { BillLine, ProductStructure, StructureItem, StructureOptions } from './structure.js'
import { checkUnits, findStockUnits } from './units.js'

/** A product structure in the form that the trades compute with: ids as numbers, lines sorted by item, units converted. */
export interface CompiledStructure {
  readonly itemIds: readonly string[]
  readonly itemIndex: ReadonlyMap<string, number>
  readonly resourceIds: readonly string[]
  readonly resourceIndex: ReadonlyMap<string, number>
  /** Bill of item i: places componentStart[i] to componentStart[i + 1]. */
  readonly componentStart: Int32Array
  readonly component: Int32Array
  /** Component stock units per good unit (`effectiveQuantity`). */
  readonly componentQuantity: Float64Array
  /** Routing of item i: places operationStart[i] to operationStart[i + 1]; one place per resource. */
  readonly operationStart: Int32Array
  readonly operationResource: Int32Array
  /** Hours per good unit (`standardHours`). */
  readonly operationHours: Float64Array
  /** 0 for an item that is no component, else one more than its deepest parent's. */
  readonly lowLevelCode: Int32Array
  /** Items so that every parent comes before its components; within a level in order of input. */
  readonly topDown: Int32Array
}

const finite = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)

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
    if (item.yieldShare !== undefined && !(finite(item.yieldShare) && item.yieldShare > 0 && item.yieldShare <= 1)) {
      issues.add(
        'OUT_OF_RANGE',
        `${at}.yieldShare`,
        item.yieldShare,
        'A yield is a share above 0, up to 1.',
        'Write 98 % as 0.98.',
      )
    }
    if (item.lotSize !== undefined && !(finite(item.lotSize) && item.lotSize > 0)) {
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

function isValidAt(line: BillLine, path: string, asOf: number | undefined, issues: IssueList): boolean {
  if (line.firstDate === undefined && line.lastDate === undefined) return true
  const read = (text: string | undefined, field: string, otherwise: number): number => {
    if (text === undefined) return otherwise
    const day = parseDay(text)
    if (day === undefined)
      issues.add('INVALID_DATE', `${path}.${field}`, text, 'This day does not exist.', "Write it as 'YYYY-MM-DD'.")
    return day ?? otherwise
  }
  const from = read(line.firstDate, 'firstDate', Number.NEGATIVE_INFINITY)
  const to = read(line.lastDate, 'lastDate', Number.POSITIVE_INFINITY)
  if (asOf === undefined) {
    issues.add(
      'MISSING_VALUE',
      path,
      { firstDate: line.firstDate, lastDate: line.lastDate },
      'The line holds for a time only.',
      'Pass asOf, the day at which the bill is to be read.',
    )
    return false
  }
  if (to < from) {
    issues.add(
      'PERIODS_OUT_OF_ORDER',
      `${path}.lastDate`,
      line.lastDate,
      'The line ends before it begins.',
      'Give a lastDate that is not before firstDate.',
    )
  }
  return asOf >= from && asOf <= to
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
  const count = structure.items.length

  const find = (id: string, at: string): number | undefined => {
    const i = itemIndex.get(id)
    if (i === undefined)
      issues.add('UNKNOWN_ID', at, id, `There is no item '${id}'.`, 'Add it to items, or correct the id.')
    return i
  }
  const billLines: Line[] = []
  ;(structure.billOfMaterials ?? []).forEach((line, n) => {
    const at = `${path}billOfMaterials[${n}]`
    const parent = find(line.itemId, `${at}.itemId`)
    const child = find(line.componentId, `${at}.componentId`)
    if (!finite(line.quantityPer) || line.quantityPer <= 0) {
      issues.add(
        'OUT_OF_RANGE',
        `${at}.quantityPer`,
        line.quantityPer,
        'A bill line needs a quantity above zero.',
        'Give the component units in one unit of the item.',
      )
    }
    if (line.scrapShare !== undefined && !(finite(line.scrapShare) && line.scrapShare >= 0 && line.scrapShare < 1)) {
      issues.add(
        'OUT_OF_RANGE',
        `${at}.scrapShare`,
        line.scrapShare,
        'Scrap is a share from 0 to below 1.',
        'Write 2 % as 0.02.',
      )
    }
    const valid = isValidAt(line, at, asOf, issues)
    if (parent === undefined || child === undefined || !valid) return
    const component = structure.items[child] as StructureItem
    let factor = 1
    if (line.unit !== undefined) {
      const stockUnits = findStockUnits(component, line.unit)
      if (stockUnits === undefined || !(stockUnits > 0) || !finite(stockUnits)) {
        issues.add(
          'MISSING_CONVERSION',
          `${at}.unit`,
          line.unit,
          `Item '${component.id}' has no unit '${line.unit}'.`,
          `Add { unit: '${line.unit}', stockUnits: ... } to the units of item '${component.id}'.`,
        )
      } else factor = stockUnits
    }
    const yieldShare = structure.items[parent]?.yieldShare
    const amount = effectivePerUnit({
      quantityPer: line.quantityPer * factor,
      ...(line.scrapShare !== undefined && { scrapShare: line.scrapShare }),
      ...(yieldShare !== undefined && { yieldShare }),
    })
    billLines.push({ parent, child, amount })
  })

  const resourceIds: string[] = []
  const resourceIndex = new Map<string, number>()
  const operationLines: Line[] = []
  ;(structure.operations ?? []).forEach((operation, n) => {
    const at = `${path}operations[${n}]`
    const parent = find(operation.itemId, `${at}.itemId`)
    for (const field of ['runHoursPerUnit', 'setupHours'] as const) {
      const hours = operation[field]
      if (hours === undefined && field === 'setupHours') continue
      if (!finite(hours) || hours < 0) {
        issues.add(
          'OUT_OF_RANGE',
          `${at}.${field}`,
          hours,
          'Hours must be finite and not negative.',
          'Give hours, as 0.25 for fifteen minutes.',
        )
      }
    }
    let child = resourceIndex.get(operation.resourceId)
    if (child === undefined) {
      child = resourceIds.length
      resourceIndex.set(operation.resourceId, child)
      resourceIds.push(operation.resourceId)
    }
    if (parent === undefined) return
    const { yieldShare, lotSize } = structure.items[parent] as StructureItem
    const amount = hoursPerUnit({
      runHoursPerUnit: operation.runHoursPerUnit,
      ...(operation.setupHours !== undefined && { setupHours: operation.setupHours }),
      ...(lotSize !== undefined && { lotSize }),
      ...(yieldShare !== undefined && { yieldShare }),
    })
    operationLines.push({ parent, child, amount })
  })

  const bill = compress(billLines, count)
  const routing = compress(operationLines, count)
  const cycle = findCycle(bill.start, bill.child, count)
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
    : findLevels(bill.start, bill.child, count)
  return {
    itemIds: structure.items.map((item) => item.id),
    itemIndex,
    resourceIds,
    resourceIndex,
    componentStart: bill.start,
    component: bill.child,
    componentQuantity: bill.amount,
    operationStart: routing.start,
    operationResource: routing.child,
    operationHours: routing.amount,
    lowLevelCode: codes,
    topDown,
  }
}
