import { type Fields, list, number, optional, POSITIVE, record, text } from '../checking/checks.js'
import { createIssueList, type IssueList } from '../checking/errors.js'

/** Another unit in which an item is counted: a carton of 24, a kilogram of a part counted in pieces. */
export interface UnitConversion {
  /** Name of the unit, as `carton`. */
  readonly unit: string
  /** Stock units in one of it: 24 for a carton of 24 pieces; above zero. */
  readonly stockUnits: number
}

/** What is needed to know of an item in order to convert its quantities. */
export interface ItemUnits {
  readonly id?: string
  /** Unit in which the item is stocked and planned; default `each`. */
  readonly unit?: string
  /** Other units in which it is counted; default none. */
  readonly units?: readonly UnitConversion[]
}

/** Options of {@link convertQuantity}. */
export interface ConvertQuantityOptions {
  readonly item: ItemUnits
  /** Unit of the given quantity. */
  readonly from: string
  /** Unit wanted; default the item's stock unit. */
  readonly to?: string
}

/** The unit of an item that names none. */
const DEFAULT_UNIT = 'each'

/** What is weighed and measured, in the usual spellings: words, symbols, and the codes of UN/ECE Recommendation 20. */
const MEASURED: ReadonlySet<string> = new Set(
  [
    'kg kgm kgs kilo kilos kilogram kilograms kilogramme kilogrammes',
    'g gr grm gram grams gramme grammes',
    'l lt ltr liter liters litre litres',
    'm mtr meter meters metre metres',
    'm2 m² m^2 mtk sqm qm',
    'm3 m³ m^3 mtq cbm',
  ].flatMap((spellings) => spellings.split(' ')),
)

/** Decimals of what is counted in a unit of weight, volume, length or area without saying how finely: grams of a kilogram. */
const MEASURED_DECIMALS = 3

/** Decimals of the quantities of an item that does not say them: three of kg, g, l, m, m2, m3, none of pieces. */
export function decimalsOfUnit(unit: string | undefined): number {
  return MEASURED.has((unit ?? DEFAULT_UNIT).trim().toLowerCase()) ? MEASURED_DECIMALS : 0
}

/** Stock units in one `unit` of the item, or undefined where the item has no such unit. */
export function findStockUnits(item: ItemUnits, unit: string): number | undefined {
  if (unit === (item.unit ?? DEFAULT_UNIT)) return 1
  // A list read by a schema can have a hole where a line of another shape was.
  return item.units?.find((conversion: UnitConversion | undefined) => conversion?.unit === unit)?.stockUnits
}

/** A quantity in stock units, of an item whose units have been checked; without a unit it is in stock units already. */
export function inStockUnits(
  { quantity, unit }: { readonly quantity: number; readonly unit?: string | undefined },
  item: ItemUnits,
): number {
  return quantity * stockUnitsOf(unit, item)
}

/** Stock units in one of a unit that the item is known to have; without a unit it is the stock unit. */
export function stockUnitsOf(unit: string | undefined, item: ItemUnits): number {
  return unit === undefined ? 1 : (findStockUnits(item, unit) as number)
}

/** What an item says of its units; whether they fit together tells {@link checkUnits}. */
export const UNIT_FIELDS: Fields<ItemUnits> = {
  id: (value, path, issues) => optional(text)(value, path, issues),
  unit: (value, path, issues) => optional(text)(value, path, issues),
  units: (value, path, issues) =>
    optional(list(record<UnitConversion>({ unit: text, stockUnits: number(POSITIVE) })))(value, path, issues),
}

/** Adds every mistake in the units of an item to the list. */
export function checkUnits(item: ItemUnits, path: string, issues: IssueList): void {
  const stockUnit = item.unit ?? DEFAULT_UNIT
  const seen = new Set<string>()
  item.units?.forEach((conversion: UnitConversion | undefined, n) => {
    if (conversion === undefined) return
    const { unit, stockUnits } = conversion
    const at = `${path}.units[${n}]`
    if (seen.has(unit)) {
      issues.add(
        'DUPLICATE_ID',
        `${at}.unit`,
        unit,
        `The unit '${unit}' is there twice.`,
        'Keep one conversion for each unit.',
      )
    }
    seen.add(unit)
    if (!(typeof stockUnits === 'number' && Number.isFinite(stockUnits) && stockUnits > 0)) {
      issues.add(
        'OUT_OF_RANGE',
        `${at}.stockUnits`,
        stockUnits,
        'A unit must hold more than zero stock units.',
        'Give a positive number.',
      )
    } else if (unit === stockUnit && stockUnits !== 1) {
      issues.add(
        'CONFLICT',
        `${at}.stockUnits`,
        stockUnits,
        `'${unit}' is the item's stock unit, which holds 1 of itself.`,
        'Give the item a stock unit by another name, or leave the line out.',
      )
    }
  })
}

/**
 * Converts a quantity of an item from one of its units to another.
 *
 * @param quantity - in unit `from`
 * @param options - the item with its units, `from` and `to`
 * @returns the quantity in unit `to`
 * @throws SopError `MISSING_CONVERSION` for a unit that the item does not have, `OUT_OF_RANGE` for a factor not above zero
 * @example
 * ```ts
 * import { convertQuantity } from 'sop-engine'
 * const bolt = { id: 'bolt', units: [{ unit: 'carton', stockUnits: 200 }] }
 * convertQuantity(3, { item: bolt, from: 'carton' }) // => 600
 * ```
 */
export function convertQuantity(quantity: number, options: ConvertQuantityOptions): number {
  const issues = createIssueList()
  number()(quantity, 'quantity', issues)
  const given = record<ConvertQuantityOptions>({ item: record<ItemUnits>(UNIT_FIELDS), from: text, to: optional(text) })
  if (!given(options, 'options', issues)) issues.throwIfAny()
  const { item, from } = options
  const to = options.to ?? item.unit ?? DEFAULT_UNIT
  const factor = (unit: string, path: string): number => {
    const found = findStockUnits(item, unit)
    if (found === undefined) {
      issues.add(
        'MISSING_CONVERSION',
        path,
        unit,
        `Item ${item.id ?? ''} has no unit '${unit}'.`,
        `Add { unit: '${unit}', stockUnits: ... } to the item's units.`,
      )
    } else if (!(found > 0) || !Number.isFinite(found)) {
      issues.add('OUT_OF_RANGE', path, found, `A unit must hold more than zero stock units.`, 'Give a positive number.')
    }
    return found ?? Number.NaN
  }
  const result = (quantity * factor(from, 'options.from')) / factor(to, 'options.to')
  issues.throwIfAny()
  return result
}
