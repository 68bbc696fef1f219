import { parseDay } from './calendar.js'
import { createIssueList, describeValue, type IssueList } from './errors.js'
import { checkUnits, findStockUnits, type ItemUnits } from './units.js'

/** What is made, bought or sold, as far as bills and routings need to know it. */
export interface StructureItem extends ItemUnits {
  readonly id: string
  /** `good` is stocked; `service` takes capacity and is never stocked. Default `good`. */
  readonly kind?: 'good' | 'service'
  /** Share of started units that come out good, above 0 up to 1; default 1. */
  readonly yieldShare?: number
  /** Units of one production lot, over which set-up is spread; default 1. */
  readonly lotSize?: number
}

/** One line of a bill of materials: a component of an item. */
export interface BillLine {
  readonly itemId: string
  readonly componentId: string
  /** Component units in one unit of the item, before scrap and yield; above zero. */
  readonly quantityPer: number
  /** Unit of `quantityPer`; default the component's stock unit. */
  readonly unit?: string
  /** Share of the component that is lost when it is used, 0 to below 1; default 0. */
  readonly scrapShare?: number
  /** First day on which the line holds, `YYYY-MM-DD`; default always. */
  readonly validFrom?: string
  /** First day on which it no longer holds, `YYYY-MM-DD`; default never. */
  readonly validTo?: string
}

/** One operation of a routing: time that an item takes on a resource. */
export interface Operation {
  readonly itemId: string
  readonly resourceId: string
  /** Hours for one unit; zero or more. */
  readonly runHoursPerUnit: number
  /** Hours for one lot; default 0. */
  readonly setupHours?: number
}

/** Items with their bills and routings. */
export interface ProductStructure {
  readonly items: readonly StructureItem[]
  readonly billOfMaterials?: readonly BillLine[]
  readonly operations?: readonly Operation[]
}

/** Options of the functions that read a product structure. */
export interface StructureOptions {
  /** Day at which the bills are read, `YYYY-MM-DD`; without it, lines with a validity are refused. */
  readonly asOf?: string
}

/**
 * Component units that one good unit of the item takes.
 *
 * quantityPer / (1 - scrapShare) / yieldShare. The one definition for roll-up, optimizer, netting and ledger.
 * Source: APICS (ASCM) Dictionary, "scrap factor" and "yield".
 *
 * @param use - quantity per unit (component units), scrap of the component (0..1), yield of the item (0..1)
 * @returns component units per good unit
 * @example
 * ```ts
 * import { effectiveQuantity } from 'sop-engine'
 * effectiveQuantity({ quantityPer: 4, scrapShare: 0.2, yieldShare: 0.5 }) // => 10
 * ```
 */
export function effectiveQuantity(use: {
  readonly quantityPer: number
  readonly scrapShare?: number
  readonly yieldShare?: number
}): number {
  return use.quantityPer / (1 - (use.scrapShare ?? 0)) / (use.yieldShare ?? 1)
}

/**
 * Hours of a resource that a quantity of good units takes by standard.
 *
 * quantity x (runHoursPerUnit + setupHours / lotSize) / yieldShare. The one definition for roll-up, optimizer and payroll.
 * Source: APICS (ASCM) Dictionary, "standard hours".
 *
 * @param operation - run hours per unit, set-up hours per lot, lot size (units), yield (0..1)
 * @param quantity - good units; default 1
 * @returns hours
 * @example
 * ```ts
 * import { standardHours } from 'sop-engine'
 * standardHours({ runHoursPerUnit: 0.25, setupHours: 1, lotSize: 50 }, 100) // => 27
 * ```
 */
export function standardHours(
  operation: {
    readonly runHoursPerUnit: number
    readonly setupHours?: number
    readonly lotSize?: number
    readonly yieldShare?: number
  },
  quantity = 1,
): number {
  const perUnit = operation.runHoursPerUnit + (operation.setupHours ?? 0) / (operation.lotSize ?? 1)
  return (quantity * perUnit) / (operation.yieldShare ?? 1)
}

/** A product structure in the form that the trades compute with: ids as numbers, lines sorted by item, units converted. */
export interface CompiledStructure {
  readonly itemIds: readonly string[]
  readonly itemIndex: ReadonlyMap<string, number>
  readonly resourceIds: readonly string[]
  readonly resourceIndex: ReadonlyMap<string, number>
  /** Bill of item i: places componentStart[i] to componentStart[i + 1]. */
  readonly componentStart: Int32Array
  readonly component: Int32Array
  /** Component stock units per good unit ({@link effectiveQuantity}). */
  readonly componentQuantity: Float64Array
  /** Routing of item i: places operationStart[i] to operationStart[i + 1]; one place per resource. */
  readonly operationStart: Int32Array
  readonly operationResource: Int32Array
  /** Hours per good unit ({@link standardHours}). */
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
      issues.add('DUPLICATE_ID', `${at}.id`, item.id, `Item '${item.id}' is there twice.`, 'Give every item an id of its own.')
    } else index.set(item.id, i)
    if (item.yieldShare !== undefined && !(finite(item.yieldShare) && item.yieldShare > 0 && item.yieldShare <= 1)) {
      issues.add('OUT_OF_RANGE', `${at}.yieldShare`, item.yieldShare, 'A yield is a share above 0, up to 1.', 'Write 98 % as 0.98.')
    }
    if (item.lotSize !== undefined && !(finite(item.lotSize) && item.lotSize > 0)) {
      issues.add('OUT_OF_RANGE', `${at}.lotSize`, item.lotSize, 'A lot holds more than zero units.', 'Give a positive number.')
    }
    checkUnits(item, at, issues)
  })
  return index
}

function isValidAt(line: BillLine, path: string, asOf: number | undefined, issues: IssueList): boolean {
  if (line.validFrom === undefined && line.validTo === undefined) return true
  const read = (text: string | undefined, field: string, otherwise: number): number => {
    if (text === undefined) return otherwise
    const day = parseDay(text)
    if (day === undefined) issues.add('INVALID_DATE', `${path}.${field}`, text, 'This day does not exist.', "Write it as 'YYYY-MM-DD'.")
    return day ?? otherwise
  }
  const from = read(line.validFrom, 'validFrom', Number.NEGATIVE_INFINITY)
  const to = read(line.validTo, 'validTo', Number.POSITIVE_INFINITY)
  if (asOf === undefined) {
    issues.add('MISSING_VALUE', path, { validFrom: line.validFrom, validTo: line.validTo }, 'The line holds for a time only.', 'Pass asOf, the day at which the bill is to be read.')
    return false
  }
  if (to <= from) {
    issues.add('PERIODS_OUT_OF_ORDER', `${path}.validTo`, line.validTo, 'The line ends before it begins.', 'Give a validTo after validFrom.')
  }
  return asOf >= from && asOf < to
}

interface Line {
  readonly parent: number
  readonly child: number
  readonly amount: number
}

/** Lines sorted by parent, lines of the same pair added up, in compressed rows. */
function compress(lines: readonly Line[], parents: number): { start: Int32Array; child: Int32Array; amount: Float64Array } {
  const merged = new Map<number, Map<number, number>>()
  for (const { parent, child, amount } of lines) {
    const row = merged.get(parent) ?? new Map<number, number>()
    row.set(child, (row.get(child) ?? 0) + amount)
    merged.set(parent, row)
  }
  const start = new Int32Array(parents + 1)
  const child: number[] = []
  const amount: number[] = []
  for (let i = 0; i < parents; i++) {
    for (const [index, value] of merged.get(i) ?? []) {
      child.push(index)
      amount.push(value)
    }
    start[i + 1] = child.length
  }
  return { start, child: Int32Array.from(child), amount: Float64Array.from(amount) }
}

/** Walks down from every item; returns the items of one cycle, first item repeated at the end, or undefined. */
function findCycle(start: Int32Array, child: Int32Array, count: number): number[] | undefined {
  const state = new Uint8Array(count) // 0 new, 1 on the way down, 2 done
  for (let root = 0; root < count; root++) {
    if (state[root] !== 0) continue
    const path = [root]
    const next = [start[root] as number]
    state[root] = 1
    while (path.length > 0) {
      const top = path.length - 1
      const item = path[top] as number
      const place = next[top] as number
      if (place === start[item + 1]) {
        state[item] = 2
        path.pop()
        next.pop()
        continue
      }
      next[top] = place + 1
      const below = child[place] as number
      if (state[below] === 1) return [...path.slice(path.indexOf(below)), below]
      if (state[below] === 0) {
        state[below] = 1
        path.push(below)
        next.push(start[below] as number)
      }
    }
  }
  return undefined
}

/** Low-level codes by Kahn's order: an item is settled when all of its parents are. */
function levels(start: Int32Array, child: Int32Array, count: number): { codes: Int32Array; topDown: Int32Array } {
  const waiting = new Int32Array(count)
  for (const below of child) waiting[below] = (waiting[below] as number) + 1
  const codes = new Int32Array(count)
  const queue: number[] = []
  for (let i = 0; i < count; i++) if (waiting[i] === 0) queue.push(i)
  for (let head = 0; head < queue.length; head++) {
    const item = queue[head] as number
    for (let place = start[item] as number; place < (start[item + 1] as number); place++) {
      const below = child[place] as number
      codes[below] = Math.max(codes[below] as number, (codes[item] as number) + 1)
      waiting[below] = (waiting[below] as number) - 1
      if (waiting[below] === 0) queue.push(below)
    }
  }
  const topDown = Int32Array.from({ length: count }, (_, i) => i).sort(
    (a, b) => (codes[a] as number) - (codes[b] as number) || a - b,
  )
  return { codes, topDown }
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
    if (i === undefined) issues.add('UNKNOWN_ID', at, id, `There is no item '${id}'.`, 'Add it to items, or correct the id.')
    return i
  }
  const billLines: Line[] = []
  ;(structure.billOfMaterials ?? []).forEach((line, n) => {
    const at = `${path}billOfMaterials[${n}]`
    const parent = find(line.itemId, `${at}.itemId`)
    const child = find(line.componentId, `${at}.componentId`)
    if (!finite(line.quantityPer) || line.quantityPer <= 0) {
      issues.add('OUT_OF_RANGE', `${at}.quantityPer`, line.quantityPer, 'A bill line needs a quantity above zero.', 'Give the component units in one unit of the item.')
    }
    if (line.scrapShare !== undefined && !(finite(line.scrapShare) && line.scrapShare >= 0 && line.scrapShare < 1)) {
      issues.add('OUT_OF_RANGE', `${at}.scrapShare`, line.scrapShare, 'Scrap is a share from 0 to below 1.', 'Write 2 % as 0.02.')
    }
    const valid = isValidAt(line, at, asOf, issues)
    if (parent === undefined || child === undefined || !valid) return
    const component = structure.items[child] as StructureItem
    let factor = 1
    if (line.unit !== undefined) {
      const stockUnits = findStockUnits(component, line.unit)
      if (stockUnits === undefined || !(stockUnits > 0) || !finite(stockUnits)) {
        issues.add('MISSING_CONVERSION', `${at}.unit`, line.unit, `Item '${component.id}' has no unit '${line.unit}'.`, `Add { unit: '${line.unit}', stockUnits: ... } to the units of item '${component.id}'.`)
      } else factor = stockUnits
    }
    const yieldShare = structure.items[parent]?.yieldShare
    const amount = effectiveQuantity({
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
        issues.add('OUT_OF_RANGE', `${at}.${field}`, hours, 'Hours must be finite and not negative.', 'Give hours, as 0.25 for fifteen minutes.')
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
    const amount = standardHours({
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
    issues.add('CYCLE', `${path}billOfMaterials`, names, `An item is a part of itself: ${names}.`, 'Remove one of the lines of this circle.')
  }
  if (options.issues === undefined) issues.throwIfAny()
  const broken = cycle !== undefined || issues.issues.length > before
  const { codes, topDown } = broken
    ? { codes: new Int32Array(count), topDown: new Int32Array(0) }
    : levels(bill.start, bill.child, count)
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

/**
 * Low-level code of every item: 0 for one that is no component, else one more than its deepest parent's.
 *
 * Source: Orlicky, Material Requirements Planning; APICS (ASCM) Dictionary, "low-level code".
 *
 * @param structure - items, bills and routings
 * @param options - the day at which the bills are read
 * @returns codes by item id
 * @throws SopError `CYCLE` (names the circle), `UNKNOWN_ID`, `DUPLICATE_ID`, `OUT_OF_RANGE`, `MISSING_CONVERSION`
 * @example
 * ```ts
 * import { lowLevelCodes } from 'sop-engine'
 * lowLevelCodes({
 *   items: [{ id: 'lamp' }, { id: 'shade' }],
 *   billOfMaterials: [{ itemId: 'lamp', componentId: 'shade', quantityPer: 1 }],
 * }) // => { lamp: 0, shade: 1 }
 * ```
 */
export function lowLevelCodes(structure: ProductStructure, options: StructureOptions = {}): Record<string, number> {
  const compiled = compileStructure(structure, options)
  return Object.fromEntries(compiled.itemIds.map((id, i) => [id, compiled.lowLevelCode[i] as number]))
}

/** One component of an exploded bill. */
export interface ExplodedLine {
  readonly itemId: string
  /** Levels below the item, by the longest way down: 1 for a direct component. */
  readonly level: number
  /** Component stock units for the whole quantity, scrap and yield of every level included. */
  readonly quantity: number
}

/** Options of {@link explodeBill}. */
export interface ExplodeOptions extends StructureOptions {
  readonly itemId: string
  /** Good units of the item; default 1. */
  readonly quantity?: number
}

/**
 * All components of an item through every level, each once, with the quantity that the item takes in all.
 *
 * Gross requirements without netting, by effective quantities ({@link effectiveQuantity}).
 *
 * @param structure - items, bills and routings
 * @param options - item, quantity (good units) and the day at which the bills are read
 * @returns components, parents before components
 * @throws SopError `UNKNOWN_ID`, `CYCLE`, and as {@link lowLevelCodes}
 * @example
 * ```ts
 * import { explodeBill } from 'sop-engine'
 * const structure = {
 *   items: [{ id: 'table' }, { id: 'leg' }, { id: 'screw' }],
 *   billOfMaterials: [
 *     { itemId: 'table', componentId: 'leg', quantityPer: 4 },
 *     { itemId: 'leg', componentId: 'screw', quantityPer: 2 },
 *   ],
 * }
 * explodeBill(structure, { itemId: 'table' }).at(-1) // => { itemId: 'screw', level: 2, quantity: 8 }
 * ```
 */
export function explodeBill(structure: ProductStructure, options: ExplodeOptions): ExplodedLine[] {
  const compiled = compileStructure(structure, options.asOf === undefined ? {} : { asOf: options.asOf })
  const issues = createIssueList()
  const root = compiled.itemIndex.get(options.itemId)
  const quantity = options.quantity ?? 1
  if (root === undefined) {
    issues.add('UNKNOWN_ID', 'options.itemId', options.itemId, `There is no item '${options.itemId}'.`, 'Give the id of one of the items.')
  }
  if (!finite(quantity) || quantity < 0) {
    issues.add('OUT_OF_RANGE', 'options.quantity', quantity, 'A quantity must be finite and not negative.', 'Give the good units wanted.')
  }
  issues.throwIfAny()
  const need = new Float64Array(compiled.itemIds.length)
  const level = new Int32Array(compiled.itemIds.length).fill(-1)
  need[root as number] = quantity
  level[root as number] = 0
  const lines: ExplodedLine[] = []
  for (const item of compiled.topDown) {
    if (level[item] === -1) continue
    if (item !== root) {
      lines.push({ itemId: compiled.itemIds[item] as string, level: level[item] as number, quantity: need[item] as number })
    }
    const last = compiled.componentStart[item + 1] as number
    for (let place = compiled.componentStart[item] as number; place < last; place++) {
      const below = compiled.component[place] as number
      need[below] = (need[below] as number) + (need[item] as number) * (compiled.componentQuantity[place] as number)
      level[below] = Math.max(level[below] as number, (level[item] as number) + 1)
    }
  }
  return lines
}
