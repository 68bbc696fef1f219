/** A whole number with thousands set apart, as 12,345; a dash for zero. */
export function whole(value: number): string {
  const rounded = Math.round(value)
  if (rounded === 0) return '-'
  const digits = String(Math.abs(rounded)).replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  return rounded < 0 ? `-${digits}` : digits
}

/** Thousands of money. */
export function thousands(value: number): string {
  return whole(value / 1000)
}

/** Two decimals, as a unit cost; a dash for zero. */
export function cents(value: number): string {
  return Math.abs(value) < 0.005 ? '-' : value.toFixed(2)
}

/** A ratio in percent; nothing where there is none. */
export function percent(ratio: number | null | undefined, decimals = 0): string {
  return ratio === null || ratio === undefined ? '' : `${(ratio * 100).toFixed(decimals)}%`
}

/** The change from one amount to another in percent, with its sign. */
export function change(from: number, to: number): string {
  if (from === 0) return ''
  const ratio = (to / from - 1) * 100
  return `${ratio >= 0 ? '+' : ''}${ratio.toFixed(0)}%`
}

/** Sum of numbers. */
export function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0)
}
