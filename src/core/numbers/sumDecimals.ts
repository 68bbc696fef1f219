const MOST_DECIMALS = 9

/** Fewest decimals, at least `from`, that write a number as it is; undefined where more than nine are needed. */
function decimalsOf(value: number, from: number): number | undefined {
  for (let decimals = from; decimals <= MOST_DECIMALS; decimals++) {
    const scale = 10 ** decimals
    if (Math.round(value * scale) / scale === value) return decimals
  }
  return undefined
}

/**
 * Sum of numbers, the same in any order. Decimal numbers, as money and quantities on a grid, add up to a decimal number: 0.1
 * and 0.2 to 0.3.
 */
export function sumDecimals(values: readonly number[]): number {
  let decimals: number | undefined = 0
  for (const value of values) if (decimals !== undefined) decimals = decimalsOf(value, decimals)
  // Neumaier's compensated sum, of sorted numbers.
  let [sum, lost] = [0, 0]
  for (const value of [...values].sort((a, b) => a - b)) {
    const next = sum + value
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum
    sum = next
  }
  const total = sum + lost
  if (decimals === undefined || Math.abs(total) * 10 ** decimals > Number.MAX_SAFE_INTEGER) return total + 0
  const scale = 10 ** decimals
  return Math.round(total * scale) / scale + 0
}
