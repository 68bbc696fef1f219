import { compareText } from './keys.js'

/** JSON of plain data with the fields of every record in one order: equal for equal data, whatever wrote it. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  const record = value as Readonly<Record<string, unknown>>
  const fields = Object.keys(record).filter((field) => record[field] !== undefined)
  return `{${fields
    .sort(compareText)
    .map((field) => `${JSON.stringify(field)}:${canonicalJson(record[field])}`)
    .join(',')}}`
}
