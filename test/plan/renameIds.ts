import type { PlanInput } from '../../src/schema/index.js'

/** Ids of one kind; two kinds may use the same words without meaning the same thing. */
type Kind = string

/** Fields that hold an id, and whose. Sources are named as their items where they have no name of their own. */
const ID_FIELDS: Readonly<Record<string, Kind>> = {
  itemId: 'item',
  itemIds: 'item',
  componentId: 'item',
  payingItemId: 'item',
  predecessorId: 'item',
  successorId: 'item',
  sourceId: 'item',
  nodeId: 'item',
  nodeIds: 'item',
  overrideId: 'override',
  eventId: 'event',
  repeats: 'event',
  driverId: 'driver',
  opportunityId: 'opportunity',
  resourceId: 'resource',
  calendarId: 'calendar',
  calendarIds: 'calendar',
  marketId: 'market',
  customerId: 'customer',
  supplierId: 'supplier',
  overheadId: 'overhead',
  assetId: 'asset',
  lotId: 'lot',
  orderId: 'order',
  stageId: 'stage',
}

/** Tables and lists of the plan whose rows have an `id` (and `parentId`), and of which kind. */
const ID_TABLES: Readonly<Record<string, Kind>> = {
  items: 'item',
  hierarchy: 'item',
  nodes: 'item',
  sources: 'item',
  resources: 'resource',
  workCalendars: 'calendar',
  markets: 'market',
  customers: 'customer',
  suppliers: 'supplier',
  overheads: 'overhead',
  assets: 'asset',
  events: 'event',
  overrides: 'override',
  opportunities: 'opportunity',
  pipelineStages: 'stage',
  openOrders: 'order',
  supplyOrders: 'order',
  customerOrders: 'order',
  stock: 'lot',
}

/** Kind of the id of a step of the waterfall. */
const STEP_KINDS: Readonly<Record<string, Kind>> = {
  event: 'event',
  driver: 'driver',
  uplift: 'event',
  override: 'override',
  succession: 'item',
}

/** What an id of a kind becomes. */
export type Rename = (kind: Kind, id: string) => string

/** A copy of an input or a plan with every id replaced; rows keep their order. */
export function renameIds<T>(value: T, rename: Rename): T {
  const walk = (part: unknown, table: string): unknown => {
    if (Array.isArray(part)) return part.map((row: unknown) => walk(row, table))
    if (part === null || typeof part !== 'object') return part
    return Object.fromEntries(
      Object.entries(part).map(([field, own]) => {
        const kind = ID_FIELDS[field] ?? (field === 'id' || field === 'parentId' ? kindOfId(part, table) : undefined)
        if (kind !== undefined && typeof own === 'string') return [field, rename(kind, own)]
        if (kind !== undefined && Array.isArray(own)) return [field, own.map((id: string) => rename(kind, id))]
        // Events that changed a bucket of a history.
        if (table === 'changes' && field === 'ids') return [field, (own as string[]).map((id) => rename('event', id))]
        return [field, walk(own, field)]
      }),
    )
  }
  return walk(value, '') as T
}

function kindOfId(row: object, table: string): Kind | undefined {
  if (table === 'waterfall') return STEP_KINDS[(row as { step: string }).step]
  return ID_TABLES[table]
}

/** Ids in an input, by kind. */
export function idsOf(input: PlanInput): Map<Kind, Set<string>> {
  const ids = new Map<Kind, Set<string>>()
  renameIds(input, (kind, id) => {
    const own = ids.get(kind) ?? new Set<string>()
    ids.set(kind, own.add(id))
    return id
  })
  return ids
}

/** Ids that have broken something somewhere: separators, quotes, words of ours and of the language, odd lengths. */
export const ODD_IDS: readonly string[] = [
  ' ',
  ' a',
  '"',
  '#',
  '%s',
  "'",
  "']",
  '-',
  '--1',
  '.',
  '../x',
  '/',
  '0',
  '1:a',
  '2027-01',
  ':',
  '[0]',
  '\\',
  '__proto__',
  '`${x}`',
  'a',
  'a@b',
  'a b',
  'a,b',
  'a|b',
  'b@c',
  'c',
  'cash',
  'constructor',
  'creditLine',
  'customers',
  'false',
  'incomeTax',
  "it's",
  'items[0].id',
  'null',
  'opening',
  'overheads',
  'payroll',
  'receivables',
  'statistical',
  'suppliers',
  'tax',
  'toString',
  'true',
  'undefined',
  'wages',
  'x'.repeat(300),
  'zero\u200bwidth',
  '\u00e9',
  '\u200b',
  '\u65e5\u672c',
  '\ud83d\ude00',
]

/** Other ids for those of an input, in the same order within each kind; `pick` draws how many to skip before the next. */
export function oddNames(
  input: PlanInput,
  pick: (most: number) => number,
): { readonly there: Rename; readonly back: Rename } {
  const pool = [...new Set(ODD_IDS)].sort(byCode)
  const there = new Map<string, string>()
  const back = new Map<string, string>()
  for (const [kind, ids] of idsOf(input)) {
    let open = pool.length - ids.size
    let place = 0
    for (const id of [...ids].sort(byCode)) {
      const skip = pick(open)
      open -= skip
      place += skip
      const name = pool[place] as string
      place++
      there.set(JSON.stringify([kind, id]), name)
      back.set(JSON.stringify([kind, name]), id)
    }
  }
  const by =
    (names: ReadonlyMap<string, string>): Rename =>
    (kind, id) =>
      names.get(JSON.stringify([kind, id])) ?? id
  return { there: by(there), back: by(back) }
}

const byCode = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
