import { type Candidate, isBetter } from './candidate.js'
import { searchTree } from '../../lp/search/searchTree.js'
import { candidateOf, openDetail, openRoom, worthOfPart } from './partWorth.js'
import type { RawPlan } from '../model/rawPlan.js'
import { supplyMissing } from './repairSupply.js'
import type { ShopPart } from './shopParts.js'
import { openWalks, walkBothWays } from './walkBothWays.js'
import { buildWholeModel, type WholeModel } from './wholeModel.js'
import type { WholeShop } from './wholeShop.js'

/** The most of each item that any plan can use, in grid units: all that is asked for, kept, and needed above it. */
export function mostSupply({ items, lines, problem, periodCount }: WholeShop): Float64Array {
  const most = new Float64Array(items.length)
  for (const i of problem.structure.topDown) {
    const { rules, firm, takers } = items[i]
    let [units, kept] = [0, 0]
    for (let t = 0; t < periodCount; t += 1) {
      units += rules.demand[t] + Math.max(0, firm[t])
      kept = Math.max(kept, rules.minimum[t], rules.target[t])
    }
    units += Math.ceil(kept) + 1
    for (const c of takers) units += lines[c].running(most[lines[c].item])
    // A component that must not pile up may have to be used up in what nobody asks for.
    for (const c of items[i].lines) {
      const { rules: its, given, firm: ordered } = items[lines[c].component]
      let isLimited = false
      let there = given[periodCount - 1]
      for (let t = 0; t < periodCount; t += 1) {
        isLimited ||= its.maximum[t] !== Infinity
        there += Math.max(0, ordered[t])
      }
      const perUnit = Number(lines[c].perUnit.n) / Number(lines[c].perUnit.d)
      if (isLimited) units += Math.ceil(Math.max(0, there) / perUnit) + 1
    }
    most[i] = units
  }
  return most
}

/** Money that one grid unit of each item decides about: its own margin, or that of what it goes into. */
export function weightOfUnits({ items, lines, problem, periodCount }: WholeShop): Float64Array {
  const weight = new Float64Array(items.length)
  for (const i of problem.structure.topDown) {
    const { rules, takers, purchaseCost } = items[i]
    let most = 1e-9
    for (let t = 0; t < periodCount; t += 1) most = Math.max(most, rules.margin[t] + rules.openCost[t], purchaseCost[t])
    for (const c of takers) {
      const perUnit = Number(lines[c].perUnit.n) / Number(lines[c].perUnit.d)
      most = Math.max(most, weight[lines[c].item] / Math.max(1, perUnit))
    }
    weight[i] = most
  }
  return weight
}

/** Items times periods that are walked in all in the search of a neighborhood. */
const WALKED_CELLS = 30_000

/** Numbers that bound a search, so that it ends the same on every machine. */
export interface SearchLimits {
  readonly nodes: number
  /** Steps of the simplex times the cells of its tableau. */
  readonly work: number
}

/** What a search found, and whether it has seen everything. */
export interface SearchedPart {
  readonly best: Candidate
  readonly isDone: boolean
}

/** What is searched: the items that are free, from which plan on, and how much better it must get. */
export interface SearchTask {
  readonly shop: WholeShop
  readonly part: ShopPart
  readonly free: readonly number[]
  readonly raw: RawPlan
  readonly start: Candidate
  /** Money by which a plan must be better to be looked for. */
  readonly tolerance: number
  readonly limits: SearchLimits
  readonly pause: () => Promise<void>
}

/** Looks for a better plan of some items by branch and bound on the whole-unit model; every node's answer is walked too. */
export async function searchItems(task: SearchTask): Promise<SearchedPart> {
  const { shop, part, free, start, tolerance, limits } = task
  const room = openRoom(shop)
  let best = start
  const whole = buildWholeModel({
    shop,
    free,
    supplyNow: start.supply,
    weightOf: weightOfUnits(shop),
    mostOf: mostSupply(shop),
  })
  const { model } = whole
  const others = moneyOfOthers(task, whole)
  const known = openWalks()
  const offer = (candidate: Candidate | undefined): void => {
    if (candidate !== undefined && isBetter(candidate, best)) best = candidate
  }
  const isEnough = (objective: number): boolean => best.broken < 1e-9 && objective + others <= best.money + tolerance
  let walksLeft =
    free.length === part.items.length ? Infinity : Math.ceil(WALKED_CELLS / (part.items.length * shop.periodCount))
  // Two ways through the tree: parents before what follows from them, then whatever weighs most.
  const ways = [whole.rank, whole.rank.map(() => 0)]
  let isDone = false
  for (const rank of ways) {
    if (isDone) break
    const result = await searchTree(model, {
      pause: task.pause,
      step: whole.step,
      weight: whole.weight,
      rank,
      nodes: limits.nodes,
      steps: Math.ceil(limits.work / Math.max(1, model.rowCount * model.columnCount)),
      isEnough,
      propose: (value, isWhole) => {
        if (!isWhole) {
          if (walksLeft > 0) offer(walkBothWays(shop, part, rawOf(task, whole, value), { room, known }))
          walksLeft -= 1
          return
        }
        const supply = start.supply.slice()
        readSupply(task, whole, value, (at, units) => {
          supply[at] = Math.round(units)
        })
        const found = candidateOf(shop, part, supply, room)
        offer(found.broken > 1e-9 ? supplyMissing(shop, part, found, room) : found)
      },
    })
    isDone = result.isDone
  }
  return { best, isDone }
}

/** Money of the items and resources that are no part of the model. */
function moneyOfOthers({ shop, part, start }: SearchTask, { touched, resources }: WholeModel): number {
  const detail = openDetail()
  worthOfPart(shop, part, start.supply, openRoom(shop), detail)
  for (const i of touched) detail.items.delete(i)
  for (const r of resources) detail.resources.delete(r)
  return [...detail.items.values(), ...detail.resources.values()].reduce((a, b) => a + b, 0)
}

function readSupply(
  { shop, free }: SearchTask,
  { supply }: WholeModel,
  value: (column: number) => number,
  take: (at: number, units: number) => void,
): void {
  const { periodCount, problem } = shop
  for (const i of free) {
    for (let t = 0; t < periodCount; t += 1) {
      const at = i * periodCount + t
      const firm = shop.items[i].firm[t]
      const units = supply[at] < 0 ? 0 : value(supply[at]) * problem.items[i].scale
      take(at, firm >= 0 ? firm : units)
    }
  }
}

/** The answer of a node as a plan before rounding. */
function rawOf(task: SearchTask, whole: WholeModel, value: (column: number) => number): RawPlan {
  const { shop, part, raw, start } = task
  const { periodCount, problem } = shop
  const supply = raw.supply.slice()
  for (const i of part.items) {
    for (let at = i * periodCount; at < (i + 1) * periodCount; at += 1)
      supply[at] = start.supply[at] / problem.items[i].scale
  }
  readSupply(task, whole, value, (at, units) => {
    supply[at] = Math.max(0, units) / problem.items[Math.floor(at / periodCount)].scale
  })
  const ship = raw.ship.slice()
  for (const i of part.items) {
    for (let t = 0; t < periodCount; t += 1) {
      const at = i * periodCount + t
      if (whole.ship[at] >= 0) ship[at] = Math.max(0, value(whole.ship[at]))
    }
  }
  return { ...raw, supply, ship }
}
