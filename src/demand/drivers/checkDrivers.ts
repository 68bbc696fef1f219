import { isRecord, type NumberRule, refuseUnknown } from '../../core/checking/checks.js'
import { createIssueList, type IssueList } from '../../core/checking/errors.js'
import { checkIds, checkNumber, checkNumbers } from '../checkPlannerInput.js'
import type { MethodShape } from '../forecastMethod.js'
import type { Driver } from './types.js'

/** What options a method with drivers takes beside the drivers. */
export interface DriverOptionRules {
  readonly flags: readonly string[]
  readonly choices?: Readonly<Record<string, readonly string[]>>
  readonly numbers?: Readonly<Record<string, NumberRule & { readonly nullable?: boolean }>>
}

/** Refuses what a method with drivers is made with where it cannot be read, with every problem at once. */
export function checkDriverOptions(options: unknown, rules: DriverOptionRules): void {
  const issues = createIssueList()
  if (isRecord(options, 'options', issues)) {
    const given = options as Readonly<Record<string, unknown>>
    if (given['drivers'] !== undefined) checkDrivers(given['drivers'], 'options.drivers', issues)
    const { flags, choices = {}, numbers = {} } = rules
    const fields = ['drivers', ...flags, ...Object.keys(choices), ...Object.keys(numbers)]
    refuseUnknown(given, 'options', Object.fromEntries(fields.map((field) => [field, true])), issues)
    for (const [field, value] of Object.entries(given)) {
      const path = `options.${field}`
      if (value === undefined || !fields.includes(field)) continue
      if (flags.includes(field) && typeof value !== 'boolean') {
        issues.add('WRONG_TYPE', path, value, 'This is neither true nor false.', 'Pass true or false.')
      } else if (choices[field]?.includes(value as string) === false) {
        const code = typeof value === 'string' ? 'OUT_OF_RANGE' : 'WRONG_TYPE'
        issues.add(code, path, value, 'There is no such choice.', `Use one of ${(choices[field] ?? []).join(', ')}.`)
      } else if (numbers[field] !== undefined && !(numbers[field].nullable === true && value === null)) {
        checkNumber(value, path, issues, numbers[field])
      }
    }
  }
  issues.throwIfAny()
}

/** Adds every problem of a list of drivers; `known` where none of their values may be missing. */
export function checkDrivers(drivers: unknown, path: string, issues: IssueList, need?: 'known'): void {
  if (!checkIds<Driver>(drivers, path, issues, { id: true, values: true, log: true })) return
  const list = drivers as readonly Driver[]
  if (list.length === 0)
    issues.add('EMPTY', path, drivers, 'There is no driver.', 'Pass at least one, or use another model.')
  list.forEach((driver, place) => {
    const at = `${path}[${place}]`
    const { log } = driver as { log?: unknown }
    if (log !== undefined && typeof log !== 'boolean') {
      issues.add('WRONG_TYPE', `${at}.log`, log, 'This is neither true nor false.', 'Pass true or false.')
    }
    if (!checkNumbers(driver.values, `${at}.values`, issues, { orNull: need !== 'known' }) || log !== true) return
    driver.values.forEach((value, t) => {
      if (value === null || value > 0) return
      const remedy = 'Leave out log, or pass values above zero.'
      issues.add('OUT_OF_RANGE', `${at}.values[${t}]`, value, 'This value has no logarithm.', remedy)
    })
  })
}

/** Adds a problem for every driver that ends before the last period to be forecast, or is not known there. */
export function checkDriverLengths(drivers: readonly Driver[], shape: MethodShape, issues: IssueList): void {
  const { count, horizon, path } = shape
  for (const { id, values } of drivers) {
    if (values.length >= count + horizon) {
      const gap = values.findIndex((value, t) => value === null && t >= count && t < count + horizon)
      if (gap >= 0) {
        const message = `The driver ${id} is not known in a period to be forecast.`
        issues.add(
          'MISSING_VALUE',
          `${path}: ${id}[${gap}]`,
          null,
          message,
          'Give it the value planned or forecast for it.',
        )
      } else if (values.slice(0, count).every((value) => value === null)) {
        const message = `The driver ${id} is not known in any period of the history.`
        issues.add('EMPTY', `${path}: ${id}`, null, message, 'Give it values in the history, or leave it out.')
      }
      continue
    }
    const needs = `${count} periods of history and ${horizon} to be forecast`
    const message = `The driver ${id} has ${values.length} values, and the series ${needs}.`
    const remedy =
      'Give the driver a value for each of them, from the first period of the history on: planned or forecast ahead.'
    issues.add('MISALIGNED', `${path}: ${id}`, values.length, message, remedy)
  }
}

/** As `checkDriverLengths`, for the drivers of a method; one that has none of its own takes those of the series. */
export function checkMethodDrivers(
  drivers: readonly Driver[] | undefined,
  shape: MethodShape,
  issues: IssueList,
): void {
  if (drivers !== undefined) {
    checkDriverLengths(drivers, shape, issues)
    return
  }
  if ((shape.drivers ?? 0) > 0) return
  const message = 'Neither the series nor the method has drivers.'
  issues.add(
    'MISSING_VALUE',
    `${shape.path}: drivers`,
    undefined,
    message,
    'Give drivers with the series, or with the method.',
  )
}
