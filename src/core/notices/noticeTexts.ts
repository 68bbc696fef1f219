import { REF_FIELDS, type Ref } from '../keys/ref.js'

/** What a message calls the record of a Ref: its ids, the narrower one first, as `lamp@north`. */
export function refName(ref: Ref | undefined): string {
  return REF_FIELDS.flatMap((field) => ref?.[field] ?? []).join('@')
}

/** Names in quotes: `'lamp', 'shade'`. */
export function quoteAll(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(', ')
}

/** The first names, and how many there are beside them. */
export function firstOf(names: readonly string[], most: number): string {
  const rest = names.length - most
  return rest > 0 ? `${names.slice(0, most).join(', ')} and ${rest} more` : names.join(', ')
}

/** A figure as a message shows it: whole where it has three decimals, as dinars have, else with two. */
export function shortNumber(value: number): string {
  const power = Math.abs(value * 1000 - Math.round(value * 1000)) < 1e-6 ? 1000 : 100
  return String(Math.round(value * power) / power)
}

/** A figure as an exception shows it: as {@link shortNumber} writes it, and its thousands apart, as `262,650`. */
export function groupedNumber(value: number): string {
  const [whole = '', ...decimals] = shortNumber(value).split('.')
  // Numbers beyond 1e21 are written with an exponent.
  const grouped = whole.includes('e') ? whole : whole.replace(/\B(?=(?:\d{3})+$)/g, ',')
  return [grouped, ...decimals].join('.')
}
