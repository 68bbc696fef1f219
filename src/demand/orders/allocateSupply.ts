import { isRecord } from '../../core/checking/checks.js'
import { createIssueList, type IssueList } from '../../core/checking/errors.js'
import { allocateMinor } from '../../core/money/allocateMinor.js'
import { readerOf } from '../../core/numbers/quantityGrid.js'
import { compensatedSum } from '../../math/sum.js'
import { checkNumber, checkObject, QUANTITY } from '../checkPlannerInput.js'

/** Supply that may not reach for everyone. */
export interface AllocationInput {
  /** Units to hand out. */
  readonly supply: number
  /** Units wanted by each customer, channel or market, by its id. */
  readonly demand: Readonly<Record<string, number>>
  /** Rank by id: lower ranks are served first; equal ranks share. Default: all have rank 1. */
  readonly priority?: Readonly<Record<string, number>>
  /** Whether only whole units are handed out; demands must then be whole. Default false. */
  readonly wholeUnits?: boolean
}

/** Who gets how much. */
export interface Allocation {
  /** Units by id. */
  readonly allocated: Record<string, number>
  /** Units wanted and not given, by id. */
  readonly short: Record<string, number>
  /** Units of the supply that nobody wanted, or the fraction of a unit that cannot be handed out. */
  readonly unused: number
}

/**
 * Hands out scarce supply: the lowest rank first, and inside a rank to each the same share of its demand.
 *
 * Whole units go by largest remainder, ties to the smaller id by UTF-16 code units: the order in which demands are written
 * changes nothing. To rank demand where supply is short is the
 * work of demand management (ASCM Supply Chain Dictionary); fair shares: Silver, Pyke and Thomas, Inventory and Production
 * Management in Supply Chains (2017).
 *
 * @param input - supply and demand in one unit, ranks, and whether units are whole
 * @throws SopError where a quantity is below zero, a rank is missing or belongs to nobody, or a demand is not whole
 * where units are
 * @example
 * ```ts
 * import { allocateSupply } from 'sop-engine'
 * const result = allocateSupply({
 *   supply: 170,
 *   demand: { hospital: 100, shop: 60, web: 80 },
 *   priority: { hospital: 1, shop: 2, web: 2 },
 * })
 * result.allocated // => { hospital: 100, shop: 30, web: 40 }
 * ```
 */
export function allocateSupply(input: AllocationInput): Allocation {
  const issues = createIssueList()
  checkAllocation(input, issues)
  issues.throwIfAny()
  const { priority, wholeUnits = false } = input
  // By id: an engine writes `2` before `a`, whatever stood first.
  const entries = Object.entries(input.demand).sort(([a], [b]) => (a < b ? -1 : 1))
  const ranks = new Map<number, number[]>()
  entries.forEach(([id], place) => {
    const rank = priority?.[id] ?? 1
    const members = ranks.get(rank)
    if (members === undefined) ranks.set(rank, [place])
    else members.push(place)
  })
  // In whole units of the grid on which all quantities are: a supply of 0.3 is enough for 0.1 and 0.2.
  const { read, write } = readerOf([input.supply, ...entries.map(([, wanted]) => wanted)])
  let left = wholeUnits ? Math.floor(input.supply) : read(input.supply)
  const given = new Array<number>(entries.length).fill(0)
  for (const rank of [...ranks.keys()].sort((a, b) => a - b)) {
    const members = ranks.get(rank) as number[]
    const wanted = members.map((place) => (wholeUnits ? entries[place][1] : read(entries[place][1])))
    const sum = compensatedSum(wanted)
    if (sum === 0) continue
    const shares = sum <= left ? wanted : wholeUnits ? allocateMinor(left, wanted) : wanted.map((w) => left * (w / sum))
    members.forEach((place, i) => {
      given[place] = shares[i]
    })
    left = sum <= left ? left - sum : 0
  }
  const fraction = wholeUnits ? input.supply - Math.floor(input.supply) : 0
  const units = (quantity: number): number => (wholeUnits ? quantity : write(quantity))
  return {
    allocated: Object.fromEntries(entries.map(([id], place) => [id, units(given[place])])),
    short: Object.fromEntries(
      entries.map(([id, wanted], place) => [
        id,
        wholeUnits ? wanted - given[place] : write(read(wanted) - given[place]),
      ]),
    ),
    unused: units(left) + fraction,
  }
}

function checkAllocation(input: AllocationInput, issues: IssueList): void {
  if (
    !checkObject<AllocationInput>(input, '', issues, { supply: true, demand: true, priority: true, wholeUnits: true })
  )
    return
  checkNumber(input.supply, 'supply', issues, QUANTITY)
  const { wholeUnits } = input
  if (wholeUnits !== undefined && typeof wholeUnits !== 'boolean') {
    issues.add('WRONG_TYPE', 'wholeUnits', wholeUnits, 'This option is a switch.', 'Pass true or false.')
  }
  if (!isRecord(input.demand, 'demand', issues)) return
  const rule = wholeUnits === true ? { ...QUANTITY, max: Number.MAX_SAFE_INTEGER, whole: true } : QUANTITY
  for (const [id, quantity] of Object.entries(input.demand)) checkNumber(quantity, `demand.${id}`, issues, rule)
  if (input.priority === undefined || !isRecord(input.priority, 'priority', issues)) return
  for (const id of Object.keys(input.demand)) {
    if (Object.hasOwn(input.priority, id)) checkNumber(input.priority[id], `priority.${id}`, issues)
    else issues.add('MISSING_VALUE', `priority.${id}`, undefined, `${id} has no rank.`, 'Give every demand a rank.')
  }
  for (const id of Object.keys(input.priority)) {
    if (Object.hasOwn(input.demand, id)) continue
    issues.add('UNKNOWN_ID', `priority.${id}`, input.priority[id], 'This rank belongs to no demand.', 'Leave it out.')
  }
}
