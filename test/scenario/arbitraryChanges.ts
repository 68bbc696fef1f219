import fc from 'fast-check'
import { isSopError } from '../../src/core/checking/errors.js'
import { createCalendar } from '../../src/core/time/calendar.js'
import { applyPatch, type PatchChange } from '../../src/scenario/index.js'
import { checkPlanInput, type PlanInput } from '../../src/schema/index.js'
import { readPlanInput } from '../../src/schema/checkPlanInput.js'
import { type AnyRow, keyFieldsOf, spellOut, toPlanInput } from '../../src/schema/normalForm/spellOut.js'
import { fieldsOf } from '../../src/schema/normalForm/normalRows.js'
import { NORMAL_TABLE_NAMES, tableOf } from '../../src/schema/tables/tables.js'
import { arbitraryPlanInput } from '../plan/arbitraryPlanInput.js'

/** As much of another input as goes with the calendar of the first: a second input that has something to do with it. */
export function withCalendarOf(base: PlanInput, other: PlanInput): PlanInput {
  const count = createCalendar(base.calendar).periods.length
  const tables = new Map(spellOut(readPlanInput(base).input))
  for (const [name, rows] of spellOut(readPlanInput(other).input)) {
    if (name === 'calendar' || name === 'input') continue
    const { byPeriod = {} } = (NORMAL_TABLE_NAMES as readonly string[]).includes(name) ? tableOf(name as never) : {}
    const fit = rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([field, value]) => [
          field,
          field in byPeriod && Array.isArray(value)
            ? Array.from({ length: count }, (_, t) => value[t % value.length] as unknown)
            : value,
        ]),
      ),
    )
    const before = tables.get(name)
    if (JSON.stringify(before ?? []) === JSON.stringify(fit)) continue
    tables.set(name, fit)
    if (checkPlanInput(toPlanInput(tables)).length === 0) continue
    if (before === undefined) tables.delete(name)
    else tables.set(name, before)
  }
  return toPlanInput(tables)
}

/** An input, and changes that can be made in it. */
export interface ArbitraryChanges {
  readonly input: PlanInput
  readonly changes: readonly PatchChange[]
}

type Draw = (min: number, max: number) => number

const isNumeric = (value: unknown): boolean =>
  typeof value === 'number' ||
  (Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'number'))

/** A change of some field of some row; it may be one that is refused. */
function changeOf(input: PlanInput, draw: Draw): PatchChange | undefined {
  const tables = [...spellOut(input)].filter(([, rows]) => rows.length > 0)
  const [table = 'items', rows = []] = tables[draw(0, tables.length - 1)] ?? []
  const row = rows[draw(0, rows.length - 1)] as AnyRow
  const keyFields = keyFieldsOf(table)
  const at = {
    table: table as PatchChange['table'],
    ...(keyFields.length > 0 && {
      key: Object.fromEntries(
        keyFields.flatMap((field) => (row[field] === undefined ? [] : [[field, row[field]]])),
      ) as never,
    }),
  }
  const isTable = (NORMAL_TABLE_NAMES as readonly string[]).includes(table)
  switch (draw(0, 5)) {
    case 0:
      return isTable ? { ...at, op: 'delete' } : undefined
    case 1:
      return isTable ? { ...at, field: 'attributes.family', op: 'set', value: draw(0, 9) } : undefined
    case 2: {
      if (!isTable) return undefined
      const copy = { ...row, [keyFields.at(-1) as string]: `copy ${draw(0, 9)}` } as PatchChange['value'] & object
      return { table: at.table, op: 'insert', value: copy }
    }
    default: {
      const known = isTable ? fieldsOf(table as never) : Object.keys(row)
      const fields = known.filter((field) => isNumeric(row[field]))
      const field = fields[draw(0, fields.length - 1)]
      if (field === undefined) return undefined
      const isSeries = isTable && tableOf(table as never).byPeriod?.[field] !== undefined
      const { periods } = createCalendar(input.calendar)
      const where = isSeries && draw(0, 1) === 0 ? { periodId: periods[draw(0, periods.length - 1)]?.id as string } : {}
      const op = (['set', 'add', 'multiply', 'multiply'] as const)[draw(0, 3)] as 'set' | 'add' | 'multiply'
      return { ...at, ...where, field, op, value: op === 'multiply' ? draw(0, 300) / 100 : draw(0, 40) }
    }
  }
}

export const arbitraryChanges: fc.Arbitrary<ArbitraryChanges> = fc
  .tuple(arbitraryPlanInput, fc.infiniteStream(fc.nat()))
  .map(([input, numbers]) => {
    const draw: Draw = (min, max) => min + ((numbers.next().value as number) % (Math.max(0, max - min) + 1))
    const changes: PatchChange[] = []
    const read = readPlanInput(input).input
    for (let n = 0; n < 4; n++) {
      const change = changeOf(read, draw)
      if (change === undefined) continue
      try {
        applyPatch(input, { changes: [...changes, change] })
        changes.push(change)
      } catch (error) {
        if (!isSopError(error)) throw error
      }
    }
    return { input, changes }
  })
