import type { Calendar } from '../../core/time/calendar.js'
import { STOCK_KEY, stockId, stockKey } from '../../core/keys/seriesId.js'
import { groupBy, indexById } from '../../core/keys/keys.js'
import { fromMinor, type MoneyScale, moneyScale } from '../../core/money/money.js'
import { gridScale, snapToGrid } from '../../core/numbers/quantityGrid.js'
import { perPeriod } from '../../core/time/series.js'
import type {
  LaterStandard,
  LedgerInput,
  LedgerOpening,
  OverheadFlow,
  RealizablePart,
  SalesFlow,
  StockFlow,
} from '../../finance/types.js'
import type { InventoryRecord } from '../../inventory/types.js'
import type { ProductionPlan, ProductionRecord, ResourceRecord } from '../../production/types.js'
import type { StandardRecord } from '../costs/planStandards.js'
import { moneyPerPeriod } from '../costs/moneyPerPeriod.js'
import { unitsInWork } from '../unitsInWork.js'
import { withoutAttributes } from '../withoutAttributes.js'
import { customersMarket } from '../../schema/reading/customersMarket.js'
import type { NormalInput } from '../../schema/normalForm/normalInput.js'
import { purchaseFlows } from './purchaseFlows.js'
import type { StockJudge } from './realizableStock.js'

/** Ratio of a year's cost of sales from which a variance is material, and part of what stock cost (IAS 2.21). */
const SHARED_ABOVE = 0.05

/** The parts of the plan that the ledger is made from. */
export interface LedgerSources {
  readonly input: NormalInput
  readonly calendar: Calendar
  readonly standards: readonly StandardRecord[]
  readonly production: Pick<ProductionPlan, 'records' | 'resources'>
  readonly inventory: readonly InventoryRecord[]
  readonly sales: readonly SalesFlow[]
  /** What stock will bring, by item. */
  readonly realizable: ReadonlyMap<string, StockJudge>
}

/** A standard as a ledger takes it: work outside, where no supplier is paid for any, is part of what goes in. */
function standardOf(
  { unitCost, fixedCost, thisLevel }: StandardRecord,
  isSubcontracted: boolean,
): Omit<LaterStandard, 'periodIndex'> {
  const { labor, variableOverhead, fixedOverhead } = thisLevel
  const outsideProcessing = isSubcontracted ? thisLevel.outsideProcessing : 0
  return { standardCost: unitCost, outsideProcessing, labor, variableOverhead, fixedOverhead, fixedCost }
}

/** What stock will bring, before the first period and at every close, in the words of the ledger. */
function realizableOf(judge: StockJudge, { periods }: Calendar, scale: MoneyScale): RealizablePart[][] {
  return [-1, ...periods.keys()].map((t) =>
    judge(t).map(({ units, leavingUnits, amountMinor, costShare }) => ({
      units,
      leavingUnits,
      amount: fromMinor(amountMinor, scale),
      costShare,
    })),
  )
}

function stockFlows({ input, calendar, standards, production, inventory, realizable }: LedgerSources): StockFlow[] {
  const scale = moneyScale(input, 'input')
  const judges = input.policy.stockWriteDowns === 'post' ? realizable : undefined
  const records = new Map(production.records.map((record) => [record.itemId, record]))
  const places = new Map(calendar.periods.map((period, t) => [period.id, t]))
  const byItem = groupBy(standards, STOCK_KEY)
  const sources = indexById(input.sources, 'itemId')
  const projected = new Map(inventory.map((record) => [record.itemId, record]))
  const lots = groupBy(input.stock, STOCK_KEY)
  return input.items.map(({ id, inventoryClass, quantityDecimals }) => {
    const record = records.get(id) as ProductionRecord
    const [first, ...later] = byItem.get(stockKey(record)) as [StandardRecord, ...StandardRecord[]]
    const stock = projected.get(id) as InventoryRecord
    const isSubcontracted = sources.get(id)?.kind === 'subcontract'
    const rows = lots.get(stockKey(record)) ?? []
    const inWork = unitsInWork(record, quantityDecimals)
    const judge = judges?.get(id)
    return {
      ...stockId(record),
      inventoryClass,
      ...standardOf(first, isSubcontracted),
      ...(later.length > 0 && {
        laterStandards: later.map((row) => ({
          periodIndex: places.get(row.periodId) ?? 0,
          ...standardOf(row, isSubcontracted),
        })),
      }),
      openingUnits: stock.opening[0] ?? 0,
      ...(rows.some((row) => row.unitCost !== undefined) && {
        openingLots: rows.map(({ lotId, onHand, unitCost: bookValue }) => ({
          ...(lotId !== undefined && { lotId }),
          units: snapToGrid(onHand, gridScale(quantityDecimals)),
          ...(bookValue !== undefined && { unitCost: bookValue }),
        })),
      }),
      producedUnits: record.produced,
      ...(inWork !== undefined && { startedUnits: inWork.startedUnits, equivalentUnits: inWork.equivalentUnits }),
      soldUnits: record.shipped,
      issues: record.components.map(({ componentId, quantities }) => ({ componentId, units: quantities })),
      closingUnits: stock.closing,
      ...(judge !== undefined && { realizable: realizableOf(judge, calendar, scale) }),
    }
  })
}

/** Opening balances, each under the terms of whoever owes it or is owed. */
function openingBalances({ openingBalances: rows, customers, markets, suppliers }: NormalInput): LedgerOpening[] {
  // A customer is planned with its market, and pays as it does.
  const withMarket = customersMarket({ customers })
  const market = new Map(markets.map((row) => [row.id, row]))
  const supplier = new Map(suppliers.map((row) => [row.id, row]))
  return rows.map((row) => {
    const { account, amount, marketId: of, customerId, supplierId, creditFacilityId, dueDate } = withMarket(row)
    const terms = (of === undefined ? undefined : market.get(of)?.terms) ?? supplier.get(supplierId ?? '')?.terms
    return {
      account,
      amount,
      ...(of !== undefined && { marketId: of }),
      ...(customerId !== undefined && { customerId }),
      ...(supplierId !== undefined && { supplierId }),
      ...(creditFacilityId !== undefined && { creditFacilityId }),
      ...(dueDate !== undefined && { dueDate }),
      ...(terms !== undefined && { terms }),
    }
  })
}

/** Turns the plan's flows of goods and hours into the flows of money that the ledger posts. */
export function toLedgerInput(sources: LedgerSources): LedgerInput {
  const { input, calendar, production, sales } = sources
  const { finance } = input
  const worked = new Map(production.resources.map((record) => [record.resourceId, record]))
  return {
    calendar,
    currency: input.currency,
    rounding: input.rounding,
    valuation: input.policy.valuation,
    shareVariancesAbove: SHARED_ABOVE,
    openingBalances: openingBalances(input),
    sales,
    stock: stockFlows(sources),
    purchases: purchaseFlows(input, calendar, production.records),
    labor: input.resources.map((resource) => {
      const record = worked.get(resource.id) as ResourceRecord
      return {
        resourceId: resource.id,
        regularHours: record.regularHours,
        overtimeHours: record.overtimeHours,
        ...(resource.paidHours === 'capacity' && { paidHours: record.capacityHours }),
        costPerHour: perPeriod(resource.costPerHour, calendar, 'level'),
        overtimeCostPerHour: perPeriod(resource.overtimeCostPerHour, calendar, 'level'),
        variableOverheadPerHour: perPeriod(resource.variableOverheadPerHour, calendar, 'level'),
      }
    }),
    overheads: input.overheads.map(({ id, function: purpose, amount, rateOfRevenue, terms }): OverheadFlow => ({
      id,
      function: purpose,
      ...(amount !== undefined && { amounts: moneyPerPeriod(amount, calendar, 'flow') }),
      ...(rateOfRevenue !== undefined && { rateOfRevenue }),
      ...(terms !== undefined && { terms }),
    })),
    assets: input.assets.map(withoutAttributes),
    customerTerms: finance.customerTerms,
    supplierTerms: finance.supplierTerms,
    payrollTerms: finance.payrollTerms,
    minimumCash: finance.minimumCash,
    creditFacilities: input.creditFacilities.map(withoutAttributes),
    taxes: input.taxes.map(withoutAttributes),
  }
}
