import { calendar } from '../../core/time/calendarChecks.js'
import {
  anything,
  type Check,
  list,
  number,
  numbers,
  oneOf,
  optional,
  QUANTITY,
  record,
  SHARE,
  text,
} from '../../core/checking/checks.js'
import { day } from '../../core/time/dayCheck.js'
import { MONEY_FIELDS, money } from '../../core/money/moneyChecks.js'
import { eachId, SERIES_KEY, STOCK_KEY } from '../../core/keys/seriesId.js'
import { paymentTerms } from '../../core/time/terms.js'
import { INVENTORY_ACCOUNTS } from '../chart/accounts.js'
import { fixedAssets } from '../fixedAssetCheck.js'
import type {
  LaborFlow,
  LaterStandard,
  LedgerCredit,
  LedgerInput,
  LedgerOpening,
  LedgerTax,
  OpeningLot,
  OverheadFlow,
  PurchaseFlow,
  RealizablePart,
  SalesFlow,
  StockFlow,
  StockIssue,
} from '../types.js'

const quantity = number(QUANTITY)
const quantities = numbers(QUANTITY)
const prices = list(money())
const terms = optional(paymentTerms)
const id = optional(text)
const series = eachId(SERIES_KEY, text, id)
const stockOf = eachId(STOCK_KEY, text, id)

const opening = record<LedgerOpening>({
  account: text,
  amount: money({ signed: true }),
  marketId: id,
  customerId: id,
  supplierId: id,
  creditFacilityId: id,
  dueDate: optional(day),
  terms,
})

const sale = record<SalesFlow>({
  ...series,
  orderId: id,
  orderLine: id,
  units: quantities,
  price: prices,
  amounts: optional(prices),
  terms,
})

const stock = record<StockFlow>({
  ...stockOf,
  inventoryClass: oneOf(...Object.keys(INVENTORY_ACCOUNTS)),
  standardCost: quantity,
  outsideProcessing: optional(quantity),
  labor: optional(quantity),
  variableOverhead: optional(quantity),
  fixedOverhead: optional(quantity),
  fixedCost: optional(quantity),
  laterStandards: optional(
    list(
      record<LaterStandard>({
        periodIndex: quantity,
        standardCost: quantity,
        outsideProcessing: optional(quantity),
        labor: optional(quantity),
        variableOverhead: optional(quantity),
        fixedOverhead: optional(quantity),
        fixedCost: optional(quantity),
      }),
    ),
  ),
  openingUnits: quantity,
  openingLots: optional(list(record<OpeningLot>({ lotId: id, units: quantity, unitCost: optional(money()) }))),
  producedUnits: optional(quantities),
  startedUnits: optional(quantities),
  equivalentUnits: optional(quantities),
  soldUnits: optional(quantities),
  issues: optional(list(record<StockIssue>({ componentId: text, units: quantities }))),
  closingUnits: quantities,
  realizable: optional(
    list(
      list(
        record<RealizablePart>({
          units: quantity,
          leavingUnits: optional(quantity),
          amount: optional(money()),
          costShare: optional(number(SHARE)),
        }),
      ),
    ),
  ),
})

const purchase = record<PurchaseFlow>({
  ...stockOf,
  kind: optional(oneOf('buy', 'subcontract')),
  supplierId: id,
  sourceId: id,
  orderId: id,
  orderLine: id,
  units: quantities,
  unitCost: prices,
  terms,
})

const labor = record<LaborFlow>({
  resourceId: text,
  regularHours: quantities,
  overtimeHours: quantities,
  paidHours: optional(quantities),
  costPerHour: quantities,
  overtimeCostPerHour: quantities,
  variableOverheadPerHour: quantities,
})

const overhead = record<OverheadFlow>({
  id: text,
  function: oneOf('production', 'selling', 'administration'),
  amounts: optional(list(money({ signed: true }))),
  rateOfRevenue: optional(quantity),
  terms,
})

/** The fields of a ledger's input, each of its type; what depends on what is looked at afterwards. */
export const ledgerInput: Check = (value, path, issues) =>
  record<LedgerInput>({
    ...MONEY_FIELDS,
    calendar,
    valuation: optional(oneOf('standard', 'movingAverage')),
    shareVariancesAbove: optional(quantity),
    // checkChart looks at the accounts, which a ledger that was read has, too.
    chart: optional(list(anything)),
    openingBalances: list(opening),
    sales: optional(list(sale)),
    stock: optional(list(stock)),
    purchases: optional(list(purchase)),
    labor: optional(list(labor)),
    overheads: optional(list(overhead)),
    assets: optional(fixedAssets),
    customerTerms: terms,
    supplierTerms: terms,
    payrollTerms: terms,
    minimumCash: optional(money()),
    creditFacilities: optional(
      list(record<LedgerCredit>({ id: text, limit: optional(money()), interestRatePerYear: optional(quantity) })),
    ),
    taxes: optional(
      list(
        record<LedgerTax>({
          id: text,
          rateShare: number(SHARE),
          openingLoss: optional(money()),
          openingProfit: optional(money()),
          terms,
        }),
      ),
    ),
  })(value, path, issues)
