import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { LONGEST } from './longestFirst.js'

test('the files that are run first are there', () => {
  const root = join(import.meta.dirname, '../..')
  expect(LONGEST.filter((file) => !existsSync(join(root, file)))).toEqual([])
})
