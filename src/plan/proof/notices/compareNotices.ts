import type { Notice, NoticeVictim } from '../../../core/notices/notices.js'
import { refKey, type Ref } from '../../../core/keys/ref.js'
import { noticeMessage } from '../../noticeMessage.js'
import type { Checker } from '../checks.js'
import { compareData } from '../compareData.js'

type Tampered = Partial<Notice> | null | undefined

const refsOf = (notice: Tampered): string => {
  const refs: unknown = notice?.refs
  return Array.isArray(refs) ? refs.map((ref) => refKey((ref ?? {}) as Ref)).join() : ''
}

/** Which rule of a code with several it comes from. */
const caseOf = (notice: Tampered): unknown => (notice?.value as { readonly case?: unknown } | null | undefined)?.case

/** How two notices are known to be meant as one, the surest way first: equal, or of one code, case and ref, or of one code. */
const WAYS: readonly ((notice: Tampered) => string)[] = [
  (notice) => JSON.stringify(notice) ?? '',
  (notice) => JSON.stringify([notice?.code, notice?.path, refsOf(notice), caseOf(notice)]),
  (notice) => JSON.stringify([notice?.code, notice?.path, refsOf(notice)]),
  (notice) => JSON.stringify([notice?.code, refsOf(notice)]),
  (notice) => JSON.stringify([notice?.code]),
  () => '',
]

/** Compares the notices of a list with those expected, whatever their order, cell by cell. */
export function compareNotices(
  check: Checker,
  path: string,
  { actual, expected }: { readonly actual: unknown; readonly expected: readonly Notice[] },
): void {
  check.holds(path, Array.isArray(actual), null, path, `${path} is no list.`)
  const rows = (Array.isArray(actual) ? actual : []) as readonly Tampered[]
  const wanted = new Map<number, Notice>()
  let open = [...expected]
  for (const way of WAYS) {
    const byKey = new Map<string, Notice[]>()
    for (const notice of open) byKey.set(way(notice), [...(byKey.get(way(notice)) ?? []), notice])
    rows.forEach((row, n) => {
      const match = wanted.has(n) ? undefined : byKey.get(way(row))?.shift()
      if (match !== undefined) wanted.set(n, match)
    })
    const found = new Set(wanted.values())
    open = open.filter((notice) => !found.has(notice))
  }
  rows.forEach((row, n) => {
    const place = `${path}[${n}]`
    const match = wanted.get(n)
    if (match === undefined)
      check.holds(place, false, row?.code, null, `${place}: nothing stands behind it, or it is there twice.`)
    else compareNotice(check, place, row, match)
  })
  for (const { code, refs } of open) {
    const of = refs.map((ref) => Object.values(ref).join('@')).join(', ')
    check.holds(path, false, null, code, `${path} lacks ${code}${of === '' ? '' : ` of ${of}`}.`)
  }
}

/** Figures within float noise; the message is the one that the other fields make. */
function compareNotice(check: Checker, place: string, row: Tampered, expected: Notice): void {
  const { amount, moneyAtStake, victims, message: _, ...rest } = expected
  const {
    amount: ownAmount,
    moneyAtStake: ownMoney,
    victims: ownVictims,
    message,
    ...own
  } = (row ?? {}) as Partial<Notice>
  const figure = (field: string, actual: unknown, right: number | undefined): void => {
    if (right === undefined) compareData(check, `${place}.${field}`, actual, right)
    else check.number(`${place}.${field}`, actual, right, 1e-9 * Math.max(1, Math.abs(right)))
  }
  figure('amount', ownAmount, amount)
  figure('moneyAtStake', ownMoney, moneyAtStake)
  if (victims === undefined) compareData(check, `${place}.victims`, ownVictims, victims)
  else compareVictims(check, `${place}.victims`, ownVictims, victims)
  compareData(check, place, own, rest)
  const said = messageOf(row)
  check.holds(
    `${place}.message`,
    said !== null && message === said,
    message,
    said,
    `${place}.message is not what its fields say.`,
  )
}

/** Victims by what they are, whatever their order; units and money within float noise. */
function compareVictims(check: Checker, path: string, actual: unknown, expected: readonly NoticeVictim[]): void {
  const rows = (Array.isArray(actual) ? actual : []) as readonly (Partial<NoticeVictim> | null)[]
  check.number(`${path}.length`, Array.isArray(actual) ? rows.length : Number.NaN, expected.length)
  // Groups by an attribute have no id: those of one customer stand in their order.
  const open = new Map<string, NoticeVictim[]>()
  for (const victim of expected) open.set(refKey(victim.ref), [...(open.get(refKey(victim.ref)) ?? []), victim])
  const found = rows.map((row) => open.get(refKey(row?.ref ?? {}))?.shift())
  // Whom nobody expects stands for one that is lacking.
  const lacking = [...open.values()].flat()
  rows.forEach((row, n) => {
    const wanted = found[n] ?? lacking.shift()
    if (wanted === undefined) {
      check.holds(
        `${path}[${n}]`,
        false,
        refKey(row?.ref ?? {}),
        null,
        `${path}[${n}] suffers from something else, or is there twice.`,
      )
      return
    }
    const { amount, moneyAtStake, never, booked, ...rest } = wanted
    const { amount: ownAmount, moneyAtStake: ownMoney, never: ownNever, booked: ownBooked, ...own } = row ?? {}
    const figure = (field: string, value: unknown, right: number): void =>
      check.number(`${path}[${n}].${field}`, value, right, 1e-9 * Math.max(1, Math.abs(right)))
    figure('amount', ownAmount, amount)
    figure('moneyAtStake', ownMoney, moneyAtStake)
    if (never === undefined) compareData(check, `${path}[${n}].never`, ownNever, never)
    else figure('never', ownNever, never)
    if (booked === undefined) compareData(check, `${path}[${n}].booked`, ownBooked, booked)
    else figure('booked', ownBooked, booked)
    compareData(check, `${path}[${n}]`, own, rest)
  })
}

/** The message that a notice's fields make; null where they make none. */
function messageOf(notice: Tampered): string | null {
  try {
    return noticeMessage(notice as Notice)
  } catch {
    return null
  }
}
