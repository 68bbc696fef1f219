/*
 * Everything that the extract does not hold and this plan takes for granted, in one place.
 * Change a figure here and run the example again; the reason stands beside it. Money in USD.
 */

// ---- Time ---------------------------------------------------------------------------------------------------------

/** The last day of the sales history; the plan begins on the day after it. */
export const HISTORY_END = '2017-06-30'
export const PLAN_START = '2017-07-01'

/** Months, then quarters: the next 12 months and two further years. */
export const PLAN_MONTHS = 12
export const PLAN_QUARTERS = 8

/** The company's fiscal year begins in July, as in the published sample. */
export const FISCAL_YEAR_START_MONTH = 7

/**
 * The warehouse that published the sales moved its dates; items.csv kept the old ones. 37 months is the offset at
 * which every first and last sale falls inside its item's selling time (a day more or less at the ends); the example
 * checks it and prints the exceptions.
 */
export const DATE_OFFSET_MONTHS = 37
export const DATE_OFFSET_TOLERANCE_DAYS = 2

/** A product without a sale in this many last months has ended: its demand is zero and it is not made again. */
export const ENDED_AFTER_MONTHS = 12

/** Plant holidays; all other Mondays to Fridays are worked. */
export const HOLIDAYS: readonly string[] = [
  '2017-07-04',
  '2017-09-04',
  '2017-11-23',
  '2017-11-24',
  '2017-12-25',
  '2017-12-26',
  '2018-01-01',
  '2018-05-28',
  '2018-07-04',
  '2018-09-03',
  '2018-11-22',
  '2018-11-23',
  '2018-12-24',
  '2018-12-25',
  '2019-01-01',
  '2019-05-27',
  '2019-07-04',
  '2019-09-02',
  '2019-11-28',
  '2019-11-29',
  '2019-12-24',
  '2019-12-25',
  '2020-01-01',
  '2020-05-25',
]

// ---- Markets ------------------------------------------------------------------------------------------------------

/**
 * Ten territories are forecast as three markets: one bicycle sells four a month world-wide, too few to forecast by
 * territory. All sales are internet sales paid by card; the days are those until the card company pays out.
 */
export const MARKETS: readonly { id: string; name: string; countries: readonly string[]; netDays: number }[] = [
  { id: 'north-america', name: 'North America', countries: ['United States', 'Canada'], netDays: 3 },
  { id: 'europe', name: 'Europe', countries: ['France', 'Germany', 'United Kingdom'], netDays: 7 },
  { id: 'pacific', name: 'Pacific', countries: ['Australia'], netDays: 10 },
]

/**
 * Customers pay the list price: the extract has no prices by sale, and a direct seller has no dealer discount.
 * One price for the whole plan: no increase is assumed.
 */
export const DISCOUNT_SHARE = 0

/*
 * Demand is gross of returns, because a bicycle that comes back had to be made and shipped first. What was sold and
 * came back is refunded: a selling cost at the rate that the extract shows (worked out in demandHistory.ts). Returned
 * goods do not go back into stock.
 */

// ---- Demand that the history cannot tell by itself ----------------------------------------------------------------------

/**
 * In December more bicycles are sold than in the months around it: 51 % more in 2015, 43 % in 2016. Only bicycles have two
 * Decembers in the extract, and most of them one, which is no season that a model could find. So it is an event: taken out
 * of the history and put on every December of the plan, at the mean of what the extract shows (worked out in
 * demandTables.ts). What else is sold has one December, and keeps it as it is.
 */
export const DECEMBER_GROUPS: readonly string[] = ['Mountain bikes', 'Road bikes', 'Touring bikes']

/*
 * Forecasts of sizes, colors and markets are made to add up to that of their family: a bicycle's model, or the group of
 * anything else. There is no total above the families: they were launched a year apart, and a total would take a launch for
 * growth.
 *
 * No successions and no launches: every product that ended did so before the plan, its heirs sell by now, and the extract
 * holds no product that is still to come.
 */

// ---- Product groups: the extract's category columns are empty ---------------------------------------------------------

/** Group by the beginning of the item number; the first that fits. */
export const PRODUCT_GROUPS: readonly { name: string; prefixes: readonly string[] }[] = [
  { name: 'Mountain bikes', prefixes: ['BK-M'] },
  { name: 'Road bikes', prefixes: ['BK-R'] },
  { name: 'Touring bikes', prefixes: ['BK-T'] },
  { name: 'Tires and tubes', prefixes: ['TI-', 'TT-'] },
  { name: 'Helmets', prefixes: ['HL-'] },
  { name: 'Clothing', prefixes: ['CA-1098', 'GL-', 'LJ-', 'SH-W', 'SJ-', 'SO-R', 'VE-'] },
  { name: 'Accessories', prefixes: ['BC-', 'CL-', 'FE-6654', 'HY-', 'PK-', 'RA-H', 'ST-1401', 'WB-'] },
]

// ---- Units and pack sizes --------------------------------------------------------------------------------------------

/** Content of a purchasing unit by its name alone: a dozen, a US gallon in fluid ounces, tape for one handlebar (40 IN). */
export const UNIT_CONTENT: Readonly<Record<string, number>> = { EA: 1, DZ: 12, GAL: 128, PAK: 40 }

/**
 * Pieces in a carton (CTN), case (CS) or can (CAN), item by item. The ERP gives a price per pack only; the size is set
 * so that the piece costs what such a piece costs: cents for a ball or a nipple, a dollar or two for a machined ring.
 */
export const PACK_SIZES: Readonly<Record<string, number>> = {
  'AR-5381': 20, // adjustable race, 2.39 a piece at the offer's price
  'BA-8327': 1000, // bearing ball, 0.04
  'BE-2908': 1000, // headset ball bearings, 0.05
  'CB-2903': 100, // chainring bolt, 0.43
  'CN-6137': 100, // chainring nut, 0.39
  'CR-9981': 20, // crown race, 2.39
  'KW-4091': 200, // keyed washer, 0.23
  'LN-9080': 100, // lock nut, 0.37
  'LR-8520': 20, // lower head race, 2.27
  'NI-4127': 500, // LL nipple, 0.02
  'NI-9522': 500, // HL nipple, 0.04
  'PB-6109': 200, // pinch bolt, 0.16
  'RA-2345': 200, // cup-shaped race, 0.23
  'RA-7490': 200, // cone-shaped race, 0.21
  'SL-0931': 50, // seat lug, 0.73
}

/**
 * Stock is counted in the unit of the bill, with these exceptions: paint lies in the store in gallons (47 ounces would
 * paint six frames) and tape in packs.
 */
export const STOCK_COUNTED_IN: Readonly<Record<string, string>> = { OZ: 'GAL', IN: 'PAK' }

// ---- Purchased parts -------------------------------------------------------------------------------------------------

/**
 * Cost of a purchased part that has no standard cost: the cheapest offer per piece times the share of the offer's price
 * that the company really pays. The ERP shows that share where it has both figures, in two families: pedals, saddles
 * and brakes cost 0.60 of the offer, tires and tubes about 0.30. So rims, spokes and what else makes a wheel follow the
 * tires, all other parts the pedals. At the full offers the cheapest bicycle's parts would cost more than it sells for.
 * `familyOf` holds the item numbers by which a family's share is measured.
 */
export const PRICE_FAMILIES: readonly { name: string; measuredOn: readonly string[]; appliesTo: readonly string[] }[] =
  [
    {
      name: 'wheel parts',
      measuredOn: ['TI-', 'TT-'],
      appliesTo: ['RM-', 'SK-', 'NI-', 'SD-', 'SH-4562', 'SH-9312', 'RF-'],
    },
    { name: 'bicycle parts', measuredOn: ['PD-', 'SE-', 'FB-', 'RB-'], appliesTo: [''] },
  ]

/** An offer that differs from the standard cost by more than this share is listed; the standard cost is used. */
export const OFFER_DEVIATION_SHARE = 0.25

/* Of an item's offers the cheapest per piece is taken, then the faster, then the first by name: one supplier per item. */

/**
 * An open purchase order arrives after this share of its supplier's lead time: on average it is half-way.
 */
export const OPEN_ORDER_LEAD_TIME_SHARE = 0.5

/**
 * Of an open order no more than this many months of the last year's use is taken in. The rest (6,000 classic jerseys of
 * a size that sells 380 a year) belongs to a channel that the extract does not hold, or will be canceled.
 */
export const OPEN_ORDER_MONTHS_OF_USE = 12

/**
 * The extract's stock of nipples, balls or spokes would last a day. A plant that makes bicycles every day has call-off
 * orders under way: what the last months' pace uses within the lead time, beyond stock and open orders, is assumed
 * to be on order and to arrive in the first days, in whole packs.
 */
export const CALL_OFF_ARRIVES_ON = '2017-07-03'
export const CALL_OFF_PACE_MONTHS = 3

// ---- Routings --------------------------------------------------------------------------------------------------------

/** Hours by grade: LL entry, ML middle, HL top (the ERP's own names); one number where the grade does not matter. */
export type HoursByGrade = number | Readonly<Record<'LL' | 'ML' | 'HL', number>>

/** Operations of the items whose numbers begin with one of the prefixes. */
export interface Routing {
  readonly what: string
  readonly prefixes: readonly string[]
  readonly operations: readonly {
    readonly workCenter: string
    readonly hours: HoursByGrade
    readonly setupHours?: number
  }[]
}

/**
 * Hours of one unit by work center. Chosen so that the given hours a week carry some 1,150 bicycles a month in welding and
 * final assembly and a little more elsewhere, which the forecast passes in the first year: an entry bicycle takes about
 * two hours in all, one of the top grade three. The first entry that fits an item number counts; an item that is made and
 * has none stops the example. The grade of a bicycle is that of its frame. Top frames go to the specialized paint line.
 */
export const ROUTINGS: readonly Routing[] = [
  {
    what: 'tubes, stays, blades',
    prefixes: ['CS-2812', 'DT-', 'HT-8019', 'SS-', 'ST-9828', 'TO-', 'BL-', 'FC-', 'FE-3760', 'SR-'],
    operations: [{ workCenter: '10', hours: 0.0125, setupHours: 0.5 }],
  },
  {
    what: 'handlebar parts',
    prefixes: ['EC-', 'HT-2981', 'SM-'],
    operations: [{ workCenter: '10', hours: 0.0125, setupHours: 0.5 }],
  },
  {
    what: 'frames',
    prefixes: ['FR-'],
    operations: [
      { workCenter: '20', hours: { LL: 0.18, ML: 0.29, HL: 0.48 } },
      { workCenter: '30', hours: { LL: 0.15, ML: 0.24, HL: 0.34 } },
      { workCenter: '40', hours: { LL: 0.32, ML: 0.5, HL: 0.18 }, setupHours: 0.4 },
      { workCenter: '45', hours: { LL: 0, ML: 0, HL: 0.48 }, setupHours: 0.4 },
    ],
  },
  {
    what: 'forks',
    prefixes: ['FK-'],
    operations: [
      { workCenter: '20', hours: 0.09 },
      { workCenter: '30', hours: 0.06 },
    ],
  },
  {
    what: 'handlebars',
    prefixes: ['HB-'],
    operations: [
      { workCenter: '30', hours: 0.03 },
      { workCenter: '50', hours: 0.02 },
    ],
  },
  {
    what: 'wheels',
    prefixes: ['FW-', 'RW-'],
    operations: [{ workCenter: '50', hours: { LL: 0.06, ML: 0.09, HL: 0.12 } }],
  },
  { what: 'hubs', prefixes: ['HU-'], operations: [{ workCenter: '50', hours: 0.015 }] },
  { what: 'ball bearings', prefixes: ['BE-2349'], operations: [{ workCenter: '50', hours: 0.003 }] },
  {
    what: 'bottom brackets, cranksets, headsets',
    prefixes: ['BB-', 'CS-', 'HS-'],
    operations: [{ workCenter: '50', hours: 0.025 }],
  },
  { what: 'derailleurs', prefixes: ['FD-', 'RD-'], operations: [{ workCenter: '50', hours: 0.015 }] },
  { what: 'seat assemblies', prefixes: ['SA-'], operations: [{ workCenter: '50', hours: 0.025 }] },
  { what: 'bicycles', prefixes: ['BK-'], operations: [{ workCenter: '60', hours: { LL: 0.28, ML: 0.42, HL: 0.56 } }] },
]

/** Units of a lot, over which set-up is spread. */
export const LOT_SIZES: readonly { prefixes: readonly string[]; lotSize: number }[] = [
  { prefixes: ['FR-'], lotSize: 20 },
  {
    prefixes: ['CS-2812', 'DT-', 'HT-', 'SS-', 'ST-9828', 'TO-', 'BL-', 'FC-', 'FE-3760', 'SR-', 'EC-', 'SM-'],
    lotSize: 200,
  },
]

/** The cost of an hour in the extract is taken as wages with social cost; power, gas and consumables come on top. */
export const VARIABLE_OVERHEAD_PER_HOUR: Readonly<Record<string, number>> = {
  '10': 6,
  '20': 9,
  '30': 4,
  '40': 11,
  '45': 14,
  '50': 2,
  '60': 2,
}

/** Overtime: the most of it as a share of regular hours, and its wage as a multiple. */
export const OVERTIME_SHARE = 0.1
export const OVERTIME_WAGE_MULTIPLE = 1.5

/**
 * More hours that are already decided, because the forecast passes today's: a second welding cell and a third assembly line
 * in October, the plant extension with one more of each a year later (see ASSETS), and second shifts from July 2019.
 */
export const ADDED_HOURS_PER_WEEK: readonly { workCenter: string; from: string; hours: number }[] = [
  { workCenter: '20', from: '2017-10-01', hours: 24 },
  { workCenter: '45', from: '2017-10-01', hours: 8 },
  { workCenter: '60', from: '2017-10-01', hours: 24 },
  { workCenter: '10', from: '2018-10-01', hours: 24 },
  { workCenter: '20', from: '2018-10-01', hours: 32 },
  { workCenter: '30', from: '2018-10-01', hours: 20 },
  { workCenter: '40', from: '2018-10-01', hours: 16 },
  { workCenter: '45', from: '2018-10-01', hours: 8 },
  { workCenter: '50', from: '2018-10-01', hours: 32 },
  { workCenter: '60', from: '2018-10-01', hours: 36 },
  { workCenter: '10', from: '2019-07-01', hours: 20 },
  { workCenter: '20', from: '2019-07-01', hours: 28 },
  { workCenter: '30', from: '2019-07-01', hours: 20 },
  { workCenter: '40', from: '2019-07-01', hours: 24 },
  { workCenter: '45', from: '2019-07-01', hours: 8 },
  { workCenter: '50', from: '2019-07-01', hours: 28 },
  { workCenter: '60', from: '2019-07-01', hours: 28 },
]

/** Share of the regular hours over which fixed production overhead is spread in standard costs. */
export const PRACTICAL_CAPACITY_SHARE = 0.85

// ---- Policy ----------------------------------------------------------------------------------------------------------

/**
 * Bicycles, tires, tubes and purchased parts keep the ERP's safety stock (100 of each bicycle, 500 of each tire, 500 to
 * 1,000 of a part). Where the ERP says less than this, as 4 of each helmet or jersey, it has no policy: safety stock
 * is worked out from the forecast error at the service level. Parts that are made follow the plan and have none: most
 * frames have no stock at all today, so the ERP's 500 of each is not what the plant does.
 */
export const ERP_SAFETY_STOCK_FROM = 20
export const SERVICE_LEVEL_SHARE = 0.95
export const HOLDING_COST_RATE_PER_YEAR = 0.2

/**
 * Stock under its safety stock is taken to cost this yearly multiple of its standard cost: dear enough that the plan does
 * not save the last quarter's production by selling the safety stock out when it ends.
 */
export const SAFETY_STOCK_PENALTY_RATE_PER_YEAR = 5

// ---- Finance ---------------------------------------------------------------------------------------------------------

/** Fixed costs by month of the first year, and how they rise from one fiscal year to the next. */
export const OVERHEADS: readonly {
  id: string
  function: 'production' | 'selling' | 'administration'
  perMonth: number
  growthPerYear: number
  netDays: number
}[] = [
  { id: 'plant rent and energy', function: 'production', perMonth: 62_000, growthPerYear: 0.04, netDays: 0 },
  { id: 'supervision, planning, quality', function: 'production', perMonth: 72_000, growthPerYear: 0.04, netDays: 0 },
  { id: 'maintenance and tools', function: 'production', perMonth: 28_000, growthPerYear: 0.04, netDays: 30 },
  { id: 'brand and events', function: 'selling', perMonth: 70_000, growthPerYear: 0.04, netDays: 30 },
  { id: 'advertising', function: 'selling', perMonth: 290_000, growthPerYear: 0.12, netDays: 30 },
  { id: 'customer service', function: 'selling', perMonth: 66_000, growthPerYear: 0.04, netDays: 0 },
  { id: 'management and offices', function: 'administration', perMonth: 162_000, growthPerYear: 0.04, netDays: 0 },
  { id: 'product development', function: 'administration', perMonth: 104_000, growthPerYear: 0.04, netDays: 0 },
  { id: 'information technology', function: 'administration', perMonth: 58_000, growthPerYear: 0.04, netDays: 30 },
]

/** Costs that follow revenue: freight to the customer and card fees. */
export const COSTS_OF_REVENUE: readonly { id: string; rate: number; netDays: number }[] = [
  { id: 'freight out', rate: 0.045, netDays: 30 },
  { id: 'card fees', rate: 0.022, netDays: 0 },
]

/**
 * Fixed assets with straight-line depreciation. Those acquired during the plan carry the added hours above, or replace what
 * is worn out.
 */
export const ASSETS: readonly {
  id: string
  cost: number
  salvageValue: number
  lifeMonths: number
  acquiredDate: string
  function: 'production' | 'administration'
}[] = [
  {
    id: 'frame and welding shop',
    cost: 2_400_000,
    salvageValue: 150_000,
    lifeMonths: 120,
    acquiredDate: '2012-07',
    function: 'production',
  },
  {
    id: 'paint lines',
    cost: 1_150_000,
    salvageValue: 50_000,
    lifeMonths: 120,
    acquiredDate: '2013-01',
    function: 'production',
  },
  {
    id: 'assembly lines',
    cost: 540_000,
    salvageValue: 0,
    lifeMonths: 96,
    acquiredDate: '2014-07',
    function: 'production',
  },
  {
    id: 'web shop and systems',
    cost: 720_000,
    salvageValue: 0,
    lifeMonths: 60,
    acquiredDate: '2015-07',
    function: 'administration',
  },
  {
    id: 'second welding cell',
    cost: 680_000,
    salvageValue: 40_000,
    lifeMonths: 120,
    acquiredDate: '2017-10',
    function: 'production',
  },
  {
    id: 'third assembly line',
    cost: 310_000,
    salvageValue: 0,
    lifeMonths: 96,
    acquiredDate: '2017-10',
    function: 'production',
  },
  {
    id: 'third welding cell',
    cost: 680_000,
    salvageValue: 40_000,
    lifeMonths: 120,
    acquiredDate: '2018-10',
    function: 'production',
  },
  {
    id: 'fourth assembly line',
    cost: 310_000,
    salvageValue: 0,
    lifeMonths: 96,
    acquiredDate: '2018-10',
    function: 'production',
  },
  {
    id: 'plant extension',
    cost: 2_900_000,
    salvageValue: 400_000,
    lifeMonths: 240,
    acquiredDate: '2018-10',
    function: 'production',
  },
  {
    id: 'paint line renewal',
    cost: 1_250_000,
    salvageValue: 50_000,
    lifeMonths: 120,
    acquiredDate: '2019-07',
    function: 'production',
  },
  {
    id: 'web shop renewal',
    cost: 860_000,
    salvageValue: 0,
    lifeMonths: 60,
    acquiredDate: '2019-10',
    function: 'administration',
  },
]

/** Opening balance sheet. Stock and fixed assets come from the extract and the list above; receivables, payables, wages
 * due and tax due follow from the last months' sales and the terms, in toPlanInput.ts. Retained earnings are what is left. */
export const OPENING_CASH = 1_150_000
export const OPENING_CREDIT_LINE = 1_400_000
export const SHARE_CAPITAL = 3_000_000
export const OPENING_TAX_PAYABLE = 160_000

export const SUPPLIER_NET_DAYS = 30
export const PAYROLL_NET_DAYS = 10

export const MINIMUM_CASH = 600_000
export const CREDIT_LINE = { limit: 3_000_000, interestRatePerYear: 0.065 } as const

/** Federal and state income tax together; paid about a month and a half after the charge. */
export const TAX = { rateShare: 0.25, netDays: 45 } as const
