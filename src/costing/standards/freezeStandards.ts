import { flag, list, number, QUANTITY, record, text, throwIfUnreadable } from '../../core/checking/checks.js'
import { day } from '../../core/time/dayCheck.js'
import { createIssueList } from '../../core/checking/errors.js'
import { NOTICE_FIELDS } from '../../core/notices/noticeChecks.js'
import type { Notice } from '../../core/notices/notices.js'
import { ELEMENTS } from '../rollUp/roundCostCells.js'
import type { CostCard, CostElements } from '../types.js'
import type { Standard } from './standards.js'

/** Under which name cost cards become standards, and from which day on. */
export interface FreezeOptions {
  readonly version: string
  readonly firstDate: string
}

/**
 * Makes standards of rolled-up cost cards: one row for each item and element that is not zero, frozen under a version.
 *
 * An item that costs nothing has one row of 0, so that it has a standard. Source: CIMA Official Terminology,
 * "standard", "standard cost card"; Horngren, Cost Accounting, ch. 7.
 *
 * @param cards - cards of `rollUpCosts`
 * @param options - version and first day
 * @returns rows of the standards table, in the order of the cards and elements
 * @throws SopError `MISSING_VALUE`, `INVALID_DATE`, `NOT_FINITE`
 * @example
 * ```ts
 * import { freezeStandards, rollUpCosts } from 'sop-engine/costing'
 * const cards = rollUpCosts({ items: [{ id: 'shade' }] }, { rates: { purchaseCosts: [{ itemId: 'shade', purchaseCost: 6.5 }] } })
 * freezeStandards(cards, { version: '2027', firstDate: '2027-01-01' }) // => [
 * //   { itemId: 'shade', version: '2027', element: 'material', firstDate: '2027-01-01', amountPerUnit: 6.5 }
 * // ]
 * ```
 */
export function freezeStandards(cards: readonly CostCard[], options: FreezeOptions): Standard[] {
  const issues = createIssueList()
  const elements = record<CostElements>({
    material: number(),
    outsideProcessing: number(),
    labor: number(),
    variableOverhead: number(),
    fixedOverhead: number(),
  })
  const card = record<CostCard>({
    itemId: text,
    level: number(QUANTITY),
    unitCost: number(),
    variableCost: number(),
    fixedCost: number(),
    elements,
    thisLevel: elements,
    lowerLevels: elements,
    assumed: flag,
    warnings: list(record<Notice>(NOTICE_FIELDS)),
  })
  list(card)(cards, 'cards', issues)
  record<FreezeOptions>({ version: text, firstDate: day })(options, 'options', issues)
  throwIfUnreadable(issues)
  issues.throwIfAny()
  const { version, firstDate } = options
  return cards.flatMap(({ itemId, elements: amounts }) => {
    const rows = ELEMENTS.flatMap((element) => {
      const amountPerUnit = amounts[element]
      return amountPerUnit === 0 ? [] : [{ itemId, version, element, firstDate, amountPerUnit }]
    })
    return rows.length > 0 ? rows : [{ itemId, version, element: 'material' as const, firstDate, amountPerUnit: 0 }]
  })
}
