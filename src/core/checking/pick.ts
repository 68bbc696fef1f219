/** The named fields of a record, as far as it has them: what one trade reads of a row that says more. */
export function pick<T extends object, Field extends keyof T>(row: T, fields: readonly Field[]): Pick<T, Field> {
  return Object.fromEntries(
    fields.filter((field) => row[field] !== undefined).map((field) => [field, row[field]]),
  ) as Pick<T, Field>
}
