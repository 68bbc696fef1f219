import type { IssueList } from '../checking/errors.js'
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
  /** Fields whose kind the caller says. */
  readonly own: readonly string[]
  readonly issues: IssueList
}

type Cells = Readonly<Record<string, unknown>>

/** Numbers by period, be one of them wrong. */
function isSeries(value: unknown): value is readonly (number | null)[] {
  return Array.isArray(value) && value.length > 0 && value.every((cell) => cell === null || typeof cell === 'number')
}

interface TotaledField {
  /** Undefined where no record has a number by this name. */
  readonly isSeries: boolean | undefined
  /** Whether it is the weight of a rate, which may be one number for all periods or not be there. */
  readonly weight: boolean
}

/** Every value of a field that is totaled is a number or null, or numbers and nulls, as in the other records. */
function checkCells(
  value: unknown,
  field: TotaledField,
  path: string,
  length: number | undefined,
  issues: IssueList,
): void {
  if (value === undefined) return
  const isList = Array.isArray(value)
  if (field.isSeries !== undefined && isList !== field.isSeries && !(field.weight && !isList)) {
    const message = field.isSeries ? 'Other records have a number for each period.' : 'Other records have one number.'
    issues.add('MISALIGNED', path, value, message, 'Give the measure the same shape in every record.')
    return
  }
  if (isList && value.length === 0 && field.isSeries === true) {
    issues.add(
      'MISALIGNED',
      path,
      0,
      `There are ${length ?? 0} periods.`,
      'Pass the calendar that the records were made with.',
    )
  }
  const cells: readonly unknown[] = isList ? value : [value]
  cells.forEach((cell, t) => {
    if (cell === null || Number.isFinite(cell)) return
    const at = isList ? `${path}[${t}]` : path
    const code = typeof cell === 'number' ? 'NOT_FINITE' : 'WRONG_TYPE'
    issues.add(code, at, cell, 'What is totaled must be numbers.', 'Give a finite number, or null where none is known.')
  })
}

/** The fields of records that can be totaled, with the number of periods that they have. */
export function readMeasures(
  records: readonly object[],
  { count, known, measures, by, own, issues }: MeasureRequest,
): { readonly fields: MeasuredField[]; readonly leftOut: string[]; readonly count: number } {
  const found = new Map<string, MeasuredField | undefined>()
  const unknown = new Set<string>()
  let length = count
  records.forEach((record, r) => {
    for (const [name, value] of Object.entries(record as Cells)) {
      const isMixed = Array.isArray(value) && value.some((cell) => typeof cell === 'number')
      const series = isSeries(value) || isMixed
      const isNumber = typeof value === 'number'
      if (!series && !isNumber) continue
      if (measures !== undefined && !measures.includes(name)) continue
      if (!series && by.includes(name)) continue
      if (!series && !known.has(name)) {
        if (name !== 'periodIndex') unknown.add(name)
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
  const totaled = [...found.values()].flatMap((field) => {
    if (field === undefined) return []
    const { name, measure, isSeries } = field
    const weight = measure.kind === 'rate' ? measure.weight : undefined
    return [
      { name, isSeries, weight: false },
      ...(weight === undefined ? [] : [{ name: weight, isSeries, weight: true }]),
    ]
  })
  const asked = [...(measures ?? []), ...own].filter((name) => !found.has(name))
  const fields = [...totaled, ...asked.map((name) => ({ name, isSeries: undefined, weight: false }))]
  records.forEach((record, r) => {
    for (const field of fields)
      checkCells((record as Cells)[field.name], field, `records[${r}].${field.name}`, length, issues)
  })
  const places = new Map([
    ['count', 'the number of records'],
    ...by.map((name) => [name, 'the field of the group'] as const),
  ])
  for (const name of found.keys()) {
    const place = places.get(name)
    if (place === undefined) continue
    const r = records.findIndex((record) => Object.hasOwn(record, name))
    issues.add(
      'CONFLICT',
      `records[${r}].${name}`,
      name,
      `In a total '${name}' is ${place}.`,
      'Give the measure another name.',
    )
  }
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
