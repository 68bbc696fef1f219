import type { CostCard, Plan } from 'sop-engine'
import type { Extract } from '../readExtract.js'
import { billByAssembly, itemOf } from '../structure.js'
import { cents, percent, sum } from './formatNumbers.js'
import { print, printTable, printTitle } from './printTable.js'

/** Rolled-up cost of each bicycle model against the ERP's standard cost and the price. */
export function printCosts(plan: Plan, extract: Extract, selling: readonly string[]): void {
  const sold = new Set(selling)
  const models = new Map<string, CostCard[]>()
  for (const card of plan.costs) {
    if (!sold.has(card.itemId) || itemOf(extract, card.itemId).source !== 'make') continue
    const model = itemOf(extract, card.itemId)
      .name.replace(/[ -](?:Black|Red|Silver|Blue|Yellow),.*/, '')
      .replace(/ (?:Black|Red|Silver|Blue|Yellow)$/, '')
    models.set(model, [...(models.get(model) ?? []), card])
  }
  const bill = billByAssembly(extract)
  const erpParts = (sku: string): number =>
    sum(
      (bill.get(sku) ?? []).map(({ component, quantityPer }) => quantityPer * itemOf(extract, component).standardCost),
    )
  const rows = [...models].sort().map(([model, cards]) => {
    const mean = (pick: (card: CostCard) => number): number => sum(cards.map(pick)) / cards.length
    const price = mean(({ itemId }) => itemOf(extract, itemId).listPrice)
    const cost = mean(({ unitCost }) => unitCost)
    const variable = mean(({ variableCost }) => variableCost)
    return [
      model,
      cents(mean(({ elements }) => elements.material)),
      cents(mean(({ elements }) => elements.labor)),
      cents(mean(({ elements }) => elements.variableOverhead)),
      cents(mean(({ elements }) => elements.fixedOverhead)),
      cents(cost),
      cents(mean(({ itemId }) => itemOf(extract, itemId).standardCost)),
      cents(mean(({ itemId }) => erpParts(itemId))),
      cents(price),
      percent(1 - cost / price),
      percent(1 - variable / price),
    ]
  })
  printTitle(
    'Standard costs',
    'rolled up through bills and routings; USD for one bicycle, mean of its sizes and colors',
  )
  printTable(
    [
      'model',
      'material',
      'labor',
      'variable oh',
      'fixed oh',
      'full cost',
      'ERP standard',
      'ERP parts',
      'price',
      'gross',
      'contribution',
    ].map((title) => ({ title })),
    rows,
  )
  print()
  print(
    'ERP parts: the standard costs of its direct components in the ERP, added up. Where they pass its own standard cost the ERP',
  )
  print('contradicts itself, and no roll-up can meet both.')
}
