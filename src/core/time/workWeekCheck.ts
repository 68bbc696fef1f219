import { type Check, refuse } from '../checking/checks.js'

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const WORKED_DAYS = 'Give the numbers of the days that are worked, 1 Monday to 7 Sunday, as [1, 2, 3, 4, 5].'

/** What to write for a day of the week that is given as a name, or counted from Sunday as 0; else how a week is written. */
export function remedyOfWeekday(value: unknown): string {
  if (value === 0) return `Write 7 for Sunday. ${WORKED_DAYS}`
  const word = typeof value === 'string' ? value.trim() : ''
  const named = /^[a-z]+\.?$/i.test(word) ? WEEKDAYS.indexOf(word.slice(0, 3).toLowerCase()) + 1 : 0
  return named === 0 ? WORKED_DAYS : `Write ${named} for ${word}. ${WORKED_DAYS}`
}

const isWeekday = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 7

/** The days of a week that are worked, as ISO weekdays. */
export const workWeek: Check = (value, path, issues) => {
  if (!Array.isArray(value)) return refuse(issues, 'WRONG_TYPE', path, value, 'an array of ISO weekdays', WORKED_DAYS)
  let isGood = true
  Array.from(value as readonly unknown[], (day, n) => {
    if (isWeekday(day)) return
    const code = typeof day === 'number' ? 'OUT_OF_RANGE' : 'WRONG_TYPE'
    isGood = refuse(issues, code, `${path}[${n}]`, day, 'an ISO weekday from 1 up to 7', remedyOfWeekday(day))
  })
  return isGood
}
