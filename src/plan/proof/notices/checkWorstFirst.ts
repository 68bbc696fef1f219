import { compareText } from '../../../core/keys/keys.js'
import { REF_FIELDS } from '../../../core/keys/ref.js'
import type { Checker } from '../checks.js'

/** What an exception is sorted by: money downward, then texts. */
type Place = readonly [money: number, texts: readonly string[]]

/**
 * A planner reads exceptions from the top: the most money at stake first, equal ones by code, by what they speak of first, by the case
 * of their code and by their words. What the rows say is compared elsewhere; here they are held against each other as they stand.
 */
export function checkWorstFirst(check: Checker, path: string, list: unknown): void {
  if (!Array.isArray(list)) return
  const places = (list as readonly unknown[]).map(placeOf)
  places.forEach((place, n) => {
    const before = places[n - 1]
    if (before === undefined) return
    const name = `${path}[${n}]`
    const message = `${name} stands behind ${path}[${n - 1}] and must stand before it.`
    check.holds(name, compare(before, place) <= 0, textOf(place[1][0]), null, message)
  })
}

/** Where an exception stands. Any value stands somewhere: a plan may be wrong in every part. */
function placeOf(row: unknown): Place {
  const { moneyAtStake, code, refs, value, message } = fieldsOf(row)
  const first = fieldsOf(Array.isArray(refs) ? (refs as readonly unknown[])[0] : undefined)
  const texts = [code, ...REF_FIELDS.map((field) => first[field]), fieldsOf(value)['case'], message]
  return [typeof moneyAtStake === 'number' ? moneyAtStake : 0, texts.map(textOf)]
}

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

function compare([money, texts]: Place, [otherMoney, others]: Place): number {
  const n = texts.findIndex((text, k) => text !== others[k])
  return otherMoney - money || compareText(texts[n] ?? '', others[n] ?? '')
}
