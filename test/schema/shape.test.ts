import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, expectTypeOf, it } from 'vitest'
import type * as z from 'zod'
import { checkPlanInput, planInputJsonSchema, type PlanInput } from '../../src/schema/index.js'
import type { ForecastModelName } from '../../src/demand/index.js'
import type { FORECAST_MODELS } from '../../src/demand/modelNames.js'
import type { planInputSchema } from '../../src/schema/tables/planInputSchema.js'
import { teaShop } from '../plan/teaShop.js'
import { workshop } from '../plan/workshop.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 100)

type Path = readonly (string | number)[]

/** Every place below a value, the value itself included. */
function placesIn(value: unknown, path: Path = []): Path[] {
  if (value === null || typeof value !== 'object') return [path]
  const parts: [string | number, unknown][] = Array.isArray(value)
    ? value.map((part: unknown, n) => [n, part])
    : Object.entries(value)
  return [path, ...parts.flatMap(([field, part]) => placesIn(part, [...path, field]))]
}

function replaced(value: unknown, path: Path, by: unknown): unknown {
  const [field, ...rest] = path
  if (field === undefined) return by
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<
    string | number,
    unknown
  >
  copy[field] = replaced(copy[field], rest, by)
  return copy
}

const FOREIGN = /zod|invalid_|Invalid input|Too small|Too big|Unrecognized|undefined is not|Cannot read|\bNaN\b/i

/** A message without the names that it quotes from the input. */
const ownWords = (text: string): string => text.replace(/'[^']*'/g, "''")

/** checkPlanInput never throws: an error of any kind fails the property. */
function expectPlainIssues(input: unknown): void {
  for (const issue of checkPlanInput(input)) {
    expect(Object.keys(issue).sort()).toEqual(['code', 'message', 'path', 'received', 'remedy'])
    expect(ownWords(`${issue.message} ${issue.remedy}`)).not.toMatch(FOREIGN)
    if (issue.code !== 'UNKNOWN_FIELD') expect(issue.path).not.toMatch(/undefined|\[object/)
  }
}

const garbage = fc.oneof(
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withSparseArray: true, withNullPrototype: true }),
  fc.constantFrom<unknown>(
    Number.NaN,
    Infinity,
    -1,
    0,
    1e308,
    5e-324,
    '',
    '2027-13-45',
    '__proto__',
    [],
    [[]],
    {},
    [null],
    null,
    undefined,
    true,
  ),
)

/** Two companies that between them use every table, and a place in one of them. */
const places = [workshop, teaShop].flatMap((company) => placesIn(company).map((path) => [company, path] as const))

describe('garbage', () => {
  it('as the whole input is answered in issues', () => {
    fc.assert(
      fc.property(garbage, (input) => {
        expectPlainIssues(input)
        expect(checkPlanInput(input).length).toBeGreaterThan(0)
      }),
      { numRuns: RUNS },
    )
  })

  it('as any one field is answered in issues', () => {
    fc.assert(
      fc.property(fc.constantFrom(...places), garbage, ([company, path], value) =>
        expectPlainIssues(replaced(company, path, value)),
      ),
      { numRuns: 3 * RUNS },
    )
  })

  it('as several fields at once is answered in issues', () => {
    const changesOf = (company: PlanInput): fc.Arbitrary<readonly [PlanInput, readonly (readonly [Path, unknown])[]]> =>
      fc
        .array(fc.tuple(fc.constantFrom(...placesIn(company)), garbage), { minLength: 2, maxLength: 5 })
        .map((changes) => [company, changes] as const)
    fc.assert(
      fc.property(fc.oneof(changesOf(workshop), changesOf(teaShop)), ([company, changes]) => {
        let input: unknown = company
        for (const [path, value] of changes) {
          try {
            input = replaced(input, path, value)
          } catch {
            // The place is gone with an earlier change.
          }
        }
        expectPlainIssues(input)
      }),
      { numRuns: RUNS },
    )
  })

  it('with itself inside is answered in issues', () => {
    const loop: Record<string, unknown> = { ...workshop }
    loop['items'] = [loop]
    expect(checkPlanInput(loop).length).toBeGreaterThan(0)
  })
})

describe('a field that is undefined', () => {
  it('counts as not given', () => {
    expect(
      checkPlanInput({ ...workshop, policy: undefined, finance: { ...workshop.finance, tax: undefined } }),
    ).toEqual([])
  })
})

describe('the JSON Schema', () => {
  const file = fileURLToPath(new URL('../../docs/reference/plan-input.schema.json', import.meta.url))
  const validate = new Ajv2020({ strict: false, allErrors: true }).compile(planInputJsonSchema())

  it('is the one in the documentation (SOP_UPDATE=1 writes it)', () => {
    const text = `${JSON.stringify(planInputJsonSchema(), null, 2)}\n`
    if (process.env['SOP_UPDATE'] === '1') writeFileSync(file, text)
    expect(existsSync(file)).toBe(true)
    expect(readFileSync(file, 'utf8')).toBe(text)
  })

  it('is plain JSON, new at each call', () => {
    expect(JSON.parse(JSON.stringify(planInputJsonSchema()))).toEqual(planInputJsonSchema())
    expect(planInputJsonSchema()).not.toBe(planInputJsonSchema())
  })

  it('accepts a good input and refuses what has the wrong shape', () => {
    for (const company of [workshop, teaShop]) expect(validate(company), JSON.stringify(validate.errors)).toBe(true)
    const bad: [Path, unknown][] = [
      [['calendar'], undefined],
      [['items', 0, 'id'], 7],
      [['items', 0, 'id'], ''],
      [['items', 0, 'prize'], 7],
      [['items', 2, 'leadTimeDays'], -1],
      [['items', 0, 'price'], 'dear'],
      [['items', 0, 'yieldShare'], 97],
      [['items', 0, 'quantityDecimals'], 7],
      [['history', 0, 'quantities'], []],
      [['history', 0, 'quantities', 0], -1],
      [['finance', 'customerTerms'], { days: 30 }],
      [['finance', 'assets', 0, 'lifeMonths'], 1.5],
      [['openOrders', 0, 'due'], 'soon'],
      [['rounding'], 'up'],
    ]
    for (const [path, value] of bad) {
      const input = JSON.parse(JSON.stringify(replaced(workshop, path, value))) as unknown
      expect(validate(input), path.join('.')).toBe(false)
      expect(checkPlanInput(input).length, path.join('.')).toBeGreaterThan(0)
    }
  })

  it('refuses nothing that the library takes, and takes nothing of the wrong shape', () => {
    const shapes = new Set(['WRONG_TYPE', 'MISSING_VALUE', 'UNKNOWN_FIELD', 'NOT_FINITE'])
    // Whether a view needs quantities depends on who holds it, which no shape can say.
    const isShape = ({ code, path }: { readonly code: string; readonly path: string }): boolean =>
      shapes.has(code) && !(code === 'MISSING_VALUE' && /^views\[\d+\]\.quantities$/.test(path))
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.jsonValue(), ([company, path], value) => {
        const input = JSON.parse(JSON.stringify(replaced(company, path, value))) as unknown
        const issues = checkPlanInput(input)
        if (issues.length === 0) expect(validate(input)).toBe(true)
        if (issues.some(isShape)) expect(validate(input), JSON.stringify(issues)).toBe(false)
      }),
      { numRuns: RUNS },
    )
  })
})

describe('the type', () => {
  it('of the schema is that of the interface', () => {
    expectTypeOf<z.infer<typeof planInputSchema>>().toEqualTypeOf<PlanInput>()
  })

  it('knows every forecasting model by name', () => {
    expectTypeOf<(typeof FORECAST_MODELS)[number]>().toEqualTypeOf<ForecastModelName>()
  })
})
