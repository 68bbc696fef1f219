/** A figure with three digits, for a sentence. */
export function roundForText(value: number): string {
  return String(Number(value.toPrecision(3)))
}
