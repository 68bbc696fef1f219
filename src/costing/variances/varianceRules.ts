import type { VarianceGroupName, VarianceLeafName, VarianceName } from './varianceTypes.js'

/** What a leaf is, in words, and where it is published. */
export interface VarianceRule {
  readonly formula: string
  readonly source: string
}

const CIMA = 'CIMA Official Terminology'
const HORNGREN = 'Horngren, Cost Accounting'
const DRURY = 'Drury, Management and Cost Accounting'

/** What each leaf of a tree of variances is, and where it is published. */
export const VARIANCE_RULES: Readonly<Record<VarianceLeafName, VarianceRule>> = {
  salesCurrency: {
    formula: 'revenue in foreign currency x (actual rate - budgeted rate)',
    source: `${DRURY}, planning and operating variances`,
  },
  salesPrice: { formula: 'revenue - actual units x price', source: `${CIMA}, "sales price variance"` },
  salesPricePlanning: {
    formula: 'actual units x (revised price - budgeted price)',
    source: `${DRURY}, ex post variance analysis`,
  },
  salesVolumeAlone: {
    formula: '(actual units - budgeted units) x standard margin',
    source: `${CIMA}, "sales volume profit variance", "sales volume contribution variance"`,
  },
  salesVolumePlanning: {
    formula: '(revised units - budgeted units) x standard margin',
    source: `${DRURY}, ex post variance analysis`,
  },
  salesMix: {
    formula: '(actual units - actual total in the budgeted mix) x standard margin',
    source: `${CIMA}, "sales mix profit variance"; ${HORNGREN}, ch. 14`,
  },
  salesQuantity: {
    formula: '(actual total - budgeted total) x average standard margin',
    source: `${CIMA}, "sales quantity profit variance"; ${HORNGREN}, ch. 14`,
  },
  marketSize: {
    formula: '(actual market - budgeted market) x budgeted share x average standard margin',
    source: `${HORNGREN}, ch. 14, "market-size variance"`,
  },
  marketShare: {
    formula: 'actual market x (actual share - budgeted share) x average standard margin',
    source: `${HORNGREN}, ch. 14, "market-share variance"`,
  },
  newProducts: {
    formula: 'revenue - actual units x standard cost, of what has no budgeted price',
    source: `${DRURY}, sales margin variances`,
  },
  droppedProducts: {
    formula: '- budgeted units x standard margin, of what was not sold at all',
    source: `${DRURY}, sales margin variances`,
  },
  materialPrice: {
    formula: 'units x standard price - what they cost',
    source: `${CIMA}, "direct material price variance"`,
  },
  materialPricePlanning: {
    formula: 'units x (standard price - revised price)',
    source: `${DRURY}, ex post variance analysis`,
  },
  purchaseCurrency: {
    formula: 'cost in foreign currency x (budgeted rate - actual rate)',
    source: `${DRURY}, planning and operating variances`,
  },
  materialUsageAlone: {
    formula: '(standard units of the output - units used) x standard price',
    source: `${CIMA}, "direct material usage variance"`,
  },
  materialUsagePlanning: {
    formula: '(standard units of the output - revised units of the output) x standard price',
    source: `${DRURY}, ex post variance analysis`,
  },
  materialMix: {
    formula: '(units used in all, in the standard mix - units used) x standard price',
    source: `${CIMA}, "direct material mix variance"`,
  },
  materialYield: {
    formula: '(standard units of the output - units used in all, in the standard mix) x standard price',
    source: `${CIMA}, "direct material yield variance"`,
  },
  standardDifference: {
    formula: '(units made - budgeted production) x (standard cost - what materials, labor and overheads add up to)',
    source: `${HORNGREN}, ch. 7, standards that are out of date`,
  },
  laborRate: { formula: 'hours paid x standard rate - wages', source: `${CIMA}, "direct labour rate variance"` },
  laborRatePlanning: {
    formula: 'hours paid x (standard rate - revised rate)',
    source: `${DRURY}, ex post variance analysis`,
  },
  laborEfficiencyAlone: {
    formula: '(standard hours of the output - hours worked) x standard rate of a worked hour',
    source: `${CIMA}, "direct labour efficiency variance"`,
  },
  laborEfficiencyPlanning: {
    formula: '(standard hours of the output - revised hours of the output) x standard rate of a worked hour',
    source: `${DRURY}, ex post variance analysis`,
  },
  laborMix: {
    formula: '(hours worked in all, in the standard mix - hours worked) x standard rate of a worked hour',
    source: `${HORNGREN}, ch. 14, "direct labor mix variance"`,
  },
  laborYield: {
    formula:
      '(standard hours of the output - hours worked in all, in the standard mix) x standard rate of a worked hour',
    source: `${HORNGREN}, ch. 14, "direct labor yield variance"`,
  },
  idleTime: {
    formula: '(hours paid x expected idle share - idle hours) x standard rate of a worked hour',
    source: `${CIMA}, "idle time variance"; with an expected share: ${DRURY}`,
  },
  variableOverheadSpending: {
    formula: 'hours worked, or units made, x standard rate - what was spent',
    source: `${CIMA}, "variable production overhead expenditure variance"`,
  },
  variableOverheadEfficiency: {
    formula: '(standard hours of the output - hours worked) x standard rate',
    source: `${CIMA}, "variable production overhead efficiency variance"`,
  },
  fixedOverheadSpending: {
    formula: 'budgeted amount - what was spent',
    source: `${CIMA}, "fixed production overhead expenditure variance"`,
  },
  fixedOverheadVolumeAlone: {
    formula: '(units made - budgeted production) x standard rate',
    source: `${CIMA}, "fixed production overhead volume variance"`,
  },
  fixedOverheadCapacity: {
    formula: '(hours worked - standard hours of the budgeted production) x standard rate',
    source: `${CIMA}, "fixed production overhead capacity variance"`,
  },
  fixedOverheadEfficiency: {
    formula: '(standard hours of the output - hours worked) x standard rate',
    source: `${CIMA}, "fixed production overhead efficiency variance"`,
  },
  sellingCostPrice: {
    formula: '(units sold x budgeted price - revenue) x rate of revenue',
    source: `${HORNGREN}, ch. 7, flexible budget`,
  },
  sellingCostSpending: {
    formula: 'units sold x standard rate, or revenue x rate, - what was spent',
    source: `${HORNGREN}, ch. 7, flexible budget`,
  },
  periodCostSpending: {
    formula: 'budgeted amount - what was spent',
    source: `${CIMA}, "expenditure variance"`,
  },
  stockDifference: {
    formula: '(units counted - units by the books) x standard cost',
    source: `${DRURY}, accounting for stock losses`,
  },
}

/** The leaves of sales volume where each line's quantity counts at the average margin. */
export const AVERAGE_PRICE_RULES: Readonly<Record<'salesMix' | 'salesQuantity', VarianceRule>> = {
  salesMix: {
    formula: '(actual units - budgeted units) x (standard margin - average standard margin)',
    source: `${HORNGREN}, ch. 14, sales-mix variance by composite unit; controllers' price-volume-mix analysis`,
  },
  salesQuantity: {
    formula: '(actual units - budgeted units) x average standard margin',
    source: `${HORNGREN}, ch. 14, sales-quantity variance by composite unit; controllers' price-volume-mix analysis`,
  },
}

const GROUPS: readonly VarianceGroupName[] = [
  'profit',
  'sales',
  'salesVolume',
  'material',
  'materialUsage',
  'labor',
  'laborEfficiency',
  'variableOverhead',
  'fixedOverhead',
  'fixedOverheadVolume',
  'otherCost',
  'stock',
]

/** All names of variances. */
export const VARIANCE_NAMES: readonly VarianceName[] = [
  ...GROUPS,
  ...(Object.keys(VARIANCE_RULES) as VarianceLeafName[]),
]

/** The second level of a tree, in the order of an operating statement. */
export const STATEMENT_LINES: readonly VarianceName[] = [
  'salesVolume',
  'salesPricePlanning',
  'salesPrice',
  'salesCurrency',
  'newProducts',
  'droppedProducts',
  'materialPricePlanning',
  'materialPrice',
  'purchaseCurrency',
  'materialUsage',
  'standardDifference',
  'laborRatePlanning',
  'laborRate',
  'laborEfficiency',
  'idleTime',
  'variableOverheadSpending',
  'variableOverheadEfficiency',
  'fixedOverheadSpending',
  'fixedOverheadVolume',
  'sellingCostPrice',
  'sellingCostSpending',
  'periodCostSpending',
  'stockDifference',
]
