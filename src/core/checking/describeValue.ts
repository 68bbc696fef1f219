import { formatDay } from '../numbers/days.js'

/** Characters of a value that a message shows. */
const LONGEST = 80

const DAY = 86_400_000

/** Short text of a value for an error message: in words where JSON has none, and never more work than the text shows. */
export function describeValue(value: unknown): string {
  const text = write(value, LONGEST + 1, [])
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 3)}...` : text
}

function write(value: unknown, room: number, above: readonly unknown[]): string {
  if (typeof value === 'string') return JSON.stringify(value.length > room ? value.slice(0, room) : value)
  if (typeof value === 'bigint') return `${value}n (bigint)`
  if (typeof value === 'function') return 'a function'
  if (Object.is(value, -0)) return '0'
  if (value === null || typeof value !== 'object') return String(value)
  if (above.includes(value)) return 'itself'
  const inside = [...above, value]
  if (Array.isArray(value)) {
    let text = '['
    for (let i = 0; i < value.length && text.length < room; i++) {
      text += `${i > 0 ? ',' : ''}${write(value[i], room - text.length, inside)}`
    }
    return `${text}]`
  }
  const prototype: unknown = Object.getPrototypeOf(value)
  const isPlain = prototype === null || Object.getPrototypeOf(prototype) === null
  return isPlain ? writeRecord(value, room, inside) : describeInstance(value)
}

function writeRecord(record: object, room: number, above: readonly unknown[]): string {
  let text = '{'
  for (const field in record) {
    if (text.length >= room) break
    const value = (record as Readonly<Record<string, unknown>>)[field]
    if (value !== undefined) {
      text += `${text === '{' ? '' : ','}${JSON.stringify(field)}:${write(value, room - text.length, above)}`
    }
  }
  return `${text}}`
}

/** What no JSON can say: dates, typed arrays, maps. */
function describeInstance(value: object): string {
  const name = Object.prototype.toString.call(value).slice(8, -1)
  if (name === 'Date') return describeDate(value as Date)
  if (ArrayBuffer.isView(value) && 'length' in value) {
    return `a ${name} of ${Number(value.length)}; write Array.from(values)`
  }
  const kind = name === 'Object' ? ((value.constructor as { name?: string } | undefined)?.name ?? name) : name
  return `${/^[AEIOU]/.test(kind) ? 'an' : 'a'} ${kind}`
}

/** A Date and the day to write instead of it; one that is not midnight UTC is a day here and the next day east of here. */
function describeDate(date: Date): string {
  const time = date.getTime()
  if (Number.isNaN(time)) return 'an invalid Date'
  const day = Math.floor(time / DAY)
  if (time % DAY === 0) return `a Date; write ${formatDay(day)}`
  const minute = date.toISOString().slice(0, -':00.000Z'.length)
  return `a Date (${minute}Z); write the day as text, ${formatDay(day)} or ${formatDay(day + 1)}`
}
