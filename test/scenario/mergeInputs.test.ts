import { describe, expect, it } from 'vitest'
import { isSopError } from '../../src/core/checking/errors.js'
import { applyPatch, diffInputs, mergeInputs, type PatchChange } from '../../src/scenario/index.js'
import type { PlanInput } from '../../src/schema/index.js'
import { deepFreeze } from '../costing/deepFreeze.js'

const base: PlanInput = deepFreeze({
  calendar: { start: '2027-01-01', months: 3 },
  items: [
    { id: 'lamp', price: 49, purchaseCost: 30, attributes: { family: 'light' } },
    { id: 'spot', price: 20, supplierId: 'mill' },
  ],
  suppliers: [{ id: 'mill' }, { id: 'forge' }],
  resources: [{ id: 'bench', capacityHours: 100 }],
  forecasts: [
    { itemId: 'lamp', quantities: [10, 12, 9] },
    { itemId: 'spot', quantities: [1, 2, 3] },
  ],
})

const patched = (...changes: readonly PatchChange[]): PlanInput => applyPatch(base, { changes })
const capacity = { table: 'resources', key: 'bench', field: 'capacityHours', op: 'set' } as const

describe('a difference', () => {
  it('names the cells, with what was there', () => {
    const b: PlanInput = {
      ...base,
      asOf: '2026-12-30',
      items: [
        { id: 'spot', price: 20, supplierId: 'forge' },
        { id: 'lamp', price: [49, 49, 52], purchaseCost: 30, attributes: { family: 'light', watt: 40 } },
      ],
      policy: { unmetDemand: 'lost' },
      forecasts: [{ itemId: 'lamp', quantities: [10, 15, 9] }],
    }
    expect(diffInputs(base, b)).toEqual({
      changes: [
        // What was taken by default is no value that was given.
        { table: 'input', field: 'asOf', op: 'set', value: '2026-12-30' },
        { table: 'policy', field: 'unmetDemand', op: 'set', value: 'lost' },
        { table: 'items', key: 'lamp', field: 'price', periodId: '2027-03', op: 'set', value: 52, before: 49 },
        { table: 'items', key: 'lamp', field: 'attributes.watt', op: 'set', value: 40 },
        { table: 'sources', key: 'spot', field: 'supplierId', op: 'set', value: 'forge', before: 'mill' },
        {
          table: 'forecasts',
          key: { itemId: 'lamp' },
          field: 'quantities',
          periodId: '2027-02',
          op: 'set',
          value: 15,
          before: 12,
        },
        {
          table: 'forecasts',
          key: { itemId: 'spot' },
          op: 'delete',
          before: { itemId: 'spot', quantities: [1, 2, 3] },
        },
      ],
    })
  })

  it('is none where one is written out and the other by default', () => {
    const written = {
      ...base,
      currency: 'USD',
      policy: { holdingCostRatePerYear: 0.2 },
      sources: [{ itemId: 'spot', supplierId: 'mill', leadTimeDays: 0 }],
      items: [base.items[0], { id: 'spot', price: 20, kind: 'good', unit: 'each' }] as PlanInput['items'],
    }
    expect(diffInputs(base, written).changes).toEqual([])
  })

  it('tells a default that was written down where it alone keeps a value as it was', () => {
    // The penalty of 95 % is 0.2 x 0.95 / 0.05 = 3.8; that of 90 % would be 1.8.
    const kept: PlanInput = { ...base, policy: { serviceLevelShare: 0.9, safetyStockPenaltyRatePerYear: 3.8 } }
    const { changes } = diffInputs(base, kept)
    expect(changes.map(({ table, field, value }) => [table, field, value])).toEqual([
      ['policy', 'serviceLevelShare', 0.9],
      ['policy', 'safetyStockPenaltyRatePerYear', 3.8],
    ])
  })
})

describe('a merge', () => {
  it('takes what one side changed, agrees on what both changed alike, and names what both changed apart', () => {
    const ours = patched(
      { table: 'items', key: 'lamp', field: 'price', op: 'set', value: 52 },
      { table: 'sources', key: 'lamp', field: 'leadTimeDays', op: 'set', value: 7 },
      { ...capacity, value: 120 },
      { table: 'suppliers', op: 'insert', value: { id: 'works', name: 'Works' } },
    )
    const theirs = patched(
      { table: 'items', key: 'lamp', field: 'price', op: 'set', value: 47 },
      { table: 'sources', key: 'lamp', field: 'purchaseCost', op: 'set', value: 33 },
      { ...capacity, periodId: '2027-02', value: 0 },
      { table: 'items', key: 'lamp', field: 'attributes.watt', op: 'set', value: 40 },
      { table: 'suppliers', op: 'insert', value: { id: 'works', name: 'Works' } },
    )
    const merge = mergeInputs(base, { ours, theirs, owners: { ours: 'sales', theirs: 'purchasing' } })
    const owners = { ours: 'sales', theirs: 'purchasing' }
    expect(merge.conflicts).toEqual([
      { table: 'items', key: 'lamp', field: 'price', base: 49, ours: 52, theirs: 47, owners },
      {
        table: 'resources',
        key: 'bench',
        field: 'capacityHours',
        periodId: '2027-02',
        base: 100,
        ours: 120,
        theirs: 0,
        owners,
      },
    ])
    expect(merge.broken).toEqual([])
    expect(merge.input.items[0]).toEqual({ id: 'lamp', price: 49, attributes: { family: 'light', watt: 40 } })
    expect(merge.input.sources?.[0]).toEqual({ id: 'lamp', itemId: 'lamp', purchaseCost: 33, leadTimeDays: 7 })
    expect(merge.input.resources?.[0]?.capacityHours).toEqual([120, 100, 120])
    expect(merge.input.suppliers?.map(({ id }) => id)).toEqual(['forge', 'mill', 'works'])
  })

  it('by rows: two changes of one row are a conflict, whatever their fields', () => {
    const ours = patched({ table: 'sources', key: 'lamp', field: 'leadTimeDays', op: 'set', value: 7 })
    const theirs = patched({ table: 'sources', key: 'lamp', field: 'purchaseCost', op: 'set', value: 33 })
    const row = { id: 'lamp', itemId: 'lamp', purchaseCost: 30 }
    expect(mergeInputs(base, { ours, theirs, mode: 'row' }).conflicts).toEqual([
      {
        table: 'sources',
        key: 'lamp',
        base: row,
        ours: { ...row, leadTimeDays: 7 },
        theirs: { ...row, purchaseCost: 33 },
        owners: { ours: 'ours', theirs: 'theirs' },
      },
    ])
    expect(mergeInputs(base, { ours, theirs }).conflicts).toEqual([])
  })

  it('a row that is deleted and changed, and two rows of one key, are conflicts of rows', () => {
    const ours = patched(
      { table: 'forecasts', key: { itemId: 'spot' }, op: 'delete' },
      { table: 'markets', op: 'insert', value: { id: 'home' } },
    )
    const theirs = patched(
      { table: 'forecasts', key: { itemId: 'spot' }, field: 'quantities', op: 'multiply', value: 2 },
      { table: 'markets', op: 'insert', value: { id: 'home', name: 'At home' } },
    )
    const { conflicts, input } = mergeInputs(base, { ours, theirs })
    expect(
      conflicts.map(({ table, field, base: before, ours: mine, theirs: other }) => [table, field, before, mine, other]),
    ).toEqual([
      ['markets', undefined, undefined, { id: 'home' }, { id: 'home', name: 'At home' }],
      [
        'forecasts',
        undefined,
        { itemId: 'spot', quantities: [1, 2, 3] },
        undefined,
        { itemId: 'spot', quantities: [2, 4, 6] },
      ],
    ])
    expect(input.forecasts?.[1]?.quantities).toEqual([1, 2, 3])
    expect(input.markets ?? []).toEqual([])
  })

  it('tells apart what is broken: an id that one side uses and the other took away', () => {
    const ours = patched({ table: 'suppliers', key: 'forge', op: 'delete' })
    const theirs = patched({ table: 'sources', key: 'lamp', field: 'supplierId', op: 'set', value: 'forge' })
    const { conflicts, broken } = mergeInputs(base, { ours, theirs })
    expect(conflicts).toEqual([])
    expect(broken.map(({ code, path }) => [code, path])).toEqual([['UNKNOWN_ID', 'sources[0].supplierId']])
  })

  it('refuses inputs that cannot be planned, and calendars that are not one', () => {
    const told = (...sides: readonly PlanInput[]): string[] => {
      try {
        mergeInputs(base, { ours: sides[0] as PlanInput, theirs: sides[1] as PlanInput })
        return []
      } catch (error) {
        return isSopError(error) ? error.issues.map(({ code, path }) => `${code} ${path}`) : [String(error)]
      }
    }
    const longer = {
      ...base,
      calendar: { start: '2027-01-01', months: 4 },
      forecasts: [{ itemId: 'lamp', quantities: [1, 2, 3, 4] }],
    }
    expect(told(longer, longer)).toEqual(['MISALIGNED options.ours.calendar', 'MISALIGNED options.theirs.calendar'])
    expect(told({ ...base, suppliers: [] }, { ...base, stock: [{ itemId: 'lmap', onHand: 1 }] })).toEqual([
      'UNKNOWN_ID options.ours.items[1].supplierId',
      'UNKNOWN_ID options.theirs.stock[0].itemId',
    ])
  })
})
