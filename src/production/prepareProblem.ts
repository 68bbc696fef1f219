import { throwIfUnreadable } from '../core/checking/checks.js'
import { productionProblem } from './problem/problemChecks.js'
import { createIssueList, type IssueList } from '../core/checking/errors.js'
import { compileStructure, resourceLoads } from '../core/structure/compileStructure.js'
import { compareByKey, sortByKey } from '../core/keys/keys.js'
import type { Operation } from '../core/structure/structure.js'
import { createNotice, type Notice } from '../core/notices/notices.js'
import { leaveBelowCost, type OvertakenUnits } from './belowCost/belowCost.js'
import { checkGridTotals } from './problem/checkGridTotals.js'
import { roundHours } from './problem/grid.js'
import { findLongItems, type LongItem } from './problem/longItems.js'
import { madeOverPeriods } from './notices.js'
import { shipOwnStock } from './belowCost/ownStock.js'
import { type PreparedItem, prepareItem } from './problem/prepareItem.js'
import { prepareResource, type PreparedResource } from './problem/prepareResource.js'
import { defaultPenalties } from './customersFirst/defaultPenalties.js'
import type { PreparedProblem } from './problem/preparedProblem.js'
import { type ItemSource, readSources } from './problem/readSources.js'
import type { ProductionProblem } from './types.js'
import { variableCosts } from './problem/variableCosts.js'

const BILL_KEY = ['itemId', 'componentId', 'firstDate', 'id'] as const
const OPERATION_KEY = ['itemId', 'resourceId', 'id'] as const

/** Positions of the ids in sorted order, and the place of each position in it. */
function sortById(rows: readonly { readonly id: string }[]): {
  readonly sorted: number[]
  readonly placeOf: number[]
} {
  const sorted = rows.map((_, i) => i).sort((a, b) => compareByKey(rows[a], rows[b], ['id']))
  const placeOf = new Array<number>(rows.length).fill(0)
  sorted.forEach((from, to) => {
    placeOf[from] = to
  })
  return { sorted, placeOf }
}

const NOBODY: OvertakenUnits = new Map()

/**
 * Checks a problem, collects every mistake in it, and puts it into the form that the model is built from.
 *
 * @param overtaken - forecast that booked orders overtake (`overtakenForecast`); default none
 */
export function prepareProblem(problem: ProductionProblem, overtaken: OvertakenUnits = NOBODY): PreparedProblem {
  const issues = createIssueList()
  const warnings: Notice[] = []
  productionProblem(problem, '', issues)
  throwIfUnreadable(issues)
  if (issues.issues.some(({ code }) => code === 'EMPTY')) issues.throwIfAny()
  const { calendar } = problem
  const { periods } = calendar

  const asOf = problem.asOf ?? periods[0]?.start
  const inputStructure = {
    items: problem.items,
    billOfMaterials: problem.billOfMaterials ?? [],
    operations: problem.operations ?? [],
  }
  compileStructure(inputStructure, { asOf, issues })
  const firmPeriods = checkFirmPeriods(problem, periods.length, issues)
  const made = new Set<string>(
    [...inputStructure.billOfMaterials, ...inputStructure.operations].map((line) => line.itemId),
  )
  const sources = readSources(problem, made, issues)
  const inputItems = problem.items.map((item, i) =>
    prepareItem(item, {
      calendar,
      firmPeriods,
      path: `items[${i}]`,
      source: sources.get(item.id) as ItemSource,
      hasMethod: made.has(item.id),
      issues,
      warnings,
    }),
  )
  const inputResources = (problem.resources ?? []).map((resource, r) =>
    prepareResource(resource, { calendar, path: `resources[${r}]`, issues, warnings }),
  )
  // What is bought takes no part of its bill and routing; from here on an item uses what it has.
  const isUsed = ({ itemId }: { readonly itemId: string }): boolean => sources.get(itemId)?.kind !== 'buy'
  checkResources(problem, isUsed, issues)
  issues.throwIfAny()

  const itemPlaces = sortById(inputItems)
  const resourcePlaces = sortById(inputResources)
  const structure = compileStructure(
    {
      items: itemPlaces.sorted.map((i) => problem.items[i]),
      billOfMaterials: sortByKey(inputStructure.billOfMaterials.filter(isUsed), BILL_KEY),
      operations: sortByKey(inputStructure.operations.filter(isUsed), OPERATION_KEY),
    },
    { asOf },
  )
  const resources = resourcePlaces.sorted.map((r) => inputResources[r])
  const resourceIndex = new Map(resources.map(({ id }, r) => [id, r]))
  const items = itemPlaces.sorted.map((i) => inputItems[i])
  const isComponent = new Uint8Array(items.length)
  for (const c of structure.component) isComponent[c] = 1
  const loads = resourceLoads(structure)
  const resourceOf = Int32Array.from(structure.resourceIds, (id) => resourceIndex.get(id) as number)
  const long = findLongItems({ items, resources, loads, resourceOf })
  const periodIds = periods.map(({ id }) => id)
  for (const i of itemPlaces.placeOf) noteLongItem(long.get(i), { item: items[i], resources, periodIds, warnings })
  const prepared: PreparedProblem = {
    periodIds,
    periodCount: periods.length,
    firstDate: periods[0].start,
    planDays: periods.reduce((sum, { days }) => sum + days, 0),
    items,
    resources,
    structure,
    loads,
    resourceOf,
    isComponent,
    costs: variableCosts({ items, resources, structure, loads, resourceOf }, periods.length),
    long,
    customersFirst: problem.customersFirst ?? false,
    keepsPromises: problem.sellBelowCost !== undefined,
    refusesLosses: problem.sellBelowCost !== undefined && problem.sellBelowCost !== 'always',
    itemOrder: itemPlaces.placeOf,
    resourceOrder: resourcePlaces.placeOf,
    warnings,
  }
  checkGridTotals(prepared, issues)
  issues.throwIfAny()
  const paying = { ...prepared, items: leaveBelowCost(prepared, problem.sellBelowCost, overtaken) }
  const { customersFirst } = prepared
  const weighed = defaultPenalties(paying, { calendar, customersFirst, warnings }).map((item, i) =>
    item.unmetDemand === 'lost' && item.given.lost ? { ...item, lostAlone: paying.items[i].lostCost } : item,
  )
  return { ...paying, items: customersFirst ? shipOwnStock(paying, weighed) : weighed }
}

function noteLongItem(
  long: LongItem | undefined,
  context: {
    readonly item: PreparedItem
    readonly resources: readonly PreparedResource[]
    readonly periodIds: readonly string[]
    readonly warnings: Notice[]
  },
): void {
  if (long === undefined) return
  const { item, resources, periodIds, warnings } = context
  warnings.push(
    createNotice(madeOverPeriods, {
      path: item.place,
      refs: [{ itemId: item.id }, { resourceId: resources[long.resource].id }],
      periodIds: [periodIds[long.period], periodIds[long.period]],
      amount: roundHours(long.hours),
      unit: 'hours',
      value: { step: 1 / item.scale, offeredHours: roundHours(long.offeredHours) },
    }),
  )
}

function checkFirmPeriods(problem: ProductionProblem, periodCount: number, issues: IssueList): number {
  const firmPeriods = problem.firmPeriods ?? 0
  if (Number.isInteger(firmPeriods) && firmPeriods >= 0 && firmPeriods <= periodCount) return firmPeriods
  issues.add(
    'OUT_OF_RANGE',
    'firmPeriods',
    problem.firmPeriods,
    `The number of firm periods must be whole, from 0 to ${periodCount}.`,
    'Give the number of first periods in which supply is fixed.',
  )
  return 0
}

function checkResources(
  problem: ProductionProblem,
  isUsed: (operation: Operation) => boolean,
  issues: IssueList,
): void {
  const { resources = [], operations = [] } = problem
  const index = new Map<string, number>()
  resources.forEach((resource, r) => {
    if (index.has(resource.id)) {
      issues.add(
        'DUPLICATE_ID',
        `resources[${r}].id`,
        resource.id,
        `Resource '${resource.id}' is there twice.`,
        'Give every resource an id of its own.',
      )
    } else index.set(resource.id, r)
  })
  const empty = new Set<number>()
  operations.forEach((operation, n) => {
    const r = index.get(operation.resourceId)
    if (r === undefined) {
      issues.add(
        'UNKNOWN_ID',
        `operations[${n}].resourceId`,
        operation.resourceId,
        `There is no resource '${operation.resourceId}'.`,
        'Add it to resources with its capacityHours, or correct the id.',
      )
      return
    }
    if (!isUsed(operation) || operation.runHoursPerUnit + (operation.setupHours ?? 0) === 0) return
    // One number for all periods is soon forgotten; who writes period by period that there are no hours means it.
    const { capacityHours, overtimeHours = 0 } = resources[r] ?? {}
    if (!empty.has(r) && capacityHours === 0 && overtimeHours === 0) {
      empty.add(r)
      issues.add(
        'NO_CAPACITY',
        `resources[${r}].capacityHours`,
        resources[r]?.capacityHours,
        `Item '${operation.itemId}' is made on resource '${operation.resourceId}', which has no hours in any period.`,
        'Give its hours by period, or take the operation away.',
      )
    }
  })
}
