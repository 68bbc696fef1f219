/** A number in 14 digits: sums and products of decimal numbers without what floats leave of them, 13192.01 for 13192.009999999998. */
export const withoutNoise = (value: number): number => Number(value.toPrecision(14)) + 0
