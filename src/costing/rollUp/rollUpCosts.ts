import { createIssueList } from '../../core/checking/errors.js'
import type { CompiledStructure } from '../../core/structure/compiledStructure.js'
import { operationHours } from '../../core/structure/compileStructure.js'
import { readStructure } from '../../core/structure/structureChecks.js'
import type { ProductStructure } from '../../core/structure/structure.js'
import { createNotice, type Notice } from '../../core/notices/notices.js'
import { keyPath } from '../../core/checking/keyPath.js'
import { assumedUnitCost, assumedUnitCostNotUsed, likelyPercent, noCost } from '../notices.js'
import { ELEMENT_COUNT, ELEMENTS, roundCostCells } from './roundCostCells.js'
import { type ReadOutputs, readOutputs, withOutputs } from './jointOutputs.js'
import type { BoughtShare } from './mixSources.js'
import { isMade, type ReadRates, readRates, type RollUpOptions, rollUpOptions } from './readRates.js'
import { readStandards } from './readStandards.js'
import type { CostCard, CostElements } from '../types.js'

const MATERIAL = ELEMENTS.indexOf('material')
/** Place of the first element that follows the hours: labor, then variable and fixed overhead, as in the rates. */
const LABOR = ELEMENTS.indexOf('labor')

/** Cost by item and element, and whether it was assumed. */
interface CostCells {
  readonly thisLevel: Float64Array
  readonly lowerLevels: Float64Array
  readonly isAssumed: Uint8Array
}

const toElements = (cells: readonly number[]): CostElements => {
  const [material, outsideProcessing, labor, variableOverhead, fixedOverhead] = cells as [
    number,
    number,
    number,
    number,
    number,
  ]
  return { material, outsideProcessing, labor, variableOverhead, fixedOverhead }
}

/**
 * Rolls standard costs up through bills and routings: one cost card per item, by cost element and level.
 *
 * Bottom-up by low-level code. This level: purchase cost, standard hours x labor, variable and fixed overhead per hour.
 * Lower levels: the sum over components of effective quantity x the component's whole cost, element by element. Scrap,
 * yield and set-up act through `effectiveQuantity` and `standardHours`. A purchase cost is paid for every good unit and
 * not divided by a yield: it is the material of what is bought, and outside processing of an item that has a bill or a
 * routing (subcontracting), but for what is bought complete instead (`kind: 'buy'`). It is the landed cost: with duty, freight and the rest (IAS 2.11); of several sources their
 * mix by quota, else the first by priority. Co-products bear their share of the cost of what they come out of, element
 * by element; what by-products bring is taken off its material, which may fall below zero (IAS 2.14). A given standard
 * (`standardsAt`) wins, and what contains its item is rolled up from it. Float64
 * throughout, rounded once to 6 decimals by largest remainder, so that the elements of a card add to its unit cost.
 * Source: APICS (ASCM) Dictionary, "cost roll-up"; CIMA Official Terminology, "standard cost card".
 *
 * @param structure - items, bills of materials and operations
 * @param options - rates (major units per stock unit and per hour), the day at which bills and rates are read, what comes
 * out beside items, and standards that are given
 * @returns one card per item, in the order of `structure.items`; an assumed, a missing or an unused assumed cost is a
 * warning of the card (`assumed-unit-cost`, `no-cost`, `assumed-unit-cost-not-used`), as is a duty rate that is likely
 * a percentage (`likely-percent`)
 * @throws SopError `MISSING_VALUE` for a resource without rates, `NOT_FINITE`, `OUT_OF_RANGE`, `UNKNOWN_ID`,
 * `DUPLICATE_ID`, and as `lowLevelCodes`; all of them at once
 * @example
 * ```ts
 * import { rollUpCosts } from 'sop-engine'
 * const cards = rollUpCosts(
 *   {
 *     items: [{ id: 'lamp' }, { id: 'shade' }],
 *     billOfMaterials: [{ itemId: 'lamp', componentId: 'shade', quantityPer: 1 }],
 *     operations: [{ itemId: 'lamp', resourceId: 'bench', runHoursPerUnit: 0.25 }],
 *   },
 *   {
 *     rates: {
 *       purchaseCosts: [{ itemId: 'shade', purchaseCost: 6.5 }],
 *       resources: [{ resourceId: 'bench', costPerHour: 18, fixedOverheadPerHour: 6 }],
 *     },
 *   },
 * )
 * cards[0]?.unitCost // => 12.5
 * cards[0]?.variableCost // => 11
 * ```
 */
export function rollUpCosts(structure: ProductStructure, options: RollUpOptions): CostCard[] {
  const issues = createIssueList()
  const isReadable = rollUpOptions(options, 'options', issues)
  const joint = isReadable ? (options.outputs ?? []) : []
  const compiled = readStructure(withOutputs(structure, joint), options?.asOf, issues)
  const rates = readRates(options, compiled, issues)
  const outputs = readOutputs(joint, structure, compiled, issues)
  const given = isReadable ? readStandards(options.standards ?? [], compiled, issues) : new Map<number, CostElements>()
  issues.throwIfAny()

  const count = compiled.itemIds.length
  const hoursPerUnit = operationHours(compiled)
  const thisLevel = new Float64Array(count * ELEMENT_COUNT)
  const lowerLevels = new Float64Array(count * ELEMENT_COUNT)
  const isAssumed = new Uint8Array(count)
  const cards = new Array<CostCard>(count)

  for (let place = count - 1; place >= 0; place--) {
    const item = compiled.topDown[place] as number
    const first = item * ELEMENT_COUNT
    const warnings = outputs.byProducts.has(item)
      ? addByProduct(item, outputs, rates, thisLevel)
      : addPurchase(item, compiled, rates, thisLevel, isAssumed)
    for (let o = compiled.operationStart[item] as number; o < (compiled.operationStart[item + 1] as number); o++) {
      const hours = hoursPerUnit[o] as number
      const hourly = rates.perHour[compiled.operationResource[o] as number] as readonly [number, number, number]
      hourly.forEach((rate, e) => {
        const cell = first + LABOR + e
        thisLevel[cell] = (thisLevel[cell] ?? 0) + hours * rate
      })
    }
    // The line of a co-product only says what it comes out of; its cost was put here when that was rolled up.
    const end = outputs.coProducts.has(item) ? 0 : (compiled.componentStart[item + 1] ?? 0)
    for (let b = compiled.componentStart[item] as number; b < end; b++) {
      const component = compiled.component[b] as number
      const quantity = compiled.componentQuantity[b] as number
      if (isAssumed[component] === 1) isAssumed[item] = 1
      for (let e = 0; e < ELEMENT_COUNT; e++) {
        const below = component * ELEMENT_COUNT + e
        lowerLevels[first + e] =
          (lowerLevels[first + e] as number) +
          quantity * ((thisLevel[below] as number) + (lowerLevels[below] as number))
      }
    }
    shareWithOutputs(item, outputs, { thisLevel, lowerLevels, isAssumed })
    const bought = rates.bought.get(item)
    if (bought !== undefined) mixWithBought(bought, item, { thisLevel, lowerLevels, isAssumed })
    const standard = given.get(item)
    if (standard !== undefined) {
      isAssumed[item] = 0
      takeStandard(standard, thisLevel.subarray(first), lowerLevels.subarray(first))
    }
    const rounded = roundCostCells(
      thisLevel.subarray(first, first + ELEMENT_COUNT),
      lowerLevels.subarray(first, first + ELEMENT_COUNT),
    )
    if (rounded === undefined) {
      issues.add(
        'NOT_FINITE',
        `items[${item}]`,
        compiled.itemIds[item],
        'Its cost is too large to be computed.',
        'Correct its quantities, hours or rates.',
      )
      continue
    }
    cards[item] = {
      itemId: compiled.itemIds[item] as string,
      level: compiled.lowLevelCode[item] as number,
      unitCost: rounded.unitCost,
      variableCost: rounded.variableCost,
      fixedCost: rounded.elements.at(-1) as number,
      elements: toElements(rounded.elements),
      thisLevel: toElements(rounded.thisLevel),
      lowerLevels: toElements(rounded.lowerLevels),
      assumed: isAssumed[item] === 1,
      warnings: standard === undefined ? warnings : [],
    }
  }
  issues.throwIfAny()
  return cards
}

/** Of an item that is made and bought, a unit is in part the one, in part the other. */
function mixWithBought(
  { share, unitCost, element }: BoughtShare,
  item: number,
  { thisLevel, lowerLevels, isAssumed }: CostCells,
): void {
  const first = item * ELEMENT_COUNT
  for (const level of [thisLevel, lowerLevels]) {
    for (let e = 0; e < ELEMENT_COUNT; e++) level[first + e] = (level[first + e] ?? 0) * (1 - share)
  }
  const cell = first + ELEMENTS.indexOf(element)
  thisLevel[cell] = (thisLevel[cell] ?? 0) + share * unitCost
  if (share === 1) isAssumed[item] = 0
}

/** Of each element the components bring what theirs is, at most all of it; the rest is the item's own. */
function takeStandard(standard: CostElements, thisLevel: Float64Array, lowerLevels: Float64Array): void {
  ELEMENTS.forEach((element, e) => {
    const below = Math.min(lowerLevels[e] ?? 0, standard[element])
    lowerLevels[e] = below
    thisLevel[e] = standard[element] - below
  })
}

/** A by-product is worth what it brings, or what is paid for it where it is bought, too. */
function addByProduct(item: number, { byProducts }: ReadOutputs, rates: ReadRates, thisLevel: Float64Array): Notice[] {
  const price = rates.purchase[item] ?? Number.NaN
  thisLevel[item * ELEMENT_COUNT + MATERIAL] = Number.isNaN(price) ? (byProducts.get(item) ?? 0) : price
  return []
}

/** Takes what by-products bring off the material of an item, and gives its co-products their share of the rest. */
function shareWithOutputs(item: number, { of }: ReadOutputs, cells: CostCells): void {
  const outputs = of.get(item)
  if (outputs === undefined) return
  const { thisLevel, lowerLevels, isAssumed } = cells
  const first = item * ELEMENT_COUNT
  for (const { kind, quantityPer, valuePerUnit = 0 } of outputs) {
    if (kind === 'byProduct') {
      thisLevel[first + MATERIAL] = (thisLevel[first + MATERIAL] ?? 0) - quantityPer * valuePerUnit
    }
  }
  let left = 1
  for (const { kind, output, quantityPer, costShare = 0 } of outputs) {
    if (kind !== 'coProduct') continue
    left -= costShare
    if (isAssumed[item] === 1) isAssumed[output] = 1
    for (const level of [thisLevel, lowerLevels]) {
      for (let e = 0; e < ELEMENT_COUNT; e++) {
        level[output * ELEMENT_COUNT + e] = ((level[first + e] ?? 0) * costShare) / quantityPer
      }
    }
  }
  for (const level of [thisLevel, lowerLevels]) {
    for (let e = 0; e < ELEMENT_COUNT; e++) level[first + e] = (level[first + e] ?? 0) * left
  }
}

/** Puts the purchase cost of an item into its own cost; returns what had to be taken for granted. */
function addPurchase(
  item: number,
  compiled: CompiledStructure,
  rates: ReadRates,
  thisLevel: Float64Array,
  isAssumed: Uint8Array,
): Notice[] {
  const id = compiled.itemIds[item] as string
  // Most items have nothing to be told of.
  const place = (): { path: string; refs: { itemId: string }[] } => ({
    path: keyPath('items', { id }),
    refs: [{ itemId: id }],
  })
  const price = rates.purchase[item] as number
  const assumed = rates.assumed[item] as number
  const isOwn = isMade(compiled, item)
  const isNeeded = Number.isNaN(price) && !isOwn
  const element = rates.element.get(id) ?? (isOwn ? 'outsideProcessing' : 'material')
  const percent = rates.likelyPercent.get(id)
  const doubts = percent === undefined ? [] : [createNotice(likelyPercent, { ...place(), value: percent })]
  if (!Number.isNaN(price)) thisLevel[item * ELEMENT_COUNT + ELEMENTS.indexOf(element)] = price
  if (!Number.isNaN(assumed) && !isNeeded) {
    const instead = Number.isNaN(price) ? 'billAndRouting' : 'purchaseCost'
    return [...doubts, createNotice(assumedUnitCostNotUsed, { ...place(), value: { assumed, instead } })]
  }
  if (!isNeeded) return doubts
  isAssumed[item] = 1
  if (Number.isNaN(assumed)) {
    return [createNotice(noCost, place())]
  }
  thisLevel[item * ELEMENT_COUNT + MATERIAL] = assumed
  return [createNotice(assumedUnitCost, { ...place(), value: assumed })]
}
