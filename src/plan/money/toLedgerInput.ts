import type { Calendar } from '../../core/calendar.js'
import { indexBy, keyOf } from '../../core/keys.js'
import { perPeriod } from '../../core/series.js'
import type { CostCard } from '../../costing/types.js'
import type {
  LedgerInput,
  LedgerOpening,
  OverheadFlow,
  PurchaseFlow,
  SalesFlow,
  StockFlow,
} from '../../finance/types.js'
import type { InventoryRecord } from '../../inventory/types.js'
import type { ProductionPlan, ProductionRecord, ResourceRecord } from '../../production/types.js'
import { moneyPerPeriod, purchasePrices } from '../costs/planCosts.js'
import { snap } from '../grid.js'
import type { NormalInput } from '../normalizeInput.js'
import { inventoryClasses } from './inventoryClasses.js'
import type { ShipmentRecord } from './splitShipments.js'

/** The parts of the plan that the ledger is made from. */
export interface LedgerSources {
  readonly input: NormalInput
  readonly calendar: Calendar
  readonly costs: readonly CostCard[]
  readonly production: Pick<ProductionPlan, 'records' | 'resources'>
  readonly shipments: readonly ShipmentRecord[]
  readonly inventory: readonly InventoryRecord[]
}

function salesFlows({ input, calendar, shipments }: LedgerSources): SalesFlow[] {
  const items = new Map(input.items.map((item) => [item.id, item]))
  const markets = new Map(input.markets.map((market) => [market.id, market]))
  const special = indexBy(input.prices, ['itemId', 'marketId'])
  return shipments.map((shipment) => {
    const { itemId, marketId, shipped } = shipment
    const terms = marketId === undefined ? undefined : markets.get(marketId)?.terms
    const price = special.get(keyOf(shipment, ['itemId', 'marketId']))?.price ?? items.get(itemId)?.price ?? 0
    return {
      itemId,
      ...(marketId !== undefined && { marketId }),
      units: shipped,
      price: moneyPerPeriod(price, calendar, 'level'),
      ...(terms !== undefined && { terms }),
    }
  })
}

function stockFlows({ input, costs, production, inventory }: LedgerSources): StockFlow[] {
  const records = new Map(production.records.map((record) => [record.itemId, record]))
  const cards = new Map(costs.map((card) => [card.itemId, card]))
  const projected = new Map(inventory.map((record) => [record.itemId, record]))
  const classes = inventoryClasses(input)
  return input.items.map(({ id, source }) => {
    const record = records.get(id) as ProductionRecord
    const { unitCost, thisLevel } = cards.get(id) as CostCard
    const stock = projected.get(id) as InventoryRecord
    return {
      itemId: id,
      inventoryClass: classes.get(id) ?? 'merchandise',
      standardCost: unitCost,
      ...(source === 'make' && {
        labor: thisLevel.labor,
        variableOverhead: thisLevel.variableOverhead,
        fixedOverhead: thisLevel.fixedOverhead,
      }),
      openingUnits: stock.opening[0] ?? 0,
      producedUnits: record.produced,
      soldUnits: record.shipped,
      issues: record.components.map(({ componentId, quantities }) => ({ componentId, units: quantities })),
      closingUnits: stock.closing,
    }
  })
}

function purchaseFlows({ input, calendar, production }: LedgerSources): PurchaseFlow[] {
  const records = new Map(production.records.map((record) => [record.itemId, record]))
  const prices = purchasePrices(input, calendar)
  const suppliers = new Map(input.suppliers.map((supplier) => [supplier.id, supplier]))
  const free = calendar.periods.map(() => 0)
  return input.items.flatMap(({ id, supplierId, quantityDecimals }): PurchaseFlow[] => {
    const record = records.get(id) as ProductionRecord
    const units = record.purchased.map((quantity, t) =>
      snap(quantity + (record.scheduledReceipts[t] ?? 0), quantityDecimals),
    )
    if (units.every((quantity) => quantity === 0)) return []
    const terms = supplierId === undefined ? undefined : suppliers.get(supplierId)?.terms
    return [
      {
        itemId: id,
        ...(supplierId !== undefined && { supplierId }),
        units,
        unitCost: prices.get(id) ?? free,
        ...(terms !== undefined && { terms }),
      },
    ]
  })
}

function openingBalances({ finance }: NormalInput): LedgerOpening[] {
  const amounts = {
    cash: finance.openingCash,
    receivables: finance.openingReceivables,
    payables: finance.openingPayables,
    wagesPayable: finance.openingWagesPayable,
    taxPayable: finance.openingTaxPayable,
    creditFacilities: finance.openingCreditLine,
    shareCapital: finance.shareCapital,
    retainedEarnings: finance.retainedEarnings,
  }
  return Object.entries(amounts).flatMap(([account, amount]) => (amount === undefined ? [] : [{ account, amount }]))
}

/** Turns the plan's flows of goods and hours into the flows of money that the ledger posts. */
export function toLedgerInput(sources: LedgerSources): LedgerInput {
  const { input, calendar, production } = sources
  const { finance } = input
  const worked = new Map(production.resources.map((record) => [record.resourceId, record]))
  return {
    calendar,
    currency: input.currency,
    rounding: input.rounding,
    openingBalances: openingBalances(input),
    sales: salesFlows(sources),
    stock: stockFlows(sources),
    purchases: purchaseFlows(sources),
    labor: input.resources.map((resource) => {
      const record = worked.get(resource.id) as ResourceRecord
      return {
        resourceId: resource.id,
        regularHours: record.regularHours,
        overtimeHours: record.overtimeHours,
        costPerHour: perPeriod(resource.costPerHour, calendar, 'level'),
        overtimeCostPerHour: perPeriod(resource.overtimeCostPerHour, calendar, 'level'),
        variableOverheadPerHour: perPeriod(resource.variableOverheadPerHour, calendar, 'level'),
      }
    }),
    overheads: finance.overheads.map(({ id, function: purpose, amount, rateOfRevenue, terms }): OverheadFlow => ({
      id,
      function: purpose,
      ...(amount !== undefined && { amounts: moneyPerPeriod(amount, calendar, 'flow') }),
      ...(rateOfRevenue !== undefined && { rateOfRevenue }),
      ...(terms !== undefined && { terms }),
    })),
    assets: finance.assets,
    customerTerms: finance.customerTerms,
    supplierTerms: finance.supplierTerms,
    payrollTerms: finance.payrollTerms,
    minimumCash: finance.minimumCash,
    ...(finance.creditLine !== undefined && { creditFacilities: [{ id: 'creditLine', ...finance.creditLine }] }),
    ...(finance.tax !== undefined && { taxes: [{ id: 'tax', ...finance.tax }] }),
  }
}
