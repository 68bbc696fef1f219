import { type CancelSignal, finishInTurns, letOthersRun } from '../../core/running/progress.js'
import { keepSupply } from './keepSupply.js'
import { leaveUnwanted } from './leaveUnwanted.js'
import type { Candidate } from './candidate.js'
import { candidateOf, openRoom, rawWorthOfPart, type WorthRoom } from './partWorth.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'
import type { RawPlan } from '../model/rawPlan.js'
import { NEIGHBORHOOD, searchAround } from './searchAround.js'
import { searchItems } from './searchPart.js'
import { serveWaiting } from './serveWaiting.js'
import { partsOf, type ShopPart } from './shopParts.js'
import { SMALL, walkInSteps } from './walkBothWays.js'
import { walkForward } from './walkForward.js'
import { completePlan, type ItemWorth, type WholePlan } from './wholePlan.js'
import { openShop, type WholeShop } from './wholeShop.js'

/** Share of revenue that whole units may cost a part before a better plan is looked for. */
const TOLERANCE = 3e-4
const LIMITS = { nodes: 2000, work: 4e8 }

/** What the step to whole units found for the parts of a shop. */
export interface SnapResult<Plan = WholePlan> {
  readonly plan: Plan
  /** Stock units and hours by which hard limits are broken. */
  readonly broken: number
  /** True where a limit is broken and a search has shown that no plan in whole units keeps all. */
  readonly isProven: boolean
}

/** What a plan made before says to the step to whole units. */
export interface PreviousUnits {
  /** What it supplies, in grid units; NaN where it says nothing. */
  readonly supply: Float64Array
  /** What was found for the parts of the shop from the optimum that is not the nearest to it; undefined where that was not looked at. */
  readonly parts?: readonly SnappedPart[]
}

/** What was found for a part of the shop. */
export interface SnappedPart {
  readonly best: Candidate
  /** Whether a search has shown that there is no better supply. */
  readonly isRuledOut: boolean
  /** Whether the best is the plan made before, or nothing else is to be looked at. */
  readonly isSettled: boolean
}

/** How a plan is brought onto the grids. */
export interface SnapOptions {
  readonly signal: CancelSignal | undefined
  /** A plan made before: equal plans stay with it. */
  readonly previous?: PreviousUnits | undefined
}

/**
 * Brings a plan onto the grids of its items.
 *
 * Supply decides all else: use of components, by the running need rounded up, and hours follow from it, and the best
 * shipments of each item are found exactly for it (`shipBest`).
 */
export async function snapPlan(
  problem: PreparedProblem,
  raw: RawPlan,
  { signal, previous }: SnapOptions,
): Promise<SnapResult> {
  const snap = openSnap(problem, raw, signal)
  const supply = new Float64Array(raw.supply.length)
  let broken = 0
  let isProven = false
  await letOthersRun(signal)
  for (const [n, part] of snap.parts.entries()) {
    const { best, isRuledOut } = await snapPart(snap, n, previous)
    if (best.broken > 1e-9) broken += best.broken
    if (best.broken > 1e-9 && isRuledOut) isProven = true
    takePart(snap.shop, part, best.supply, supply)
  }
  return { plan: completePlan(snap.shop, supply), broken, isProven }
}

/** The parts of a shop in whole units, and 1 for the items of those in which a plan made before cannot stay as it is. */
export async function snapParts(
  problem: PreparedProblem,
  raw: RawPlan,
  { signal, previous }: Required<SnapOptions>,
): Promise<{ readonly parts: readonly SnappedPart[]; readonly isOpen: Uint8Array }> {
  const snap = openSnap(problem, raw, signal)
  const parts: SnappedPart[] = []
  const isOpen = new Uint8Array(problem.items.length)
  for (const [n, part] of snap.parts.entries()) {
    const found = await snapPart(snap, n, previous)
    parts.push(found)
    if (!found.isSettled) for (const i of part.items) isOpen[i] = 1
  }
  return { parts, isOpen }
}

/** What all parts of a shop are brought onto the grids with. */
interface Snap {
  readonly shop: WholeShop
  /** The shop with nothing decided about queues of rising prices; undefined where nothing was. */
  readonly wide: WholeShop | undefined
  readonly parts: readonly ShopPart[]
  readonly raw: RawPlan
  readonly rawWorths: readonly ReturnType<typeof rawWorthOfPart>[]
  readonly room: WorthRoom
  readonly signal: CancelSignal | undefined
}

function openSnap(problem: PreparedProblem, raw: RawPlan, signal: CancelSignal | undefined): Snap {
  const shop = openShop(problem)
  const parts = partsOf(shop)
  const rawWorths = parts.map((part) => rawWorthOfPart(shop, part, raw))
  return { shop, wide: withoutRanges(problem), parts, raw, rawWorths, room: openRoom(shop), signal }
}

/** Money that whole units may cost a part before a better plan is looked for. */
const toleranceOf = ({ parts, rawWorths }: Snap, n: number): number =>
  TOLERANCE * Math.max(1 / parts.length, rawWorths[n].revenue)

/** A part in whole units, as a plan made before has it where that is possible and worth no less. */
async function snapPart(snap: Snap, n: number, previous: PreviousUnits | undefined): Promise<SnappedPart> {
  const before = previous?.parts?.[n]
  if (before?.isSettled === true) return before
  const found = await searchBest(snap, n)
  if (previous === undefined) return { ...found, isSettled: false }
  const { shop, parts, room } = snap
  const part = parts[n]
  // Nearness is for plans that are worth the same: where rounding spoils the nearest optimum, the other one stays.
  const { best } = found
  const other = before && candidateOf(shop, part, before.best.supply, room)
  const isSpoiled =
    other !== undefined && (other.broken < best.broken - 1e-9 || other.money > best.money + toleranceOf(snap, n))
  const own = isSpoiled ? other : best
  const kept = keepSupply(shop, part, own, { previous: previous.supply, room })
  if (kept === undefined) return { ...found, best: own, isSettled: false }
  // What was wanted before may be wanted by nobody now.
  return { ...found, best: leaveUnwanted(shop, part, kept, room), isSettled: true }
}

/** The best supply of a part that is found within the limits of the search. */
async function searchBest(snap: Snap, n: number): Promise<Omit<SnappedPart, 'isSettled'>> {
  const { shop, wide, raw, room, signal } = snap
  const part = snap.parts[n]
  const rawWorth = snap.rawWorths[n]
  const tolerance = toleranceOf(snap, n)
  const pause = (): Promise<void> => letOthersRun(signal)
  const isGood = ({ money, broken }: ItemWorth): boolean => broken <= 1e-9 && rawWorth.money - money <= tolerance
  let best = await finishInTurns(walkInSteps(shop, part, raw, { room, isGood }), signal)
  let isRuledOut = false
  const task = { shop, part, raw, tolerance, pause }
  const cells = part.items.length * shop.periodCount
  if (cells <= SMALL) {
    // In the ranges that were chosen a search sees true prices; whole units may be better off beyond them.
    for (const searched of wide === undefined ? [shop] : [shop, wide]) {
      if (isGood(best)) break
      const found = await searchItems({ ...task, shop: searched, start: best, free: part.items, limits: LIMITS })
      best = found.best
      isRuledOut = found.isDone && searched === (wide ?? shop)
    }
  }
  // In a search as a whole a part of this size has few nodes.
  if (cells > NEIGHBORHOOD && !isRuledOut && !isGood(best)) {
    best = await searchAround({ ...task, start: best }, { rawMoney: rawWorth.items, isGood })
  }
  const served = leaveUnwanted(shop, part, serveWaiting(shop, part, best, room), room)
  await pause()
  return { best: served, isRuledOut }
}

/** The shop with nothing decided about queues of rising prices; undefined where nothing was. */
function withoutRanges(problem: PreparedProblem): WholeShop | undefined {
  if (problem.items.every(({ openRanges }) => openRanges === undefined)) return undefined
  return openShop({ ...problem, items: problem.items.map((item) => ({ ...item, openRanges: undefined })) })
}

/** The first supply that the walk finds for all parts of a shop. */
export function walkParts(shop: WholeShop, raw: RawPlan): Float64Array {
  const supply = new Float64Array(raw.supply.length)
  for (const part of partsOf(shop)) takePart(shop, part, walkForward(shop, part, { raw }), supply)
  return supply
}

function takePart({ periodCount }: WholeShop, { items }: ShopPart, from: Float64Array, to: Float64Array): void {
  for (const i of items) to.set(from.subarray(i * periodCount, (i + 1) * periodCount), i * periodCount)
}
