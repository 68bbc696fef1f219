import { type Calendar, parseDay, parsePeriodId } from '../../core/time/calendar.js'
import { isSopError, type IssueList } from '../../core/checking/errors.js'
import { type Key } from '../../core/keys/keys.js'
import { seriesKey } from '../../core/keys/seriesId.js'
import { bassForecast } from '../../demand/launch/bassForecast.js'
import { launchForecast } from '../../demand/launch/launchForecast.js'
import type { ItemLaunch } from '../rows/demandTypes.js'
import { type Context, rows } from '../reading/referenceChecks.js'
import { predecessorOf, type SeriesIndex, successorOf } from '../reading/seriesIndex.js'

const BY_LIKE_ITEMS = ['total', 'lifePeriods', 'phaseIn'] as const
const BY_BASS = ['innovation', 'imitation', 'initialAdopters'] as const
/** A launch that began earlier has a history by now, and would make thousands of buckets. */
const EARLIEST_LAUNCH_DAYS = 7_400

/** Adds every mistake in launches and successions. */
export function checkLaunches(context: Context, index: SeriesIndex): void {
  const { input, issues, calendar } = context
  for (const [i, launch] of rows(input.launches)) {
    const at = `launches[${i}]`
    index.checkTarget(launch, at, issues)
    checkStart(launch.start, at, calendar, issues)
    checkKind(launch, at, issues)
  }
  checkSuccessions(context, index)
}

function checkStart(start: string, at: string, calendar: Calendar | undefined, issues: IssueList): void {
  if (typeof start !== 'string') return
  const first = parsePeriodId(start, calendar?.fiscalYearStartMonth ?? 1)
  if (first === undefined) {
    issues.add(
      'INVALID_DATE',
      `${at}.start`,
      start,
      'This names no day, week, month, quarter or year.',
      "Write it as '2027-04' (month), '2027-W14', '2027-Q2', '2027' or '2027-04-15'.",
    )
    return
  }
  const plan = parseDay(calendar?.periods[0]?.start)
  if (plan !== undefined && first.day < plan - EARLIEST_LAUNCH_DAYS) {
    issues.add(
      'OUT_OF_RANGE',
      `${at}.start`,
      start,
      'The launch lies more than twenty years before the plan.',
      'Correct the year, or forecast the item from its history.',
    )
  }
}

/** A launch is by like items or by the Bass model, and its numbers make one; the rules are those of the forecasts. */
function checkKind(launch: ItemLaunch, at: string, issues: IssueList): void {
  const { likeItems, marketSize, innovation, imitation } = launch
  if ((likeItems === undefined) === (marketSize === undefined)) {
    issues.add(
      'CONFLICT',
      at,
      launch,
      'A launch is forecast either by like items or by the Bass model.',
      'Give likeItems, or marketSize with innovation and imitation.',
    )
    return
  }
  const [kind, foreign] =
    likeItems === undefined ? (['the Bass model', BY_LIKE_ITEMS] as const) : (['like items', BY_BASS] as const)
  for (const field of foreign) {
    if (launch[field] === undefined) continue
    issues.add('CONFLICT', `${at}.${field}`, launch[field], `A launch by ${kind} has no such field.`, 'Leave it out.')
  }
  if (likeItems === undefined) {
    for (const field of ['innovation', 'imitation'] as const) {
      if (launch[field] === undefined)
        issues.add(
          'MISSING_VALUE',
          `${at}.${field}`,
          undefined,
          'The Bass model needs this coefficient.',
          'Give a share from 0 to 1; fitBass finds it from like products.',
        )
    }
    if (innovation === undefined || imitation === undefined) return
  }
  try {
    if (likeItems === undefined) bassForecast(toBassInput(launch, 1))
    else launchForecast(toLaunchInput(launch, 1))
  } catch (error) {
    if (!isSopError(error)) throw error
    for (const issue of error.issues) issues.issues.push({ ...issue, path: `${at}.${issue.path}` })
  }
}

const given = <T extends object, K extends keyof T>(record: T, fields: readonly K[]): Pick<T, K> =>
  Object.fromEntries(fields.flatMap((field) => (record[field] === undefined ? [] : [[field, record[field]]]))) as Pick<
    T,
    K
  >

/** A launch by like items as `launchForecast` takes it. */
export function toLaunchInput(launch: ItemLaunch, horizon: number): Parameters<typeof launchForecast>[0] {
  return { likeItems: launch.likeItems ?? [], horizon, ...(given(launch, BY_LIKE_ITEMS) as object) }
}

/** A launch by the Bass model as `bassForecast` takes it. */
export function toBassInput(launch: ItemLaunch, periods: number): Parameters<typeof bassForecast>[0] {
  const { marketSize = 0, innovation = 0, imitation = 0 } = launch
  return { marketSize, innovation, imitation, horizon: periods, ...(given(launch, ['initialAdopters']) as object) }
}

function checkSuccessions({ input, issues }: Context, index: SeriesIndex): void {
  const successions = rows(input.successions)
  const next = new Map<Key, { readonly key: Key; readonly itemId: string }>()
  for (const [i, succession] of successions) {
    const [from, to] = [predecessorOf(succession), successorOf(succession)]
    const at = `successions[${i}]`
    const before = issues.issues.length
    index.checkTarget(from, at, issues)
    if (issues.issues.length === before) index.checkTarget(to, at, issues)
    next.set(seriesKey(from), { key: seriesKey(to), itemId: to.itemId })
  }
  const reported = new Set<string>()
  for (const [i, succession] of successions) {
    const { predecessorId } = succession
    const start = seriesKey(predecessorOf(succession))
    const walk = new Map([[start, predecessorId]])
    let last = next.get(start)
    while (last !== undefined && !walk.has(last.key)) {
      walk.set(last.key, last.itemId)
      last = next.get(last.key)
    }
    if (last?.key !== start || reported.has(start)) continue
    for (const key of walk.keys()) reported.add(key)
    const names = [...walk.values(), predecessorId]
    issues.add('CYCLE', `successions[${i}]`, names, 'An item follows itself.', 'Let the chain of successors end.')
  }
}
