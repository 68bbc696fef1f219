import { createNotice, type Notice } from '../../core/notices/notices.js'
import { type LonePeaks, peakSeenOnce } from '../notices.js'
import { type Stray, strayDemand } from '../history/notices.js'
import { type DoubtedValues, driverExtrapolated, driverOutlier, type Extrapolation } from './notices.js'

/** Ids of periods that a series runs over. */
export interface SeriesPeriods {
  readonly past: readonly string[]
  readonly ahead: readonly string[]
}

/** A notice of a forecast, and where it speaks of one value of a driver or of demand, with the period that a forecast itself has no name for. */
export function namePeriods(notice: Notice, { past, ahead }: SeriesPeriods): Notice {
  const { code, path, refs, value } = notice
  const fields = { refs, ...(path !== undefined && { path }) }
  if (code === driverExtrapolated.code) {
    const told = value as Extrapolation
    const id = ahead[told.stepsAhead - 1]
    return id === undefined ? notice : createNotice(driverExtrapolated, { ...fields, value: told, periodIds: [id, id] })
  }
  if (code === driverOutlier.code) {
    const told = value as DoubtedValues
    const [first, last] = [told.periodIndexes[0], told.periodIndexes.at(-1)].map((place) => past[place ?? -1])
    if (first === undefined || last === undefined) return notice
    return createNotice(driverOutlier, { ...fields, value: told, periodIds: [first, last] })
  }
  if (code === strayDemand.code) {
    const told = value as Stray
    const [first, last] = [told.periodIndex, told.periodIndex + (told.periods ?? 1) - 1].map((place) => past[place])
    if (first === undefined || last === undefined) return notice
    return createNotice(strayDemand, { ...fields, value: told, periodIds: [first, last] })
  }
  if (code === peakSeenOnce.code) {
    const told = value as LonePeaks
    const [first, last] = [told.periodIndexes[0], told.periodIndexes.at(-1)].map((place) => past[place ?? -1])
    if (first === undefined || last === undefined) return notice
    return createNotice(peakSeenOnce, { ...fields, value: told, periodIds: [first, last] })
  }
  return notice
}
