import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { plan, verify, type Plan, type PlanInput, type Statement } from '../../src/index.js'

/**
 * A company of three items worked outside this library: work.py, in exact fractions, from input.json to every posting and
 * every line of the statements. README.md beside it tells the working in words.
 */

type Row = Readonly<Record<string, string>>

const read = (name: string): string => readFileSync(new URL(`./${name}`, import.meta.url), 'utf8')

function readCsv(name: string): Row[] {
  const [header = '', ...lines] = read(name).trim().split('\n')
  const names = header.split(',')
  return lines.map((line) => {
    const cells = line.split(',')
    expect(cells.length, `${name}: ${line}`).toBe(names.length)
    return Object.fromEntries(names.map((key, i) => [key, cells[i] as string]))
  })
}

const PERIODS = ['2027-01', '2027-02', '2027-03', '2027-04']
const numbers = (row: Row, keys: readonly string[] = PERIODS): number[] => keys.map((key) => Number(row[key]))

/** What a posting of this company can speak of. */
const REF_FIELDS = ['itemId', 'supplierId', 'resourceId', 'overheadId', 'assetId', 'creditFacilityId']

/** Cells of a text such as '-12.50' as whole cents, without arithmetic on fractions. */
const cents = (text: string): number => Number(text.replace('.', ''))

let result: Plan

beforeAll(async () => {
  result = await plan(JSON.parse(read('input.json')) as PlanInput)
})

function find<T>(rows: readonly T[], test: (row: T) => boolean): T {
  const found = rows.filter(test)
  expect(found.length).toBe(1)
  return found[0] as T
}

const field = (record: object, name: string): unknown => (record as Readonly<Record<string, unknown>>)[name]

describe('the company worked by hand', () => {
  it('has a best plan', () => {
    expect(result.status).toBe('optimal')
    expect(result.ledger.calendar.periods.map((period) => period.id)).toEqual(PERIODS)
  })

  it('costs what its cost cards say, to the sixth decimal', () => {
    const rows = readCsv('cost_cards.csv')
    expect(result.costs.length).toBe(rows.length / 3)
    for (const row of rows) {
      const card = find(result.costs, (c) => c.itemId === row.itemId)
      const elements = card[row.part as 'elements' | 'thisLevel' | 'lowerLevels']
      const at = `${row.itemId} ${row.part}`
      expect(card.level, at).toBe(Number(row.level))
      for (const name of ['material', 'labor', 'variableOverhead', 'fixedOverhead'] as const) {
        expect(elements[name], `${at} ${name}`).toBeCloseTo(Number(row[name]), 9)
      }
      if (row.part !== 'elements') continue
      for (const name of ['unitCost', 'variableCost', 'fixedCost'] as const) {
        expect(card[name], `${at} ${name}`).toBeCloseTo(Number(row[name]), 9)
      }
    }
  })

  it('makes, buys and ships the same pieces in the same hours', () => {
    for (const row of readCsv('production.csv')) {
      const record =
        row.kind === 'item'
          ? find(result.supply.records, (r) => r.itemId === row.id)
          : find(result.supply.resources, (r) => r.resourceId === row.id)
      const at = `${row.id} ${row.measure}`
      const actual = field(record, row.measure as string) as number[]
      const worth = (row.measure as string).startsWith('worth') || row.measure === 'utilization'
      if (!worth) expect(actual, at).toEqual(numbers(row))
      else numbers(row).forEach((value, t) => expect(actual[t], `${at} ${PERIODS[t]}`).toBeCloseTo(value, 6))
    }
  })

  it('earns the same objective, part by part', () => {
    for (const row of readCsv('objective.csv')) {
      const part = row.part as string
      expect(field(result.supply.objective, part), part).toBeCloseTo(Number(row.amount), 6)
    }
  })

  it('holds the same stock', () => {
    for (const row of readCsv('inventory.csv')) {
      const record = find(result.inventory, (r) => r.itemId === row.itemId)
      const actual = field(record, row.measure as string) as (number | null)[]
      PERIODS.forEach((id, t) => {
        const at = `${row.itemId} ${row.measure} ${id}`
        if (row[id] === '') expect(actual[t], at).toBeNull()
        else if (row.measure === 'daysOfCover') expect(actual[t], at).toBeCloseTo(Number(row[id]), 6)
        else expect(actual[t], at).toBe(Number(row[id]))
      })
    }
  })

  it('posts the same ledger, posting for posting', () => {
    const { ledger } = result
    const periodOf = (t: number): string => (t < 0 ? 'opening' : (PERIODS[t] ?? '?'))
    const actual = ledger.amountMinor.map((amount, n) => {
      const ref: Readonly<Record<string, string>> = { ...ledger.refs[ledger.ref[n] as number] }
      expect(Object.keys(ref).filter((name) => !REF_FIELDS.includes(name))).toEqual([])
      return [
        periodOf(ledger.periodIndex[n] as number),
        ledger.rules[ledger.rule[n] as number],
        ...REF_FIELDS.map((name) => ref[name] ?? ''),
        ledger.accounts[ledger.account[n] as number],
        amount,
        ledger.quantity[n] ?? '',
        ledger.dueDates[ledger.dueDate[n] ?? -1] ?? '',
      ].join(' | ')
    })
    const expected = readCsv('ledger.csv').map((row) =>
      [
        row.period,
        row.rule,
        ...REF_FIELDS.map((name) => row[name]),
        row.account,
        cents(row.amount as string),
        row.quantity === '' ? '' : Number(row.quantity),
        row.dueDate,
      ].join(' | '),
    )
    expect([...actual].sort()).toEqual([...expected].sort())
  })

  it.each([
    ['income_statement.csv', 'incomeStatement'],
    ['balance_sheet.csv', 'balanceSheet'],
    ['cash_flow_direct.csv', 'cashFlow'],
    ['cash_flow_indirect.csv', 'cashFlowIndirect'],
    ['contribution_statement.csv', 'contribution'],
  ] as const)('%s matches to the cent, line for line', (file, name) => {
    const statement: Statement = result.statements[name]
    const rows = readCsv(file)
    expect(statement.lines.map((line) => line.id)).toEqual(rows.map((row) => row.line))
    for (const row of rows) {
      const line = find(statement.lines, (l) => l.id === row.line)
      expect(line.amounts, line.id).toEqual(numbers(row))
      if (row.opening !== undefined) expect(line.opening, `${line.id} opening`).toBe(Number(row.opening))
    }
  })

  it('charges depreciation by the schedule', () => {
    const { ledger } = result
    const charged = (asset: string, t: number): number =>
      ledger.amountMinor.reduce((sum, amount, n) => {
        const isCharge = ledger.rules[ledger.rule[n] as number] === 'depreciation' && amount > 0
        return isCharge && ledger.periodIndex[n] === t && ledger.refs[ledger.ref[n] as number]?.assetId === asset
          ? sum + amount
          : sum
      }, 0)
    for (const row of readCsv('depreciation.csv').filter((r) => r.period !== 'opening')) {
      const t = PERIODS.indexOf(row.period as string)
      expect(charged(row.asset as string, t), `${row.asset} ${row.period}`).toBe(cents(row.charge as string))
    }
  })

  it('moves cash by the schedule of everyone who pays or is paid', () => {
    const due = new Map<string, number>()
    for (const row of readCsv('cash_schedule.csv')) {
      for (const id of PERIODS) {
        const key = `${row.rule} | ${row.ref} | ${id}`
        due.set(key, (due.get(key) ?? 0) + cents(row[`cash ${id}`] as string))
      }
    }
    const { ledger } = result
    const moved = new Map([...due.keys()].map((key) => [key, 0]))
    ledger.amountMinor.forEach((amount, n) => {
      const rule = ledger.rules[ledger.rule[n] as number] as string
      if (!['collect', 'paySuppliers', 'payAssets', 'payWages', 'payTax'].includes(rule)) return
      if (ledger.accounts[ledger.account[n] as number] !== 'cash') return
      const ref = Object.entries(ledger.refs[ledger.ref[n] as number] ?? {}).map(([name, id]) => `${name} ${id}`)
      const key = `${rule} | ${ref.join(' ')} | ${PERIODS[ledger.periodIndex[n] as number]}`
      moved.set(key, (moved.get(key) ?? 0) + Math.abs(amount))
    })
    expect(Object.fromEntries(moved)).toEqual(Object.fromEntries(due))
  })

  it('proves itself', () => {
    const proof = verify(result)
    expect(proof.checks.filter((check) => !check.ok)).toEqual([])
    expect(proof.ok).toBe(true)
  })
})
