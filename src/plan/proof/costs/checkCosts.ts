import type { StandardRecord } from '../../costs/planStandards.js'
import { type Check, type Checker, startCheck } from '../checks.js'
import { type Facts, itemKey } from '../facts/facts.js'
import { ELEMENTS, type RolledCost, standardSettings } from './rolledCosts.js'

/** Rolls the cost of every item up again whenever standards are set, and compares all elements and levels. */
export function checkCosts(facts: Facts): Check {
  const check = startCheck(
    'costs-rolled-up',
    'Standard costs are the sum of material, labor and overhead through every level, or those given, whenever they are set.',
  )
  const { items } = facts
  const settings = standardSettings(facts)
  const levels = readLevels(facts)
  for (const { row: card, name } of facts.rows.costs.values()) {
    const cost = settings[0]?.roll(card.itemId)
    if (!items.has(card.itemId) || cost === undefined) continue
    compareCost(check, { row: card, name }, cost)
    check.number(`${name}.level`, card.level, levels.get(card.itemId) ?? 0)
    check.equal(`${name}.assumed`, card.assumed, cost.isAssumed)
  }
  checkStandards(facts, check)
  return check.result()
}

/** Each record was set in a period in which standards are set, and none is missing. */
function checkStandards(facts: Facts, check: Checker): void {
  const { given, items, plan } = facts
  const settings = standardSettings(facts)
  const places = new Map(plan.calendar.periods.map(({ id }, t) => [id, t]))
  const byItem = new Map<string, { readonly row: StandardRecord; readonly name: string; readonly t: number }[]>()
  given.standards.forEach((row, n) => {
    const name = `standards[${n}]`
    const t = places.get(row.periodId) ?? -1
    const setting = settings.find((one) => one.t === t)
    check.holds(`${name}.itemId`, items.has(row.itemId), row.itemId, null, `${name} is of no item of the plan.`)
    check.holds(
      `${name}.periodId`,
      setting !== undefined,
      row.periodId,
      null,
      `${name}: no standards are set in ${String(row.periodId)}.`,
    )
    check.equal(`${name}.reason`, row.reason, setting?.reason ?? null)
    const rows = byItem.get(row.itemId) ?? []
    byItem.set(row.itemId, rows)
    rows.push({ row, name, t })
  })
  for (const itemId of items.keys()) {
    const rows = [...(byItem.get(itemId) ?? [])].sort((a, b) => a.t - b.t)
    check.number(`standards of ${itemId}: first period`, rows[0]?.t, 0)
    rows.forEach(({ row, name, t }, n) => {
      const before = rows[n - 1]
      if (before === undefined) return
      const isNew = ELEMENTS.some(
        (element) =>
          row.thisLevel[element] !== before.row.thisLevel[element] ||
          row.lowerLevels[element] !== before.row.lowerLevels[element],
      )
      check.holds(name, isNew && t > before.t, row.unitCost, null, `${name} sets what was set before.`)
    })
    // What holds in a period in which standards are set is what they are rolled up to then.
    for (const { t, roll } of settings) {
      const inForce = rows.filter((one) => one.t <= t).at(-1)
      if (inForce !== undefined) compareCost(check, inForce, roll(itemId))
    }
  }
  const cards = facts.rows.costs
  for (const [itemId, rows] of byItem) {
    const [card, first] = [cards.get(itemKey(itemId))?.row, rows.find(({ t }) => t === 0)]
    if (card === undefined || first === undefined) continue
    for (const field of ['unitCost', 'variableCost', 'fixedCost'] as const)
      check.number(`${first.name}.${field}`, first.row[field], card[field])
    for (const element of ELEMENTS)
      check.number(`${first.name}.thisLevel.${element}`, first.row.thisLevel[element], card.thisLevel[element])
  }
}

type Costed = Pick<StandardRecord, 'unitCost' | 'variableCost' | 'fixedCost' | 'elements' | 'thisLevel' | 'lowerLevels'>

function compareCost(
  check: Checker,
  { row: card, name }: { readonly row: Costed; readonly name: string },
  { own, below }: RolledCost,
): void {
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
