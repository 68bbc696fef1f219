import type { OpenRange } from './openRange.js'
import type { PreparedItem } from './prepareItem.js'

/**
 * Demand of an item that waits until it is served, oldest first: what was late before the plan, then that of each period. A
 * unit keeps the price and the selling cost of the period in which it was asked for, so what a plan earns is a function of
 * all that it ships by its end: late delivery earns neither more nor less.
 */
export interface WaitingDemand {
  readonly units: readonly number[]
  /** Money that a unit earns when it is shipped: price less selling cost. */
  readonly margin: readonly number[]
}

/** The waiting demand of an item, in stock units. */
export function waitingDemand(item: PreparedItem): WaitingDemand {
  return {
    units: [item.backlog, ...item.demand],
    margin: [item.backlogPrice - item.backlogSellingCost, ...item.price.map((price, t) => price - item.sellingCost[t])],
  }
}

/** Units of a queue that were asked for in one period, at one price. */
export interface QueuedPart {
  readonly units: number
  /** -1 for what was late before the plan. */
  readonly periodIndex: number
  readonly price: number
  readonly sellingCost: number
  /** What leaving a unit at the end costs beside its margin. */
  readonly promised: number
}

/** The queue of an item's demand in the order in which it is served, price by price where the item tells them. */
export function waitingQueue(item: PreparedItem): QueuedPart[] {
  if (item.demandParts.length > 0) {
    return item.demandParts
      .map(({ quantity, periodIndex, price, promised = 0 }): QueuedPart => ({
        units: quantity,
        periodIndex,
        price,
        sellingCost: sellingCostAt(item, periodIndex, price),
        promised,
      }))
      .sort((a, b) => a.periodIndex - b.periodIndex)
  }
  const { backlogPrice, backlogSellingCost, promised } = item
  const late = { units: item.backlog, periodIndex: -1, price: backlogPrice, sellingCost: backlogSellingCost }
  return [
    { ...late, promised: promised[0] },
    ...item.demand.map((units, t) => ({
      units,
      periodIndex: t,
      price: item.price[t],
      sellingCost: item.sellingCost[t],
      promised: promised[t + 1],
    })),
  ]
}

/** What selling a unit costs that has a price of its own: it follows the price. */
export function sellingCostAt(item: PreparedItem, periodIndex: number, price: number): number {
  const [mean, cost] =
    periodIndex < 0
      ? [item.backlogPrice, item.backlogSellingCost]
      : [item.price[periodIndex], item.sellingCost[periodIndex]]
  return mean > 0 ? (cost * price) / mean : cost
}

/** What a unit of a part of a queue earns when it is shipped. */
export const marginOf = ({ price, sellingCost }: QueuedPart): number => price - sellingCost

/** What a unit of a part of the queue loses where it is left at the end: its margin, and more where it is promised below cost. */
export const lossOfLeaving = (part: QueuedPart): number => marginOf(part) + part.promised

/** What the first units of a queue come to, at amounts of their own. */
export function sumOfFirst(total: number, units: ArrayLike<number>, amounts: ArrayLike<number>): number {
  let [left, sum] = [total, 0]
  for (let k = 0; k < units.length && left > 0; k += 1) {
    const served = Math.min(left, units[k])
    sum += served * amounts[k]
    left -= served
  }
  return sum
}

/** A part of the demand that can be left at the end of a plan, at one loss a unit. */
export interface UnservedPart {
  readonly units: number
  readonly loss: number
  /** Places in the queue, first and last. */
  readonly from: number
  readonly to: number
}

/**
 * What demand that is left at the end loses, newest first, in parts of which each loses no less a unit than the one before.
 *
 * Where prices rise from period to period, the newest orders lose most, and the loss is no convex function: a run of such
 * orders becomes one part at their mean, which is the largest convex function that never loses more (the hull of the loss;
 * Rockafellar 1970, section 5). There the linear program is a relaxation; plans in whole units are priced exactly.
 */
export function unservedParts({
  units,
  margin,
}: {
  readonly units: ArrayLike<number>
  /** What leaving one loses. */
  readonly margin: ArrayLike<number>
}): UnservedPart[] {
  const parts: UnservedPart[] = []
  for (let k = units.length - 1; k >= 0; k -= 1) {
    if (!(units[k] > 0)) continue
    let part: UnservedPart = { units: units[k], loss: margin[k], from: k, to: k }
    for (let last = parts.at(-1); last !== undefined && last.loss >= part.loss; last = parts.at(-1)) {
      parts.pop()
      const both = last.units + part.units
      const mean = last.loss === part.loss ? part.loss : (last.units * last.loss + part.units * part.loss) / both
      part = { units: both, loss: mean, from: part.from, to: last.to }
    }
    parts.push(part)
  }
  return parts
}

/** What leaving units of a queue loses, as the linear program reckons with it. */
export interface LossCurve extends Pick<OpenRange, 'least' | 'most'> {
  /** What the least that is left loses. */
  readonly atLeast: number
  /** What more loses, in rising order of loss: newest first, and the mean where prices rise. */
  readonly parts: readonly UnservedPart[]
}

/** The largest convex function that is nowhere above what leaving units of a queue loses, over a range of units. */
export function lossCurve(queue: readonly QueuedPart[], range?: OpenRange): LossCurve {
  const units = queue.map((part) => part.units)
  const { least, most } = range ?? { least: 0, most: units.reduce((sum, own) => sum + own, 0) }
  const inRange = range === undefined ? units : unitsInRange(units, range)
  const parts = unservedParts({ units: inRange, margin: queue.map(lossOfLeaving) })
  return { least, most, atLeast: trueLoss(queue, least), parts }
}

/** What of each part of a queue is open where more than the least is left, and no more than the most; the newest are left first. */
export function unitsInRange(units: ArrayLike<number>, { least, most }: Pick<OpenRange, 'least' | 'most'>): number[] {
  const open = Array.from(units)
  let newer = 0
  for (let k = open.length - 1; k >= 0; k -= 1) {
    const [from, to] = [Math.max(newer, least), Math.min(newer + units[k], most)]
    newer += units[k]
    open[k] = Math.max(0, to - from)
  }
  return open
}

/** What leaving so many units of a queue loses, the newest first. */
export function trueLoss(queue: readonly QueuedPart[], left: number): number {
  const newest = queue.slice().reverse()
  return sumOfFirst(
    left,
    newest.map(({ units }) => units),
    newest.map(lossOfLeaving),
  )
}

/** By how much what is left loses more than the linear program reckons with; 0 outside of its range. */
export function lossBesideCurve(queue: readonly QueuedPart[], left: number, range?: OpenRange): number {
  const { least, most, atLeast, parts } = lossCurve(queue, range)
  if (left < least || left > most) return 0
  const more = sumOfFirst(
    left - least,
    parts.map(({ units }) => units),
    parts.map(({ loss }) => loss),
  )
  return Math.max(0, trueLoss(queue, left) - atLeast - more)
}

/** What leaving so many units of a queue costs beside their margins: the newest are left. */
export function brokenPromises(queue: readonly QueuedPart[], left: number): number {
  const newest = queue.slice().reverse()
  if (newest.every(({ promised }) => promised === 0)) return 0
  return sumOfFirst(
    left,
    newest.map(({ units }) => units),
    newest.map(({ promised }) => promised),
  )
}
