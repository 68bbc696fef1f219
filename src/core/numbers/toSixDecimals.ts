/** A cost of a unit, or a sum of such costs, as it is reported. */
export const toSixDecimals = (amount: number): number => Math.round(amount * 1e6) / 1e6 + 0
