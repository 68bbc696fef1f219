import { type Calendar, type CalendarOptions, createCalendar } from '../../../src/core/time/calendar.js'
import type { BillLine, Operation } from '../../../src/core/structure/structure.js'
import type { ProductionItem, ProductionProblem, ProductionResource } from '../../../src/production/types.js'
import { cents, createDice, type Dice, rounded } from './dice.js'
import { drawDates } from './drawDates.js'
import { stockAndSupply } from './shopLimits.js'

/** A small company whose resources are nearly full, or more than full. */
export interface Shop {
  readonly seed: number
  readonly calendar: CalendarOptions
  readonly problem: ProductionProblem
}

/** How much a shop sells of one item in a period, and how many hours a unit takes. */
const SIZES = [
  { name: 'tiny', least: 0.5, most: 8, hours: [2, 3.6, 5, 8, 13, 20, 40] },
  { name: 'small', least: 3, most: 60, hours: [0.25, 0.5, 1, 1.3, 2, 3.6, 7.5] },
  { name: 'middle', least: 30, most: 400, hours: [0.02, 0.05, 0.1, 0.25, 0.37, 1, 2] },
  { name: 'large', least: 400, most: 20_000, hours: [0.003, 0.01, 0.02, 0.05, 0.1, 0.37, 0.5] },
] as const

type Size = (typeof SIZES)[number]

/** What the generator knows of an item while it draws the others. */
export interface Draft {
  readonly id: string
  /** 0 at the top; an item's components stand lower. */
  readonly level: number
  readonly isMade: boolean
  readonly isService: boolean
  readonly scale: number
  readonly decimals: number
  /** Customers' demand by period, before it is written down. */
  readonly demand: number[]
  readonly yieldShare: number
  readonly lotSize: number
  /** Demand and dependent demand by period. */
  need: number[]
  unitCost: number
}

/** Draws a shop: the same seed gives the same shop. */
export function generateShop(seed: number): Shop {
  const dice = createDice(seed)
  const periods = dice.whole(3, 12)
  const calendar: CalendarOptions = dice.chance(0.8)
    ? { start: dice.of(['2027-01-01', '2027-03-01', '2028-02-01']), months: periods }
    : { start: '2027-01-04', weeks: periods }
  const opened = createCalendar(calendar)
  const size = dice.of(dice.chance(0.3) ? [SIZES[0]] : SIZES)
  const itemCount = dice.whole(2, 12)
  const levels = Math.min(dice.whole(0, 3), itemCount - 1)
  const drafts = Array.from({ length: itemCount }, (_, n) => draftItem(dice, { n, levels, size, periods }))
  const billOfMaterials = drawBills(dice, drafts, levels)
  addNeeds(drafts, billOfMaterials)
  // Demand that must be met, or a firm order, would make most shops that are more than full infeasible.
  const isStrict = dice.chance(0.35)
  const load = isStrict ? dice.between(0.7, 0.95) : dice.between(0.75, 1.3)
  const { operations, resources } = drawResources(dice, drafts, { size, load })
  addUnitCosts(dice, drafts, billOfMaterials, { operations, resources })
  // Half of the shops are plain: few of their items have limits, stock targets or lead times.
  const rules = dice.of([0.25, 1])
  const items = drafts.map((draft) => writeItem(dice, draft, { calendar: opened, isStrict, rules }))
  const firmPeriods = dice.chance(0.08) ? 1 : 0
  return {
    seed,
    calendar,
    problem: drawDates(
      {
        calendar: opened,
        // What is made at once in a first firm period is fixed too: else nothing would be supplied in it.
        items: firmPeriods === 0 ? items : items.map((item, n) => firmStart(item, drafts[n] as Draft)),
        billOfMaterials,
        operations,
        resources,
        ...(firmPeriods > 0 && { firmPeriods }),
      },
      seed,
    ),
  }
}

function draftItem(
  dice: Dice,
  { n, levels, size, periods }: { n: number; levels: number; size: Size; periods: number },
): Draft {
  // One item for each level first, the others anywhere.
  const level = n <= levels ? n : dice.whole(0, levels)
  const isMade = level < levels ? level === 0 || dice.chance(0.85) : dice.chance(levels === 0 ? 0.85 : 0.3)
  const decimals = dice.chance(0.75) ? 0 : dice.whole(1, 6)
  const base = dice.between(size.least, size.most)
  const isSold = level === 0 || dice.chance(0.2)
  const trend = dice.between(-0.5, 0.5)
  const pauses = dice.chance(0.2) ? 0.4 : 0
  const demand = Array.from({ length: periods }, (_, t) => {
    const quantity = base * (1 + (trend * t) / periods) * dice.between(0.6, 1.4)
    return isSold && !dice.chance(pauses) ? rounded(quantity, decimals) : 0
  })
  return {
    id: `${'FMCB'[level]}${n}`,
    level,
    isMade,
    isService: isMade && level === 0 && decimals === 0 && dice.chance(0.05),
    scale: Number(`1e${decimals}`),
    decimals,
    demand,
    yieldShare: isMade && dice.chance(0.25) ? dice.of([0.921, 0.9, 0.95, 0.98, 0.75]) : 1,
    lotSize: isMade && dice.chance(0.15) ? dice.of([5, 12, 50]) : 1,
    need: [...demand],
    unitCost: 0,
  }
}

const QUANTITIES = [1, 1, 1, 1, 2, 2, 3, 4, 12, 0.5, 1.5, 0.1, 0.125, 0.333] as const

function drawBills(dice: Dice, drafts: readonly Draft[], levels: number): BillLine[] {
  const lines = new Map<string, BillLine>()
  const add = (parent: Draft, component: Draft): void => {
    const quantityPer = dice.of(QUANTITIES)
    lines.set(`${parent.id} ${component.id}`, {
      itemId: parent.id,
      componentId: component.id,
      quantityPer,
      ...(dice.chance(0.15) && { scrapShare: dice.of([0.02, 0.05, 0.1]) }),
    })
  }
  for (const component of drafts) {
    const parents = drafts.filter(({ level, isMade }) => isMade && level < component.level)
    if (parents.length === 0) continue
    for (let n = dice.whole(1, 2); n > 0; n -= 1) add(dice.of(parents), component)
  }
  // What stands above others takes something, most of the time from the next level.
  for (const parent of drafts) {
    if (!parent.isMade || parent.level === levels || [...lines.values()].some(({ itemId }) => itemId === parent.id))
      continue
    const lower = drafts.filter(({ level }) => level > parent.level)
    if (!dice.chance(0.15)) add(parent, dice.of(lower))
  }
  return [...lines.values()]
}

/** Needs of the components, parents first. */
function addNeeds(drafts: readonly Draft[], lines: readonly BillLine[]): void {
  for (const parent of [...drafts].sort((a, b) => a.level - b.level)) {
    for (const { itemId, componentId, quantityPer, scrapShare = 0 } of lines) {
      if (itemId !== parent.id) continue
      const component = drafts.find(({ id }) => id === componentId) as Draft
      const perUnit = quantityPer / (1 - scrapShare) / parent.yieldShare
      component.need = component.need.map((quantity, t) => quantity + perUnit * (parent.need[t] as number))
    }
  }
}

function drawResources(
  dice: Dice,
  drafts: readonly Draft[],
  { size, load }: { readonly size: Size; readonly load: number },
): { readonly operations: Operation[]; readonly resources: ProductionResource[] } {
  const ids = ['R1', 'R2', 'R3'].slice(0, dice.whole(1, 3))
  const operations = drafts.flatMap((draft): Operation[] => {
    const mine = draft.isMade && !dice.chance(0.08) ? ids.filter((_, r) => r === 0 || dice.chance(0.3)) : []
    // The first resource is shared by all that are not alone on another one.
    const used = mine.length > 0 && ids.length > 1 && dice.chance(0.4) ? [dice.of(ids)] : mine
    return used.map((resourceId) => ({
      itemId: draft.id,
      resourceId,
      runHoursPerUnit: dice.of(size.hours),
      ...(draft.lotSize > 1 && { setupHours: dice.of([0.5, 1, 2]) }),
    }))
  })
  const resources = ids.map((id): ProductionResource => {
    const mine = operations
      .filter(({ resourceId }) => resourceId === id)
      .map((operation) => {
        const draft = drafts.find((one) => one.id === operation.itemId) as Draft
        const perUnit = (operation.runHoursPerUnit + (operation.setupHours ?? 0) / draft.lotSize) / draft.yieldShare
        return { draft, perUnit }
      })
    const periods = (drafts[0] as Draft).need.length
    const mean =
      mine.reduce((sum, { draft, perUnit }) => sum + perUnit * draft.need.reduce((a, b) => a + b, 0), 0) / periods
    // A unit fits into a bucket.
    const least = Math.max(1, ...mine.map(({ draft, perUnit }) => perUnit / draft.scale))
    const share = load * dice.between(0.9, 1.1)
    const isEven = dice.chance(0.5)
    const capacity = Array.from({ length: periods }, () =>
      rounded(Math.max(least, (mean / share) * (isEven ? 1 : dice.between(0.8, 1.2))) + 0.005, 2),
    )
    const overtime = rounded((mean / share) * dice.of([0.1, 0.2, 0.3]), 1)
    const wage = rounded(dice.between(5, 60), 2)
    return {
      id,
      capacityHours: isEven ? (capacity[0] as number) : capacity,
      ...(dice.chance(0.4) && overtime > 0 && { overtimeHours: overtime }),
      ...(dice.chance(0.85) && { costPerHour: wage }),
      ...(dice.chance(0.2) && { overtimeCostPerHour: cents(wage * dice.between(1, 2)) }),
      ...(dice.chance(0.2) && { variableOverheadPerHour: rounded(dice.between(0.5, 8), 2) }),
    }
  })
  return { operations, resources }
}

/** Variable cost of one unit, components first; what is bought costs something like an hour's work. */
function addUnitCosts(
  dice: Dice,
  drafts: readonly Draft[],
  lines: readonly BillLine[],
  {
    operations,
    resources,
  }: { readonly operations: readonly Operation[]; readonly resources: readonly ProductionResource[] },
): void {
  for (const draft of [...drafts].sort((a, b) => b.level - a.level)) {
    let cost = draft.isMade ? 0 : cents(dice.between(0.5, 60) * dice.of([0.1, 1, 1]))
    for (const { itemId, resourceId, runHoursPerUnit } of operations) {
      const { costPerHour } = resources.find(({ id }) => id === resourceId) as ProductionResource
      if (itemId === draft.id) cost += (runHoursPerUnit * ((costPerHour as number | undefined) ?? 5)) / draft.yieldShare
    }
    for (const { itemId, componentId, quantityPer } of lines) {
      if (itemId !== draft.id) continue
      cost += (quantityPer * (drafts.find(({ id }) => id === componentId) as Draft).unitCost) / draft.yieldShare
    }
    draft.unitCost = Math.max(cost, 0.05)
  }
}

/** A series most of the time one number, else one number for each period. */
function money(dice: Dice, value: number, periods: number): number | number[] {
  if (dice.chance(0.85)) return cents(value)
  return Array.from({ length: periods }, () => cents(value * dice.between(0.8, 1.25)))
}

function writeItem(
  dice: Dice,
  draft: Draft,
  { calendar, isStrict, rules }: { readonly calendar: Calendar; readonly isStrict: boolean; readonly rules: number },
): ProductionItem {
  const { unitCost, isMade, isService, decimals, demand } = draft
  const periods = demand.length
  const isSold = demand.some((quantity) => quantity > 0)
  const price = unitCost * dice.between(1.15, 2.5)
  const given = dice.chance(0.75)
  const unmet = dice.chance(isStrict ? 0.5 : 0.02) ? 'forbidden' : dice.of(['backlog', 'backlog', 'lost'] as const)
  return {
    id: draft.id,
    ...(isService && { kind: 'service' }),
    ...(decimals > 0 && { quantityDecimals: decimals }),
    ...(draft.yieldShare < 1 && { yieldShare: draft.yieldShare }),
    ...(draft.lotSize > 1 && { lotSize: draft.lotSize }),
    ...(!isMade && { purchaseCost: money(dice, unitCost, periods) }),
    ...(isMade && dice.chance(0.08) && { purchaseCost: cents(unitCost * 0.3) }),
    ...(isMade ? { source: 'make' as const } : { source: 'buy' as const }),
    ...(isSold && {
      demand,
      price: money(dice, price, periods),
      ...(unmet !== 'backlog' && { unmetDemand: unmet }),
      ...(dice.chance(0.25) && { sellingCostPerUnit: rounded(price * 0.04, 2) }),
      ...(given && unmet === 'backlog' && { backlogCostPerUnit: rounded(price * dice.of([0.02, 0.05, 0.1]), 2) }),
      ...(given && unmet === 'lost' && { lostSaleCostPerUnit: rounded(price * dice.of([0, 0.1, 0.3]), 2) }),
      ...(unmet !== 'forbidden' &&
        dice.chance(0.12) && { backlog: rounded(dice.between(0, demand[0] as number), decimals) }),
    }),
    ...(!isService && {
      ...(dice.chance(0.7) && { holdingCostPerUnit: rounded(unitCost * dice.of([0.005, 0.015, 0.03]), 4) }),
      ...stockAndSupply(dice, draft, { calendar, isStrict, rules }),
    }),
  }
}

function firmStart(item: ProductionItem, { need, scale }: Draft): ProductionItem {
  const first = Math.floor((need[0] as number) * 0.8 * scale) / scale
  const rest = item.firmSupply ?? need.map(() => null)
  return item.kind === 'service' ? item : { ...item, firmSupply: [first, ...rest.slice(1)] }
}
