/**
 * A concave function of one whole variable, piecewise linear: from `start[k]` on it rises by `slope[k]` a unit, slopes
 * falling from piece to piece. Where it begins it is 0: only where it is largest matters here.
 */
export interface Concave {
  readonly start: number[]
  readonly slope: number[]
  /** Last place of the domain. */
  end: number
}

export const concaveAt = (place: number): Concave => ({ start: [], slope: [], end: place })

export const copyOf = ({ start, slope, end }: Concave): Concave => ({ start: start.slice(), slope: slope.slice(), end })

/** The last place at which the function is largest. */
export function lastPeak({ start, slope, end }: Concave): number {
  for (let k = 0; k < start.length; k += 1) if (slope[k] < 0) return start[k]
  return end
}

/**
 * The last place at which the function is largest once another is added to it, of any shape.
 */
export function peakWith(curve: Concave, added: Rise): number {
  const { start, slope, end } = curve
  const { units, margin } = added
  if (isConcave(added)) return peakOfSum(curve, added)
  const stops = new Set([...start.filter((place) => place > 0 && place < end), end])
  let sum = 0
  for (let k = 0; k < units.length; k += 1) {
    sum += units[k]
    if (sum < end) stops.add(sum)
  }
  let [place, piece, k, used, value, peak, most] = [0, 0, 0, 0, 0, 0, 0]
  for (const stop of [...stops].sort((a, b) => a - b)) {
    if (stop <= place) continue
    while (piece + 1 < start.length && start[piece + 1] <= place) piece += 1
    while (k < units.length && used + units[k] <= place) {
      used += units[k]
      k += 1
    }
    const rise = (slope[piece] ?? 0) + (k < units.length ? margin[k] : 0)
    value += rise * (stop - place)
    place = stop
    // Where nothing was lost since the peak by more than rounding, the later place is as high.
    if (value >= most - 1e-12 * Math.abs(most)) [peak, most] = [stop, Math.max(most, value)]
  }
  return peak
}

/**
 * Replaces the function by the most that it and another concave one, which begins at 0 there, have together at places that add up: the pieces of
 * both in the order of their slopes (the supremal convolution; Rockafellar 1970, section 5). Of equal slopes its own come first.
 */
export function joinRise(curve: Concave, { units, margin }: Rise): void {
  const { start, slope } = curve
  let [more, shift, n, next] = [0, 0, start.length - 1, curve.end]
  for (let k = 0; k < units.length; k += 1) {
    if (units[k] > 0) more += 1
    shift += units[k]
  }
  curve.end += shift
  let at = n + more
  start.length = at + 1
  slope.length = at + 1
  // From the last on, so that each is moved once.
  for (let k = units.length - 1; k >= 0; k -= 1) {
    if (!(units[k] > 0)) continue
    for (; n >= 0 && slope[n] < margin[k]; n -= 1, at -= 1) {
      next = start[n]
      start[at] = next + shift
      slope[at] = slope[n]
    }
    shift -= units[k]
    start[at] = next + shift
    slope[at] = margin[k]
    at -= 1
  }
}

/** Which place of the function is part of the best way to so many units together with another (`joinRise`); of equal ones the last. */
export function placeBesideRise({ start, slope, end }: Concave, { units, margin }: Rise, total: number): number {
  let [place, left, n] = [0, total, 0]
  for (let k = 0; k < units.length && left > 0; k += 1) {
    for (; n < start.length && slope[n] >= margin[k]; n += 1) {
      const own = Math.min(left, (start[n + 1] ?? end) - start[n])
      place += own
      left -= own
    }
    left -= Math.min(left, units[k])
  }
  return place + left
}

/** A function that rises from 0 on by `margin[k]` for each of the next `units[k]`. */
export interface Rise {
  readonly units: ArrayLike<number>
  readonly margin: ArrayLike<number>
}

/** What serving some parts earns, one after the other. */
export const riseOf = (parts: readonly { readonly units: number; readonly loss: number }[]): Rise => ({
  units: parts.map(({ units }) => units),
  margin: parts.map(({ loss }) => loss),
})

function isConcave({ units, margin }: Rise): boolean {
  let before = Infinity
  for (let k = 0; k < units.length; k += 1) {
    if (units[k] === 0) continue
    if (margin[k] > before) return false
    before = margin[k]
  }
  return true
}

/** The sum with a concave function is concave: its peak is seen by the slopes alone, whatever its values round to. */
function peakOfSum(curve: Concave, { units, margin }: Rise): number {
  const sum = copyOf(curve)
  let [place, before] = [0, 0]
  for (let k = 0; k < units.length; k += 1) {
    if (units[k] === 0) continue
    addAfter(sum, place, margin[k] - before)
    before = margin[k]
    place += units[k]
  }
  return lastPeak(sum)
}

/**
 * Replaces the function by its largest value over the window of `width` before each place: what lies after the peak moves
 * on by the width, and the peak becomes as wide.
 */
export function widenPeak(curve: Concave, width: number): void {
  if (width <= 0) return
  const { start, slope } = curve
  let k = 0
  while (k < start.length && slope[k] >= 0) k += 1
  const peak = k < start.length ? start[k] : curve.end
  start.splice(k, 0, peak)
  slope.splice(k, 0, 0)
  for (let n = k + 1; n < start.length; n += 1) start[n] += width
  curve.end += width
}

/** Replaces the function by its largest value up to each place: what lies after the peak is as high as the peak, up to `end`. */
export function holdPeak(curve: Concave, end: number): void {
  const { start, slope } = curve
  let k = 0
  while (k < start.length && slope[k] >= 0) k += 1
  const peak = k < start.length ? start[k] : curve.end
  start.length = k
  slope.length = k
  if (end > peak) {
    start.push(peak)
    slope.push(0)
  }
  curve.end = Math.max(end, peak)
}

/** Adds `slope` a unit to everything before `place`, and nothing after it; concave for a slope that is not negative. */
export function addBefore(curve: Concave, place: number, slope: number): void {
  if (slope === 0) return
  const { start } = curve
  split(curve, place)
  for (let n = 0; n < start.length && start[n] < place; n += 1) curve.slope[n] += slope
}

/** Adds `slope` a unit to everything from `place` on; concave for a slope that is not positive. */
export function addAfter(curve: Concave, place: number, slope: number): void {
  if (slope === 0) return
  const { start } = curve
  split(curve, place)
  for (let n = start.length - 1; n >= 0 && start[n] >= place; n -= 1) curve.slope[n] += slope
}

/** Makes a place one at which a piece starts, where it lies within the domain. */
function split({ start, slope, end }: Concave, place: number): void {
  if (place >= end || start.length === 0 || place <= start[0]) return
  let n = start.length - 1
  while (start[n] > place) n -= 1
  if (start[n] === place) return
  start.splice(n + 1, 0, place)
  slope.splice(n + 1, 0, slope[n])
}
