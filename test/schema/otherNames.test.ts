import { describe, expect, it } from 'vitest'
import { checkPlanInput } from '../../src/schema/index.js'
import { OTHER_NAMES } from '../../src/schema/shape/otherNames.js'
import { createShapeReader } from '../../src/schema/shape/shapeReader.js'
import { lampTables } from './lampTables.js'

type Loose = { [field: string]: any }

/** A lamp of one shade, made on a bench. */
const company = (): Loose => ({
  calendar: { start: '2027-01-01', months: 3 },
  ...structuredClone(lampTables),
  resources: [{ id: 'bench', capacityHours: 300 }],
  history: [{ itemId: 'lamp', start: '2026-01', quantities: [8, 9, 7] }],
  stock: [{ itemId: 'lamp', onHand: 3 }],
  customers: [{ id: 'shop' }],
  actuals: [],
  finance: {},
})

const told = (change: (input: Loose) => void, path: string): string | undefined => {
  const input = company()
  change(input)
  return checkPlanInput(input).find((issue) => issue.path === path)?.remedy
}

describe('a name of other programs and people is told as the one of the contract', () => {
  it.each([
    ['bom', "Did you mean 'billOfMaterials'?"],
    ['salesHistory', "Did you mean 'history'?"],
    ['sales_history', "Did you mean 'history'?"],
    ['inventory', "Did you mean 'stock'?"],
    ['capacity', "Did you mean 'resources'?"],
    ['routings', "Did you mean 'operations'?"],
    ['purchaseOrders', "Did you mean 'supplyOrders'?"],
    ['forecast', "Did you mean 'forecasts'?"],
    ['horizon', "Did you mean 'calendar'? Say how many periods"],
    ['holidays', 'Its place is calendar.holidays.'],
    ['timeLimitSeconds', 'It is an option: plan(input, { ... }).'],
    ['warehouses', 'A plan has one site'],
  ])('table %s', (name, remedy) => {
    expect(told((input) => (input[name] = []), name)).toMatch(remedy)
  })

  it.each([
    ['items', 'sku', "Did you mean 'id'?"],
    ['items', 'cost', "Did you mean 'purchaseCost'? It is that of what is bought;"],
    ['items', 'lead_time', "Did you mean 'leadTimeDays'?"],
    ['items', 'list_price', "Did you mean 'price'?"],
    ['items', 'onHand', 'Its place is stock.onHand.'],
    ['items', 'moq', 'Least quantities of orders are not planned yet.'],
    ['billOfMaterials', 'parent_id', "Did you mean 'itemId'?"],
    ['billOfMaterials', 'qty', "Did you mean 'quantityPer'?"],
    ['operations', 'work_center', "Did you mean 'resourceId'?"],
    ['operations', 'minutesPerUnit', "Did you mean 'runHoursPerUnit'? In hours: 15 minutes are 0.25."],
    ['resources', 'hourly_rate', "Did you mean 'costPerHour'?"],
    ['history', 'SKU', "Did you mean 'itemId'?"],
    ['history', 'period_id', "Did you mean 'start'? A row holds all periods of its item"],
    ['stock', 'quantity', "Did you mean 'onHand'?"],
    ['customers', 'paymentTerms', 'Its place is markets.terms.'],
    ['customers', 'terms', 'give markets[].terms, or finance.customerTerms for all'],
  ])('%s.%s', (table, name, remedy) => {
    const advice = told((input) => (input[table][0][name] = 3), `${table}[0].${name}`)
    expect(advice).toContain(remedy)
    expect(advice).not.toContain('the fields are')
  })

  it('actuals[].quantity are units; a tax rate belongs to the tax, interest to the credit line', () => {
    const actual = { periodId: '2027-01', kind: 'sales', itemId: 'lamp', quantity: 4 }
    expect(told((input) => input['actuals'].push(actual), 'actuals[0].quantity')).toContain("Did you mean 'units'?")
    const finance = (field: string) => told((input) => (input['finance'][field] = 0.25), `finance.${field}`)
    expect(finance('taxRate')).toBe('Its place is finance.tax.rateShare. 0.25 for 25 %. Otherwise remove it.')
    expect(finance('interest_rate')).toContain('Its place is finance.creditLine.interestRatePerYear.')
  })

  it('names only places that there are', () => {
    const reader = createShapeReader()
    /** A table has its fields in its rows, a record has them itself. */
    const has = (place: string): boolean => {
      const parts = place.split('.')
      let paths: (string | number)[][] = [[]]
      for (const part of parts) {
        const holders = paths.filter((path) => createShapeReader().tellFields(path)?.includes(part))
        paths = holders.flatMap((path) => [
          [...path, part],
          [...path, part, 0],
        ])
      }
      return paths.length > 0
    }
    expect(reader.tellFields(['items', 0])).toContain('leadTimeDays')
    expect(has('items.leadTime')).toBe(false)
    const places = OTHER_NAMES.flatMap(([record, , place]) => (record === '*' || place === '' ? [] : [place]))
    expect(places.length).toBeGreaterThan(50)
    expect(places.filter((place) => !has(place))).toEqual([])
  })

  it('gives each word one meaning in a record, and leaves the names of the contract alone', () => {
    const words = OTHER_NAMES.flatMap(([record, text]) => text.split(' ').map((word) => ({ record, word })))
    expect(words.filter(({ word }) => !/^[a-z]+$/.test(word))).toEqual([])
    const own = words.filter(({ record }) => record !== '*').map(({ record, word }) => `${record} ${word}`)
    expect(own.filter((one, n) => own.indexOf(one) !== n)).toEqual([])
  })
})

describe('a name that nobody uses', () => {
  it('is answered by the fields that there are, once for a table', () => {
    const input = company()
    input['stock'] = [
      { itemId: 'lamp', onHand: 3, shelf: 7, colour: 1 },
      { itemId: 'shade', onHand: 3, shelf: 8 },
    ]
    const remedies = checkPlanInput(input).map(({ remedy }) => remedy)
    const short = 'Correct its name or remove it, or move a column of your own into `attributes`'
    const fields = 'itemId, lotId, onHand, backlog, unitCost, attributes'
    expect(remedies).toEqual([`${short}; the fields are ${fields}.`, `${short}.`, `${short}.`])
  })
})

describe('a value as other languages and drivers give it is told how to be written', () => {
  const day = new Date('2026-01-01')
  it.each<[string, (input: Loose) => void, string]>([
    [
      'history[0].start',
      (i) => (i['history'][0].start = day),
      "as text, as '2027-01' for a month; `toTable` makes days of",
    ],
    [
      'history[0].start',
      (i) => (i['history'][0].start = 202601),
      "Write the period as text, as '2027-01' for a month.",
    ],
    ['history[0].start', (i) => delete i['history'][0].start, "Write the period as text, as '2027-01' for a month."],
    [
      'calendar.start',
      (i) => (i['calendar'].start = day),
      "Write the day as text, as '2027-01-31'; `toTable` makes days",
    ],
    ['actuals[0].periodId', (i) => (i['actuals'] = [{ periodId: day, kind: 'sales' }]), 'Write the period as text'],
    ['items[1].leadTimeDays', (i) => (i['items'][1].leadTimeDays = '21'), 'Write it without quotes, 21;'],
    ['history[0].quantities[1]', (i) => (i['history'][0].quantities[1] = '9'), 'Write it without quotes, 9;'],
    ['items[0].price', (i) => (i['items'][0].price = 49n), 'Turn it into a number: Number(value).'],
    ['items[0].price', (i) => (i['items'][0].price = '1.049,00'), "as: 'number', decimalSign: ','"],
    ['items[0].id', (i) => (i['items'][0].id = 1001), "Write it as text, '1001', here and wherever it is meant."],
    ['stock', (i) => (i['stock'] = { lamp: 3 }), 'Give an array of rows: the name before each colon'],
    ['stock', (i) => (i['stock'] = new Map([['lamp', {}]])), '[...map.values()]'],
    ['items[0]', (i) => (i['items'] = ['lamp']), 'Give an object with fields, at least id.'],
  ])('%s', (path, change, remedy) => {
    expect(told(change, path)).toContain(remedy)
  })

  it('a plan that is still text', () => {
    expect(checkPlanInput(JSON.stringify(company()))[0]?.remedy).toBe('Give the object itself: JSON.parse(text).')
  })
})
