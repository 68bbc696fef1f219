import { type Candidate, isBetter } from './candidate.js'
import { candidateOf, hoursOfPart, type WorthRoom } from './partWorth.js'
import type { ShopPart } from './shopParts.js'
import { runningInflow, runningUse, worthOfItem } from './wholePlan.js'
import type { WholeShop } from './wholeShop.js'

/** Closing stock of an item under its best shipments, into `closing`. */
function closingOf(
  shop: WholeShop,
  supply: Float64Array,
  i: number,
  { room, closing }: { readonly room: WorthRoom; readonly closing: Float64Array },
): void {
  const { periodCount } = shop
  for (const c of shop.items[i].takers) {
    runningUse(shop, supply, c, room.lineRun.subarray(c * periodCount, (c + 1) * periodCount))
  }
  runningInflow(shop, supply, room.lineRun, i, room.inflow)
  worthOfItem(shop, i, { supply, inflow: room.inflow, ship: room.ship })
  let shipped = 0
  for (let t = 0; t < periodCount; t += 1) {
    shipped += room.ship[t]
    closing[t] = room.inflow[t] - shipped
  }
}

/**
 * Makes or buys what a hard need lacks, in the latest period that still helps and has hours and room under the supply limit;
 * parents before their components, so that what a unit more takes is found missing in turn.
 */
export function supplyMissing(shop: WholeShop, part: ShopPart, start: Candidate, room: WorthRoom): Candidate {
  const { periodCount, hourLimit } = shop
  const supply = start.supply.slice()
  const closing = new Float64Array(periodCount)
  const taken = hoursOfPart(shop, part, supply, room)
  for (const i of part.topDown) {
    const { rules, firm, upper, resources, hours } = shop.items[i]
    closingOf(shop, supply, i, { room, closing })
    let added = 0
    for (let t = 0; t < periodCount; t += 1) {
      let missing = rules.minimum[t] - closing[t] - added
      for (let s = t; s >= 0 && missing > 0; s -= 1) {
        const at = i * periodCount + s
        if (firm[s] >= 0) continue
        let more = Math.min(missing, upper[s] - supply[at])
        resources.forEach((r, o) => {
          if (hours[o] <= 0) return
          const left = hourLimit[r * periodCount + s] - taken[r * periodCount + s]
          more = Math.min(more, Math.floor(left / hours[o]))
        })
        if (more <= 0) continue
        supply[at] += more
        missing -= more
        added += more
        resources.forEach((r, o) => {
          taken[r * periodCount + s] += hours[o] * more
        })
      }
    }
  }
  const repaired = candidateOf(shop, part, supply, room)
  return isBetter(repaired, start) ? repaired : start
}

/**
 * Takes away what nobody takes: supply of a component that stays in stock above its minimum and its target to the end, parents
 * before their components, where that earns more.
 */
export function trimSurplus(shop: WholeShop, part: ShopPart, start: Candidate, room: WorthRoom): Candidate {
  const { periodCount } = shop
  const closing = new Float64Array(periodCount)
  let best = start
  for (const i of part.topDown) {
    const { takers, rules, firm } = shop.items[i]
    if (takers.length === 0) continue
    closingOf(shop, best.supply, i, { room, closing })
    let surplus = Infinity
    for (let t = periodCount - 1; t >= 0; t -= 1) {
      const at = i * periodCount + t
      surplus = Math.min(surplus, closing[t] - Math.max(rules.minimum[t], Math.ceil(rules.target[t])))
      const less = Math.min(surplus, best.supply[at])
      if (less <= 0 || firm[t] >= 0) continue
      const supply = best.supply.slice()
      supply[at] -= less
      const trimmed = candidateOf(shop, part, supply, room)
      if (!isBetter(trimmed, best)) continue
      best = trimmed
      surplus -= less
    }
  }
  return best
}
