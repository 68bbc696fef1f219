import { type Key, keyOf } from '../../core/keys/keys.js'
import { isMade, rowsOf, type VarianceReading } from './readVarianceInput.js'

/** Sums by a few ids. */
export interface Totals<F extends string> {
  get(ids: { readonly [Field in F]?: string | undefined }): number
}

/** Adds a number of each row up by some of its ids. */
export function totalBy<F extends string, T extends { readonly [Field in F]?: string | undefined }>(
  rows: readonly T[],
  fields: readonly F[],
  value: (row: T) => number,
): Totals<F> {
  const totals = new Map<Key, number>()
  const key = (ids: { readonly [Field in F]?: string | undefined }): Key =>
    keyOf(ids, fields as readonly (keyof typeof ids & string)[])
  for (const row of rows) totals.set(key(row), (totals.get(key(row)) ?? 0) + value(row))
  return { get: (ids) => totals.get(key(ids)) ?? 0 }
}

/** Units that the budget makes, by item: as given, else what the budgeted sales take down to the last part. */
export function budgetedProduction({ input, bottomUp }: VarianceReading): ReadonlyMap<string, number> {
  const { production, sales } = input.budget
  if (production !== undefined) return new Map(production.map(({ itemId, units }) => [itemId, units]))
  const needed = new Map<string, number>()
  const add = (itemId: string, units: number): void => void needed.set(itemId, (needed.get(itemId) ?? 0) + units)
  for (const { itemId, units } of sales) add(itemId, units)
  for (const { itemId, materials = [] } of [...bottomUp].reverse()) {
    for (const line of materials) add(line.itemId, line.quantityPer * (needed.get(itemId) ?? 0))
  }
  return new Map(bottomUp.filter(isMade).map(({ itemId }) => [itemId, needed.get(itemId) ?? 0]))
}

/** Good units made, by item. */
export function outputOf(reading: VarianceReading): ReadonlyMap<string, number> {
  const output = totalBy(rowsOf(reading, 'output'), ['itemId'], ({ units }) => units)
  return new Map(reading.bottomUp.map(({ itemId }) => [itemId, output.get({ itemId })]))
}
