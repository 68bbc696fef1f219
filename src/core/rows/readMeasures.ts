import type { IssueList } from '../errors.js'
import type { Measure } from './measures.js'

/** A field to total. */
export interface MeasuredField {
  readonly name: string
  readonly measure: Measure
  /** Whether it is an array by period. */
  readonly isSeries: boolean
}

interface MeasureRequest {
  /** Periods of the calendar, where there is one. */
  readonly count: number | undefined
  readonly known: ReadonlyMap<string, Measure>
  /** Fields asked for by name. */
  readonly measures: readonly string[] | undefined
  /** Fields that make the groups, and are no measures. */
  readonly by: readonly string[]
  readonly issues: IssueList
}

type Cells = Readonly<Record<string, unknown>>

function isSeries(value: unknown): value is readonly (number | null)[] {
  return (
    Array.isArray(value) && value.length > 0 && value.every((cell) => cell === null || Number.isFinite(cell as number))
  )
}

/** The fields of records that can be totaled, with the number of periods that they have. */
export function readMeasures(
  records: readonly object[],
  { count, known, measures, by, issues }: MeasureRequest,
): { readonly fields: MeasuredField[]; readonly leftOut: string[]; readonly count: number } {
  const found = new Map<string, MeasuredField | undefined>()
  const unknown = new Set<string>()
  let length = count
  records.forEach((record, r) => {
    for (const [name, value] of Object.entries(record as Cells)) {
      const series = isSeries(value)
      const isNumber = typeof value === 'number' && Number.isFinite(value)
      if (!series && !isNumber) continue
      if (measures !== undefined && !measures.includes(name)) continue
      if (!series && !known.has(name)) {
        if (name !== 'periodIndex' && !by.includes(name)) unknown.add(name)
        continue
      }
      if (series) {
        length ??= value.length
        if (value.length !== length) {
          const remedy = 'Pass the calendar that the records were made with.'
          issues.add('MISALIGNED', `records[${r}].${name}`, value.length, `There are ${length} periods.`, remedy)
        }
      }
      if (found.has(name)) continue
      const measure = known.get(name)
      found.set(name, measure && { name, measure, isSeries: series })
      if (measure === undefined) {
        const message = `It is not known whether '${name}' is a flow, a level or a rate.`
        const remedy = `Say so, as kinds: { ${name}: { kind: 'flow' } }, or name the measures that are wanted.`
        issues.add('UNKNOWN_FIELD', `records[${r}].${name}`, name, message, remedy)
      }
    }
  })
  measures?.forEach((name, n) => {
    if (found.has(name) || records.length === 0) return
    const remedy = 'Name fields of numbers that the records have; for numbers of your own say their kind.'
    issues.add('UNKNOWN_FIELD', `options.measures[${n}]`, name, 'No record has this measure.', remedy)
  })
  const all = [...found.values()].filter((field): field is MeasuredField => field !== undefined)
  const unweighted = all.filter(({ measure }) => !isTotaled(measure, records))
  for (const { name } of unweighted) {
    const place = measures?.indexOf(name) ?? -1
    if (place < 0) continue
    const message = `'${name}' is a rate: its sum means nothing.`
    const remedy = `Leave it out, or give it a weight that the records have: kinds: { ${name}: { kind: 'rate', weight: ... } }.`
    issues.add('CONFLICT', `options.measures[${place}]`, name, message, remedy)
  }
  return {
    fields: all.filter((field) => !unweighted.includes(field)),
    // Where nothing at all is totaled, the numbers that might have been are named.
    leftOut: (all.length > 0 ? unweighted.map(({ name }) => name) : [...unknown]).sort(),
    count: length ?? 0,
  }
}

function isTotaled(measure: Measure, records: readonly object[]): boolean {
  if (measure.kind !== 'rate') return true
  const { weight } = measure
  return weight !== undefined && records.some((record) => Object.hasOwn(record, weight))
}
