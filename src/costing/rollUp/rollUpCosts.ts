import { type Check, list, number, oneOf, optional, QUANTITY, record, text } from '../../core/checks.js'
import { createIssueList, type IssueList } from '../../core/errors.js'
import type { CompiledStructure } from '../../core/compiledStructure.js'
import { operationHours } from '../../core/compileStructure.js'
import { day } from '../../core/dayCheck.js'
import { readStructure } from '../../core/structureChecks.js'
import type { ProductStructure } from '../../core/structure.js'
import { createNotice, type Notice } from '../../core/notices.js'
import { keyPath } from '../../core/keyPath.js'
import { assumedUnitCost, assumedUnitCostNotUsed, noCost } from '../notices.js'
import { ELEMENT_COUNT, ELEMENTS, roundCostCells } from './roundCostCells.js'
import type { CostCard, CostElements, CostRates, PurchaseCost, ResourceRates, UnitCost } from '../types.js'

/** Options of {@link rollUpCosts}. */
export interface RollUpOptions {
  readonly rates: CostRates
  /** Day at which the bills are read, `YYYY-MM-DD`; without it, bill lines with a validity are refused. */
  readonly asOf?: string
}

interface ReadRates {
  /** Purchase cost of one unit by item; NaN where none was given. */
  readonly purchase: Float64Array
  /** Element of the purchase cost by item, where it is given. */
  readonly element: ReadonlyMap<string, NonNullable<PurchaseCost['element']>>
  readonly assumed: Float64Array
  /** Labor, variable and fixed overhead of one hour, by resource. */
  readonly perHour: readonly (readonly [number, number, number])[]
}

const rollUpOptions: Check = (value, path, issues) => {
  const cost = number(QUANTITY)
  const unitCosts = optional(list(record<UnitCost>({ itemId: text, unitCost: cost })))
  return record<RollUpOptions>({
    rates: record<CostRates>({
      purchaseCosts: optional(
        list(
          record<PurchaseCost>({
            itemId: text,
            purchaseCost: cost,
            element: optional(oneOf('material', 'outsideProcessing')),
          }),
        ),
      ),
      resources: optional(
        list(
          record<ResourceRates>({
            resourceId: text,
            costPerHour: cost,
            variableOverheadPerHour: optional(cost),
            fixedOverheadPerHour: optional(cost),
          }),
        ),
      ),
      assumedUnitCosts: unitCosts,
    }),
    asOf: optional(day),
  })(value, path, issues)
}

function readUnitCosts(
  lines: readonly { readonly itemId: string; readonly cost: number }[],
  where: {
    readonly path: string
    readonly compiled: CompiledStructure
    readonly issues: IssueList
  },
): Float64Array {
  const { path, compiled, issues } = where
  const costs = new Float64Array(compiled.itemIds.length).fill(Number.NaN)
  const seen = new Set<string>()
  lines.forEach((line, n) => {
    const at = `${path}[${n}]`
    const item = compiled.itemIndex.get(line.itemId)
    if (item === undefined) {
      issues.add(
        'UNKNOWN_ID',
        `${at}.itemId`,
        line.itemId,
        `There is no item '${line.itemId}'.`,
        'Add it to items, or correct the id.',
      )
    }
    if (seen.has(line.itemId)) {
      issues.add(
        'DUPLICATE_ID',
        `${at}.itemId`,
        line.itemId,
        `Item '${line.itemId}' is there twice.`,
        'Keep one cost for each item.',
      )
    }
    seen.add(line.itemId)
    if (item !== undefined) costs[item] = line.cost
  })
  return costs
}

function readRates(rates: CostRates, compiled: CompiledStructure, issues: IssueList): ReadRates {
  const path = 'options.rates'
  const found = new Map<string, readonly [number, number, number]>()
  ;(rates.resources ?? []).forEach((resource, n) => {
    const at = `${path}.resources[${n}]`
    if (found.has(resource.resourceId)) {
      issues.add(
        'DUPLICATE_ID',
        `${at}.resourceId`,
        resource.resourceId,
        `Resource '${resource.resourceId}' is there twice.`,
        'Keep one line for each resource.',
      )
    }
    const variable = resource.variableOverheadPerHour ?? 0
    const fixed = resource.fixedOverheadPerHour ?? 0
    found.set(resource.resourceId, [resource.costPerHour, variable, fixed])
  })
  const perHour = compiled.resourceIds.map((id): readonly [number, number, number] => {
    const hourly = found.get(id)
    if (hourly === undefined) {
      issues.add(
        'MISSING_VALUE',
        `${path}.resources`,
        id,
        `Operations run on resource '${id}', which has no rates.`,
        `Add { resourceId: '${id}', costPerHour: ... }.`,
      )
    }
    return hourly ?? [0, 0, 0]
  })
  const purchases = (rates.purchaseCosts ?? []).map(({ itemId, purchaseCost }) => ({ itemId, cost: purchaseCost }))
  const assumed = (rates.assumedUnitCosts ?? []).map(({ itemId, unitCost }) => ({ itemId, cost: unitCost }))
  return {
    element: new Map(
      (rates.purchaseCosts ?? []).flatMap(({ itemId, element }) => (element === undefined ? [] : [[itemId, element]])),
    ),
    purchase: readUnitCosts(purchases, { path: `${path}.purchaseCosts`, compiled, issues }),
    assumed: readUnitCosts(assumed, { path: `${path}.assumedUnitCosts`, compiled, issues }),
    perHour,
  }
}

const MATERIAL = ELEMENTS.indexOf('material')
/** Place of the first element that follows the hours: labor, then variable and fixed overhead, as in the rates. */
const LABOR = ELEMENTS.indexOf('labor')

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
 * Bottom-up by low-level code. This level: purchase cost, standard hours x labor, variable and fixed overhead
 * per hour. Lower levels: the sum over components of effective quantity x the component's whole cost, element by
 * element. Scrap, yield and set-up act through `effectiveQuantity` and `standardHours`. A purchase cost is paid for every
 * good unit and not divided by a yield: it is the material of what is bought, and outside processing of an item that has
 * a bill or a routing (subcontracting). Float64 throughout, rounded once to 6 decimals by largest remainder, so that the elements of a card add
 * to its unit cost. Source: APICS (ASCM) Dictionary, "cost roll-up"; CIMA Official Terminology, "standard cost card".
 *
 * @param structure - items, bills of materials and operations
 * @param options - rates (major units per stock unit and per hour), and the day at which bills are read
 * @returns one card per item, in the order of `structure.items`; an assumed, a missing or an unused assumed cost is a
 * warning of the card (`assumed-unit-cost`, `no-cost`, `assumed-unit-cost-not-used`)
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
  rollUpOptions(options, 'options', issues)
  const compiled = readStructure(structure, options?.asOf, issues)
  const rates = readRates(options.rates, compiled, issues)
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
    const warnings = addPurchase(item, compiled, rates, thisLevel, isAssumed)
    for (let o = compiled.operationStart[item] as number; o < (compiled.operationStart[item + 1] as number); o++) {
      const hours = hoursPerUnit[o] as number
      const hourly = rates.perHour[compiled.operationResource[o] as number] as readonly [number, number, number]
      hourly.forEach((rate, e) => {
        const cell = first + LABOR + e
        thisLevel[cell] = (thisLevel[cell] as number) + hours * rate
      })
    }
    for (let b = compiled.componentStart[item] as number; b < (compiled.componentStart[item + 1] as number); b++) {
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
      warnings,
    }
  }
  issues.throwIfAny()
  return cards
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
  const path = keyPath('items', { id })
  const refs = [{ itemId: id }]
  const price = rates.purchase[item] as number
  const assumed = rates.assumed[item] as number
  const isMade =
    compiled.componentStart[item] !== compiled.componentStart[item + 1] ||
    compiled.operationStart[item] !== compiled.operationStart[item + 1]
  const isNeeded = Number.isNaN(price) && !isMade
  const element = rates.element.get(id) ?? (isMade ? 'outsideProcessing' : 'material')
  if (!Number.isNaN(price)) thisLevel[item * ELEMENT_COUNT + ELEMENTS.indexOf(element)] = price
  if (!Number.isNaN(assumed) && !isNeeded) {
    const instead = Number.isNaN(price) ? 'billAndRouting' : 'purchaseCost'
    return [createNotice(assumedUnitCostNotUsed, { path, refs, value: { assumed, instead } })]
  }
  if (!isNeeded) return []
  isAssumed[item] = 1
  if (Number.isNaN(assumed)) {
    return [createNotice(noCost, { path, refs })]
  }
  thisLevel[item * ELEMENT_COUNT + MATERIAL] = assumed
  return [createNotice(assumedUnitCost, { path, refs, value: assumed })]
}
