import { calendar } from '../time/calendarChecks.js'
import {
  type Check,
  flag,
  isRecord,
  list,
  type Names,
  number,
  oneOf,
  optional,
  orNull,
  record,
  recordOf,
  refuse,
  refuseUnknown,
  text,
} from '../checking/checks.js'
import type { IssueList } from '../checking/errors.js'
import type { CellChoice, TableFields, TablePivot, ToTableOptions } from './tableShapes.js'

const KINDS = ['text', 'number', 'day', 'flag']
/** What databases and schemas call the kinds of a cell. */
const OTHER_KINDS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(['string', 'str', 'varchar', 'char'].map((word) => [word, 'text'])),
  ...Object.fromEntries(['int', 'integer', 'float', 'double', 'decimal', 'bigint'].map((word) => [word, 'number'])),
  ...Object.fromEntries(['date', 'datetime', 'timestamp', 'time'].map((word) => [word, 'day'])),
  ...Object.fromEntries(['bool', 'boolean'].map((word) => [word, 'flag'])),
}
const OF_PERIODS = "A column of days is { as: 'day' }; `pivot` with a calendar puts days into their periods."

const kindOfCell: Check = (value, path, issues) => {
  const word = typeof value === 'string' ? value.toLowerCase() : ''
  const meant = Object.hasOwn(OTHER_KINDS, word) ? OTHER_KINDS[word] : undefined
  if (meant !== undefined)
    return refuse(issues, 'OUT_OF_RANGE', path, value, `one of ${KINDS.join(', ')}`, `Did you mean '${meant}'?`)
  if (/^(month|week|quarter|period)$/.test(word))
    return refuse(issues, 'OUT_OF_RANGE', path, value, `one of ${KINDS.join(', ')}`, OF_PERIODS)
  return oneOf(...KINDS)(value, path, issues)
}

const CELL = record<CellChoice>({
  from: text,
  as: optional(kindOfCell),
  optional: optional(flag),
  empty: optional(
    list((value, path, issues) => {
      const isPlain = typeof value === 'string' || typeof value === 'number'
      return isPlain || refuse(issues, 'WRONG_TYPE', path, value, 'text or a number')
    }),
  ),
  decimalSign: optional(oneOf('.', ',')),
  round: optional(oneOf('down', 'nearest')),
})

const PIVOT = record<TablePivot>({
  by: text,
  calendar,
  values: recordOf(text),
  missing: orNull(number()),
  add: optional(flag),
  leaveOutside: optional(flag),
  firstPeriod: optional(text),
  fromFirstRow: optional(flag),
})

const FIELDS_BY_NAME =
  "Name each field with its column: { fields: { id: 'MATNR', price: { from: 'PRICE', as: 'number' } } }."

const checkCell: Check = (choice, path, issues) => {
  if (typeof choice === 'string') return text(choice, path, issues)
  if (typeof choice === 'object') return CELL(choice, path, issues)
  const what = "a column, as 'PRICE', or { from: 'PRICE', as: 'number' }"
  return refuse(
    issues,
    'WRONG_TYPE',
    path,
    choice,
    what,
    'Choose a column; what is worked out of several is worked out in the rows before.',
  )
}

const checkChoice: Check = (choice, path, issues) => {
  if (typeof choice !== 'object' || choice === null || !('value' in choice || 'record' in choice)) {
    return checkCell(choice, path, issues)
  }
  if ('record' in choice) return record<{ record: unknown }>({ record: recordOf(checkCell) })(choice, path, issues)
  return record<{ value: unknown }>({
    value: (value, at, into) => {
      const isPlain = typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)
      return isPlain || refuse(into, 'WRONG_TYPE', at, value, 'text, a number, true or false')
    },
  })(choice, path, issues)
}

const OPTION_NAMES: Names<ToTableOptions> = { fields: true, pivot: true }

/** Checks what {@link toTable} is told, before any row is read. */
export function checkTableOptions(options: unknown, issues: IssueList): void {
  if (!isRecord(options, 'options', issues, OPTION_NAMES)) return
  refuseUnknown(options, 'options', OPTION_NAMES, issues)
  const { fields, pivot } = options
  if (fields === undefined || Array.isArray(fields)) {
    const code = fields === undefined ? 'MISSING_VALUE' : 'WRONG_TYPE'
    refuse(issues, code, 'options.fields', fields, 'an object by field', FIELDS_BY_NAME)
    return
  }
  if (!recordOf(checkChoice)(fields, 'options.fields', issues)) return
  if (pivot === undefined || !PIVOT(pivot, 'options.pivot', issues)) return
  checkPivot(pivot as TablePivot, fields as TableFields, issues)
}

function checkPivot(pivot: TablePivot, fields: TableFields, issues: IssueList): void {
  const names = Object.keys(fields)
  const has = (field: string, path: string): void => {
    if (!(field in fields)) refuse(issues, 'UNKNOWN_FIELD', path, field, `a field of the table: ${names.join(', ')}`)
  }
  has(pivot.by, 'options.pivot.by')
  const taken = new Set(names.filter((field) => field !== pivot.by && !(field in pivot.values)))
  for (const [field, array] of Object.entries(pivot.values)) {
    has(field, `options.pivot.values.${field}`)
    const choice = fields[field]
    const isNumber =
      typeof choice === 'object' &&
      (('as' in choice && choice.as === 'number') || ('value' in choice && typeof choice.value === 'number'))
    if (choice !== undefined && !isNumber) {
      refuse(
        issues,
        'CONFLICT',
        `options.fields.${field}`,
        choice,
        "a number, as it becomes an array of them: as: 'number'",
      )
    }
    if (taken.has(array))
      refuse(issues, 'DUPLICATE_ID', `options.pivot.values.${field}`, array, 'a name that no other field has')
    taken.add(array)
  }
  if (pivot.firstPeriod !== undefined && taken.has(pivot.firstPeriod)) {
    refuse(issues, 'DUPLICATE_ID', 'options.pivot.firstPeriod', pivot.firstPeriod, 'a name that no other field has')
  }
  if (pivot.fromFirstRow === true && pivot.firstPeriod === undefined) {
    refuse(
      issues,
      'MISSING_VALUE',
      'options.pivot.firstPeriod',
      undefined,
      'a name for the first period of each array',
      "Add firstPeriod: 'start'.",
    )
  }
}
