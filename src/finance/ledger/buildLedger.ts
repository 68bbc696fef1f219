import { createNotice } from '../../core/notices/notices.js'
import { finishSteps, type Steps } from '../../core/running/progress.js'
import { STANDARD_ACCOUNTS } from '../chart/accounts.js'
import { assetAfterPlan, assetBeforePlan, creditLineIdle } from '../notices.js'
import type { Ledger, LedgerInput } from '../types.js'
import { checkLedgerInput } from './checkLedgerInput.js'
import { createLedgerContext, type LedgerContext } from './ledgerContext.js'
import { acquireAssetRule, depreciationRule, disposeAssetRule } from './postAssets.js'
import { collectRule, payAssetsRule, paySuppliersRule, payWagesRule } from './postCash.js'
import { overheadRule, payrollRule, variableOverheadRule } from './postConversion.js'
import { postOpening } from './postOpening.js'
import { saleRule } from './postSales.js'
import { costOfSalesRule, produceRule, purchaseRules, revalueStockRule, stockRoundingRule } from './postStock.js'
import { creditRule, interestRule, taxRules } from './postTaxAndCredit.js'
import { createPostingWriter } from './postingWriter.js'
import { createStockVariances } from './postVariances.js'
import { createStockValues } from './stockValues.js'
import { writeDownRules } from './postWriteDowns.js'
import { workInProgress } from './workInProgress.js'

/**
 * Posts every money event of a plan as balanced double entry.
 *
 * The rules, their order and their rounding are those of the page "The ledger" of the documentation. Money is exact:
 * whole minor units; what builds up (stock, depreciation, interest) rounds its running total.
 *
 * @param input - opening balances and flows of units, hours and money by period; terms, credit facilities and taxes
 * @returns the postings as columns, with warnings for what was derived or could not be kept
 * @throws SopError `MISALIGNED`, `NOT_FINITE`, `OUT_OF_RANGE`, `DUPLICATE_ID`, `UNKNOWN_ID`, `INVALID_DATE`, `CONFLICT`
 * and more, all problems at once; `UNBALANCED` for opening balances or flows of units that do not balance;
 * `MONEY_OVERFLOW`
 * @example
 * ```ts
 * import { balanceSheet, buildLedger, createCalendar } from 'sop-engine'
 * const ledger = buildLedger({
 *   calendar: createCalendar({ start: '2027-01-01', months: 2 }),
 *   currency: 'USD',
 *   openingBalances: [{ account: 'cash', amount: 1000 }, { account: 'shareCapital', amount: 1000 }],
 *   sales: [{ itemId: 'advice', units: [3, 2], price: [200, 200] }],
 *   customerTerms: { profile: [0.5, 0.5] },
 * })
 * const sheet = balanceSheet(ledger)
 * sheet.lines.find((line) => line.id === 'cash')?.amounts // => [1300, 1800]
 * sheet.lines.find((line) => line.id === 'receivables')?.amounts // => [300, 200]
 * ```
 */
export function buildLedger(input: LedgerInput): Ledger {
  return finishSteps(buildLedgerInSteps(input))
}

/** As `buildLedger`, a step for each period. */
export function* buildLedgerInSteps(input: LedgerInput): Steps<Ledger> {
  const scale = checkLedgerInput(input)
  const chart = input.chart ?? STANDARD_ACCOUNTS
  const writer = createPostingWriter(chart)
  const context = createLedgerContext({ input, chart, scale, writer })
  warnOfIdleInput(context)
  yield
  const stock = createStockValues(context)
  postOpening(context, stock, chart)

  const { tax, payTax } = taxRules(context)
  const credit = creditRule(context)
  const variances = createStockVariances(context, stock)
  const inWork = stock.flows.map((flow) => workInProgress(flow, context.scale))
  const writeDowns = writeDownRules(context, stock, variances)
  const rules = [
    revalueStockRule(context, stock, inWork, variances),
    writeDowns.open,
    saleRule(context),
    ...purchaseRules(context, stock, variances),
    produceRule(context, stock, inWork, variances),
    costOfSalesRule(context, stock),
    stockRoundingRule(context, stock),
    variances.carry,
    payrollRule(context),
    variableOverheadRule(context),
    overheadRule(context),
    acquireAssetRule(context),
    depreciationRule(context),
    disposeAssetRule(context),
    variances.share,
    writeDowns.use,
    writeDowns.measure,
    collectRule(context),
    paySuppliersRule(context),
    payAssetsRule(context),
    payWagesRule(context),
    interestRule(context),
    tax,
    payTax,
    credit.sweep,
  ]
  for (let t = 0; t < context.periods.length; t++) {
    yield
    for (const post of rules) post(t)
  }
  credit.warn()

  return {
    calendar: input.calendar,
    currency: input.currency,
    decimals: scale.decimals,
    ...(input.chart !== undefined && { chart: input.chart }),
    ...writer.columns(),
    warnings: context.warnings,
  }
}

/** Names input that is right but moves nothing within the plan. */
function warnOfIdleInput({ input, flows, assets, periods, warnings }: LedgerContext): void {
  flows.assets.forEach(({ id, acquiredDate, disposedDate, at }, i) => {
    const timeline = assets[i]
    if (timeline === undefined) return
    const refs = [{ assetId: id }]
    if (timeline.acquiredIn >= periods.length) {
      warnings.push(createNotice(assetAfterPlan, { path: `${at}.acquiredDate`, refs, value: { acquiredDate } }))
    } else if (timeline.disposedIn < 0) {
      const value = { disposedDate: disposedDate as string }
      warnings.push(createNotice(assetBeforePlan, { path: `${at}.disposedDate`, refs, value }))
    }
  })
  const isDrawn = flows.openings.some(({ account, amount }) => account === 'creditFacilities' && Number(amount) > 0)
  if (isDrawn && (input.creditFacilities ?? []).length === 0) {
    warnings.push(createNotice(creditLineIdle, { path: 'creditFacilities' }))
  }
}
