/** The value of a period, of a number that holds in every one or an array; `missing` where nothing is given. */
export const valueAt = (value: number | readonly number[] | undefined, t: number, missing: number): number =>
  (typeof value === 'number' ? value : value?.[t]) ?? missing
