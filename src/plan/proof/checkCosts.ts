import { type Check, startCheck } from './checks.js'
import type { Facts } from './facts.js'
import { nearest } from './fraction.js'

const ELEMENTS = ['material', 'outsideProcessing', 'labor', 'variableOverhead', 'fixedOverhead'] as const
type Elements = Record<(typeof ELEMENTS)[number], number>

const NOTHING: Readonly<Elements> = {
  material: 0,
  outsideProcessing: 0,
  labor: 0,
  variableOverhead: 0,
  fixedOverhead: 0,
}

const firstOf = (value: number | string | readonly (number | string)[] | undefined): number =>
  value === undefined ? 0 : Number(typeof value === 'object' ? value[0] : value)

/** Rolls the cost of every item up again, from the top down by recursion, and compares all elements and levels. */
export function checkCosts(facts: Facts): Check {
  const check = startCheck(
    'costs-rolled-up',
    'Standard costs are the sum of material, labor and overhead through every level.',
  )
  const { plan, items, bills } = facts
  const assumedCosts = new Map(plan.input.assumedUnitCosts.map(({ itemId, unitCost }) => [itemId, unitCost]))
  const levels = readLevels(facts)
  const known = new Map<string, { own: Elements; below: Elements; isAssumed: boolean }>()

  const cost = (itemId: string): { own: Elements; below: Elements; isAssumed: boolean } => {
    const found = known.get(itemId)
    if (found !== undefined) return found
    const own = ownCost(itemId, facts, assumedCosts)
    let isAssumed = isUnknown(itemId, facts)
    const below = { ...NOTHING }
    for (const { componentId, perUnit } of bills.get(itemId) ?? []) {
      const quantity = nearest(perUnit)
      const part = cost(componentId)
      isAssumed ||= part.isAssumed
      for (const element of ELEMENTS) below[element] += quantity * (part.own[element] + part.below[element])
    }
    const result = { own, below, isAssumed }
    known.set(itemId, result)
    return result
  }

  for (const { row: card, name } of facts.rows.costs.values()) {
    if (!items.has(card.itemId)) continue
    const { own, below, isAssumed } = cost(card.itemId)
    let unit = 0
    let fixed = 0
    for (const element of ELEMENTS) {
      const whole = own[element] + below[element]
      unit += whole
      if (element === 'fixedOverhead') fixed = whole
      // Each figure is rounded to six decimals so that the parts add up: one digit of the last place either way.
      check.number(`${name}.thisLevel.${element}`, card.thisLevel[element], own[element], 3e-6 + 1e-9 * own[element])
      check.number(
        `${name}.lowerLevels.${element}`,
        card.lowerLevels[element],
        below[element],
        3e-6 + 1e-9 * below[element],
      )
      check.number(
        `${name}.elements.${element}`,
        card.elements[element],
        card.thisLevel[element] + card.lowerLevels[element],
        1e-7 + 1e-12 * whole,
      )
    }
    const sum = ELEMENTS.reduce((total, element) => total + card.elements[element], 0)
    check.number(`${name}.unitCost`, card.unitCost, unit, 1e-6 + 1e-9 * unit)
    check.number(`${name}.unitCost`, card.unitCost, sum, 1e-7 + 1e-12 * unit)
    check.number(`${name}.fixedCost`, card.fixedCost, fixed, 3e-6 + 1e-9 * fixed)
    check.number(`${name}.fixedCost`, card.fixedCost, card.elements.fixedOverhead, 1e-7 + 1e-12 * unit)
    check.number(`${name}.variableCost`, card.variableCost, card.unitCost - card.fixedCost, 1e-7 + 1e-12 * unit)
    check.number(`${name}.level`, card.level, levels.get(card.itemId) ?? 0)
    check.equal(`${name}.assumed`, card.assumed, isAssumed)
  }
  return check.result()
}

/** Nothing says what an item costs: neither a price nor, where it is made, a bill or a routing. */
function isUnknown(itemId: string, { sources, bills, routings }: Facts): boolean {
  const source = sources.get(itemId)
  if (source?.purchaseCost !== undefined) return false
  return source?.kind === 'buy' || (bills.get(itemId) ?? routings.get(itemId) ?? []).length === 0
}

/** What an item's own price or routing adds to its cost. */
function ownCost(itemId: string, facts: Facts, assumedCosts: ReadonlyMap<string, number>): Elements {
  const source = facts.sources.get(itemId)
  if (isUnknown(itemId, facts)) return { ...NOTHING, material: assumedCosts.get(itemId) ?? 0 }
  if (source?.kind === 'buy') return { ...NOTHING, material: firstOf(source.purchaseCost) }
  // What a supplier is paid for the work done outside.
  const own = { ...NOTHING, outsideProcessing: source?.kind === 'subcontract' ? firstOf(source.purchaseCost) : 0 }
  for (const { resourceId, hours } of facts.routings.get(itemId) ?? []) {
    const resource = facts.resources.get(resourceId)
    const wages = hours * firstOf(resource?.costPerHour)
    if (resource?.paidHours === 'capacity') own.fixedOverhead += wages
    else own.labor += wages
    own.variableOverhead += hours * firstOf(resource?.variableOverheadPerHour)
    own.fixedOverhead += hours * (resource?.fixedOverheadPerHour ?? 0)
  }
  return own
}

/** Low-level codes: the longest way down to an item from one that is no component. */
function readLevels({ items, bills }: Facts): Map<string, number> {
  const parents = new Map<string, string[]>()
  for (const [itemId, bill] of bills) {
    for (const { componentId } of bill) {
      const above = parents.get(componentId)
      if (above === undefined) parents.set(componentId, [itemId])
      else above.push(itemId)
    }
  }
  const levels = new Map<string, number>()
  const levelOf = (itemId: string): number => {
    const known = levels.get(itemId)
    if (known !== undefined) return known
    const level = (parents.get(itemId) ?? []).reduce((most, parent) => Math.max(most, levelOf(parent) + 1), 0)
    levels.set(itemId, level)
    return level
  }
  for (const itemId of items.keys()) levelOf(itemId)
  return levels
}
