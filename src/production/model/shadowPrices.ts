import type { LpSolution } from '../../lp/solver.js'
import { type DemandForm, demandForm, shippingMargin, stockRange, demandOf } from '../problem/itemForms.js'
import { lostQueue } from '../problem/lostQueue.js'
import { marginOf } from '../problem/waitingDemand.js'
import { partOfItems } from '../problem/sharingParts.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'
import type { ArrivalRow, ProductionModelMap } from './productionModelMap.js'
import type { ShadowPrice } from '../types.js'

/** What one more unit or hour is worth, indexed `item (or resource) * periodCount + period`. */
interface LimitWorth {
  readonly unit: Float64Array
  readonly hour: Float64Array
  readonly overtimeHour: Float64Array
  /** The place, in their order, of the program by which hours are told. */
  readonly hourProgram: Uint8Array
  /** Worth of a unit of supply more than the source's limit or firm order allows. */
  readonly source: Float64Array
  /** Worth to customers of room for one unit more than the maximum stock. */
  readonly room: Float64Array
}

/** {@link LimitWorth} with the worth of every limit. */
export interface ProductionWorth extends LimitWorth {
  /** By limit, item or resource; only those that are worth something in some period, in order of input. */
  readonly shadowPrices: readonly ShadowPrice[]
}

/** Less than this is the solver's noise. */
const NOISE = 1e-9
/** One more adds nothing to what customers get where it adds less money than this. */
const NOTHING = 1e-6

/** A program with its multipliers. */
interface Program {
  readonly problem: PreparedProblem
  readonly map: ProductionModelMap
  readonly dual: (row: number) => number
  readonly reduced: (column: number) => number
}

/** A program that comes before that of the safety stock. */
interface ProgramBefore extends Program {
  /** Whether who asks for more of an item is a customer whom this program serves. */
  readonly has: (i: number) => boolean
}

/** What a program was solved to, as it is read here. */
export interface PricedProgram {
  readonly problem: PreparedProblem
  readonly production: { readonly map: ProductionModelMap }
  readonly solution: Pick<LpSolution, 'primal' | 'rowDual' | 'reducedCost'>
}

/** A program of some items. */
interface PricedParts extends PricedProgram {
  readonly isIn: Uint8Array
}

/** The program of the safety stock, that of the customers, and that of the losses, of the items that are in them. */
export interface PricedPrograms extends PricedProgram {
  readonly customers?: PricedParts & { readonly losses?: PricedParts }
}

const clean = (value: number): number => (Math.abs(value) < NOISE ? 0 : value + 0)

function programOf({ problem, production, solution }: PricedProgram): Program {
  const { rowDual, reducedCost } = solution
  return {
    problem,
    map: production.map,
    dual: (row) => (row < 0 ? 0 : (rowDual[row] ?? 0)),
    reduced: (column) => (column < 0 ? 0 : (reducedCost[column] ?? 0)),
  }
}

/** The programs before that of the safety stock, in their order: who goes away, then all customers. */
function programsBefore({ problem, customers }: PricedPrograms): ProgramBefore[] {
  if (customers === undefined) return []
  const { losses, isIn } = customers
  const own = { ...programOf(customers), has: (i: number) => isIn[i] === 1 }
  if (losses === undefined) return [own]
  const isLost = (i: number): boolean => losses.isIn[i] === 1 && problem.items[i].unmetDemand === 'lost'
  return [{ ...programOf(losses), has: isLost }, own]
}

/** Whether the last program would rather serve some customer less, of the part of the company that a resource works for. */
function heldResources(
  { problem, solution: { primal } }: PricedProgram,
  last: Program | undefined,
): (r: number) => boolean {
  if (last === undefined) return () => false
  const { items, periodCount, loads, resourceOf } = problem
  const { map, reduced } = last
  const part = partOfItems(problem)
  // Where nobody is left late or lost, an hour more gives nobody more.
  const isHeld = (i: number, t: number): boolean => {
    const [ship, backlog] = [map.ship[i * periodCount + t], map.backlog[i * periodCount + t]]
    if (items[i].unmetDemand !== 'lost') return reduced(backlog) > NOTHING && primal[backlog] > NOTHING
    return reduced(ship) < -NOTHING && demandOf(items[i], t) - primal[ship] > NOTHING
  }
  const held = new Set<number>()
  const parts = new Map<number, number>()
  items.forEach((_, i) => {
    for (let t = 0; t < periodCount; t += 1) if (isHeld(i, t)) held.add(part[i])
    for (let o = loads.start[i]; o < loads.start[i + 1]; o += 1) parts.set(resourceOf[loads.resource[o]], part[i])
  })
  return (r) => held.has(parts.get(r) ?? -1)
}

/**
 * Reads the worth of limits out of the multipliers of the model: how much the objective rises when a limit is eased by
 * one unit, by strong duality (Hillier & Lieberman, ch. 4.7; Chvatal 1983, ch. 5). Without multipliers everything is 0.
 *
 * Where customers have a program of their own, one more goes to them first, and of them to who would go away: its worth is what it
 * adds to the first of the programs to which it adds anything. A unit of an item adds something where it
 * is worth more than it costs; below that it spares a supply in any of them. Hours are told by the last program where
 * customers get more in it than is held for them.
 */
export function readWorth(programs: PricedPrograms, costs: (i: number, t: number) => number): ProductionWorth {
  const inOrder = { stock: programOf(programs), before: programsBefore(programs) }
  const limits = readLimits(programs, inOrder, costs)
  const hasPrices = programs.solution.rowDual.length > 0
  return { ...limits, shadowPrices: hasPrices ? readPrices(programs.problem, inOrder, limits) : [] }
}

/** The programs by what they decide: those of the customers, and that of the safety stock. */
interface ProgramsInOrder {
  readonly before: readonly ProgramBefore[]
  readonly stock: Program
}

/** What one more adds to the first program to which it adds anything, else to that of the safety stock. */
function firstWorth({ before, stock }: ProgramsInOrder, value: (program: Program) => number): number {
  for (const program of before) {
    const served = clean(value(program))
    if (served > NOTHING) return served
  }
  return clean(value(stock))
}

/** The worth of one unit, and of one hour. */
function readLimits(
  programs: PricedPrograms,
  { before, stock }: ProgramsInOrder,
  costs: (i: number, t: number) => number,
): LimitWorth {
  const { items, resources, periodCount } = programs.problem
  const isHeldFor = heldResources(programs, before.length === 0 ? undefined : stock)
  const at = (of: number, t: number): number => of * periodCount + t
  const series = (count: number, value: (of: number, t: number) => number): Float64Array => {
    const values = new Float64Array(count * periodCount)
    for (let of = 0; of < count; of += 1) for (let t = 0; t < periodCount; t += 1) values[at(of, t)] = value(of, t)
    return values
  }

  const unit = series(items.length, (i, t) => {
    const cost = costs(i, t)
    for (const program of before) {
      const served = clean(worthOfUnit(program, at(i, t)))
      if (served > cost + NOTHING * Math.max(1, cost)) return served
    }
    return clean(worthOfUnit(stock, at(i, t)))
  })
  const regularIn = ({ map, reduced }: Program, n: number): number => clean(Math.max(0, reduced(map.regular[n])))
  const overtimeIn = ({ map, reduced }: Program, n: number): number => clean(Math.max(0, reduced(map.overtime[n])))
  const inOrder: readonly Program[] = [...before, stock]
  /** The program that tells of hours, regular or not: where customers get more than is held for them the last, else the first to which one adds. */
  const hourProgram = new Uint8Array(resources.length * periodCount).map((_, n) => {
    if (!isHeldFor(Math.floor(n / periodCount))) return before.length
    const first = before.findIndex((one) => regularIn(one, n) > NOTHING || overtimeIn(one, n) > NOTHING)
    return first < 0 ? before.length : first
  })
  const hour = series(resources.length, (r, t) => regularIn(inOrder[hourProgram[at(r, t)]], at(r, t)))
  const overtimeHour = series(resources.length, (r, t) => overtimeIn(inOrder[hourProgram[at(r, t)]], at(r, t)))
  const source = series(items.length, (i, t) =>
    firstWorth({ before, stock }, (program) => worthOfSource(program, i, t)),
  )
  const room = series(items.length, (i, t) => firstWorth({ before, stock }, (program) => worthOfRoom(program, i, t)))
  return { unit, hour, overtimeHour, hourProgram, source, room }
}

/** The worth of every limit, in order of input. */
function readPrices(
  problem: PreparedProblem,
  inOrder: ProgramsInOrder,
  { hour, overtimeHour, source }: LimitWorth,
): ShadowPrice[] {
  const { items, resources, periodCount } = problem
  const { before, stock } = inOrder
  const shadowPrices: ShadowPrice[] = []
  const at = (of: number, t: number): number => of * periodCount + t
  const first = (value: (program: Program) => number): number => firstWorth(inOrder, value)
  const add = (of: Omit<ShadowPrice, 'values'>, value: (t: number) => number): void => {
    const values: number[] = []
    for (let t = 0; t < periodCount; t += 1) values.push(clean(value(t)))
    if (values.some((own) => own !== 0)) shadowPrices.push({ ...of, values })
  }
  for (const r of problem.resourceOrder) {
    const resourceId = resources[r]?.id
    add({ limit: 'capacity', resourceId }, (t) => hour[at(r, t)])
    add({ limit: 'overtime', resourceId }, (t) => overtimeHour[at(r, t)])
  }
  for (const i of problem.itemOrder) {
    const { id: itemId, sourceId, firm } = items[i]
    // Who asks for more is a customer.
    const own = before.find(({ has }) => has(i)) ?? stock
    // Its demand may stand in another form there: what is weighed in one program and not in the other decides it, too.
    const form = demandForm(own.problem.items[i], own.problem.isComponent[i] === 1)
    add({ limit: 'demand', itemId }, (t) => worthOfDemand(own, form, i, t))
    const isFirm = (t: number): boolean => !Number.isNaN(firm[t])
    add({ limit: 'supply', itemId, sourceId }, (t) => (isFirm(t) ? 0 : source[at(i, t)]))
    add({ limit: 'firmSupply', itemId, sourceId }, (t) => (isFirm(t) ? source[at(i, t)] : 0))
    add({ limit: 'minimumStock', itemId }, (t) => first((program) => worthOfMinimum(program, i, t)))
    add({ limit: 'maximumStock', itemId }, (t) => first((program) => worthOfMaximum(program, i, t)))
  }
  return shadowPrices
}

/** The worth by which late and lost units are put down to their causes: that of the customers, where they have a program of their own. */
export function readCustomersWorth(programs: PricedPrograms, worth: ProductionWorth): ProductionWorth {
  const { customers, problem } = programs
  if (customers === undefined) return worth
  const { periodCount, loads, resourceOf, items } = problem
  const alone = { problem: customers.problem, production: customers.production, solution: customers.solution }
  const own = readLimits(alone, { stock: programOf(alone), before: [] }, () => 0)
  const isIn = (i: number): boolean => customers.isIn[i] === 1
  const used = new Set<number>()
  items.forEach((_, i) => {
    for (let o = loads.start[i]; isIn(i) && o < loads.start[i + 1]; o += 1) used.add(resourceOf[loads.resource[o]])
  })
  const pick = (served: Float64Array, other: Float64Array, has: (n: number) => boolean): Float64Array =>
    other.map((value, n) => (has(Math.floor(n / periodCount)) ? served[n] : value))
  return {
    unit: pick(own.unit, worth.unit, isIn),
    source: pick(own.source, worth.source, isIn),
    room: pick(own.room, worth.room, isIn),
    hour: pick(own.hour, worth.hour, (r) => used.has(r)),
    overtimeHour: pick(own.overtimeHour, worth.overtimeHour, (r) => used.has(r)),
    // The program of the customers stands before the last.
    hourProgram: worth.hourProgram.map((n, at) =>
      used.has(Math.floor(at / periodCount)) ? (customers.losses === undefined ? 0 : 1) : n,
    ),
    shadowPrices: worth.shadowPrices,
  }
}

/** A unit that is there when the period begins also serves what is asked for before something comes within it. */
const worthOfUnit = ({ map, dual }: Program, at: number): number =>
  map.arrival[at].reduce((sum, { row }) => sum + dual(row), dual(map.balance[at]))

function worthOfSource({ problem, map, reduced }: Program, i: number, t: number): number {
  const { firm, supplyLimit } = problem.items[i]
  const supply = reduced(map.supply[i * problem.periodCount + t])
  if (!Number.isNaN(firm[t])) return supply
  return supplyLimit[t] === Infinity ? 0 : Math.max(0, supply)
}

function worthOfDemand({ problem, map, dual, reduced }: Program, form: DemandForm, i: number, t: number): number {
  if (form === 'none') return 0
  const item = problem.items[i]
  const at = i * problem.periodCount + t
  if (form === 'lost') return worthOfLostDemand({ problem, map, dual, reduced }, i, t)
  // A unit more that waits also widens its part of what can be left at the end.
  const own = shippingMargin(item, t) + Math.max(0, reduced(map.unserved[at]))
  return form === 'waiting' ? own + dual(map.demand[at]) : own - dual(map.balance[at])
}

/** One more of a period in which it is lost is its newest. */
function worthOfLostDemand({ problem, map, dual, reduced }: Program, i: number, t: number): number {
  const item = problem.items[i]
  const at = i * problem.periodCount + t
  const newest = lostQueue(item, t).at(-1)
  const lost = item.lostCost[t] + (newest?.promised ?? 0)
  const sum = (of: (row: ArrivalRow) => number): number => map.arrival[at].reduce((all, row) => all + of(row), 0)
  const alone = (newest === undefined ? shippingMargin(item, t) : marginOf(newest)) + lost - dual(map.balance[at])
  // Where it was decided that the newest are lost, one more is, too.
  const isLeft = (item.openRanges?.get(t)?.least ?? 0) > 0
  const earned = map.unserved[at] >= 0 ? reduced(map.unserved[at]) : alone - sum(({ row }) => dual(row))
  return (isLeft ? 0 : Math.max(0, earned)) - lost + sum(({ row, laterShare }) => dual(row) * laterShare)
}

function worthOfMinimum({ problem, map, reduced }: Program, i: number, t: number): number {
  const item = problem.items[i]
  const at = i * problem.periodCount + t
  if (item.minimumStock[t] === 0) return 0
  return Math.max(0, stockRange(item, t).shortfall > 0 ? reduced(map.shortfall[at]) : -reduced(map.stock[at]))
}

/** Of room for one unit more, and of what that brings beside. */
function worthOfRoom({ problem, map, reduced }: Program, i: number, t: number, beside = 0): number {
  const { isService, maximumStock } = problem.items[i]
  if (isService || maximumStock[t] === Infinity) return 0
  return Math.max(0, reduced(map.stock[i * problem.periodCount + t]) + beside)
}

function worthOfMaximum(program: Program, i: number, t: number): number {
  const item = program.problem.items[i]
  // A maximum under the safety stock also holds the target down.
  return worthOfRoom(program, i, t, stockRange(item, t).lostTarget > 0 ? item.safetyPenalty[t] : 0)
}
