import { createModelBuilder } from '../../src/lp/index.js'
import type { LinearModel } from '../../src/lp/index.js'

/** Every trait that a hard model can have; a run counts them, so that none is missing. */
export const TRAITS = [
  'unscaled',
  'scaled terms',
  'scaled rows and columns',
  'infeasible',
  'infeasible by 1e-3',
  'infeasible by 1e-5',
  'without end',
  'degenerate',
  'free column',
  'upper bound only',
  'fixed column',
  'equation',
  'range',
  'row without limits',
  'empty row',
  'zero column',
  'negative integer',
  'unbounded integer',
] as const
export type Trait = (typeof TRAITS)[number]

export interface HardModel {
  readonly model: LinearModel
  readonly traits: ReadonlySet<Trait>
}

/** Numbers from a seed (mulberry32, Ettinger 2017). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

interface Column {
  readonly lower: number
  readonly upper: number
  readonly integer: boolean
  readonly inside: number
  readonly scale: number
}

/**
 * A small model of the kinds that mislead solvers: rows and columns on scales of 1e-4 to 1e4, degenerate vertices,
 * limits that contradict each other by little, columns without bounds. Built around a point, so that it has a plan
 * unless a contradiction is added to it.
 */
export function hardModel(seed: number, options: { readonly integer: boolean }): HardModel {
  const next = seeded(seed)
  const traits = new Set<Trait>()
  const chance = (share: number): boolean => next() < share
  const whole = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1))
  const pick = <T>(choices: readonly T[]): T => choices[whole(0, choices.length - 1)] as T
  const scaling = pick(['unscaled', 'scaled terms', 'scaled rows and columns', 'scaled rows and columns'] as const)
  traits.add(scaling)
  const power = (): number => Number(`1e${whole(-4, 4)}`)
  const magnitude = (): number => (scaling === 'scaled terms' ? power() : 1)
  // Twelve binary digits: sums and products of a few of them are exact, so that what is feasible is not so by rounding.
  const tidy = (value: number): number => {
    if (value === 0) return 0
    const unit = 2 ** (Math.floor(Math.log2(Math.abs(value))) - 11)
    return Math.round(value / unit) * unit
  }
  const digits = (): number => tidy((chance(0.5) ? whole(1, 9) : whole(100, 9999) / 1000) * (chance(0.4) ? -1 : 1))
  const isDegenerate = chance(0.3)
  if (isDegenerate) traits.add('degenerate')

  const columns = Array.from({ length: whole(1, 9) }, (): Column => {
    const integer = options.integer && chance(0.6)
    const scale = scaling === 'scaled rows and columns' && !integer ? Number(`1e${whole(-2, 2)}`) : 1
    const size = integer ? whole(1, 8) : tidy(Math.abs(digits()) * scale * (scaling === 'scaled terms' ? power() : 1))
    const kind = pick(['from zero', 'from zero', 'box', 'box', 'free', 'upper', 'fixed'] as const)
    const start = integer ? whole(-5, 5) : tidy(digits() * scale)
    // Most of an integer's kinds have both bounds; one without is bounded by a row of its own below.
    const open = integer ? chance(0.15) : true
    if (kind === 'fixed') {
      traits.add('fixed column')
      return { lower: start, upper: start, integer, inside: start, scale }
    }
    if (integer && start < 0) traits.add('negative integer')
    if (integer && open) traits.add('unbounded integer')
    const vertex = isDegenerate ? pick([0, 1]) : pick([0, 0.5, 1])
    const inside = integer ? start + Math.round(size * vertex) : tidy(start + size * vertex)
    const box = { lower: start, upper: tidy(start + size), integer, inside, scale }
    if (kind === 'box' || (integer && !open)) return box
    if (kind === 'free' && !integer) {
      traits.add('free column')
      return { ...box, lower: -Infinity, upper: Infinity }
    }
    if (kind === 'upper') {
      if (!integer) traits.add('upper bound only')
      return { ...box, lower: -Infinity }
    }
    if (kind === 'from zero' && !integer) return { lower: 0, upper: Infinity, integer, inside: Math.abs(inside), scale }
    return { ...box, upper: Infinity }
  })

  const builder = createModelBuilder(pick(['minimize', 'maximize'] as const))
  if (chance(0.3)) builder.addConstant(digits())
  columns.forEach(({ lower, upper, integer, scale }) => {
    const objective = chance(0.2) ? 0 : tidy((digits() * magnitude()) / scale)
    builder.addColumn({ objective, lower, upper, integer })
  })
  const lines: { readonly terms: readonly number[]; readonly least: number; readonly most: number }[] = []
  const isZero = columns.map(() => chance(0.05))
  if (isZero.includes(true)) traits.add('zero column')
  const rowCount = whole(0, 8)
  for (let i = 0; i < rowCount; i += 1) {
    const rowScale = scaling === 'scaled rows and columns' ? Number(`1e${whole(-2, 2)}`) : 1
    const density = pick([0.3, 0.6, 1])
    const terms = columns.map(({ scale }, j) =>
      isZero[j] === true || !chance(density) ? 0 : tidy((digits() * magnitude() * rowScale) / scale),
    )
    if (terms.every((term) => term === 0)) traits.add('empty row')
    const inside = terms.reduce((sum, term, j) => sum + term * (columns[j] as Column).inside, 0)
    const slack = (): number => (isDegenerate || chance(0.3) ? 0 : tidy(Math.abs(digits()) * rowScale))
    const kind = pick(['below', 'below', 'above', 'above', 'equation', 'range', 'free'] as const)
    const isOneSided = kind === 'below' || kind === 'above'
    if (kind === 'equation') traits.add('equation')
    if (kind === 'range') traits.add('range')
    if (kind === 'free') traits.add('row without limits')
    const [least, most] =
      kind === 'equation'
        ? [inside, inside]
        : [
            kind === 'below' || kind === 'free' ? -Infinity : inside - slack(),
            isOneSided && kind === 'above' ? Infinity : kind === 'free' ? Infinity : inside + slack(),
          ]
    lines.push({ terms, least, most })
  }
  // A row that bounds an integer without bounds, on both sides.
  columns.forEach(({ lower, upper, integer, inside }, j) => {
    if (!integer || (lower > -Infinity && upper < Infinity)) return
    const factor = pick([1, 2, 0.5])
    const terms = columns.map((_, k) => (k === j ? factor : 0))
    lines.push({ terms, least: factor * (inside - whole(0, 6)), most: factor * (inside + whole(0, 6)) })
  })
  const wish = pick(['plan', 'plan', 'plan', 'plan', 'contradiction', 'near', 'end'] as const)
  const limited = lines.filter(
    ({ least, most, terms }) => (least > -Infinity || most < Infinity) && terms.some(Boolean),
  )
  if ((wish === 'contradiction' || wish === 'near') && limited.length > 0) {
    // The sum of some rows, each with a limit, asked to be beyond the sum of those limits.
    const chosen = limited.filter(() => chance(0.5)).slice(0, 3)
    if (chosen.length === 0) chosen.push(limited[0] as (typeof limited)[number])
    const sum = columns.map(() => 0)
    let limit = 0
    for (const { terms, least, most } of chosen) {
      const weight = (most < Infinity ? 1 : -1) * pick([1, 2, 0.5])
      terms.forEach((term, j) => (sum[j] = (sum[j] as number) + weight * term))
      limit += weight * (most < Infinity ? most : least)
    }
    const size = Math.max(...sum.map(Math.abs), Math.abs(limit), 1e-12)
    const by = wish === 'contradiction' ? 1 : pick([1e-3, 1e-5])
    traits.add(by === 1 ? 'infeasible' : by === 1e-3 ? 'infeasible by 1e-3' : 'infeasible by 1e-5')
    lines.push({ terms: sum, least: limit + tidy(by * size), most: Infinity })
  }
  if (wish === 'end') {
    // A column that no row stops on one side, and that is worth its cost.
    const j = builder.addColumn({ objective: digits(), lower: -Infinity })
    traits.add('without end')
    lines.forEach((line, i) => {
      const isStopped = line.least > -Infinity && line.most < Infinity
      const term = isStopped || chance(0.5) ? 0 : Math.abs(digits()) * (line.most < Infinity ? -1 : 1)
      lines[i] = { ...line, terms: [...line.terms, ...(j === columns.length ? [term] : [])] }
    })
  }
  for (const { terms, least, most } of lines) {
    const row = builder.addRow({ lower: least, upper: most })
    terms.forEach((term, j) => {
      if (term !== 0) builder.addTerm(row, j, term)
    })
  }
  return { model: builder.build(), traits }
}
