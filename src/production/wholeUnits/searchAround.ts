import type { Candidate } from './candidate.js'
import { openDetail, openRoom, worthOfPart } from './partWorth.js'
import { searchItems, type SearchTask } from './searchPart.js'
import type { ShopPart } from './shopParts.js'
import type { WholeShop } from './wholeShop.js'

/** How many neighborhoods of a large part are searched. */
const ROUNDS = 6
const LIMITS = { nodes: 400, work: 1e8 }
/** Items times periods of a neighborhood. */
export const NEIGHBORHOOD = 100

/**
 * Searches a part that is too large to be searched as a whole, one neighborhood after the other: an item that breaks a hard
 * limit, or loses most against the plan before rounding, with what goes into it, what it goes into, and what is made on the
 * same resources, while all other items keep their supply (fix and optimize: Sahling et al. 2009; Helber & Sahling 2010).
 */
export async function searchAround(
  task: Omit<SearchTask, 'free' | 'limits'>,
  {
    rawMoney,
    isGood,
  }: { readonly rawMoney: ReadonlyMap<number, number>; readonly isGood: (best: Candidate) => boolean },
): Promise<Candidate> {
  const { shop, part } = task
  const room = openRoom(shop)
  const tried = new Set<number>()
  let best = task.start
  for (let round = 0; round < ROUNDS && !isGood(best); round += 1) {
    const detail = openDetail()
    worthOfPart(shop, part, best.supply, room, detail)
    let seed = -1
    let most: readonly [number, number] = [0, 0]
    for (const i of part.items) {
      if (tried.has(i)) continue
      const broken = detail.broken.get(i) ?? 0
      const loss = (rawMoney.get(i) ?? 0) - (detail.items.get(i) ?? 0)
      if (broken > most[0] + 1e-9 || (broken >= most[0] && loss > most[1])) {
        most = [broken, loss]
        seed = i
      }
    }
    if (seed < 0) return best
    tried.add(seed)
    const free = neighbors(shop, part, seed, Math.max(1, Math.floor(NEIGHBORHOOD / shop.periodCount)))
    best = (await searchItems({ ...task, free, start: best, limits: LIMITS })).best
  }
  return best
}

/** The items nearest to one: by bills first, then by resources, breadth first, so many at most; in rising order. */
function neighbors(shop: WholeShop, part: ShopPart, seed: number, most: number): number[] {
  const found = [seed]
  const known = new Set(found)
  const add = (i: number): void => {
    if (found.length >= most || known.has(i)) return
    known.add(i)
    found.push(i)
  }
  for (let n = 0; n < found.length; n += 1) {
    const { lines, takers } = shop.items[found[n]]
    for (const c of lines) add(shop.lines[c].component)
    for (const c of takers) add(shop.lines[c].item)
  }
  for (let n = 0; n < found.length && found.length < most; n += 1) {
    const { resources } = shop.items[found[n]]
    for (const i of part.items) if (shop.items[i].resources.some((r) => resources.includes(r))) add(i)
  }
  return found.sort((a, b) => a - b)
}
