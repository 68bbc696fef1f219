import type { Calendar } from '../../core/calendar.js'
import { perPeriod } from '../../core/series.js'
import type { CostCard } from '../../costing/types.js'
import type { LedgerInput, OverheadFlow, SalesFlow, StockFlow } from '../../finance/types.js'
import type { InventoryRecord } from '../../inventory/types.js'
import type { ProductionPlan, ProductionRecord, ResourceRecord } from '../../production/types.js'
import { moneyPerPeriod, purchasePrices } from '../costs/planCosts.js'
import { snap } from '../grid.js'
import type { NormalInput, NormalResource } from '../normalizeInput.js'
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
  const special = new Map(input.prices.map((price) => [`${price.itemId}@${price.marketId}`, price.price]))
  return shipments.map(({ itemId, marketId, shipped }) => {
    const terms = marketId === undefined ? undefined : markets.get(marketId)?.terms
    return {
      itemId,
      ...(marketId !== undefined && { marketId }),
      units: shipped,
      price: moneyPerPeriod(special.get(`${itemId}@${marketId}`) ?? items.get(itemId)?.price ?? 0, calendar, 'level'),
      ...(terms !== undefined && { terms }),
    }
  })
}

function stockFlows({ input, calendar, costs, production, inventory }: LedgerSources): StockFlow[] {
  const prices = purchasePrices(input, calendar)
  const suppliers = new Map(input.suppliers.map((supplier) => [supplier.id, supplier]))
  const free = calendar.periods.map(() => 0)
  return input.items.map((item, i) => {
    const record = production.records[i] as ProductionRecord
    const { unitCost, thisLevel } = costs[i] as CostCard
    const stock = inventory[i] as InventoryRecord
    const terms = item.supplierId === undefined ? undefined : suppliers.get(item.supplierId)?.terms
    const isMade = item.source === 'make'
    return {
      itemId: item.id,
      source: item.source,
      standardCost: unitCost,
      labor: isMade ? thisLevel.labor : 0,
      variableOverhead: isMade ? thisLevel.variableOverhead : 0,
      fixedOverhead: isMade ? thisLevel.fixedOverhead : 0,
      openingUnits: stock.opening[0] ?? 0,
      purchasedUnits: record.purchased.map((units, t) =>
        snap(units + (record.scheduledReceipts[t] ?? 0), item.quantityDecimals),
      ),
      purchaseCost: prices.get(item.id) ?? free,
      ...(terms !== undefined && { terms }),
      ...(item.supplierId !== undefined && { supplierId: item.supplierId }),
      producedUnits: record.produced,
      soldUnits: record.shipped,
      issues: record.components.map(({ componentId, quantities }) => ({ componentId, units: quantities })),
      closingUnits: stock.closing,
    }
  })
}

/** Turns the plan's flows of goods and hours into the flows of money that the ledger posts. */
export function toLedgerInput(sources: LedgerSources): LedgerInput {
  const { input, calendar, production } = sources
  const { finance } = input
  return {
    calendar,
    currency: input.currency,
    rounding: input.rounding,
    opening: {
      cash: finance.openingCash,
      receivables: finance.openingReceivables,
      payables: finance.openingPayables,
      ...(finance.openingWagesPayable !== undefined && { wagesPayable: finance.openingWagesPayable }),
      ...(finance.openingTaxPayable !== undefined && { taxPayable: finance.openingTaxPayable }),
      ...(finance.openingCreditLine !== undefined && { creditLine: finance.openingCreditLine }),
      ...(finance.shareCapital !== undefined && { shareCapital: finance.shareCapital }),
      ...(finance.retainedEarnings !== undefined && { retainedEarnings: finance.retainedEarnings }),
    },
    sales: salesFlows(sources),
    stock: stockFlows(sources),
    labor: input.resources.map((resource: NormalResource, r) => {
      const record = production.resources[r] as ResourceRecord
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
    ...(finance.creditLine !== undefined && { creditLine: finance.creditLine }),
    ...(finance.tax !== undefined && { tax: finance.tax }),
  }
}
