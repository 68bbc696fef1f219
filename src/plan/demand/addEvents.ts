import type { Calendar } from '../../core/time/calendar.js'
import { createNotice, type Notice } from '../../core/notices/notices.js'
import { pick } from '../../core/checking/pick.js'
import { SERIES_KEY, seriesId } from '../../core/keys/seriesId.js'
import { rowPath } from '../../schema/tables/tables.js'
import type { NormalInput } from '../../schema/normalForm/normalInput.js'
import { addStep, type Draft } from './draft.js'
import { eventEffects, eventsOf, spansOf } from './eventEffects.js'
import { scaleSpread } from './spread.js'
import { eventBelowZero, eventWithoutEffect } from './notices.js'

/** Puts the events of the plan's days on every series: rates of the demand before any of them, and units. */
export function addEvents(
  drafts: readonly Draft[],
  input: NormalInput,
  calendar: Calendar,
  { warnings, estimated }: { readonly warnings: Notice[]; readonly estimated: ReadonlySet<string> },
): void {
  if (input.events.length === 0) return
  const spans = spansOf(calendar)
  // What those do that have no uplift is told with the forecasts that it is estimated with
  const felt = new Set<string>(estimated)
  for (const draft of drafts) {
    const base = draft.state
    const rates = base.map(() => 0)
    const low = new Set<string>()
    for (const event of eventsOf(input.events, draft)) {
      const effects = eventEffects(event, spans)
      if (effects.every(({ rate, units }) => rate === 0 && units === 0)) continue
      const next = draft.state.map((value, t) => {
        const { rate, units } = effects[t] as (typeof effects)[number]
        rates[t] = (rates[t] ?? 0) + rate
        const wanted = value + (base[t] as number) * rate + units
        if (wanted < 0) low.add(calendar.periods[t]?.id as string)
        return Math.max(0, wanted)
      })
      // A closure of a product that is not sold yet is no step.
      if (next.some((value, t) => value !== draft.state[t])) addStep(draft, { step: 'event', id: event.id }, next)
      felt.add(event.id)
    }
    draft.spread = scaleSpread(
      draft.spread,
      rates.map((rate) => Math.max(0, 1 + rate)),
    )
    if (low.size > 0) {
      const periods = calendar.periods.flatMap((period) => (low.has(period.id) ? [period.id] : []))
      warnings.push(
        createNotice(eventBelowZero, {
          path: 'events',
          refs: [seriesId(draft)],
          periodIds: [periods[0] as string, periods.at(-1) as string],
          value: { periods },
        }),
      )
    }
  }
  for (const { history } of drafts)
    for (const { ids } of history?.changes ?? []) for (const id of ids ?? []) felt.add(id)
  input.events.forEach((event) => {
    const { id } = event
    if (felt.has(id)) return
    const ref = pick(event, SERIES_KEY)
    warnings.push(
      createNotice(eventWithoutEffect, {
        path: rowPath('events', { id }),
        refs: Object.keys(ref).length === 0 ? [] : [ref],
        value: { eventId: id },
      }),
    )
  })
}
