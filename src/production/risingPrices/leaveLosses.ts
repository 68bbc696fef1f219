import { pricedParts } from '../belowCost/refusedDemand.js'
import { HARDLY } from '../customersFirst/programs.js'
import { openUnits } from '../customersFirst/heldCustomers.js'
import { inPartsOf, partOfItems } from '../problem/sharingParts.js'
import type { SolvedInOrder } from '../customersFirst/solveInOrder.js'
import { demandOf } from '../problem/itemForms.js'
import type { OpenRange } from '../problem/openRange.js'
import type { PreparedItem } from '../problem/prepareItem.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'
import { cheapestLeft } from './cheapestLeft.js'
import { dearestSpent } from './dearestSpent.js'
import { leastBrought, moneyProgram } from './moneyAlone.js'
import type { OpenRanges } from './openQueues.js'
import {
  askedFor,
  moneyMissed,
  openSearch,
  type SearchContext,
  type SearchedProgram,
  searchRanges,
  type Solved,
  TOLERANCE,
  wholeQueue,
} from './searchRanges.js'

/** Less than this share of an amount is arithmetic. */
const NOISE = 1e-7

/**
 * What of forecast is left because what it would still take costs more than it brings: overtime, or a month in which it is dear.
 *
 * Lateness decides when somebody is served, never whether: to the end of a long plan it would pay for any loss. So where an answer takes
 * supply for an item that costs more than its forecast brings, the same model is solved for money alone: what is earned less what is spent and held, with
 * lateness, and what a lost sale would have waited, left out. What that leaves of such items, at the end or in a period in which it is lost,
 * is left. Orders that are booked, and what is late before the plan, are served whatever they bring.
 */
export async function leaveLosses(
  prepared: PreparedProblem,
  { production, solution: { primal } }: SolvedInOrder,
  context: SearchContext,
): Promise<OpenRanges> {
  const none: OpenRanges = new Map()
  if (!prepared.refusesLosses) return none
  const brings = prepared.items.map(leastOfForecast)
  if (brings.every((least) => least === Infinity)) return none
  const isMore = (spent: Float64Array): boolean[] => brings.map((least, i) => spent[i] > least * (1 + NOISE))
  const answer = { map: production.map, primal }
  const isWrong = overtakenWouldPay(prepared, answer)
  const isSpent = isMore(dearestSpent(prepared, answer)).map((isLoss, i) => isLoss || isWrong[i])
  if (!isSpent.includes(true)) return none
  const part = partOfItems(prepared)
  const isIn = inPartsOf(part, (i) => isSpent[i])
  // Beside these all go by money that could be: the lateness of another would take their hours, and push them into what is dear or out of the plan.
  const isDear = isMore(dearestSpent(prepared)).map((isMost, i) => isMost && isIn[i] === 1)
  const paid = await byMoneyAlone(prepared, { isIn, ...context })
  if (paid === undefined) return none
  const { production: alone, solution } = paid.program
  const ranges = new Map<number, OpenRange>()
  const leaving = new Set(part.filter((_, i) => isWrong[i]))
  const least = NOISE * Math.max(1, Math.abs(paid.bound))
  prepared.items.forEach((item, i) => {
    if (!isDear[i]) return
    for (const t of closesOf(item)) {
      const at = i * prepared.periodCount + t
      const open = Math.max(0, openUnits(item, alone.map, { at, t, primal: solution.primal }))
      const left = Math.min(open, forecastIn(item, t))
      const unpaid = left * brings[i] <= least ? 0 : left
      if (unpaid > 0) leaving.add(part[i])
      ranges.set(at, { least: unpaid, most: askedIn(item, t), unpaid })
    }
  })
  // In a part in which nothing is left, lateness and safety stock decide as they do for everybody.
  return new Map([...ranges].filter(([at]) => leaving.has(part[Math.floor(at / prepared.periodCount)])))
}

/** Who pays just what his unit costs is served: waiting weighs next to nothing in the program, and so does a sale that is lost. */
function soldRatherThanLost(problem: PreparedProblem): PreparedProblem {
  const items = problem.items.map((item) => ({
    ...item,
    lostCost: item.lostCost.map((cost, t) => cost + HARDLY * item.price[t]),
  }))
  return { ...problem, items }
}

/**
 * The answer of money alone. Where prices rise in a queue it is decided which part of it is served, as for who is served at all: at the mean of 100 and 110
 * nobody would pay for what costs 106.
 */
async function byMoneyAlone(
  prepared: PreparedProblem,
  of: SearchContext & Pick<SearchedProgram, 'isIn'>,
): Promise<Solved | undefined> {
  const search = openSearch(prepared, { program: (problem) => soldRatherThanLost(moneyProgram(problem)), ...of })
  const root = await search.solve(new Map())
  const least = TOLERANCE * askedFor(prepared, of.isIn)
  if (root === undefined || moneyMissed(root.missed) <= least) return root
  return (await searchRanges(root, { ...search, least, whole: (at) => wholeQueue(prepared, at) })).best
}

/**
 * Items of which forecast that orders overtake would pay for what an answer leaves: lateness has moved others out of it. What pays was found by
 * money alone, so money alone must decide beside it.
 */
function overtakenWouldPay(prepared: PreparedProblem, answer: Parameters<typeof cheapestLeft>[1]): boolean[] {
  const leastLeft = cheapestLeft(prepared, answer)
  return prepared.items.map(({ refused }, i) =>
    (refused?.overtaken ?? []).some((units, t) => {
      if (refused === undefined || !(units > 0)) return false
      const brings = refused.askedPrice[t] - refused.askedSellingCost[t]
      return leastLeft(i, prepared.periodCount - 1) < brings * (1 - NOISE)
    }),
  )
}

/** What the forecast that brings least brings of an item; Infinity where there is none. */
function leastOfForecast(item: PreparedItem): number {
  if (item.unmetDemand === 'forbidden' || item.isUnpaid) return Infinity
  return leastBrought(
    item,
    pricedParts(item).filter(({ isBooked, quantity }) => !isBooked && quantity > 0),
  )
}

/** The periods at whose close something is left for good. */
const closesOf = ({ unmetDemand, demand }: PreparedItem): number[] =>
  unmetDemand === 'lost' ? demand.map((_, t) => t) : [demand.length - 1]

/** What may be left at a close. */
const askedIn = (item: PreparedItem, t: number): number =>
  item.unmetDemand === 'lost' ? demandOf(item, t) : item.demand.reduce((sum, units) => sum + units, item.backlog)

/** What of it is only forecast, and stands behind every booked order: who stands before one is served with it. */
function forecastIn(item: PreparedItem, t: number): number {
  let units = 0
  for (const { isBooked, quantity, periodIndex } of pricedParts(item).reverse()) {
    if (item.unmetDemand === 'lost' && periodIndex !== t) continue
    if (isBooked && quantity > 0) break
    units += quantity
  }
  return units
}
