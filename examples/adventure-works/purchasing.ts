import type { AssumedUnitCost, OpenOrder, UnitConversion } from 'sop-engine'
import {
  CALL_OFF_ARRIVES_ON,
  OFFER_DEVIATION_SHARE,
  OPEN_ORDER_LEAD_TIME_SHARE,
  OPEN_ORDER_MONTHS_OF_USE,
  PACK_SIZES,
  PLAN_START,
  PRICE_FAMILIES,
  STOCK_COUNTED_IN,
  UNIT_CONTENT,
} from './assumptions.js'
import type { Note } from './notes.js'
import type { Extract, ExtractOffer } from './readExtract.js'
import { itemOf } from './structure.js'

/** An offer with its price per stock unit. */
export interface PieceOffer extends ExtractOffer {
  /** Stock units in one purchasing unit. */
  readonly content: number
  readonly pricePerPiece: number
}

/** How the purchased items are bought. */
export interface Purchasing {
  /** The chosen offer by item. */
  readonly offers: ReadonlyMap<string, PieceOffer>
  /** Unit cost by item where the ERP has a standard cost. */
  readonly standardCosts: ReadonlyMap<string, number>
  readonly assumedCosts: readonly AssumedUnitCost[]
  /** Both together. */
  readonly unitCosts: ReadonlyMap<string, number>
  readonly openOrders: readonly OpenOrder[]
  readonly notes: readonly Note[]
}

const DAY_MS = 86_400_000

/** The day so many days after the plan begins. */
function dayOfPlan(days: number): string {
  return new Date(Date.parse(`${PLAN_START}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

/** Stock units in one purchasing unit of an item; an item without a pack size stops the example. */
export function contentOf(sku: string, unit: string): number {
  const content =
    PACK_SIZES[sku] !== undefined && UNIT_CONTENT[unit] === undefined ? PACK_SIZES[sku] : UNIT_CONTENT[unit]
  if (content === undefined)
    throw new Error(`Item '${sku}' is bought by ${unit}: give its pack size in assumptions.ts.`)
  return content
}

/** The units of an item beside its stock unit: those of its offers, and the one its stock is counted in. */
export function unitsOf(extract: Extract, sku: string, stockUnit: string): UnitConversion[] {
  const units = new Set(extract.offers.filter((offer) => offer.sku === sku).map(({ unit }) => unit))
  const counted = STOCK_COUNTED_IN[stockUnit]
  if (counted !== undefined) units.add(counted)
  units.delete(stockUnit)
  return [...units].sort().map((unit) => ({ unit, stockUnits: contentOf(sku, unit) }))
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle]
  if (upper === undefined) throw new Error('There is nothing to measure a price share on.')
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] as number)) / 2
}

const startsWithAny = (sku: string, prefixes: readonly string[]): boolean =>
  prefixes.some((prefix) => sku.startsWith(prefix))

/** Share of the offer's price that is really paid, by family: median of standard cost over offer, per piece. */
function paidShares(
  extract: Extract,
): { name: string; share: number; measured: number; appliesTo: readonly string[] }[] {
  return PRICE_FAMILIES.map(({ name, measuredOn, appliesTo }) => {
    const shares = extract.offers
      .filter(
        (offer) =>
          offer.unit === 'EA' && startsWithAny(offer.sku, measuredOn) && itemOf(extract, offer.sku).standardCost > 0,
      )
      .map((offer) => itemOf(extract, offer.sku).standardCost / offer.unitPrice)
    return { name, share: median(shares), measured: shares.length, appliesTo }
  })
}

/** Cheapest per piece, then fastest, then by name. */
function chooseOffers(extract: Extract, skus: readonly string[]): Map<string, PieceOffer> {
  const wanted = new Set(skus)
  const chosen = new Map<string, PieceOffer>()
  for (const offer of extract.offers) {
    if (!wanted.has(offer.sku)) continue
    const content = contentOf(offer.sku, offer.unit)
    const candidate = { ...offer, content, pricePerPiece: offer.unitPrice / content }
    const best = chosen.get(offer.sku)
    const better =
      best === undefined ||
      candidate.pricePerPiece < best.pricePerPiece ||
      (candidate.pricePerPiece === best.pricePerPiece &&
        (candidate.leadTimeDays < best.leadTimeDays ||
          (candidate.leadTimeDays === best.leadTimeDays && candidate.supplier < best.supplier)))
    if (better) chosen.set(offer.sku, candidate)
  }
  return chosen
}

/** What the purchased items of the plan are needed for; units in stock units. */
export interface PurchasingNeeds {
  /** Purchased items of the plan. */
  readonly skus: readonly string[]
  /** Those of them that are sold as they are. */
  readonly sold: ReadonlySet<string>
  /** What a month uses at the last months' pace, sold and built in. */
  readonly monthlyUse: ReadonlyMap<string, number>
  /** What the last twelve months used. */
  readonly lastYearUse: ReadonlyMap<string, number>
  readonly stock: ReadonlyMap<string, number>
}

/** Decides how every purchased item of the plan is bought: from whom, at what cost, and what is under way. */
export function planPurchasing(extract: Extract, needs: PurchasingNeeds): Purchasing {
  const { skus, sold, monthlyUse, lastYearUse, stock } = needs
  const offers = chooseOffers(extract, skus)
  const without = skus.filter((sku) => !offers.has(sku))
  if (without.length > 0) throw new Error(`No supplier offers ${without.join(', ')}.`)
  const shares = paidShares(extract)

  const standardCosts = new Map<string, number>()
  const assumedCosts: AssumedUnitCost[] = []
  let deviating = 0
  let deviation = 0
  for (const sku of skus) {
    const { standardCost } = itemOf(extract, sku)
    const offer = offers.get(sku) as PieceOffer
    if (standardCost > 0) {
      standardCosts.set(sku, standardCost)
      if (Math.abs(offer.pricePerPiece / standardCost - 1) > OFFER_DEVIATION_SHARE) {
        deviating++
        deviation += (offer.pricePerPiece - standardCost) * (lastYearUse.get(sku) ?? 0)
      }
      continue
    }
    const family = shares.find(({ appliesTo }) => startsWithAny(sku, appliesTo))
    if (family === undefined) throw new Error(`No price family takes item '${sku}'.`)
    assumedCosts.push({
      itemId: sku,
      unitCost: Number((offer.pricePerPiece * family.share).toFixed(4)),
      reason: `${family.share.toFixed(2)} (${family.name}) of ${offer.unitPrice} per ${offer.unit} of ${offer.content}`,
    })
  }

  const openOrders: OpenOrder[] = []
  const onOrder = new Map<string, number>()
  let cut = 0
  let cutValue = 0
  const unitCosts = new Map([
    ...standardCosts,
    ...assumedCosts.map(({ itemId, unitCost }) => [itemId, unitCost] as const),
  ])
  const costOf = (sku: string): number => unitCosts.get(sku) ?? 0
  for (const offer of extract.offers) {
    if (offer.onOrderQuantity === 0 || !offers.has(offer.sku)) continue
    const content = contentOf(offer.sku, offer.unit)
    const most = Math.ceil((((lastYearUse.get(offer.sku) ?? 0) / 12) * OPEN_ORDER_MONTHS_OF_USE) / content)
    const quantity = Math.min(offer.onOrderQuantity, most)
    if (quantity < offer.onOrderQuantity) {
      cut++
      cutValue += (offer.onOrderQuantity - quantity) * content * costOf(offer.sku)
    }
    if (quantity === 0) continue
    onOrder.set(offer.sku, (onOrder.get(offer.sku) ?? 0) + quantity * content)
    openOrders.push({
      id: `${offer.sku} from ${offer.supplier}`,
      itemId: offer.sku,
      quantity,
      ...(content !== 1 && { unit: offer.unit }),
      dueDate: dayOfPlan(Math.round(offer.leadTimeDays * OPEN_ORDER_LEAD_TIME_SHARE)),
    })
  }
  const fromExtract = openOrders.length

  let callOffValue = 0
  for (const sku of skus) {
    const { leadTimeDays, content, unit } = offers.get(sku) as PieceOffer
    if (sold.has(sku)) continue
    const needed =
      ((monthlyUse.get(sku) ?? 0) * 12 * leadTimeDays) / 365 - (stock.get(sku) ?? 0) - (onOrder.get(sku) ?? 0)
    const quantity = Math.ceil(needed / content)
    if (quantity <= 0) continue
    callOffValue += quantity * content * costOf(sku)
    openOrders.push({
      id: `${sku} call-off`,
      itemId: sku,
      quantity,
      ...(content !== 1 && { unit }),
      dueDate: CALL_OFF_ARRIVES_ON,
    })
  }

  const several = skus.filter((sku) => extract.offers.filter((offer) => offer.sku === sku).length > 1).length
  const belowMinimum = skus.filter((sku) => {
    const { minOrderQuantity, content } = offers.get(sku) as PieceOffer
    return (monthlyUse.get(sku) ?? 0) < minOrderQuantity * content
  }).length
  const notes: Note[] = [
    {
      what: 'items with several suppliers',
      count: several,
      why: 'the offer with the lowest price per piece is taken; the others are left out',
    },
    {
      what: 'offers of items outside the plan',
      count: extract.offers.filter(({ sku }) => !offers.has(sku)).length,
      why: 'left out: no item that was sold uses them',
    },
    {
      what: 'prices per pack',
      count: skus.filter((sku) => !['EA', 'DZ'].includes((offers.get(sku) as PieceOffer).unit)).length,
      why: 'carton, case, can, gallon or pack: content assumed in assumptions.ts',
    },
    {
      what: 'parts without a standard cost',
      count: assumedCosts.length,
      why: `offer per piece x paid share: ${shares.map(({ name, share, measured }) => `${name} ${share.toFixed(2)} (${measured} offers)`).join(', ')}`,
    },
    {
      what: 'offers far off the standard cost',
      count: deviating,
      why: `by more than ${OFFER_DEVIATION_SHARE * 100} %: the standard cost is used; money: what a year would cost more at the offers`,
      money: deviation,
    },
    {
      what: 'minimum orders above a month of use',
      count: belowMinimum,
      why: 'order minimum and maximum are left out: a plan by month has no single orders',
    },
    {
      what: 'open orders taken in',
      count: fromExtract,
      why: `arrive after ${OPEN_ORDER_LEAD_TIME_SHARE * 100} % of the lead time`,
    },
    {
      what: 'open orders cut',
      count: cut,
      why: `more than ${OPEN_ORDER_MONTHS_OF_USE} months of use: the rest is left out`,
      money: cutValue,
    },
    {
      what: 'call-off orders assumed',
      count: openOrders.length - fromExtract,
      why: 'the use within the lead time beyond stock and open orders',
      money: callOffValue,
    },
  ]
  return { offers, standardCosts, assumedCosts, unitCosts, openOrders, notes }
}
