import { createNotice, type Notice } from '../../core/notices/notices.js'
import type { Driver } from '../drivers/types.js'
import { findStrayDemand } from '../history/findStrayDemand.js'
import { type Stray, strayDemand } from '../history/notices.js'
import { judgeZeros, type ZeroRun } from '../zeros/judgeZeros.js'
import { removeEffects } from './applyEffects.js'
import { effectColumns } from './effectColumns.js'
import { estimateEffects } from './estimateEffects.js'

/** Tells values of a history that are most likely slips, zeros in a row among them, and that no driver explains; nothing is changed. */
export function tellStrayDemand(
  values: readonly (number | null)[],
  drivers: readonly Driver[],
  {
    seasonLength,
    zeros,
    path,
    offset,
  }: {
    readonly seasonLength: number
    readonly zeros: 'judge' | 'keep'
    readonly path: string
    readonly offset: number
  },
  warnings: Notice[],
): void {
  const tell = (stray: Stray): void => {
    const periodIndex = stray.periodIndex + offset
    warnings.push(createNotice(strayDemand, { path: `${path}[${periodIndex}]`, value: { ...stray, periodIndex } }))
  }
  for (const run of zeros === 'keep' ? [] : judgeZeros(values, seasonLength).runs) {
    if (!drivers.some((driver) => isClosed(values, run, driver))) tell(run)
  }
  const strays = findStrayDemand(values, seasonLength)
  if (strays.length === 0) return
  const unexplained =
    drivers.length === 0 ? strays : findStrayDemand(withoutDrivers(values, drivers, seasonLength), seasonLength)
  for (const stray of strays) {
    if (unexplained.some(({ periodIndex }) => periodIndex === stray.periodIndex)) tell(stray)
  }
}

/** Whether a driver is alike at both ends of a run of zeros, and never so where there was demand: a shop that was closed. */
function isClosed(
  values: readonly (number | null)[],
  { periodIndex, periods }: ZeroRun,
  { values: driver }: Driver,
): boolean {
  const closed = driver[periodIndex]
  return driver[periodIndex + periods - 1] === closed && !values.some((value, t) => value && driver[t] === closed)
}

function withoutDrivers(
  values: readonly (number | null)[],
  drivers: readonly Driver[],
  seasonLength: number,
): readonly (number | null)[] {
  const seen = values.map((value) => value !== null)
  const history = drivers.map((driver) => ({ ...driver, values: driver.values.slice(0, values.length) }))
  const columns = effectColumns(history, seen, { path: '' }, [])
  return removeEffects(values, { columns, ...estimateEffects(values, columns, seasonLength) })
}
