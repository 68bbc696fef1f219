type Json = Readonly<Record<string, unknown>>

/** The first place where two values of plain data differ, in a field, its value or its order; undefined where none does. */
export function firstDifference(one: unknown, other: unknown, path = 'plan'): string | undefined {
  if (Object.is(one, other)) return undefined
  const isNested = (value: unknown): value is Json => value !== null && typeof value === 'object'
  if (!isNested(one) || !isNested(other)) return `${path}: ${show(one)} and ${show(other)}`
  for (const field of new Set([...Object.keys(one), ...Object.keys(other)])) {
    const found = firstDifference(one[field], other[field], `${path}.${field}`)
    if (found !== undefined) return found
  }
  const [names, others] = [Object.keys(one).join(), Object.keys(other).join()]
  return names === others ? undefined : `${path}: fields in the order ${names} and ${others}`
}

const show = (value: unknown): string => JSON.stringify(value)?.slice(0, 200) ?? String(value)
