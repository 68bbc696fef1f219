import type { ItemUnits } from './units.js'

/** How an item comes to be: by our own bill and routing, by purchase, or by both, where a supplier works on it for pay. */
export type SourceKind = 'make' | 'buy' | 'subcontract'

/** What is made, bought or sold, as far as bills and routings need to know it. */
export interface StructureItem extends ItemUnits {
  readonly id: string
  /** `good` is stocked; `service` takes capacity and is never stocked. Default `good`. */
  readonly kind?: 'good' | 'service'
  /** Share of started units that come out good, above 0 up to 1; default 1. */
  readonly yieldShare?: number
  /** Units of one production lot, over which set-up is spread; default 1. */
  readonly lotSize?: number
}

/** One line of a bill of materials: a component of an item. Lines of one component add up where their ids differ. */
export interface BillLine {
  /** Tells lines of the same item, component and first day apart; default none. */
  readonly id?: string
  readonly itemId: string
  readonly componentId: string
  /** Component units in one unit of the item, before scrap and yield; above zero. */
  readonly quantityPer: number
  /** Unit of `quantityPer`; default the component's stock unit. */
  readonly unit?: string
  /** Share of the component that is lost when it is used, 0 to below 1; default 0. */
  readonly scrapShare?: number
  /** First day on which the line holds, `YYYY-MM-DD`; default always. Bills are read on one day: they do not change inside a plan. */
  readonly firstDate?: string
  /** Last day on which it holds, `YYYY-MM-DD`; default for ever. Bills are read on one day: they do not change inside a plan. */
  readonly lastDate?: string
}

/** One operation of a routing: time that an item takes on a resource. */
export interface Operation {
  /** Tells operations of the same item and resource apart; default none. */
  readonly id?: string
  readonly itemId: string
  readonly resourceId: string
  /** Hours for one unit; zero or more. */
  readonly runHoursPerUnit: number
  /** Hours for one lot; default 0. */
  readonly setupHours?: number
}

/** Items with their bills and routings. */
export interface ProductStructure {
  readonly items: readonly StructureItem[]
  readonly billOfMaterials?: readonly BillLine[]
  readonly operations?: readonly Operation[]
}

/** Options of the functions that read a product structure. */
export interface StructureOptions {
  /** Day at which the bills are read, `YYYY-MM-DD`; without it, lines with a validity are refused. */
  readonly asOf?: string
}

/**
 * The kind of an item's source: the given one, or by what is known of the item. What is made and paid to a supplier for
 * each unit is subcontracted, whatever it is called.
 */
export function sourceKind(known: {
  readonly given?: SourceKind | undefined
  /** Whether the item is a service. */
  readonly isService: boolean
  /** Whether it has a bill line or an operation of its own. */
  readonly hasStructure: boolean
  readonly hasPurchaseCost: boolean
}): SourceKind {
  const kind = known.given ?? (known.hasStructure || known.isService ? 'make' : 'buy')
  return kind === 'make' && known.hasPurchaseCost ? 'subcontract' : kind
}
