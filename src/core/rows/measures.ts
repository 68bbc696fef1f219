/** What a number over time is, and so how it is added up. */
export type Measure =
  /** Moves in a period: summed over records and over time. */
  | { readonly kind: 'flow' }
  /** Stands at the end of a period, or at its start: summed over records, of a range the last, or the first. */
  | { readonly kind: 'level'; readonly at?: 'end' | 'start' }
  /** A ratio, price or spread: never summed; its mean weighted by another field of the record, where there is one. */
  | { readonly kind: 'rate'; readonly weight?: string }

const FLOW: Measure = { kind: 'flow' }
const LEVEL: Measure = { kind: 'level' }
const OPENING: Measure = { kind: 'level', at: 'start' }
const RATE: Measure = { kind: 'rate' }

/** The measures of the library's own records, by field; a name means one thing in all of them. */
export const MEASURES: ReadonlyMap<string, Measure> = new Map(
  Object.entries({
    // demand
    statistical: FLOW,
    reconciled: FLOW,
    consensus: FLOW,
    booked: FLOW,
    point: FLOW,
    quantities: FLOW,
    quantity: FLOW,
    stdDev: RATE,
    weights: RATE,
    // supply
    demand: FLOW,
    produced: FLOW,
    workInProgress: LEVEL,
    purchased: FLOW,
    scheduledReceipts: FLOW,
    dependentDemand: FLOW,
    shipped: FLOW,
    lost: FLOW,
    backlog: LEVEL,
    closing: LEVEL,
    safetyStock: LEVEL,
    safetyStockShortfall: LEVEL,
    worth: RATE,
    worthOfOneUnit: RATE,
    // resources
    capacityHours: FLOW,
    overtimeLimitHours: FLOW,
    regularHours: FLOW,
    overtimeHours: FLOW,
    utilization: { kind: 'rate', weight: 'capacityHours' },
    worthOfOneHour: RATE,
    worthOfOneOvertimeHour: RATE,
    // inventory
    onHand: LEVEL,
    opening: OPENING,
    receipts: FLOW,
    shortage: FLOW,
    dependentBacklog: LEVEL,
    projectedAvailableBalance: LEVEL,
    belowSafetyStock: LEVEL,
    daysOfCover: RATE,
    // money
    revenue: FLOW,
    variableCostOfSales: FLOW,
    variableSellingExpense: FLOW,
    variableProductionExpense: FLOW,
    variableAdministrativeExpense: FLOW,
    contributionMargin: FLOW,
    fixedCostOfSales: FLOW,
    attributableExpense: FLOW,
    stockWriteDown: FLOW,
    profit: FLOW,
    openingBookValue: OPENING,
    additions: FLOW,
    depreciation: FLOW,
    disposals: FLOW,
    proceeds: FLOW,
    disposalResult: FLOW,
    closingBookValue: LEVEL,
  } satisfies Readonly<Record<string, Measure>>),
)
