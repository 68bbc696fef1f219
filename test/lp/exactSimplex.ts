import type { LinearModel } from '../../src/lp/index.js'

/** A double, exactly: `m` times 2 to the power of `e`. */
interface Dyadic {
  readonly m: bigint
  readonly e: number
}

const ZERO: Dyadic = { m: 0n, e: 0 }
const words = new DataView(new ArrayBuffer(8))

function exactly(value: number): Dyadic {
  if (value === 0) return ZERO
  words.setFloat64(0, value)
  const bits = words.getBigUint64(0)
  const exponent = Number((bits >> 52n) & 0x7ffn)
  const fraction = bits & 0xfffffffffffffn
  const m = exponent === 0 ? fraction : fraction | (1n << 52n)
  return { m: value < 0 ? -m : m, e: (exponent === 0 ? 1 : exponent) - 1075 }
}

function plus(a: Dyadic, b: Dyadic): Dyadic {
  if (a.m === 0n) return b
  if (b.m === 0n) return a
  const e = Math.min(a.e, b.e)
  return { m: (a.m << BigInt(a.e - e)) + (b.m << BigInt(b.e - e)), e }
}

const times = (a: Dyadic, b: Dyadic): Dyadic => ({ m: a.m * b.m, e: a.e + b.e })
const minus = (a: Dyadic): Dyadic => ({ m: -a.m, e: a.e })

/** The same numbers as integers, all multiplied by one power of two. */
function asIntegers(values: readonly Dyadic[]): { integers: bigint[]; e: number } {
  const used = values.filter(({ m }) => m !== 0n)
  const e = used.length === 0 ? 0 : Math.min(...used.map((value) => value.e))
  return { integers: values.map((value) => (value.m === 0n ? 0n : value.m << BigInt(value.e - e))), e }
}

/** A quotient of integers as the double next to it, for numbers of moderate size. */
function quotient(over: bigint, under: bigint): number {
  const [a, b] = under < 0n ? [-over, -under] : [over, under]
  if (a === 0n) return 0
  const shift = Math.max(0, 80 - (bitLength(a) - bitLength(b)))
  return Number((a << BigInt(shift)) / b) / 2 ** shift
}

const bitLength = (value: bigint): number => (value < 0n ? -value : value).toString(2).length

/** What is true of a model, without any rounding. */
export interface ExactAnswer {
  readonly status: 'optimal' | 'infeasible' | 'unbounded' | 'unknown'
  readonly objective: number
}

interface Vertex {
  readonly status: 'optimal' | 'infeasible' | 'unbounded'
  /** Numerator of the objective in minimization over `scale`, as a dyadic quotient. */
  readonly objective: number
  /** For each column the numerator of its distance from `from`, over `under`. */
  readonly steps: readonly bigint[]
  readonly under: bigint
}

interface Bounds {
  readonly lower: readonly number[]
  readonly upper: readonly number[]
}

/**
 * The two-phase simplex method in integers (Edmonds 1967; Bareiss 1968), with the rule of Bland 1977 that ends every
 * circle. For small models only.
 */
function exactVertex(model: LinearModel, { lower, upper }: Bounds): Vertex {
  const n = model.columnCount
  const sign = model.sense === 'minimize' ? 1 : -1
  // x_j = from_j + step_j t_j; a free column is the difference of two.
  const from: number[] = []
  const step: number[] = []
  const places: number[] = []
  let count = 0
  for (let j = 0; j < n; j += 1) {
    const [l, u] = [lower[j] as number, upper[j] as number]
    if (l > u) return { status: 'infeasible', objective: Infinity, steps: [], under: 1n }
    places.push(count)
    from.push(l > -Infinity ? l : u < Infinity ? u : 0)
    step.push(l > -Infinity || u === Infinity ? 1 : -1)
    count += l === -Infinity && u === Infinity ? 2 : 1
  }
  const isFree = (j: number): boolean => lower[j] === -Infinity && upper[j] === Infinity
  const constraints: { terms: Dyadic[]; isEquation: boolean; limit: Dyadic }[] = []
  const constrain = (terms: Dyadic[], isEquation: boolean, limit: Dyadic): void => {
    constraints.push({ terms, isEquation, limit })
  }
  for (let j = 0; j < n; j += 1) {
    const [l, u] = [lower[j] as number, upper[j] as number]
    if (l === -Infinity || u === Infinity) continue
    const terms = new Array<Dyadic>(count).fill(ZERO)
    terms[places[j] as number] = exactly(1)
    constrain(terms, false, plus(exactly(u), minus(exactly(l))))
  }
  const write = (terms: Dyadic[], j: number, value: Dyadic): void => {
    const at = places[j] as number
    terms[at] = step[j] === 1 ? value : minus(value)
    if (isFree(j)) terms[at + 1] = minus(value)
  }
  for (let i = 0; i < model.rowCount; i += 1) {
    const terms = new Array<Dyadic>(count).fill(ZERO)
    let moved = ZERO
    for (let k = model.rowStart[i] as number; k < (model.rowStart[i + 1] as number); k += 1) {
      const j = model.columnIndex[k] as number
      const a = exactly(model.coefficient[k] as number)
      write(terms, j, a)
      moved = plus(moved, times(a, exactly(from[j] as number)))
    }
    const [l, u] = [model.rowLower[i] as number, model.rowUpper[i] as number]
    if (l === u) constrain(terms, true, plus(exactly(l), minus(moved)))
    else {
      if (u < Infinity) constrain(terms, false, plus(exactly(u), minus(moved)))
      if (l > -Infinity) constrain(terms.map(minus), false, plus(moved, minus(exactly(l))))
    }
  }
  const costs = new Array<Dyadic>(count).fill(ZERO)
  let base = exactly(sign * model.objectiveConstant)
  for (let j = 0; j < n; j += 1) {
    const c = exactly(sign * (model.objective[j] as number))
    write(costs, j, c)
    base = plus(base, times(c, exactly(from[j] as number)))
  }

  const m = constraints.length
  const slacks = constraints.filter(({ isEquation }) => !isEquation).length
  const width = count + slacks + m + 1
  const last = width - 1
  const table: bigint[][] = []
  const basis: number[] = []
  let slack = count
  constraints.forEach(({ terms, isEquation, limit }, i) => {
    const { integers } = asIntegers([...terms, limit])
    const line = new Array<bigint>(width).fill(0n)
    const flip = (integers[count] as bigint) < 0n ? -1n : 1n
    integers.forEach((value, k) => (line[k === count ? last : k] = value * flip))
    let own = count + slacks + i
    if (!isEquation) {
      line[slack] = flip
      if (flip === 1n) own = slack
      slack += 1
    }
    line[own] = 1n
    basis.push(own)
    table.push(line)
  })
  const priced = asIntegers(costs)
  const cost = new Array<bigint>(width).fill(0n)
  priced.integers.forEach((value, k) => (cost[k] = value))
  const need = new Array<bigint>(width).fill(0n)
  const isArtificial = (k: number): boolean => k >= count + slacks && k < last
  basis.forEach((own, i) => {
    if (!isArtificial(own)) return
    const line = table[i] as bigint[]
    line.forEach((value, k) => {
      if (!isArtificial(k)) need[k] = (need[k] as bigint) - value
    })
  })

  let under = 1n
  const pivot = (row: number, column: number): void => {
    const own = table[row] as bigint[]
    const p = own[column] as bigint
    for (const line of [...table, cost, need]) {
      if (line === own) continue
      const factor = line[column] as bigint
      for (let k = 0; k < width; k += 1) {
        const value = line[k] as bigint
        const other = own[k] as bigint
        line[k] = value === 0n && (factor === 0n || other === 0n) ? 0n : (value * p - factor * other) / under
      }
    }
    // The denominator stays above zero.
    if (p < 0n) {
      for (const line of [...table, cost, need]) {
        if (line !== own) line.forEach((value, k) => (line[k] = -value))
      }
      own.forEach((value, k) => (own[k] = -value))
    }
    under = p < 0n ? -p : p
    basis[row] = column
  }
  const walk = (goal: bigint[], most: number): boolean => {
    for (;;) {
      let column = 0
      while (column < most && (goal[column] as bigint) >= 0n) column += 1
      if (column === most) return true
      let row = -1
      for (let i = 0; i < m; i += 1) {
        const line = table[i] as bigint[]
        if ((line[column] as bigint) <= 0n) continue
        if (row < 0) row = i
        else {
          const best = table[row] as bigint[]
          const a = (line[last] as bigint) * (best[column] as bigint)
          const b = (best[last] as bigint) * (line[column] as bigint)
          if (a < b || (a === b && (basis[i] as number) < (basis[row] as number))) row = i
        }
      }
      if (row < 0) return false
      pivot(row, column)
    }
  }
  walk(need, count + slacks)
  const none: Omit<Vertex, 'status'> = { objective: Infinity, steps: [], under: 1n }
  if (need[last] !== 0n) return { status: 'infeasible', ...none }
  for (let i = 0; i < m; i += 1) {
    if (!isArtificial(basis[i] as number)) continue
    const column = (table[i] as bigint[]).findIndex((value, k) => k < count + slacks && value !== 0n)
    if (column >= 0) pivot(i, column)
  }
  if (!walk(cost, count + slacks)) return { status: 'unbounded', ...none, objective: -Infinity }
  const values = new Array<bigint>(count).fill(0n)
  basis.forEach((own, i) => {
    if (own < count) values[own] = (table[i] as bigint[])[last] as bigint
  })
  const steps = Array.from({ length: n }, (_, j) => {
    const at = places[j] as number
    const value = (values[at] as bigint) - (isFree(j) ? (values[at + 1] as bigint) : 0n)
    return value * BigInt(step[j] as number)
  })
  // base + (-cost row) 2^e / under, over one denominator.
  const priceOver: Dyadic = { m: -(cost[last] as bigint), e: priced.e }
  const sum = plus(times(base, { m: under, e: 0 }), priceOver)
  const objective = sum.e >= 0 ? quotient(sum.m << BigInt(sum.e), under) : quotient(sum.m, under << BigInt(-sum.e))
  return { status: 'optimal', objective, steps, under }
}

/** Solves a small model in exact arithmetic; mixed-integer ones by branch and bound, `unknown` after `mostNodes`. */
export function solveExactly(model: LinearModel, mostNodes = 400): ExactAnswer {
  const sign = model.sense === 'minimize' ? 1 : -1
  const isWhole = Array.from(model.columnKind, (kind) => kind === 1)
  const root: Bounds = {
    lower: Array.from(model.columnLower, (value, j) => (isWhole[j] === true ? Math.ceil(value) : value)),
    upper: Array.from(model.columnUpper, (value, j) => (isWhole[j] === true ? Math.floor(value) : value)),
  }
  let best = Infinity
  let nodes = 0
  let isOpen = false
  const open: Bounds[] = [root]
  while (open.length > 0) {
    const bounds = open.pop() as Bounds
    nodes += 1
    if (nodes > mostNodes) return { status: 'unknown', objective: NaN }
    const vertex = exactVertex(model, bounds)
    if (vertex.status === 'infeasible') continue
    if (vertex.status === 'unbounded') {
      if (!isWhole.includes(true)) return { status: 'unbounded', objective: -Infinity * sign }
      // With rational data a relaxation without end and one plan are a model without end (Meyer 1974).
      isOpen = true
      const plan = solveExactly({ ...model, objective: new Float64Array(model.columnCount) }, mostNodes)
      if (plan.status === 'infeasible') return { status: 'infeasible', objective: Infinity * sign }
      return plan.status === 'optimal' ? { status: 'unbounded', objective: -Infinity * sign } : plan
    }
    if (vertex.objective >= best) continue
    const j = vertex.steps.findIndex((value, at) => isWhole[at] === true && value % vertex.under !== 0n)
    if (j < 0) {
      best = vertex.objective
      continue
    }
    const [l, u] = [bounds.lower[j] as number, bounds.upper[j] as number]
    const start = l > -Infinity ? l : u < Infinity ? u : 0
    const value = vertex.steps[j] as bigint
    const whole = value / vertex.under - (value < 0n ? 1n : 0n)
    const below = start + Number(whole)
    open.push(
      { ...bounds, lower: replaced(bounds.lower, j, below + 1) },
      { ...bounds, upper: replaced(bounds.upper, j, below) },
    )
  }
  if (isOpen || best === Infinity) return { status: 'infeasible', objective: Infinity * sign }
  return { status: 'optimal', objective: best * sign + 0 }
}

function replaced(bounds: readonly number[], at: number, bound: number): readonly number[] {
  return bounds.map((value, j) => (j === at ? bound : value))
}
