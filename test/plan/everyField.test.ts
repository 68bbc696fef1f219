import { beforeAll, describe, expect, it } from 'vitest'
import { type CheckFailure, type Plan, plan, verify } from '../../src/plan/index.js'
import type { PlanInput } from '../../src/schema/index.js'
import {
  failuresWith,
  leastStep,
  namesPlace,
  type Path,
  pathText,
  placesOf,
  postingNames,
  readAt,
  told,
} from './tampering.js'

/** A company with something in nearly every section of a plan, and so small that every field of its plan is tried. */
const company: PlanInput = {
  asOf: '2026-12-31',
  calendar: { start: '2027-01-01', months: 3 },
  items: [
    { id: 'chair', price: 90, safetyStock: 4 },
    { id: 'leg', purchaseCost: 5, safetyStock: 0, leadTimeDays: 20, supplierId: 'mill' },
    { id: 'seat', purchaseCost: 9, safetyStock: 0, leadTimeDays: 40, supplierId: 'mill' },
  ],
  billOfMaterials: [
    { itemId: 'chair', componentId: 'leg', quantityPer: 4 },
    { itemId: 'chair', componentId: 'seat', quantityPer: 1 },
  ],
  operations: [{ itemId: 'chair', resourceId: 'bench', runHoursPerUnit: 1 }],
  resources: [{ id: 'bench', capacityHours: 30, costPerHour: 20, overtimeHours: 5, overtimeCostPerHour: 30 }],
  suppliers: [{ id: 'mill', terms: { netDays: 14 } }],
  markets: [{ id: 'home' }, { id: 'away', terms: { netDays: 60 } }],
  customers: [{ id: 'Ann', marketId: 'home' }],
  forecasts: [
    { itemId: 'chair', marketId: 'home', quantities: [20, 22, 26] },
    { itemId: 'chair', marketId: 'away', quantities: [10, 12, 14] },
  ],
  customerOrders: [
    { id: 'c1', itemId: 'chair', customerId: 'Ann', quantity: 5, requestedDate: '2027-01-12', price: 88 },
  ],
  supplyOrders: [{ id: 's1', kind: 'buy', itemId: 'leg', quantity: 40, dueDate: '2027-01-20' }],
  stock: [
    { itemId: 'chair', onHand: 6, backlog: 2 },
    { itemId: 'leg', onHand: 100 },
    { itemId: 'seat', onHand: 32 },
  ],
  overheads: [
    { id: 'rent', function: 'production', amount: 300 },
    { id: 'office', function: 'administration', amount: 200 },
    { id: 'fee', function: 'selling', rateOfRevenue: 0.05 },
  ],
  assets: [
    { id: 'saw', function: 'production', acquiredDate: '2025-01-01', cost: 3_600, lifeMonths: 36 },
    {
      id: 'van',
      function: 'selling',
      acquiredDate: '2025-01-01',
      cost: 4_800,
      lifeMonths: 48,
      disposedDate: '2027-02',
      proceeds: 2_000,
    },
  ],
  finance: { openingCash: 5_000, customerTerms: { netDays: 30 }, tax: { rateShare: 0.25 } },
}

let proven: Plan

beforeAll(async () => {
  // Through JSON, so that no two places share an array and one change is one change.
  proven = JSON.parse(JSON.stringify(await plan(company))) as Plan
})

/** Of places that differ in the rows and periods alone, one in the middle. */
function oneOfEach(paths: readonly Path[]): Path[] {
  const kinds = new Map<string, Path[]>()
  for (const path of paths) {
    const kind = path.map((part) => (typeof part === 'number' ? '#' : part)).join('.')
    const known = kinds.get(kind) ?? []
    kinds.set(kind, known)
    known.push(path)
  }
  return [...kinds.values()].map((all) => all[Math.floor(all.length / 2)] as Path)
}

/** Places whose change no failure names; of texts and rows, which make other rows wrong, no failure in their section. */
function escapes(
  isMeant: (value: unknown) => boolean,
  change: (value: unknown, path: Path) => unknown,
  isIn: (failure: CheckFailure, path: Path) => boolean,
): string[] {
  return oneOfEach(placesOf(proven, isMeant)).flatMap((path) => {
    const failures = failuresWith(proven, path, change(readAt(proven, path), path), company)
    const words = path[0] === 'ledger' && typeof path[2] === 'number' ? postingNames(proven, path[2]) : []
    const isNamed = failures.some(
      (failure) => isIn(failure, path) || words.some((word) => failure.message.includes(word)),
    )
    return isNamed ? [] : [`${pathText(path)} (${failures.length} failures)${told(failures)}`]
  })
}

const isNumber = (value: unknown): boolean => typeof value === 'number'
const isText = (value: unknown): boolean => typeof value === 'string'
const isList = (value: unknown): boolean => Array.isArray(value) && value.length > 0
const isInSection = (failure: CheckFailure, path: Path): boolean => failure.path.startsWith(String(path[0]))

describe('every field of a small plan', { timeout: 3_000_000 }, () => {
  it('is proven as it is', () => {
    expect(verify(proven).checks.flatMap(({ failures }) => failures)).toEqual([])
  })

  it('has its number and no other', () => {
    expect(escapes(isNumber, (value, path) => (value as number) + leastStep(proven, path), namesPlace)).toEqual([])
  })

  it('has its text', () => {
    expect(escapes(isText, (value) => `${value as string}x`, isInSection)).toEqual([])
  })

  it('has its rows, none more and none less', () => {
    expect(escapes(isList, (value) => (value as unknown[]).slice(0, -1), isInSection)).toEqual([])
    expect(escapes(isList, (value) => [...(value as unknown[]), (value as unknown[])[0]], isInSection)).toEqual([])
  })
})
