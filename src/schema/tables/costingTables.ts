import * as z from 'zod'
import { ELEMENTS } from '../../costing/rollUp/roundCostCells.js'
import { ACTUAL_KEY } from '../../costing/variances/checkVarianceInput.js'
import { ACTUAL_KINDS } from '../../costing/variances/varianceChecks.js'
import type * as rows from '../rows/costingTypes.js'
import { common, date, id, notNegative, opt, record, share } from './shapes.js'
import type { Table } from './table.js'

export const standards: Table<rows.PlanStandard> = {
  noun: 'standard',
  row: record({
    itemId: id,
    version: id,
    element: z.enum(ELEMENTS),
    firstDate: date,
    amountPerUnit: notNegative,
    quantityPer: opt(notNegative),
    hoursPer: opt(notNegative),
    ...common,
  }),
  key: ['itemId', 'version', 'element', 'firstDate'],
  references: { itemId: 'items' },
  days: ['firstDate'],
}

export const actuals: Table<rows.PlanActual> = {
  noun: 'actual',
  row: record({
    periodId: id,
    kind: z.enum(ACTUAL_KINDS),
    itemId: opt(id),
    forItemId: opt(id),
    marketId: opt(id),
    customerId: opt(id),
    supplierId: opt(id),
    resourceId: opt(id),
    overheadId: opt(id),
    account: opt(id),
    units: opt(z.number()),
    hours: opt(z.number()),
    amount: opt(z.number()),
    ...common,
  }),
  key: ACTUAL_KEY,
  addsUp: true,
  references: {
    itemId: 'items',
    forItemId: 'items',
    marketId: 'markets',
    customerId: 'customers',
    supplierId: 'suppliers',
    resourceId: 'resources',
    overheadId: 'overheads',
  },
}

export const marginPolicies: Table<rows.MarginPolicy> = {
  noun: 'margin policy',
  row: record({
    itemId: opt(id),
    marketId: opt(id),
    customerId: opt(id),
    attribute: opt(id),
    attributeValue: opt(id),
    floorShare: opt(share),
    ceilingShare: opt(share),
    ...common,
  }),
  key: ['itemId', 'customerId', 'marketId', 'attribute', 'attributeValue'],
  references: { itemId: 'items', marketId: 'markets', customerId: 'customers' },
}
