/** Names of the rules. */
export type RuleId =
  | 'opening'
  | 'revalueStock'
  | 'writeDownOpening'
  | 'sale'
  | 'purchase'
  | 'outsideProcessing'
  | 'produce'
  | 'costOfSales'
  | 'stockRounding'
  | 'carryVariances'
  | 'payroll'
  | 'variableOverhead'
  | 'overhead'
  | 'acquireAsset'
  | 'depreciation'
  | 'disposeAsset'
  | 'shareVariances'
  | 'useWriteDowns'
  | 'writeDownStock'
  | 'collect'
  | 'paySuppliers'
  | 'payAssets'
  | 'payWages'
  | 'interest'
  | 'tax'
  | 'payTax'
  | 'drawCredit'
  | 'repayCredit'

/** The rules that post, in the order in which they do. */
export const RULES: readonly RuleId[] = [
  'opening',
  'revalueStock',
  'writeDownOpening',
  'sale',
  'purchase',
  'outsideProcessing',
  'produce',
  'costOfSales',
  'stockRounding',
  'carryVariances',
  'payroll',
  'variableOverhead',
  'overhead',
  'acquireAsset',
  'depreciation',
  'disposeAsset',
  'shareVariances',
  'useWriteDowns',
  'writeDownStock',
  'collect',
  'paySuppliers',
  'payAssets',
  'payWages',
  'interest',
  'tax',
  'payTax',
  'drawCredit',
  'repayCredit',
]
