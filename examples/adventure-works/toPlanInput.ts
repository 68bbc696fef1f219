import type { BillLine, GivenForecast, PlanInput, PlanItem } from 'sop-engine'
import {
  CALL_OFF_PACE_MONTHS,
  DISCOUNT_SHARE,
  ERP_SAFETY_STOCK_FROM,
  HISTORY_END,
  HOLDING_COST_RATE_PER_YEAR,
  MARKETS,
  PLAN_MONTHS,
  PLAN_QUARTERS,
  SAFETY_STOCK_PENALTY_RATE_PER_YEAR,
  SERVICE_LEVEL_SHARE,
  STOCK_COUNTED_IN,
} from './assumptions.js'
import { buildDemandTables } from './demandTables.js'
import { readSalesHistory, type SalesHistory } from './demandHistory.js'
import type { Note } from './notes.js'
import { buildFinance } from './openingBalances.js'
import { OPPORTUNITIES, OVERRIDES, VIEWS } from './plannersInput.js'
import { contentOf, type PieceOffer, planPurchasing, type Purchasing, unitsOf } from './purchasing.js'
import type { Extract } from './readExtract.js'
import { buildOperations, buildResources, CALENDAR_OPTIONS, lotSizeOf } from './routings.js'
import { billByAssembly, itemOf, soldItems, withComponents } from './structure.js'

/** The input of the plan, and what its print-out needs beside the result. */
export interface AdventureWorksPlan {
  readonly input: PlanInput
  readonly sales: SalesHistory
  readonly purchasing: Purchasing
  readonly notes: readonly Note[]
}

/** Units that `sold` takes of every item below, through all levels. */
function explode(extract: Extract, sold: ReadonlyMap<string, number>): Map<string, number> {
  const bill = billByAssembly(extract)
  const use = new Map<string, number>()
  const add = (sku: string, quantity: number): void => {
    use.set(sku, (use.get(sku) ?? 0) + quantity)
    for (const { component, quantityPer } of bill.get(sku) ?? []) add(component, quantity * quantityPer)
  }
  for (const [sku, quantity] of sold) add(sku, quantity)
  return use
}

/** Turns the extract and the assumptions into the input of plan(). */
export function toPlanInput(extract: Extract): AdventureWorksPlan {
  const sales = readSalesHistory(extract)
  const tables = buildDemandTables(extract, sales)
  const sold = soldItems(extract)
  const skus = withComponents(extract, sold)
  const inPlan = new Set(skus)
  const bill = extract.bill.filter(({ assembly }) => inPlan.has(assembly))
  const stockUnits = new Map(bill.map(({ component, unit }) => [component, unit]))
  const unitOf = (sku: string): string => stockUnits.get(sku) ?? 'EA'
  const ended = new Set(sales.ended)
  const selling = new Set(sales.selling)

  const stock = new Map<string, number>()
  for (const sku of skus) {
    const counted = STOCK_COUNTED_IN[unitOf(sku)] ?? unitOf(sku)
    stock.set(sku, (extract.stock.get(sku) ?? 0) * (counted === unitOf(sku) ? 1 : contentOf(sku, counted)))
  }

  const pace = new Map(
    [...sales.lastYearByMonth].map(([sku, row]) => [
      sku,
      row.slice(-CALL_OFF_PACE_MONTHS).reduce((a, b) => a + b, 0) / CALL_OFF_PACE_MONTHS,
    ]),
  )
  const monthlyUse = explode(extract, pace)
  const bought = skus.filter((sku) => itemOf(extract, sku).source === 'buy')
  const made = skus.filter((sku) => itemOf(extract, sku).source === 'make')
  const purchasing = planPurchasing(extract, {
    skus: bought,
    sold: new Set(sold),
    monthlyUse,
    lastYearUse: explode(extract, sales.lastYearUnits),
    stock,
  })
  const resources = buildResources(extract)

  const safetyStockOf = (sku: string): Pick<PlanItem, 'safetyStock'> => {
    const { safetyStock, source } = itemOf(extract, sku)
    if (ended.has(sku) || (source === 'make' && !selling.has(sku))) return { safetyStock: 0 }
    if (safetyStock < ERP_SAFETY_STOCK_FROM) return {}
    const counted = STOCK_COUNTED_IN[unitOf(sku)]
    return { safetyStock: safetyStock * (counted === undefined ? 1 : contentOf(sku, counted)) }
  }
  const items = skus.map((sku): PlanItem => {
    const item = itemOf(extract, sku)
    const units = unitsOf(extract, sku, unitOf(sku))
    const isBought = item.source === 'buy'
    const standardCost = purchasing.standardCosts.get(sku)
    const offer = purchasing.offers.get(sku)
    const lotSize = lotSizeOf(sku)
    return {
      id: sku,
      name: item.name,
      source: item.source,
      unit: unitOf(sku),
      ...(units.length > 0 && { units }),
      ...(lotSize > 1 && { lotSize }),
      ...((selling.has(sku) || ended.has(sku)) && {
        price: Number((item.listPrice * (1 - DISCOUNT_SHARE)).toFixed(2)),
      }),
      ...(standardCost !== undefined && { purchaseCost: standardCost }),
      ...(isBought && { leadTimeDays: (offer as PieceOffer).leadTimeDays, supplierId: (offer as PieceOffer).supplier }),
      // A bicycle takes days; parts made in the house flow through work in process within the month.
      ...(!isBought && selling.has(sku) && { leadTimeDays: item.daysToManufacture }),
      ...(ended.has(sku) && { supplyLimit: 0 }),
      ...safetyStockOf(sku),
    }
  })

  const billOfMaterials = bill.map(({ assembly, component, quantityPer, unit }): BillLine => ({
    itemId: assembly,
    componentId: component,
    quantityPer,
    unit,
  }))
  const periods = PLAN_MONTHS + PLAN_QUARTERS
  const forecasts = sales.ended.map((sku): GivenForecast => ({
    itemId: sku,
    quantities: new Array<number>(periods).fill(0),
  }))
  const suppliers = [...new Set([...purchasing.offers.values()].map(({ supplier }) => supplier))].sort()

  const lastMonthRevenue = new Map(
    MARKETS.map(({ id }) => [
      id,
      sales.history
        .filter(({ marketId }) => marketId === id)
        .reduce((sum, { itemId, quantities }) => sum + (quantities.at(-1) ?? 0) * itemOf(extract, itemId).listPrice, 0),
    ]),
  )
  const finance = buildFinance(
    {
      revenue: lastMonthRevenue,
      purchases: bought.reduce(
        (sum, sku) => sum + (monthlyUse.get(sku) ?? 0) * (purchasing.unitCosts.get(sku) ?? 0),
        0,
      ),
      wages: resources.reduce(
        (sum, { capacityHours, costPerHour }) =>
          sum + ((capacityHours as readonly number[])[0] ?? 0) * Number(costPerHour),
        0,
      ),
    },
    sales.returnRate,
  )

  const input: PlanInput = {
    schemaVersion: 1,
    currency: 'USD',
    asOf: HISTORY_END,
    calendar: CALENDAR_OPTIONS,
    items,
    billOfMaterials,
    operations: buildOperations(extract, made),
    resources,
    markets: MARKETS.map(({ id, name, netDays }) => ({ id, name, terms: { netDays } })),
    suppliers: suppliers.map((id) => ({ id })),
    history: sales.history,
    forecasts,
    hierarchy: tables.hierarchy,
    events: tables.events,
    opportunities: OPPORTUNITIES,
    views: VIEWS,
    overrides: OVERRIDES,
    stock: skus.map((sku) => ({ itemId: sku, onHand: stock.get(sku) ?? 0 })),
    openOrders: purchasing.openOrders,
    assumedUnitCosts: purchasing.assumedCosts,
    policy: {
      serviceLevelShare: SERVICE_LEVEL_SHARE,
      holdingCostRatePerYear: HOLDING_COST_RATE_PER_YEAR,
      safetyStockPenaltyRatePerYear: SAFETY_STOCK_PENALTY_RATE_PER_YEAR,
    },
    // Whatever does not earn its cost is told.
    marginPolicies: [{ floorShare: 0 }],
    finance,
  }

  const stockOutside = [...extract.stock].filter(([sku]) => !inPlan.has(sku))
  const notes: Note[] = [
    {
      what: 'items left out',
      count: extract.items.size - skus.length,
      why: `${skus.length} of ${extract.items.size} items were sold or are below one that was`,
    },
    {
      what: 'bill lines left out',
      count: extract.bill.length - bill.length,
      why: 'their assembly is no part of what was sold',
    },
    {
      what: 'bill lines not in pieces',
      count: bill.filter(({ unit }) => unit !== 'EA').length,
      why: 'ounces of paint and inches of tape; stock of paint is counted in gallons, of tape in packs',
    },
    {
      what: 'stock left out, units',
      count: stockOutside.reduce((sum, [, units]) => sum + units, 0),
      why: `${stockOutside.length} items outside the plan`,
    },
    {
      what: 'stock rows',
      count: extract.stockRows,
      why: `${extract.stockPlaces} places summed by item: the plan has one site`,
    },
    {
      what: 'items in the plan without stock',
      count: skus.filter((sku) => !extract.stock.has(sku)).length,
      why: 'stock zero',
    },
    {
      what: 'items with a category',
      count: extract.itemsWithCategory,
      why: 'the columns are empty: groups are taken from item numbers',
    },
    {
      what: 'work centers that are stores',
      count: extract.workCenters.filter(({ costPerHour }) => costPerHour === 0).length,
      why: 'no cost rate: no production resource',
    },
    {
      what: 'former standard costs',
      count: extract.costHistoryRows,
      why: "left out: only today's standard cost is used",
    },
    {
      what: 'made items with an own standard cost',
      count: made.filter((sku) => itemOf(extract, sku).standardCost > 0).length,
      why: 'not used as cost: cost is rolled up; the print-out compares both',
    },
    { what: 'ids without a record', count: extract.danglingIds.length, why: extract.danglingIds.join(', ') || 'none' },
    ...sales.notes,
    ...tables.notes,
    {
      what: "planner's rows, invented",
      count: OPPORTUNITIES.length + VIEWS.length + OVERRIDES.length,
      why: 'an opportunity, a view and an override, in plannersInput.ts: the extract has none',
    },
    ...purchasing.notes,
  ]
  return { input, sales, purchasing, notes }
}
