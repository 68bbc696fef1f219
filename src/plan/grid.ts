const POWERS = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000] as const

/** A sum of quantities of one grid, freed of float noise. */
export function snap(quantity: number, decimals: number): number {
  const power = POWERS[decimals] as number
  const snapped = Math.round(quantity * power) / power
  return snapped === 0 ? 0 : snapped
}

/** Quantities brought onto a grid so that every running total stays within half a unit of the exact one. */
export function roundToGrid(quantities: readonly number[], decimals: number): number[] {
  const power = POWERS[decimals] as number
  let exact = 0
  let before = 0
  return quantities.map((quantity) => {
    exact += quantity
    // The nudge takes a half that float noise has pushed under it upwards, so that equal totals round alike.
    const now = Math.max(before, Math.floor(exact * power + 0.5 + 1e-9))
    const value = (now - before) / power
    before = now
    return value
  })
}

/** The next quantity on the grid at or above. */
export function ceilToGrid(quantity: number, decimals: number): number {
  const power = POWERS[decimals] as number
  return Math.ceil(quantity * power - 1e-9) / power + 0
}
