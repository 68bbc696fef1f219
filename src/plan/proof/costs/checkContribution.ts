import type { ContributionRecord } from '../../money/contributionRecords.js'
import { type Check, startCheck } from '../checks.js'
import { type Facts, placeRows, SERIES, seriesIds, seriesKey } from '../facts/facts.js'
import { shareOut } from '../fraction.js'
import { minorAmounts } from '../facts/minorAmounts.js'
import { soldBy } from '../customers/soldUnits.js'
import { standardsInForce } from '../facts/standardFacts.js'

/** Shared out by revenue; the last two are there only where the plan has such expenses. */
const FOLLOWING = ['variableSellingExpense', 'variableProductionExpense', 'variableAdministrativeExpense'] as const
const PARTS = ['revenue', 'variableCostOfSales', ...FOLLOWING] as const

type ExpectedContribution = { readonly ids: Pick<ContributionRecord, 'itemId' | 'marketId'> } & {
  readonly [Part in (typeof PARTS)[number]]: bigint[]
}

/** What the ledger books on these accounts is caused by the item that it speaks of. */
const ITEM_VARIANCES = ['purchasePriceVariance', 'stockRevaluation', 'usageVariance', 'inventoryRounding']

/** Variances by item and period, as the ledger's postings have them; of an item whose periods are all zero, none. */
function readVariances({ plan: { ledger }, days }: Facts): Map<string, bigint[]> {
  const found = new Map<string, bigint[]>()
  for (let n = 0; n < ledger.amountMinor.length; n++) {
    const itemId = ledger.refs[ledger.ref[n] ?? -1]?.itemId
    const t = ledger.periodIndex[n] ?? -1
    if (itemId === undefined || t < 0 || t >= days.length) continue
    if (!ITEM_VARIANCES.includes(ledger.accounts[ledger.account[n] ?? -1] ?? '')) continue
    const row = found.get(itemId) ?? days.map(() => 0n)
    found.set(itemId, row)
    row[t] = (row[t] as bigint) - BigInt(Math.round(ledger.amountMinor[n] ?? 0))
  }
  return new Map([...found].filter(([, row]) => row.some((amount) => amount !== 0n)))
}

/** Contribution by item and market follows from shipments, prices and cost cards, and adds to the contribution statement. */
export function checkContribution(facts: Facts): Check {
  const check = startCheck(
    'contribution-ties',
    'Contribution by item and market is that of what was shipped and of its variances, and adds to the contribution statement to the cent.',
  )
  const { plan, given, count, days } = facts
  const amounts = minorAmounts(facts)
  const power = 10 ** plan.ledger.decimals
  const lines = new Map(plan.statements.contribution.lines.map((line) => [line.id, line.amounts]))
  const line = (id: string, t: number): bigint => BigInt(Math.round((lines.get(id)?.[t] ?? 0) * power))
  const standards = standardsInForce(facts)
  const variances = readVariances(facts)
  const nothing = (): bigint[] => days.map(() => 0n)
  const noExpense = (): Pick<ExpectedContribution, (typeof FOLLOWING)[number]> => ({
    variableSellingExpense: nothing(),
    variableProductionExpense: nothing(),
    variableAdministrativeExpense: nothing(),
  })
  const sold = plan.shipments.map((shipment): ExpectedContribution => {
    const { itemId, marketId, shipped } = shipment
    const own = marketId === undefined ? variances.get(itemId) : undefined
    return {
      ids: seriesIds(shipment),
      revenue: soldBy(facts, shipment, amounts)
        .map((sold) => sold.amounts)
        .reduce((a, b) => a.map((amount, t) => amount + (b[t] as bigint))) as bigint[],
      variableCostOfSales: amounts
        .cumulative(standards.get(itemId)?.map(({ variableCost }) => variableCost) ?? 0, shipped)
        .map((cost, t) => (own?.[t] ?? 0n) - cost),
      ...noExpense(),
    }
  })
  const plain = new Set(plan.shipments.flatMap(({ itemId, marketId }) => (marketId === undefined ? [itemId] : [])))
  const unsold = [...variances]
    .filter(([itemId]) => !plain.has(itemId))
    .map(([itemId, variableCostOfSales]): ExpectedContribution => ({
      ids: { itemId },
      revenue: nothing(),
      variableCostOfSales,
      ...noExpense(),
    }))
  const rest: ExpectedContribution = {
    ids: {},
    revenue: days.map((_, t) => line('revenue', t)),
    variableCostOfSales: days.map((_, t) => line('variableCostOfSales', t)),
    variableSellingExpense: days.map((_, t) => line('variableSellingExpense', t)),
    variableProductionExpense: days.map((_, t) => line('variableProductionExpense', t)),
    variableAdministrativeExpense: days.map((_, t) => line('variableAdministrativeExpense', t)),
  }
  for (let t = 0; t < count; t++) {
    const weights = sold.map(({ revenue }) => ({ n: revenue[t] as bigint, d: 1n }))
    if (weights.every(({ n }) => n === 0n)) continue
    for (const expense of FOLLOWING) {
      shareOut(line(expense, t), weights).forEach((part, n) => {
        ;(sold[n] as ExpectedContribution)[expense][t] = part
      })
    }
  }
  const rows = [...sold, ...unsold]
  for (const row of rows) {
    for (const part of PARTS) row[part].forEach((amount, t) => (rest[part][t] = (rest[part][t] as bigint) - amount))
  }
  const placed = placeRows<ContributionRecord>(given.contribution, 'contribution', SERIES)
  check.number('contribution.length', given.contribution.length, rows.length + 1)
  for (const expected of [rest, ...rows]) {
    const found = placed.get(seriesKey(expected.ids))
    check.claim(found !== undefined, () => {
      const ids = JSON.stringify(expected.ids)
      return { path: 'contribution', actual: null, expected: ids, message: `There is no contribution of ${ids}.` }
    })
    if (found === undefined) continue
    const { row, name } = found
    for (const part of [...PARTS, 'contributionMargin'] as const) {
      const own = row[part]
      const isOptional = part === 'variableProductionExpense' || part === 'variableAdministrativeExpense'
      if (isOptional && !lines.has(part)) {
        check.holds(
          `${name}.${part}`,
          own === undefined,
          null,
          null,
          `${name}.${part} is there, and the plan has none.`,
        )
        continue
      }
      check.number(`${name}.${part}.length`, own?.length, count)
      for (let t = 0; t < count; t++) {
        const minor =
          part === 'contributionMargin'
            ? PARTS.reduce((sum, one) => sum + (expected[one][t] as bigint), 0n)
            : (expected[part][t] as bigint)
        check.cell(name, part, t, own?.[t], Number(minor) / power)
      }
    }
  }
  const known = new Set([rest, ...rows].map(({ ids }) => seriesKey(ids)))
  for (const [key, { row, name }] of placed) {
    if (known.has(key)) continue
    for (const field of SERIES) {
      if (row[field] === undefined) continue
      check.holds(`${name}.${field}`, false, row[field], null, `${name} is of no series of the plan.`)
    }
  }
  return check.result()
}
