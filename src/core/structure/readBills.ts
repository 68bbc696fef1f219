import { groupByParent } from '../../math/digraph.js'
import { parseDay } from '../time/calendar.js'
import type { CompiledStructure } from './compiledStructure.js'
import { effectivePerUnit, exactPerUnit } from './effectiveQuantity.js'
import type { IssueList } from '../checking/errors.js'
import { keyOf } from '../keys/keys.js'
import { addRatios, multiplyRatios, type Ratio, ratioOf } from '../numbers/ratio.js'
import type { BillLine, StructureItem } from './structure.js'
import { findItem, isFiniteNumber, type StructureReading } from './structureReading.js'
import { findStockUnits } from './units.js'

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

/** Component stock units in one unit of the bill line; 1 where the unit is unknown, which is told. */
function unitFactor(line: BillLine, component: StructureItem, at: string, issues: IssueList): number {
  if (line.unit === undefined) return 1
  const stockUnits = findStockUnits(component, line.unit)
  if (stockUnits !== undefined && stockUnits > 0 && isFiniteNumber(stockUnits)) return stockUnits
  issues.add(
    'MISSING_CONVERSION',
    `${at}.unit`,
    line.unit,
    `Item '${component.id}' has no unit '${line.unit}'.`,
    `Add { unit: '${line.unit}', stockUnits: ... } to the units of item '${component.id}'.`,
  )
  return 1
}

function checkLine(line: BillLine, at: string, issues: IssueList): void {
  if (!isFiniteNumber(line.quantityPer) || line.quantityPer <= 0) {
    issues.add(
      'OUT_OF_RANGE',
      `${at}.quantityPer`,
      line.quantityPer,
      'A bill line needs a quantity above zero.',
      'Give the component units in one unit of the item.',
    )
  }
  if (
    line.scrapShare !== undefined &&
    !(isFiniteNumber(line.scrapShare) && line.scrapShare >= 0 && line.scrapShare < 1)
  ) {
    issues.add(
      'OUT_OF_RANGE',
      `${at}.scrapShare`,
      line.scrapShare,
      'Scrap is a share from 0 to below 1.',
      'Write 2 % as 0.02.',
    )
  }
}

/** True for a line that is written twice, or that holds at the same day as another one of its component; it is told. */
function isTwin(
  line: BillLine,
  n: number,
  known: {
    /** Rows by key, and by component those that hold at the day. */
    readonly rows: Map<string | number, number>
    readonly held: Map<string | number, number>
    /** A number of the item and the component together, where both are known: most lines need no other key. */
    readonly pair: number | undefined
    readonly valid: boolean
    readonly path: string
    readonly issues: IssueList
  },
): boolean {
  const { rows, held, pair, valid, path, issues } = known
  const use = line.id === undefined && pair !== undefined ? pair : keyOf(line, ['itemId', 'componentId', 'id'])
  const row = line.firstDate === undefined ? use : keyOf(line, ['itemId', 'componentId', 'firstDate', 'id'])
  const same = rows.get(row)
  const earlier = same ?? (valid ? held.get(use) : undefined)
  if (same === undefined) rows.set(row, n)
  if (earlier === undefined) {
    if (valid) held.set(use, n)
    return false
  }
  const why = same === undefined ? ', and both hold on the same day' : ''
  issues.add(
    'DUPLICATE_ID',
    `${path}billOfMaterials[${n}]`,
    line,
    `Item '${line.itemId}' takes '${line.componentId}' by billOfMaterials[${earlier}] already${why}.`,
    'Keep one of the two, end one before the other begins, or give each an id of its own so that they add up.',
  )
  return true
}

/** Lines of bills that hold, as far as their exact quantities need them. */
interface HeldLines {
  readonly lines: readonly BillLine[]
  /** For each its place among the components, its units of the component's stock, and the yield of what it goes into. */
  readonly places: readonly number[]
  readonly factors: readonly number[]
  readonly yields: readonly number[]
}

function readRatios({ lines, places, factors, yields }: HeldLines, order: Int32Array): Ratio[] {
  const ratios: Ratio[] = []
  lines.forEach(({ quantityPer, scrapShare = 0 }, n) => {
    const [place, factor, yieldShare] = [places[n] ?? 0, factors[n] ?? 1, yields[n] ?? 1]
    const amount = effectivePerUnit({ quantityPer: quantityPer * factor, scrapShare, yieldShare })
    // With mistakes in the input, which are told, there may be no number to read the digits of.
    const isSound = Number.isFinite(amount) && amount > 0
    const perUnit = isSound ? multiplyRatios(ratioOf(quantityPer), ratioOf(factor)) : ratioOf(0)
    const exact = isSound ? exactPerUnit(perUnit, { scrapShare, yieldShare }) : perUnit
    const before = ratios[place]
    ratios[place] = before === undefined ? exact : addRatios(before, exact)
  })
  return Array.from(order, (n) => ratios[n] as Ratio)
}

/** Bills that hold at the day, lines of one component added up. */
export function readBills(reading: StructureReading): Pick<
  CompiledStructure,
  'componentStart' | 'component' | 'componentQuantity'
> & {
  /** The quantities as exact quotients: for those who need them, since they take longer than all the rest. */
  readonly exactQuantities: () => Ratio[]
} {
  const { structure, path, asOf, issues } = reading
  const count = structure.items.length
  const parents: number[] = []
  const components: number[] = []
  const quantities: number[] = []
  const lines: BillLine[] = []
  const places: number[] = []
  const factors: number[] = []
  const yields: number[] = []
  const rows = new Map<string | number, number>()
  const held = new Map<string | number, number>()
  const placeOf = new Map<number, number>()
  ;(structure.billOfMaterials ?? []).forEach((line, n) => {
    const at = `${path}billOfMaterials[${n}]`
    const parent = findItem(reading, line.itemId, at, '.itemId')
    const child = findItem(reading, line.componentId, at, '.componentId')
    checkLine(line, at, issues)
    const valid = isValidAt(line, at, asOf, issues)
    const factor = child === undefined ? 1 : unitFactor(line, structure.items[child] as StructureItem, at, issues)
    const pair = parent === undefined || child === undefined ? undefined : parent * count + child
    if (isTwin(line, n, { rows, held, pair, valid, path, issues })) return
    if (parent === undefined || child === undefined || pair === undefined || !valid) return
    const { quantityPer, scrapShare = 0 } = line
    const yieldShare = structure.items[parent]?.yieldShare ?? 1
    const amount = effectivePerUnit({ quantityPer: quantityPer * factor, scrapShare, yieldShare })
    const known = placeOf.get(pair)
    const place = known ?? parents.length
    lines.push(line)
    places.push(place)
    factors.push(factor)
    yields.push(yieldShare)
    if (known === undefined) {
      placeOf.set(pair, place)
      parents.push(parent)
      components.push(child)
      quantities.push(amount)
    } else quantities[place] = (quantities[place] as number) + amount
  })
  const { start, order } = groupByParent(parents, count)
  return {
    componentStart: start,
    component: Int32Array.from(order, (n) => components[n] as number),
    componentQuantity: Float64Array.from(order, (n) => quantities[n] as number),
    exactQuantities: () => readRatios({ lines, places, factors, yields }, order),
  }
}
