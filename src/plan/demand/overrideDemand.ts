import { pick } from '../../core/checking/pick.js'
import type { Calendar } from '../../core/time/calendar.js'
import { compareText, groupBy } from '../../core/keys/keys.js'
import { type Notice, noteRecords, placeNotice } from '../../core/notices/notices.js'
import type { Ref } from '../../core/keys/ref.js'
import { rowPath } from '../../schema/tables/tables.js'
import { applyOverrides } from '../../demand/consensus/applyOverrides.js'
import type { ItemOverride } from '../../schema/rows/demandTypes.js'
import type { NormalInput } from '../../schema/normalForm/normalInput.js'
import { addStep, type Draft } from './draft.js'
import { SERIES_KEY, seriesId } from '../../core/keys/seriesId.js'
import { overrideErrorAssumed } from './notices.js'
import { addChance, scaleSpread } from './spread.js'

const OVERRIDE = ['id', 'periodIds', 'quantity', 'change', 'changeRate', 'reason', 'owner', 'expiryDate'] as const

/** Quantities first, then ratios, then units, each by id: the order of the table does not matter. */
const rank = ({ quantity, changeRate }: ItemOverride): number =>
  quantity !== undefined ? 0 : changeRate !== undefined ? 1 : 2

/** Makes people's changes last, so that they hold; each is a step with its reason and owner. */
export function overrideDemand(
  drafts: ReadonlyMap<string, Draft>,
  input: NormalInput,
  calendar: Calendar,
  { assumptions, warnings }: { readonly assumptions: Notice[]; readonly warnings: Notice[] },
): void {
  const assumed: Ref[] = []
  for (const [key, unsorted] of groupBy(input.overrides, SERIES_KEY)) {
    const draft = drafts.get(key) as Draft
    const rows = [...unsorted].sort((a, b) => rank(a) - rank(b) || compareText(a.id, b.id))
    const result = applyOverrides(draft.state, {
      overrides: rows.map((row) => pick(row, OVERRIDE)),
      calendar,
      asOf: input.asOf,
    })
    for (const warning of result.warnings) {
      // The function counts the overrides of one series; the path is that of the table.
      const { overrideId } = warning.value as { readonly overrideId: string }
      const path = rowPath('overrides', { id: overrideId }) + (warning.path as string).replace(/^overrides\[\d+\]/, '')
      warnings.push(placeNotice(warning, { path, refs: [seriesId(draft)] }))
    }
    const applied = result.steps.filter(({ isApplied }) => isApplied)
    applied.forEach(({ id, reason, owner, change }, n) => {
      const isLast = n === applied.length - 1
      addStep(
        draft,
        { step: 'override', id, reason, owner },
        isLast ? result.final : draft.state.map((value, t) => value + (change[t] as number)),
      )
    })
    const kept = rows.filter((_, n) => result.steps[n]?.isApplied)
    const isAssumed = spreadOverrides(draft, kept, result.final, calendar)
    if (isAssumed) assumed.push(seriesId(draft))
  }
  noteRecords(assumptions, overrideErrorAssumed, { path: 'overrides[].stdDev', refs: assumed })
}

/**
 * How far off demand may be after people changed it: as they say, each period by the last that says it; else what was decided
 * to be nothing is not uncertain, and any other number may be as far off as the one before it. Tells whether the latter was taken.
 */
function spreadOverrides(
  draft: Draft,
  rows: readonly ItemOverride[],
  final: readonly number[],
  { periods }: Calendar,
): boolean {
  const stated = new Map<string, number>()
  const touched = new Set<string>()
  for (const { periodIds, stdDev } of rows) {
    for (const id of periodIds) {
      touched.add(id)
      if (stdDev !== undefined) stated.set(id, stdDev)
    }
  }
  const isAssumed = ({ id }: { readonly id: string }, t: number): boolean =>
    touched.has(id) && !stated.has(id) && final[t] !== 0
  const { isKnown } = draft.spread
  draft.spread = scaleSpread(
    draft.spread,
    periods.map((period, t) => (touched.has(period.id) && !isAssumed(period, t) ? 0 : 1)),
  )
  if (stated.size > 0)
    draft.spread = addChance(
      draft.spread,
      periods.map(({ id }) => (stated.get(id) ?? 0) ** 2),
    )
  return isKnown && periods.some(isAssumed)
}
