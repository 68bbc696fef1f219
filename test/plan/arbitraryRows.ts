import type fc from 'fast-check'
import type { PlanInput, PlanItem, PlanSource, StockPolicy, SupplyOrder } from '../../src/schema/index.js'

type Gen = fc.GeneratorValue
type Loose = Readonly<Record<string, unknown>>
type Rows<K extends keyof PlanInput> = NonNullable<PlanInput[K]> extends readonly (infer Row)[] ? Row[] : never

const SUPPLY = [
  'purchaseCost',
  'leadTimeDays',
  'leadTimeStdDevDays',
  'supplierId',
  'supplyLimit',
  'firmSupply',
  'yieldShare',
  'lotSize',
]
const STOCK = [
  'safetyStock',
  'minimumStock',
  'maximumStock',
  'serviceLevelShare',
  'fillRateShare',
  'unmetDemand',
  'lostSaleCostPerUnit',
]

/** Which of the tables that say in full what columns are short for a generated company uses. */
export function rowFeaturesOf(input: PlanInput): string[] {
  const features = new Set<string>()
  const add = (feature: string, present: boolean): void => {
    if (present) features.add(feature)
  }
  const tables = ['sources', 'stockPolicies', 'supplyOrders', 'openOrders', 'customers', 'openingBalances'] as const
  for (const table of tables) add(`rows of ${table}`, (input[table] ?? []).length > 0)
  const { finance = {}, stock = [], prices = [], openingBalances = [], transactions = [] } = input
  for (const table of ['overheads', 'assets', 'creditFacilities', 'taxes'] as const) {
    add(`rows of ${table}`, (input[table] ?? []).length > 0)
  }
  add('shorthand of overheads', (finance.overheads ?? []).length > 0)
  add('shorthand of assets', (finance.assets ?? []).length > 0)
  add(
    'holding cost of an item',
    (input.stockPolicies ?? []).some((row) => row.holdingCostRatePerYear !== undefined),
  )
  add(
    'source with an id',
    (input.sources ?? []).some(({ id }) => id !== undefined),
  )
  add(
    'subcontracted by a row',
    (input.sources ?? []).some(({ kind }) => kind === 'subcontract'),
  )
  const made = new Set([...(input.billOfMaterials ?? []), ...(input.operations ?? [])].map(({ itemId }) => itemId))
  add(
    'subcontracted by its cost',
    input.items.some((item) => made.has(item.id) && item.purchaseCost !== undefined),
  )
  add(
    'class of stock',
    input.items.some(({ inventoryClass }) => inventoryClass !== undefined),
  )
  add(
    'several lots',
    stock.some(
      ({ itemId, lotId }) => lotId !== undefined && stock.some((row) => row.itemId === itemId && row.lotId !== lotId),
    ),
  )
  add(
    'book value of stock',
    stock.some(({ unitCost }) => unitCost !== undefined),
  )
  add(
    'price of an order',
    [...(input.supplyOrders ?? []), ...(input.openOrders ?? [])].some(({ unitCost }) => unitCost !== undefined),
  )
  add(
    'line of an order',
    (input.supplyOrders ?? []).some(({ line }) => line !== undefined),
  )
  add(
    'price of a customer',
    prices.some(({ customerId }) => customerId !== undefined),
  )
  add(
    'sale to a customer',
    transactions.some(({ customerId }) => customerId !== undefined),
  )
  add(
    'balance with a day',
    openingBalances.some(({ dueDate }) => dueDate !== undefined),
  )
  for (const field of ['marketId', 'customerId', 'supplierId', 'creditFacilityId'] as const) {
    add(
      `balance of a ${field}`,
      openingBalances.some((row) => row[field] !== undefined),
    )
  }
  add(
    'bill lines that add up',
    (input.billOfMaterials ?? []).some(({ id }) => id !== undefined),
  )
  add(
    'operations that add up',
    (input.operations ?? []).some(({ id }) => id !== undefined),
  )
  add('attributes', JSON.stringify(input).includes('"attributes"'))
  return [...features]
}

/** The same company with some of its columns written as rows, and with what only rows can say. */
export function addRows(g: Gen, base: PlanInput, integer: typeof fc.integer): PlanInput {
  const whole = (min: number, max: number): number => g(integer, { min, max })
  const oneIn = (n: number): boolean => whole(1, n) === 1
  const pick = <T>(values: readonly T[]): T => values[whole(0, values.length - 1)] as T
  const maybe = <T extends object>(n: number, make: () => T): T | Record<never, never> => (oneIn(n) ? make() : {})
  const cents = (most: number): number => whole(0, most * 100) / 100

  const made = new Set([...(base.billOfMaterials ?? []), ...(base.operations ?? [])].map(({ itemId }) => itemId))
  const sources: PlanSource[] = []
  const stockPolicies: StockPolicy[] = []
  const items = base.items.map((item): PlanItem => {
    let own: Loose = {
      ...item,
      ...maybe(6, () => ({ inventoryClass: pick(['merchandise', 'material', 'workInProgress', 'finishedGoods']) })),
      ...(made.has(item.id) && oneIn(8)
        ? { purchaseCost: cents(20), ...maybe(2, () => ({ supplierId: 'mill' })) }
        : {}),
    }
    const take = (fields: readonly string[]): Loose => {
      const taken = Object.fromEntries(
        fields.flatMap((field) => (own[field] === undefined ? [] : [[field, own[field]]])),
      )
      own = Object.fromEntries(Object.entries(own).filter(([field]) => !(field in taken)))
      return taken
    }
    if (oneIn(3)) {
      const columns = take(SUPPLY)
      const kind =
        !made.has(item.id) && item.kind !== 'service'
          ? 'buy'
          : columns['purchaseCost'] === undefined
            ? 'make'
            : 'subcontract'
      sources.push({
        itemId: item.id,
        ...columns,
        ...maybe(2, () => ({ kind })),
        ...maybe(2, () => ({ id: `${item.id} 1` })),
      } as PlanSource)
    }
    if (oneIn(3)) {
      stockPolicies.push({
        itemId: item.id,
        ...take(STOCK),
        ...maybe(2, () => ({ holdingCostRatePerYear: whole(0, 60) / 100 })),
      } as StockPolicy)
    }
    return own as unknown as PlanItem
  })
  const orders = (base.openOrders ?? []).map((order) => ({ ...order, ...maybe(3, () => ({ unitCost: cents(20) })) }))
  const asRows = oneIn(2)
  const supplyOrders: SupplyOrder[] = asRows
    ? orders.map(({ id = '', ...order }, n) => ({
        id,
        ...maybe(2, () => ({ line: `${n}` })),
        kind: 'buy',
        ...order,
      }))
    : []

  const stock = (base.stock ?? []).flatMap((row): Rows<'stock'> => {
    const valued = { ...row, ...maybe(4, () => ({ unitCost: cents(40) })) }
    return oneIn(4)
      ? [
          { ...valued, lotId: 'A' },
          { itemId: row.itemId, lotId: 'B', onHand: whole(0, 9), ...maybe(2, () => ({ unitCost: cents(40) })) },
        ]
      : [valued]
  })

  const markets = (base.markets ?? []).map(({ id }) => id)
  const customers: Rows<'customers'> = oneIn(2)
    ? ['Ann', 'Bob'].map((id) => ({ id, ...(markets.length > 0 && oneIn(2) && { marketId: pick(markets) }) }))
    : []
  const marketOf = new Map(customers.map(({ id, marketId }) => [id, marketId]))
  const transactions = (base.transactions ?? []).map((sale) => {
    const fitting = customers.filter(({ id }) => marketOf.get(id) === sale.marketId)
    if (fitting.length === 0 || oneIn(2)) return sale
    const { id: customerId } = pick(fitting)
    const { marketId, ...rest } = sale
    return { ...rest, ...(marketId !== undefined && oneIn(2) && { marketId }), customerId }
  })
  const prices: Rows<'prices'> = [
    ...(base.prices ?? []),
    ...(customers.length > 0 && oneIn(2) ? [{ itemId: 'chair', customerId: 'Ann', price: cents(99) }] : []),
  ]

  const finance = financeRows(base, customers, { oneIn, pick, cents })
  const bill = base.billOfMaterials ?? []
  const line = bill.find(({ firstDate }) => firstDate === undefined)
  const operation = base.operations?.[0]
  const described = <T extends object>(rows: readonly T[]): T[] =>
    rows.map((row) => ({
      ...row,
      ...maybe(8, () => ({ attributes: { family: pick(['a', 'b']), weight: whole(1, 9) } })),
    }))
  return {
    ...base,
    items: described(items),
    sources: described(sources),
    stockPolicies: described(stockPolicies),
    billOfMaterials: described([...bill, ...(line !== undefined && oneIn(6) ? [{ ...line, id: 'more' }] : [])]),
    operations: described([
      ...(base.operations ?? []),
      ...(operation !== undefined && oneIn(6) ? [{ ...operation, id: 'more' }] : []),
    ]),
    resources: described(base.resources ?? []),
    markets: described(base.markets ?? []),
    suppliers: described(base.suppliers ?? []),
    history: described(base.history ?? []),
    forecasts: described(base.forecasts ?? []),
    transactions: described(transactions),
    ...(base.events !== undefined && { events: described(base.events) }),
    ...(base.launches !== undefined && { launches: described(base.launches) }),
    ...(base.successions !== undefined && { successions: described(base.successions) }),
    ...(base.opportunities !== undefined && { opportunities: described(base.opportunities) }),
    ...(base.overrides !== undefined && { overrides: described(base.overrides) }),
    ...(base.views !== undefined && { views: described(base.views) }),
    ...(base.hierarchy !== undefined && { hierarchy: described(base.hierarchy) }),
    stock: described(stock),
    ...(asRows ? { openOrders: [] } : { openOrders: described(orders) }),
    supplyOrders: described(supplyOrders),
    customers: described(customers),
    prices: described(prices),
    ...finance,
  }
}

interface Draw {
  oneIn(n: number): boolean
  pick<T>(values: readonly T[]): T
  cents(most: number): number
}

/** What `finance` says in short, some of it as rows. */
function financeRows(base: PlanInput, customers: Rows<'customers'>, { oneIn, pick, cents }: Draw): Partial<PlanInput> {
  const { openingReceivables, openingPayables, openingCreditLine, overheads, assets, creditLine, tax, ...rest } =
    base.finance ?? {}
  const short: Record<string, unknown> = { ...rest }
  const rows: Partial<Record<keyof PlanInput, unknown>> = {}
  const balances: Rows<'openingBalances'> = []
  const move = (table: keyof PlanInput, field: string, value: unknown, asRow: unknown): void => {
    if (value === undefined) return
    if (oneIn(2)) rows[table] = asRow
    else short[field] = value
  }
  move('overheads', 'overheads', overheads, overheads)
  move('assets', 'assets', assets, assets)
  move('creditFacilities', 'creditLine', creditLine, [{ id: 'bank', ...creditLine }])
  move('taxes', 'tax', tax, [{ id: 'profit tax', ...tax }])
  const dueDate = (): string => pick(['2026-11-30', base.calendar.start, '2027-02-10', '2027-04-20', '2031-01-01'])
  if (openingReceivables !== undefined && oneIn(2)) short['openingReceivables'] = openingReceivables
  else if (openingReceivables !== undefined) {
    const [market] = base.markets ?? []
    const [customer] = customers
    balances.push({ account: 'receivables', amount: openingReceivables })
    balances.push({ account: 'receivables', amount: cents(500), dueDate: dueDate() })
    if (market !== undefined) balances.push({ account: 'receivables', marketId: market.id, amount: cents(500) })
    if (customer !== undefined)
      balances.push({ account: 'receivables', customerId: customer.id, amount: cents(500), dueDate: dueDate() })
  }
  if (openingPayables !== undefined && oneIn(2)) short['openingPayables'] = openingPayables
  else if (openingPayables !== undefined) {
    balances.push({ account: 'payables', amount: openingPayables })
    balances.push({ account: 'payables', supplierId: 'mill', amount: cents(500), dueDate: dueDate() })
    balances.push({ account: 'payables', supplierId: 'mill', amount: cents(500) })
  }
  if (openingCreditLine !== undefined && oneIn(2)) short['openingCreditLine'] = openingCreditLine
  else if (openingCreditLine !== undefined) {
    const hasFacility = rows['creditFacilities'] !== undefined
    balances.push({
      account: 'creditFacilities',
      amount: openingCreditLine,
      ...(hasFacility && { creditFacilityId: 'bank' }),
    })
  }
  if (balances.length > 0) rows['openingBalances'] = balances
  return { ...(rows as Partial<PlanInput>), finance: short }
}
