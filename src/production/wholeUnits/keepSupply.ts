import { type Candidate, isBetter } from './candidate.js'
import { candidateOf, type WorthRoom } from './partWorth.js'
import type { ShopPart } from './shopParts.js'
import type { WholeShop } from './wholeShop.js'

/**
 * The plan made before, for a part of the company, where it is possible and worth no less than the best that was found; else
 * undefined. Where it says nothing, supply is that of the best.
 *
 * @param previous - what it supplies, in grid units; NaN where it says nothing
 */
export function keepSupply(
  shop: WholeShop,
  part: ShopPart,
  best: Candidate,
  { previous, room }: { readonly previous: Float64Array; readonly room: WorthRoom },
): Candidate | undefined {
  const { periodCount, items } = shop
  const supply = best.supply.slice()
  for (const i of part.items) {
    const { firm, upper } = items[i]
    for (let t = 0; t < periodCount; t += 1) {
      const at = i * periodCount + t
      const units = previous[at]
      if (Number.isNaN(units)) continue
      if (firm[t] >= 0 ? units !== firm[t] : units > upper[t]) return undefined
      supply[at] = units
    }
  }
  const kept = candidateOf(shop, part, supply, room)
  return isBetter(best, kept) ? undefined : kept
}
