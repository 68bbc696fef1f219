import type { MoneyInput } from '../../../core/money/money.js'
import type { PaymentTerms } from '../../../core/time/terms.js'
import { dayNumber, four, two } from '../civilDays.js'
import type { Facts } from './facts.js'
import { round } from '../fraction.js'

/** What one asset posts; amounts in minor units, charges by period. */
export interface AssetFacts {
  readonly id: string
  readonly cost: bigint
  readonly proceeds: bigint
  readonly isProduction: boolean
  readonly isOpening: boolean
  readonly acquired: number
  readonly disposed: number
  readonly opening: bigint
  readonly charges: readonly bigint[]
  readonly terms: PaymentTerms | undefined
}

/** Charges of an asset, month by month: each month falls into the period that holds its first day. */
export function layOut(
  asset: Facts['plan']['input']['assets'][number],
  { starts, end, count, plan }: Facts,
  money: (amount: MoneyInput | undefined) => bigint,
  mode: 'halfEven' | 'halfUp',
): AssetFacts {
  const dayOf = (text: string): number => dayNumber(text.length === 7 ? `${text}-01` : text)
  const monthOf = (text: string): number => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7)) - 1
  const monthStart = (month: number): number => dayNumber(`${four(Math.floor(month / 12))}-${two((month % 12) + 1)}-01`)
  const periodOf = (day: number): number => {
    if (day < (starts[0] as number)) return -1
    if (day >= end) return count
    let t = 0
    while (t + 1 < count && (starts[t + 1] as number) <= day) t++
    return t
  }
  const acquired = periodOf(dayOf(asset.acquiredDate))
  const disposed = asset.disposedDate === undefined ? count : periodOf(dayOf(asset.disposedDate))
  const base = money(asset.cost) - money(asset.salvageValue)
  const first = monthOf(asset.acquiredDate)
  const last =
    asset.disposedDate === undefined
      ? first + asset.lifeMonths
      : Math.min(first + asset.lifeMonths, monthOf(asset.disposedDate))
  const charges = new Array<bigint>(count).fill(0n)
  let opening = 0n
  let before = 0n
  for (let month = first; month < last; month++) {
    const now = round({ n: base * BigInt(month - first + 1), d: BigInt(asset.lifeMonths) }, mode)
    const t = Math.max(periodOf(monthStart(month)), acquired)
    if (t < 0) opening += now - before
    else if (t < count) charges[t] = (charges[t] as bigint) + now - before
    before = now
  }
  const isGone = disposed < 0
  return {
    id: asset.id,
    cost: money(asset.cost),
    proceeds: money(asset.proceeds),
    isProduction: (asset.function ?? 'production') === 'production',
    isOpening: acquired < 0 && !isGone,
    acquired: isGone ? -1 : acquired,
    disposed,
    opening: isGone ? 0n : opening,
    charges: isGone ? plan.calendar.periods.map(() => 0n) : charges,
    terms: asset.terms,
  }
}
