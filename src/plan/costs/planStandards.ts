import type { Calendar } from '../../core/time/calendar.js'
import type { ProductStructure } from '../../core/structure/structure.js'
import { indexById } from '../../core/keys/keys.js'
import type { StockId } from '../../core/keys/seriesId.js'
import { rollUpCosts } from '../../costing/rollUp/rollUpCosts.js'
import { standardsAt } from '../../costing/standards/standardsAt.js'
import type { CostCard, CostElements, UnitCost } from '../../costing/types.js'
import { billDate } from '../../schema/reading/billDate.js'
import type { NormalInput, NormalSource } from '../../schema/normalForm/normalInput.js'
import { withoutAttributes } from '../withoutAttributes.js'
import { type StandardRates, type StandardReason, standardRates } from './standardRates.js'

/** The standard cost of one unit of an item, from a period on; major units. */
export interface StandardRecord extends StockId {
  /** First period in which it holds: until the item's next record. */
  readonly periodId: string
  /**
   * Why it was set then: the plan begins, a fiscal year begins, a purchase price has moved by more than
   * `policy.restandardRate`, or a row of `standards` begins.
   */
  readonly reason: StandardReason
  readonly unitCost: number
  /** All but fixed overhead. */
  readonly variableCost: number
  /** Fixed overhead. */
  readonly fixedCost: number
  readonly elements: CostElements
  /** What this item's own routing and its purchase cost add. */
  readonly thisLevel: CostElements
  /** What its components bring along. */
  readonly lowerLevels: CostElements
}

/** The fields of a row that cost cards know; `attributes` and columns of other trades stay behind. */
export function toStructure({ items, sources, billOfMaterials, operations }: NormalInput): ProductStructure {
  const sourceOf = indexById(sources, 'itemId')
  return {
    items: items.map(({ id, kind, unit, units }) => {
      const { yieldShare, lotSize } = sourceOf.get(id) as NormalSource
      return { id, kind, unit, ...(units !== undefined && { units }), yieldShare, lotSize }
    }),
    billOfMaterials: billOfMaterials.map(withoutAttributes),
    operations: operations.map(withoutAttributes),
  }
}

/** The cards of the first period, and the standards of all periods. */
export interface PlannedStandards {
  readonly costs: readonly CostCard[]
  /** By item, then by period: a record where an item's standard is set to something new. */
  readonly standards: readonly StandardRecord[]
}

/** Rolls standards up whenever they are set; what the table of standards says of an item in its version wins. */
export function planStandards(
  input: NormalInput,
  calendar: Calendar,
  assumedUnitCosts: readonly UnitCost[],
): PlannedStandards {
  const structure = toStructure(input)
  const asOf = billDate(input.asOf, input.calendar.start)
  const { standardVersion: version } = input.policy
  const given = input.standards.filter((row) => row.version === version).map(withoutAttributes)
  const changes = new Map(standardRates(input, calendar).map((rates) => [rates.periodIndex, rates]))
  const records = new Map<string, StandardRecord[]>()
  let costs: readonly CostCard[] = []
  let standing: StandardRates | undefined
  calendar.periods.forEach(({ id: periodId, start: date }, t) => {
    const before = calendar.periods[t - 1]?.start ?? ''
    const rates = changes.get(t)
    standing = rates ?? standing
    const begins = given.some(({ firstDate }) => firstDate <= date && firstDate > before)
    if (standing === undefined || (rates === undefined && !begins)) return
    const { purchaseCosts, resources } = standing
    const cards = rollUpCosts(structure, {
      asOf,
      rates: { purchaseCosts, assumedUnitCosts, resources },
      ...(version !== undefined && { standards: standardsAt(given, { version, date }) }),
    })
    if (t === 0) costs = cards
    for (const { itemId, unitCost, variableCost, fixedCost, elements, thisLevel, lowerLevels } of cards) {
      const known = records.get(itemId) ?? []
      records.set(itemId, known)
      const last = known.at(-1)
      if (last !== undefined && isSame(last, { thisLevel, lowerLevels })) continue
      const reason = rates?.reason ?? 'given'
      known.push({ itemId, periodId, reason, unitCost, variableCost, fixedCost, elements, thisLevel, lowerLevels })
    }
  })
  return { costs, standards: costs.flatMap(({ itemId }) => records.get(itemId) ?? []) }
}

type Levels = Pick<StandardRecord, 'thisLevel' | 'lowerLevels'>

function isSame(a: Levels, b: Levels): boolean {
  const isEqual = (x: CostElements, y: CostElements): boolean =>
    (Object.keys(x) as (keyof CostElements)[]).every((element) => x[element] === y[element])
  return isEqual(a.thisLevel, b.thisLevel) && isEqual(a.lowerLevels, b.lowerLevels)
}

/** The standard of an item in each period, by item: the same record as long as it holds. */
export function standardsByPeriod(
  standards: readonly StandardRecord[],
  calendar: Calendar,
): ReadonlyMap<string, readonly StandardRecord[]> {
  const places = new Map(calendar.periods.map(({ id }, t) => [id, t]))
  const found = new Map<string, StandardRecord[]>()
  for (const record of standards) {
    const from = places.get(record.periodId) ?? 0
    const row = found.get(record.itemId) ?? new Array<StandardRecord>(calendar.periods.length).fill(record)
    found.set(record.itemId, row)
    row.fill(record, from)
  }
  return found
}
