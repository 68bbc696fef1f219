/** Whole units in quantity x part / whole, rounded down; exact, also where the product is more than a double holds. */
export function floorShare(quantity: number, part: number, whole: number): number {
  const product = quantity * part
  // Up to here the product is exact, and no quotient is so near to a whole number that it is rounded to it.
  if (product <= Number.MAX_SAFE_INTEGER) return Math.floor(product / whole)
  return Number((BigInt(quantity) * BigInt(part)) / BigInt(whole))
}

/** Whole units in quantity x part / whole, rounded up; exact. */
export function ceilShare(quantity: number, part: number, whole: number): number {
  return quantity - floorShare(quantity, whole - part, whole)
}
