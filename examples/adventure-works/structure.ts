import { PRODUCT_GROUPS } from './assumptions.js'
import type { Extract, ExtractBillLine, ExtractItem } from './readExtract.js'

/** Grade of an item: entry, middle or top. */
export type Grade = 'LL' | 'ML' | 'HL'

/** The item of that number; the extract has no dangling ids (a test and the print-out say so). */
export function itemOf(extract: Extract, sku: string): ExtractItem {
  const item = extract.items.get(sku)
  if (item === undefined) throw new Error(`The extract has no item '${sku}'.`)
  return item
}

/** Bill lines by assembly. */
export function billByAssembly(extract: Extract): ReadonlyMap<string, readonly ExtractBillLine[]> {
  const bill = new Map<string, ExtractBillLine[]>()
  for (const line of extract.bill) bill.set(line.assembly, [...(bill.get(line.assembly) ?? []), line])
  return bill
}

/** The items and everything below them, in the order of items.csv. */
export function withComponents(extract: Extract, skus: readonly string[]): string[] {
  const bill = billByAssembly(extract)
  const found = new Set<string>()
  const open = [...skus]
  for (let sku = open.pop(); sku !== undefined; sku = open.pop()) {
    if (found.has(sku)) continue
    found.add(sku)
    for (const line of bill.get(sku) ?? []) open.push(line.component)
  }
  return [...extract.items.keys()].filter((sku) => found.has(sku))
}

/** Items that were ever sold, in the order of items.csv. */
export function soldItems(extract: Extract): string[] {
  const sold = new Set(extract.sales.map(({ sku }) => sku))
  return [...extract.items.keys()].filter((sku) => sold.has(sku))
}

/** Grade by the item's name; of a bicycle by the name of its frame; `ML` where neither says. */
export function gradeOf(extract: Extract, sku: string, bill: ReadonlyMap<string, readonly ExtractBillLine[]>): Grade {
  const frame = bill.get(sku)?.find(({ component }) => component.startsWith('FR-'))
  const name = itemOf(extract, frame?.component ?? sku).name
  const grade = /\b(LL|ML|HL)\b/.exec(name)?.[1]
  return grade === 'LL' || grade === 'HL' ? grade : 'ML'
}

/** Product group of an item that is sold. */
export function groupOf(sku: string): string {
  return PRODUCT_GROUPS.find(({ prefixes }) => prefixes.some((prefix) => sku.startsWith(prefix)))?.name ?? 'Other'
}

/** Family of an item that is sold: the model of a bicycle, as Mountain-200, or the group of anything else. */
export function familyOf(extract: Extract, sku: string): string {
  return sku.startsWith('BK-') ? itemOf(extract, sku).name.replace(/ [A-Z][a-z]+, \d+$/, '') : groupOf(sku)
}
