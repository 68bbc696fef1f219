import type { Calendar } from '../../core/time/calendar.js'
import { createNotice, type Notice, placeNotice } from '../../core/notices/notices.js'
import { seriesId, seriesKey } from '../../core/keys/seriesId.js'
import { rowPath } from '../../schema/tables/tables.js'
import { bassForecast } from '../../demand/launch/bassForecast.js'
import { launchForecast } from '../../demand/launch/launchForecast.js'
import { toBassInput, toLaunchInput } from '../../schema/checking/checkLaunches.js'
import type { ItemLaunch } from '../../schema/rows/demandTypes.js'
import type { NormalInput } from '../../schema/normalForm/normalInput.js'
import { addStep, type Draft } from './draft.js'
import { frameFrom, inPlan } from './frameBuckets.js'
import { addWhole } from './spread.js'
import { launchBesideForecast, launchBeyondPlan } from './notices.js'

interface LaunchedDemand {
  readonly units: readonly number[]
  readonly warnings: readonly Notice[]
}

function byBass(launch: ItemLaunch, periods: number): LaunchedDemand {
  const { adoptions, warnings } = bassForecast(toBassInput(launch, periods))
  return { units: adoptions, warnings }
}

function byLikeItems(launch: ItemLaunch, horizon: number): LaunchedDemand {
  const { forecast, warnings } = launchForecast(toLaunchInput(launch, horizon))
  return { units: forecast, warnings }
}

/** Adds the demand of launches, by like items or the Bass model. */
export function addLaunches(
  drafts: ReadonlyMap<string, Draft>,
  input: NormalInput,
  calendar: Calendar,
  warnings: Notice[],
): void {
  input.launches.forEach((launch) => {
    const draft = drafts.get(seriesKey(launch)) as Draft
    const path = rowPath('launches', launch)
    const refs = [seriesId(launch)]
    const frame = frameFrom(launch.start, calendar)
    if (frame === undefined) {
      warnings.push(createNotice(launchBeyondPlan, { path, refs, value: { start: launch.start } }))
      return
    }
    if (draft.basis !== 'none') {
      warnings.push(createNotice(launchBesideForecast, { path, refs }))
    }
    const horizon = frame.calendar.periods.length
    const made = launch.likeItems === undefined ? byBass(launch, horizon) : byLikeItems(launch, horizon)
    for (const warning of made.warnings) warnings.push(placeNotice(warning, { path: `${path}.${warning.path}`, refs }))
    const added = inPlan(frame, made.units)
    addStep(
      draft,
      { step: 'launch' },
      draft.state.map((value, t) => value + (added[t] as number)),
    )
    draft.spread = addWhole(
      draft.spread,
      added.map((value) => value * input.forecasting.launchErrorRate),
    )
  })
}
