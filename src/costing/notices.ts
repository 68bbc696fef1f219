import type { NoticeRule, ValueRule } from '../core/notices/notices.js'
import { refName } from '../core/notices/noticeTexts.js'

export const assumedOpeningCost: ValueRule<number> = {
  code: 'assumed-opening-cost',
  kind: 'warning',
  severity: 'look',
  message: ({ value }) =>
    `The fixed overhead in a unit of the opening stock is not given; it is taken as ${value}, the rate of the first period.`,
  remedy: 'Give openingFixedCostPerUnit.',
}

export const assumedUnitCost: ValueRule<number> = {
  code: 'assumed-unit-cost',
  kind: 'warning',
  severity: 'look',
  message: ({ refs, value }) =>
    `Item '${refName(refs[0])}' has no purchase cost; its unit cost is assumed to be ${value}.`,
  remedy: 'Give the item its purchase cost.',
}

export const assumedUnitCostNotUsed: ValueRule<{
  readonly assumed: number
  readonly instead: 'billAndRouting' | 'purchaseCost'
}> = {
  code: 'assumed-unit-cost-not-used',
  kind: 'warning',
  severity: 'info',
  message: ({ refs, value: { assumed, instead } }) =>
    `Item '${refName(refs[0])}' is costed by ${instead === 'purchaseCost' ? 'its purchase cost' : 'its bill and routing'}; the assumed unit cost ${assumed} is not used.`,
  remedy: 'Take the assumed cost out.',
}

export const idleCapacity: ValueRule<{ readonly periodIndexes: readonly number[]; readonly normalUnits: number }> = {
  code: 'idle-capacity',
  kind: 'warning',
  severity: 'look',
  message: ({ value: { periodIndexes, normalUnits } }) => {
    const periods = periodIndexes.length === 1 ? 'A period makes' : `${periodIndexes.length} periods make`
    return `${periods} less than half of what the busiest one makes: a unit absorbs overhead as at a normal ${normalUnits} units, and the rest is a cost of the period.`
  },
  remedy: 'Give normalUnits.',
}

export const noCost: NoticeRule = {
  code: 'no-cost',
  kind: 'warning',
  severity: 'look',
  message: ({ refs }) =>
    `Item '${refName(refs[0])}' has no bill, operation or purchase cost; its unit cost is taken as 0.`,
  remedy: 'Give the item its purchase cost, or its bill and routing.',
}

export const likelyPercent: ValueRule<number> = {
  code: 'likely-percent',
  kind: 'warning',
  severity: 'look',
  message: ({ refs, value }) =>
    `The duty rate of item '${refName(refs[0])}' is ${value}: the duty is as much as the item or more; ${value} % is likely meant.`,
  remedy: 'Write 4 % as 0.04.',
}
