import type { Calendar } from '../../core/calendar.js'
import type { Warning } from '../../core/warnings.js'
import { bassForecast } from '../../demand/launch/bassForecast.js'
import { launchForecast } from '../../demand/launch/launchForecast.js'
import { toBassInput, toLaunchInput } from '../../schema/checkLaunches.js'
import type { ItemLaunch } from '../../schema/demandTypes.js'
import type { NormalInput } from '../normalizeInput.js'
import { addStep, type Draft } from './draft.js'
import { frameFrom, inPlan } from './frameBuckets.js'
import { seriesKey } from './seriesName.js'
import { addWhole } from './spread.js'

interface LaunchedDemand {
  readonly units: readonly number[]
  readonly warnings: readonly Warning[]
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
  warnings: Warning[],
): void {
  input.launches.forEach((launch, n) => {
    const draft = drafts.get(seriesKey(launch.itemId, launch.marketId)) as Draft
    const path = `launches[${n}]`
    const frame = frameFrom(launch.start, calendar)
    if (frame === undefined) {
      warnings.push({
        code: 'launch-beyond-plan',
        path,
        message: `The launch of '${draft.name}' at ${launch.start} falls after the plan: it is left out.`,
      })
      return
    }
    if (draft.basis !== 'none') {
      warnings.push({
        code: 'launch-beside-forecast',
        path,
        message: `'${draft.name}' has a forecast of its own: the launch is added to it.`,
      })
    }
    const horizon = frame.calendar.periods.length
    const made = launch.likeItems === undefined ? byBass(launch, horizon) : byLikeItems(launch, horizon)
    for (const warning of made.warnings) warnings.push({ ...warning, path: `${path}.${warning.path}` })
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
