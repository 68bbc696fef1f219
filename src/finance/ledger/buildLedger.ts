import { checkLedgerInput } from './checkLedgerInput.js'
import { createNotice } from '../core/notices.js'
import { createLedgerContext, type LedgerContext } from './ledgerContext.js'
import { assetAfterPlan, assetBeforePlan, creditLineIdle } from './notices.js'
import { acquireAssetRule, depreciationRule, disposeAssetRule } from './postAssets.js'
import { collectRule, payAssetsRule, paySuppliersRule, payWagesRule } from './postCash.js'
import { overheadRule, payrollRule, variableOverheadRule } from './postConversion.js'
import { createPostingWriter } from './postingWriter.js'
import { postOpening } from './postOpening.js'
import { saleRule } from './postSales.js'
import { costOfSalesRule, createStockValues, produceRule, purchaseRule, stockRoundingRule } from './postStock.js'
import { creditRule, interestRule, taxRules } from './postTaxAndCredit.js'
import type { Ledger, LedgerInput } from './types.js'

/**
 * Posts every money event of a plan as balanced double entry.
 *
 * The rules, their order and their rounding are those of the page "The ledger" of the documentation. Money is exact:
 * whole minor units; what builds up (stock, depreciation, interest) rounds its running total.
 *
 * @param input - opening balances and flows of units, hours and money by period; terms, credit line and tax
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
 *   opening: { cash: 1000, shareCapital: 1000 },
 *   sales: [{ itemId: 'advice', units: [3, 2], price: [200, 200] }],
 *   customerTerms: { profile: [0.5, 0.5] },
 * })
 * const sheet = balanceSheet(ledger)
 * sheet.lines.find((line) => line.id === 'cash')?.amounts // => [1300, 1800]
 * sheet.lines.find((line) => line.id === 'receivables')?.amounts // => [300, 200]
 * ```
 */
export function buildLedger(input: LedgerInput): Ledger {
  const scale = checkLedgerInput(input)
  const writer = createPostingWriter()
  const context = createLedgerContext(input, scale, writer)
  warnOfIdleInput(context)
  postOpening(context)

  const stock = createStockValues(context)
  const { tax, payTax } = taxRules(context)
  const credit = creditRule(context)
  const rules = [
    saleRule(context),
    purchaseRule(context, stock),
    produceRule(context, stock),
    costOfSalesRule(context, stock),
    stockRoundingRule(context, stock),
    payrollRule(context),
    variableOverheadRule(context),
    overheadRule(context),
    acquireAssetRule(context),
    depreciationRule(context),
    disposeAssetRule(context),
    collectRule(context),
    paySuppliersRule(context),
    payAssetsRule(context),
    payWagesRule(context),
    interestRule(context),
    tax,
    payTax,
    credit.sweep,
  ]
  for (let t = 0; t < context.periods.length; t++) for (const post of rules) post(t)
  credit.warn()

  return {
    calendar: input.calendar,
    currency: input.currency,
    decimals: scale.decimals,
    ...writer.columns(),
    warnings: context.warnings,
  }
}

/** Names input that is right but moves nothing within the plan. */
function warnOfIdleInput({ input, assets, periods, warnings }: LedgerContext): void {
  ;(input.assets ?? []).forEach(({ id, acquiredDate, disposedDate }, i) => {
    const timeline = assets[i]
    if (timeline === undefined) return
    if (timeline.acquiredIn >= periods.length) {
      warnings.push(
        createNotice(assetAfterPlan, {
          path: `assets[${i}].acquiredDate`,
          refs: [{ assetId: id }],
          value: { acquiredDate },
        }),
      )
    } else if (timeline.disposedIn < 0) {
      warnings.push(
        createNotice(assetBeforePlan, {
          path: `assets[${i}].disposedDate`,
          refs: [{ assetId: id }],
          value: { disposedDate: disposedDate as string },
        }),
      )
    }
  })
  if (Number(input.opening.creditLine ?? 0) > 0 && input.creditLine === undefined) {
    warnings.push(createNotice(creditLineIdle, { path: 'creditLine' }))
  }
}
