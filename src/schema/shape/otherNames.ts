import { ONE_SITE } from './notPlannedYet.js'

/** Where a word of others is met: the record by its path without places of rows, `*` for every record that has the field. */
type OtherName = readonly [record: string, words: string, place: string, how?: string]

const LONG_ROWS =
  'A row holds all periods of its item in one array; rows of an item and a period are put together by toTable with `pivot`.'
const COUNT_PERIODS = 'Say how many periods of which kind, as { months: 12 } or { weeks: 13, months: 6 }.'
const SECOND_ARGUMENT = 'It is an option: plan(input, { ... }).'
const MINIMUM_ORDER = 'moq minorderqty minimumorderqty minorderquantity'
const NO_MINIMUM_ORDER = 'Least quantities of orders are not planned yet.'

/**
 * What other programs, languages and people call the fields of the contract: words in small letters without separators, the place
 * that is meant, and what else there is to know. The first that fits counts; an empty place is one that the contract does not have.
 */
export const OTHER_NAMES: readonly OtherName[] = [
  ['', 'bom boms bomlines recipe recipes components structure productstructure', 'billOfMaterials'],
  ['', 'sales saleshistory demandhistory historicalsales historicaldemand pastsales actualsales demand', 'history'],
  [
    '',
    'inventory inventories stockonhand stocklevels onhand quants openingstock openinginventory initialstock',
    'stock',
  ],
  ['', 'capacity capacities machines workcenters workcentres workstations labor labour employees workers', 'resources'],
  ['', 'routing routings routes steps processes', 'operations'],
  ['', 'item product products material materials sku skus part parts article articles goods', 'items'],
  ['', 'vendor vendors', 'suppliers'],
  ['', 'purchaseorders productionorders workorders manufacturingorders scheduledreceipts receipts', 'supplyOrders'],
  ['', 'salesorders orders', 'customerOrders'],
  ['', 'forecast demandforecast demandforecasts demandplan', 'forecasts'],
  ['', 'promotion promotions promos demandevents', 'events'],
  ['', 'shift shifts calendars', 'workCalendars'],
  ['', 'holidays', 'calendar.holidays'],
  ['', 'start startdate months weeks periods periodcount horizon planninghorizon', 'calendar', COUNT_PERIODS],
  ['', 'costs fixedcosts expenses opex', 'overheads'],
  ['', 'loan loans debt', 'creditFacilities'],
  ['', 'safetystock safetystocks policies inventorypolicies', 'stockPolicies'],
  ['', 'leadtime leadtimes', 'items.leadTimeDays'],
  ['', 'forecastsettings forecastoptions', 'forecasting'],
  ['', 'pricelist pricelists', 'prices'],
  ['', 'settings config parameters', 'policy'],
  ['', 'options solver timelimit timelimitseconds signal now onprogress previous', '', SECOND_ARGUMENT],
  ['', 'warehouses locations plants', '', ONE_SITE],

  ['calendar', 'startdate from begin', 'calendar.start'],
  ['calendar', 'periods horizon granularity frequency freq bucket buckets unit end enddate until', '', COUNT_PERIODS],
  ['calendar', 'fiscalyearstart fiscalyear', 'calendar.fiscalYearStartMonth'],

  ['items', 'description title productname label', 'items.name'],
  ['items', 'onhand stock stockonhand openingstock initialstock inventory qty quantity', 'stock.onHand'],
  ['items', 'makeorbuy procurementtype procurement type', 'items.source', "'make', 'buy' or 'subcontract'."],
  ['items', 'isservice', 'items.kind', "'service'."],
  ['items', 'scrap scraprate scrapshare', 'items.yieldShare', 'It is what is left: 0.97 where 3 % are lost.'],
  ['items', MINIMUM_ORDER, '', NO_MINIMUM_ORDER],
  ['sources', MINIMUM_ORDER, '', NO_MINIMUM_ORDER],
  ['items', 'standardcost standardprice', 'standards', 'Of what is bought, purchaseCost is enough.'],
  [
    'items',
    'cost costs unitcost costprice unitprice materialcost movingprice purchaseprice buyingprice buyprice',
    'items.purchaseCost',
    'It is that of what is bought; the cost of what is made is worked out from its bill and hours.',
  ],
  ['items', 'bom components', 'billOfMaterials'],
  ['items', 'capacity', 'resources.capacityHours'],
  ['items', 'demand sales saleshistory history', 'history.quantities'],
  ['items', 'forecast', 'forecasts.quantities'],
  ['sources', 'cost price unitprice unitcost purchaseprice', 'sources.purchaseCost'],

  ['billOfMaterials', 'product parent parentid assembly assemblyid finishedgood', 'billOfMaterials.itemId'],
  ['billOfMaterials', 'child childid material materialid ingredient part partid', 'billOfMaterials.componentId'],
  [
    'operations',
    'minutes minutesperunit seconds secondsperunit',
    'operations.runHoursPerUnit',
    'In hours: 15 minutes are 0.25.',
  ],
  ['operations', 'hours time runtime cycletime duration standardtime', 'operations.runHoursPerUnit', 'In hours.'],
  ['operations', 'workcenter workcenterid workcentre machine machineid workstation station', 'operations.resourceId'],
  ['operations', 'setuptime', 'operations.setupHours', 'In hours.'],
  ['resources', 'hours availablehours hourspermonth availability', 'resources.capacityHours'],
  ['resources', 'rate hourlyrate costrate laborrate wage', 'resources.costPerHour'],
  ['resources', 'overtimerate', 'resources.overtimeCostPerHour'],
  ['resources', 'utilization oee', 'resources.efficiencyShare'],
  ['resources', 'headcount count employees workers', 'resources.machines'],
  ['stock', 'quantity qty units available stock', 'stock.onHand'],
  ['stock', 'cost value', 'stock.unitCost', 'Of one unit.'],
  ['stockPolicies', 'minstock min', 'stockPolicies.minimumStock'],
  ['stockPolicies', 'maxstock max', 'stockPolicies.maximumStock'],
  ['stockPolicies', 'targetservicelevel', 'stockPolicies.serviceLevelShare'],

  ['history', 'periodid period date day month week ds', 'history.start', LONG_ROWS],
  ['history', 'startdate startperiod firstperiod from', 'history.start'],
  ['history', 'quantity qty y', 'history.quantities', LONG_ROWS],
  ['forecasts', 'start periodid period date month week', '', `They begin with the calendar. ${LONG_ROWS}`],
  ['forecasts', 'quantity qty', 'forecasts.quantities', LONG_ROWS],
  ['forecasts', 'model method', 'forecasting.model'],
  ['transactions', 'day ds invoicedate orderdate postingdate', 'transactions.date'],
  ['customerOrders', 'duedate deliverydate requireddate needdate', 'customerOrders.requestedDate'],
  ['*', 'due deliverydate arrivaldate eta receiptdate expecteddate', 'dueDate'],
  ['*', 'from start startdate begin', 'firstDate'],
  ['*', 'until to end enddate', 'lastDate'],
  ['events', 'uplift lift factor', 'events.upliftRate', 'It is the change: 0.3 where 30 % more are sold.'],
  [
    'customers',
    'paymentterms paymentdays netdays',
    'markets.terms',
    'Or finance.customerTerms for all: customers pay as their market does.',
  ],
  ['customers', 'region country segment', 'customers.marketId'],

  ['finance', 'taxrate incometaxrate corporatetaxrate taxes taxshare', 'finance.tax.rateShare', '0.25 for 25 %.'],
  ['finance', 'interest interestrate', 'finance.creditLine.interestRatePerYear', '0.08 for 8 %.'],
  ['finance', 'creditlimit overdraft overdraftlimit', 'finance.creditLine.limit'],
  ['finance', 'cash initialcash startingcash openingbalance cashbalance', 'finance.openingCash'],
  ['finance', 'mincash cashbuffer', 'finance.minimumCash'],
  ['finance', 'fixedcost fixedcosts expenses opex salaries rent', 'finance.overheads', 'A row for each.'],
  ['finance', 'capex depreciation fixedassets investments equipment', 'finance.assets', 'A row for each.'],
  ['finance', 'dso terms paymentterms receivabledays', 'finance.customerTerms', '{ netDays: 30 }.'],
  ['finance', 'dpo payabledays', 'finance.supplierTerms', '{ netDays: 30 }.'],
  ['finance', 'receivables accountsreceivable ar', 'finance.openingReceivables'],
  ['finance', 'payables accountspayable ap', 'finance.openingPayables'],
  ['finance', 'equity capital', 'finance.shareCapital'],
  ['finance', 'loan loans debt', 'creditFacilities'],
  ['finance', 'fiscalyearstart fiscalyearstartmonth', 'calendar.fiscalYearStartMonth'],
  [
    'finance',
    'wacc discountrate costofcapital holdingcost carryingcost holdingcostrate',
    'policy.holdingCostRatePerYear',
  ],
  ['finance', 'vat vatrate salestax', '', 'Prices and costs are without value added tax.'],
  ['*', 'usefullife usefullifeyears lifeyears years', 'lifeMonths', '5 years are 60.'],
  ['*', 'residualvalue scrapvalue', 'salvageValue'],
  ['*', 'purchasedate capitalizationdate startdate', 'acquiredDate'],
  ['*', 'rate interest interestrate', 'interestRatePerYear'],
  ['*', 'principal creditlimit', 'limit'],
  ['*', 'category type', 'function'],
  ['actuals', 'quantity qty', 'actuals.units'],
  ['actuals', 'value cost revenue', 'actuals.amount'],
  ['actuals', 'type', 'actuals.kind'],
  ['actuals', 'date month period', 'actuals.periodId'],

  [
    'items',
    'sku item itemid itemno itemcode product productid productcode material matnr part partno article code',
    'items.id',
  ],
  [
    '*',
    'sku item itemno itemcode product productid productcode material materialid matnr part partid partno article articleid uniqueid',
    'itemId',
  ],
  ['stock', 'plant location warehouse', '', ONE_SITE],
  ['*', 'paymentterms paymentdays netdays creditdays', 'terms', '{ netDays: 30 }.'],
  ['*', 'uom unitofmeasure baseunit meins', 'unit'],
  ['*', 'vendor vendorid', 'supplierId'],
  ['*', 'client clientid account accountid', 'customerId'],
  ['*', 'location region country channel', 'marketId'],
  ['*', 'sales demand values value y data units qty volume', 'quantities'],
  ['*', 'qty units amount volume pieces count y', 'quantity'],
  ['*', 'qty qtyper per units amount', 'quantityPer'],
  ['*', 'leadtime leaddays', 'leadTimeDays'],
  ['*', 'batchsize', 'lotSize'],
  ['*', 'listprice salesprice sellingprice unitprice', 'price'],
  ['*', 'cost costprice', 'unitCost'],
  ['overheads', 'name', 'overheads.id'],
  ['finance.overheads', 'name', 'finance.overheads.id'],
]

/** What others call the values of the contract, as {@link OTHER_NAMES} for its fields. */
const OTHER_VALUES: readonly (readonly [value: string, words: string])[] = [
  ['buy', 'purchase purchased purchaseorder procure procured procurement bought external'],
  ['make', 'produce produced production productionorder manufacture manufactured workorder made internal inhouse'],
  ['subcontract', 'subcontracted subcontracting outsource outsourced toll'],
  ['move', 'transfer transferorder'],
  ['backlog', 'backorder backorders backordered late'],
  ['lost', 'lostsale lostsales'],
]

/** Which of the values that a field can take is meant by a word of others; undefined where none is. */
export function meaningOfValue(unknown: string, values: readonly string[]): string | undefined {
  const word = foldName(unknown)
  const found = OTHER_VALUES.find(([value, words]) => values.includes(value) && words.split(' ').includes(word))
  return found && `Did you mean '${found[0]}'?`
}

/** A name as others may write it, `Lead_Time-Days` and `leadTimeDays` alike. */
export const foldName = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '')

/** What is meant by a name of others in a record with certain fields, in words; undefined where nobody calls anything so. */
export function meaningOfName(record: string, unknown: string, fields: readonly string[]): string | undefined {
  const word = foldName(unknown)
  const found = OTHER_NAMES.find(([where, words, place]) => {
    if (!words.split(' ').includes(word)) return false
    return where === '*' ? fields.includes(place) : where === record
  })
  if (found === undefined) return undefined
  const [where, , place, how] = found
  const prefix = record === '' ? '' : `${record}.`
  const inside = where === '*' ? place : place.startsWith(prefix) ? place.slice(prefix.length) : undefined
  const meant = inside !== undefined && fields.includes(inside) ? `Did you mean '${inside}'?` : `Its place is ${place}.`
  return [place === '' ? [] : [meant], how ?? []].flat().join(' ')
}
