/** Bass's own estimate: regression of sales on cumulative sales and its square. */
export interface BassRegression {
  readonly marketSize: number
  readonly innovation: number
  readonly imitation: number
}

/**
 * Bass's regression S(t) = a + b Y(t-1) + c Y(t-1)^2 of sales on cumulative sales: m is the positive root of the
 * parabola, p = a / m, q = -c m. Null where the parabola is not open downward or crosses zero on the wrong side.
 *
 * Solved by Gram-Schmidt on 1, Y and Y^2 with Y measured by the total, so that large units lose no digits.
 *
 * Source: Bass, "A new product growth for model consumer durables", Management Science 15 (1969).
 */
export function regressBass(sales: Float64Array): BassRegression | null {
  const count = sales.length
  let total = 0
  for (let t = 0; t < count; t += 1) total += sales[t]
  const before = new Float64Array(count)
  let sum = 0
  for (let t = 0; t < count; t += 1) {
    before[t] = sum / total
    sum += sales[t]
  }
  const meanY = mean(before)
  const linear = before.map((y) => y - meanY)
  const square = dot(linear, linear)
  if (!(square > 0)) return null
  const y2 = before.map((y) => y * y)
  const meanY2 = mean(y2)
  const slopeY2 = dot(y2, linear) / square
  const bent = y2.map((value, t) => value - meanY2 - slopeY2 * linear[t])
  const bend = dot(bent, bent)
  if (!(bend > 1e-24)) return null
  const scaled = sales.map((units) => units / total)
  const c = dot(scaled, bent) / bend
  const b = dot(scaled, linear) / square - c * slopeY2
  const a = mean(scaled) - b * meanY - c * meanY2
  const root = b * b - 4 * a * c
  if (!(c < 0 && a > 0 && root > 0)) return null
  const size = (-b - Math.sqrt(root)) / (2 * c)
  const result = { marketSize: size * total, innovation: a / size, imitation: -c * size }
  return Object.values(result).every((value) => Number.isFinite(value) && value > 0) ? result : null
}

function mean(values: Float64Array): number {
  let sum = 0
  for (let t = 0; t < values.length; t += 1) sum += values[t]
  return sum / values.length
}

function dot(first: Float64Array, second: Float64Array): number {
  let sum = 0
  for (let t = 0; t < first.length; t += 1) sum += first[t] * second[t]
  return sum
}
