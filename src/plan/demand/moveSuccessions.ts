import type { Calendar } from '../../core/time/calendar.js'
import { type Key, sortByKey } from '../../core/keys/keys.js'
import { perPeriod } from '../../core/time/series.js'
import { type Notice, placeNotice } from '../../core/notices/notices.js'
import { SERIES_PLACE, seriesId, seriesKey } from '../../core/keys/seriesId.js'
import { rowPath } from '../../schema/tables/tables.js'
import { successionForecast } from '../../demand/launch/successionForecast.js'
import type { ItemSuccession } from '../../schema/rows/demandTypes.js'
import type { NormalInput } from '../../schema/normalForm/normalInput.js'
import { predecessorOf, successorOf } from '../../schema/reading/seriesIndex.js'
import { addStep, type Draft } from './draft.js'
import { addWhole, scaleSpread, stdDevOf } from './spread.js'

const fromOf = (row: ItemSuccession): Key => seriesKey(predecessorOf(row))
const toOf = (row: ItemSuccession): Key => seriesKey(successorOf(row))

/** From the start of each chain on: what an item inherits is handed on with the rest. Ties go by the items' ids. */
function inOrder(successions: readonly ItemSuccession[]): ItemSuccession[] {
  const open = sortByKey(successions, ['predecessorId', ...SERIES_PLACE])
  const sorted: ItemSuccession[] = []
  while (open.length > 0) {
    const inheriting = new Set(open.map(toOf))
    const next = open.findIndex((one) => !inheriting.has(fromOf(one)))
    sorted.push(...open.splice(next, 1))
  }
  return sorted
}

/** Moves demand from items that are phased out to their successors. */
export function moveSuccessions(
  drafts: ReadonlyMap<string, Draft>,
  input: NormalInput,
  calendar: Calendar,
  warnings: Notice[],
): void {
  // What a successor sells of its own is what it sold before anything was handed to it.
  const own = new Map(input.successions.map((one) => [toOf(one), (drafts.get(toOf(one)) as Draft).state]))
  for (const succession of inOrder(input.successions)) {
    const { phaseOutShare = 0, transferShare, cannibalizationShare } = succession
    const [old, heir] = [drafts.get(fromOf(succession)) as Draft, drafts.get(toOf(succession)) as Draft]
    const gone = perPeriod(phaseOutShare, calendar, 'level')
    const result = successionForecast({
      predecessor: old.state,
      successor: own.get(toOf(succession)) as readonly number[],
      phaseOutShare: gone,
      ...(transferShare !== undefined && { transferShare }),
      ...(cannibalizationShare !== undefined && { cannibalizationShare }),
    })
    for (const warning of result.warnings) {
      const path = rowPath('successions', succession)
      warnings.push(placeNotice(warning, { path, refs: [seriesId(old), seriesId(heir)] }))
    }
    const before = old.state
    const inherited = stdDevOf(old.spread).map((value, t) => value * (gone[t] as number) * (transferShare ?? 1))
    addStep(old, { step: 'succession', id: heir.itemId }, result.predecessor)
    addStep(
      heir,
      { step: 'succession', id: old.itemId },
      heir.state.map((value, t) => value + (result.transferred[t] as number)),
    )
    old.spread = scaleSpread(
      old.spread,
      result.predecessor.map((value, t) =>
        (before[t] as number) > 0 ? value / (before[t] as number) : 1 - (gone[t] as number),
      ),
    )
    if (inherited.some((value) => value > 0)) heir.spread = addWhole(heir.spread, inherited)
  }
}
