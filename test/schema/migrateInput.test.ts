import { expect, test } from 'vitest'
import { migrateInput } from '../../src/schema/index.js'
import { catchSopError } from '../core/catchSopError.js'
import { deepFreeze } from '../costing/deepFreeze.js'
import { teaShop } from '../plan/teaShop.js'

test('an input of version 1, or without a version, comes back as it was', () => {
  const given = deepFreeze(structuredClone(teaShop))
  expect(migrateInput(given)).toEqual({ ...teaShop, schemaVersion: 1 })
  expect(migrateInput({ ...given, schemaVersion: 1 })).toEqual({ ...teaShop, schemaVersion: 1 })
})

test('another version is refused in words', () => {
  expect(catchSopError(() => migrateInput({ ...teaShop, schemaVersion: 2 })).message).toContain(
    'This input is of version 2; this version of the package reads version 1.',
  )
  for (const schemaVersion of ['1', 0, null, 1.5, {}]) {
    const error = catchSopError(() => migrateInput({ ...teaShop, schemaVersion }))
    expect(error.issues.map(({ path }) => path)).toEqual(['schemaVersion'])
    expect(error.message).toContain('There is no version')
  }
})

test('every mistake of the input is listed', () => {
  expect(catchSopError(() => migrateInput({ ...teaShop, itemz: [] })).issues[0]?.path).toBe('itemz')
  for (const nothing of [null, undefined, 7, 'x', []]) catchSopError(() => migrateInput(nothing))
})
