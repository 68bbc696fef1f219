/** How far a number of grid units may lie from a whole one and still be taken for it: what a solver leaves. */
export const GRID_NOISE = 1e-6

/** Hours may pass a limit by half of the last decimal in which they are reported. */
export const HOUR_SLACK = 5e-7

/** A solver's quantities carry a relative error of their own, which must not cost a whole unit of a fine grid. */
function slack(units: number): number {
  return GRID_NOISE + Math.min(0.01, 1e-10 * Math.abs(units))
}

/** The largest whole number of grid units that does not pass `quantity`, up to the error of a solver. */
export function wholeUnits(quantity: number, scale: number): number {
  const units = quantity * scale
  return Math.floor(units + slack(units)) + 0
}

/** The smallest whole number of grid units that is not under `quantity`, up to a slack of a millionth. */
export function wholeUnitsAbove(quantity: number, scale: number): number {
  const units = quantity * scale
  return Math.ceil(units - slack(units)) + 0
}

/** Hours as they are reported, to 6 decimals. */
export function roundHours(hours: number): number {
  return Math.round(hours * 1e6) / 1e6 + 0
}
