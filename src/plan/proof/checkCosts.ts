import { type Check, startCheck } from './checks.js'
import type { Facts } from './facts.js'

const ELEMENTS = ['material', 'labor', 'variableOverhead', 'fixedOverhead'] as const
type Elements = Readonly<Record<(typeof ELEMENTS)[number], number>>

const NOTHING: Elements = { material: 0, labor: 0, variableOverhead: 0, fixedOverhead: 0 }

const firstOf = (value: number | string | readonly (number | string)[] | undefined): number =>
  value === undefined ? 0 : Number(typeof value === 'object' ? value[0] : value)

/** Rolls the cost of every item up again, from the top down by recursion, and compares all elements and levels. */
export function checkCosts(facts: Facts): Check {
  const check = startCheck(
    'costs-rolled-up',
    'Standard costs are the sum of material, labor and overhead through every level.',
  )
  const { plan, bills, hours } = facts
  const { items, resources, assumedUnitCosts } = plan.input
  const known = new Map<number, { own: Elements; below: Elements; level: number }>()
  const levels = new Array<number>(items.length).fill(0)

  const cost = (i: number): { own: Elements; below: Elements } => {
    const found = known.get(i)
    if (found !== undefined) return found
    const item = items[i] as (typeof items)[number]
    let own = NOTHING
    if (item.source === 'buy') {
      const assumed = assumedUnitCosts.find(({ itemId }) => itemId === item.id)?.unitCost
      own = { ...NOTHING, material: item.purchaseCost === undefined ? (assumed ?? 0) : firstOf(item.purchaseCost) }
    } else {
      for (const line of hours[i] ?? []) {
        const resource = resources[line.resource] as (typeof resources)[number]
        own = {
          material: 0,
          labor: own.labor + line.hours * firstOf(resource.costPerHour),
          variableOverhead: own.variableOverhead + line.hours * firstOf(resource.variableOverheadPerHour),
          fixedOverhead: own.fixedOverhead + line.hours * (resource.fixedOverheadPerHour ?? 0),
        }
      }
    }
    const below = { ...NOTHING }
    for (const { place, quantity } of bills[i] ?? []) {
      const part = cost(place)
      for (const element of ELEMENTS) below[element] += quantity * (part.own[element] + part.below[element])
    }
    const result = { own, below, level: 0 }
    known.set(i, result)
    return result
  }

  // Low-level code: every line pushes its component below its item, until nothing moves.
  for (let moved = true; moved;) {
    moved = false
    bills.forEach((bill, i) => {
      for (const { place } of bill) {
        const level = (levels[i] as number) + 1
        if ((levels[place] as number) >= level) continue
        levels[place] = level
        moved = true
      }
    })
  }

  plan.costs.forEach((card, i) => {
    const { own, below } = cost(i)
    const name = `costs[${i}]`
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
    check.number(`${name}.level`, card.level, levels[i] as number)
  })
  return check.result()
}
