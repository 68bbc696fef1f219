import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { LOT_SIZES, MARKETS, PACK_SIZES } from '../../examples/adventure-works/assumptions.js'
import { OPPORTUNITIES, OVERRIDES, VIEWS } from '../../examples/adventure-works/plannersInput.js'
import { contentOf } from '../../examples/adventure-works/purchasing.js'
import { readExtract } from '../../examples/adventure-works/readExtract.js'
import { familyOf, groupOf, withComponents } from '../../examples/adventure-works/structure.js'
import { toPlanInput } from '../../examples/adventure-works/toPlanInput.js'
import { plan, verify } from '../../src/plan/index.js'
import { checkPlanInput } from '../../src/schema/index.js'

const extract = readExtract()
const { input, sales, purchasing, notes } = toPlanInput(extract)
const items = new Map(input.items.map((item) => [item.id, item]))
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)

/** The last column of a file without quoted fields, read without the example's reader. */
function lastColumn(file: string): number[] {
  const text = readFileSync(new URL(`../../examples/adventure-works/data/${file}`, import.meta.url), 'utf8')
  return text
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => Number(line.split(',').at(-1)))
}

describe('reading the extract', () => {
  it('finds every record', () => {
    expect(extract.items.size).toBe(504)
    expect(extract.bill).toHaveLength(2383)
    expect(extract.offers).toHaveLength(460)
    expect(extract.workCenters).toHaveLength(14)
    expect(extract.territories.size).toBe(10)
    expect(extract.sales).toHaveLength(42_622)
    expect(extract.returns).toHaveLength(1809)
  })

  it('reads the same units as the files hold', () => {
    expect(sum(extract.sales.map(({ quantity }) => quantity))).toBe(sum(lastColumn('sales.csv')))
    expect(sum(extract.returns.map(({ quantity }) => quantity))).toBe(sum(lastColumn('returns.csv')))
    expect(sum([...extract.stock.values()])).toBe(sum(lastColumn('stock.csv')))
  })

  it('reads quoted names with commas as one field', () => {
    expect(extract.offers[0]).toMatchObject({
      sku: 'AR-5381',
      supplier: 'Litware, Inc.',
      unitPrice: 47.87,
      onOrderQuantity: 3,
      unit: 'CS',
    })
  })

  it('finds no id without a record', () => {
    expect(extract.danglingIds).toEqual([])
  })
})

describe('the input of the plan', () => {
  it('is accepted', () => {
    expect(() => checkPlanInput(input)).not.toThrow()
  })

  it('holds what was sold and everything below, and nothing else', () => {
    expect(sales.selling).toHaveLength(102)
    expect(sales.ended).toHaveLength(28)
    expect(input.items.map(({ id }) => id)).toEqual(withComponents(extract, [...sales.selling, ...sales.ended]))
    expect(input.items).toHaveLength(336)
    const below = new Set(input.billOfMaterials?.map(({ componentId }) => componentId))
    for (const { id } of input.items)
      expect(sales.selling.includes(id) || sales.ended.includes(id) || below.has(id)).toBe(true)
  })

  it('keeps every unit that was sold: months and markets add to days and territories', () => {
    const selling = new Set(sales.selling)
    const planned = sum((input.history ?? []).flatMap(({ quantities }) => quantities.map((quantity) => quantity ?? 0)))
    expect(planned).toBe(sum(extract.sales.filter(({ sku }) => selling.has(sku)).map(({ quantity }) => quantity)))
    const lastYear = sum([...sales.lastYearUnits.values()])
    expect(lastYear).toBe(sum(extract.sales.filter(({ date }) => date >= '2016-07-01').map(({ quantity }) => quantity)))
  })

  it('takes every country into exactly one market', () => {
    for (const country of extract.territories.values()) {
      expect(MARKETS.filter(({ countries }) => countries.includes(country))).toHaveLength(1)
    }
  })

  it('starts a launched series with its first sale and ends all with the last month', () => {
    for (const { start, quantities } of input.history ?? []) {
      expect(quantities[0]).toBeGreaterThan(0)
      const months = (2017 - Number(start.slice(0, 4))) * 12 + 6 - Number(start.slice(5, 7)) + 1
      expect(quantities).toHaveLength(months)
    }
  })

  it('gives ended products a demand of zero and keeps their stock', () => {
    for (const id of sales.ended) {
      expect(sum(input.forecasts?.find(({ itemId }) => itemId === id)?.quantities as number[])).toBe(0)
      expect(items.get(id)?.supplyLimit).toBe(0)
      expect(input.stock?.find(({ itemId }) => itemId === id)?.onHand).toBe(extract.stock.get(id) ?? 0)
    }
  })

  it('has a cost or an assumed cost for every purchased item, and a bill and a routing for every made one', () => {
    const assumed = new Map(purchasing.assumedCosts.map(({ itemId, unitCost }) => [itemId, unitCost]))
    const withBill = new Set(input.billOfMaterials?.map(({ itemId }) => itemId))
    const withRouting = new Set(input.operations?.map(({ itemId }) => itemId))
    for (const { id, source, purchaseCost } of input.items) {
      if (source === 'buy') {
        expect(Number(purchaseCost ?? assumed.get(id))).toBeGreaterThan(0)
        expect(purchaseCost !== undefined && assumed.has(id)).toBe(false)
      } else {
        expect(withBill.has(id)).toBe(true)
        expect(withRouting.has(id)).toBe(true)
      }
    }
    expect(assumed.size).toBe(58)
  })

  it('has a pack size for every item that is bought by the pack, and uses every one it has', () => {
    for (const { sku, unit } of purchasing.offers.values()) expect(contentOf(sku, unit)).toBeGreaterThan(0)
    for (const sku of Object.keys(PACK_SIZES)) expect(['CTN', 'CS', 'CAN']).toContain(purchasing.offers.get(sku)?.unit)
    expect(() => contentOf('BK-R93R-62', 'CTN')).toThrow(/pack size/)
  })

  it('counts paint in ounces and tape in inches', () => {
    const black = extract.stock.get('PA-187B') ?? 0
    expect(items.get('PA-187B')?.unit).toBe('OZ')
    expect(input.stock?.find(({ itemId }) => itemId === 'PA-187B')?.onHand).toBe(black * 128)
    expect(items.get('GT-2908')?.unit).toBe('IN')
  })

  it('plans the seven production resources over 20 periods', () => {
    expect(input.resources).toHaveLength(7)
    for (const { capacityHours } of input.resources ?? []) expect(capacityHours).toHaveLength(20)
    expect(extract.workCenters.filter(({ costPerHour }) => costPerHour > 0).map(({ name }) => name)).toEqual(
      input.resources?.map(({ id }) => id),
    )
  })

  it('sorts every product into a group and every lot size to an item', () => {
    for (const sku of sales.selling) expect(groupOf(sku)).not.toBe('Other')
    for (const { prefixes } of LOT_SIZES) {
      for (const prefix of prefixes) expect(input.items.some(({ id }) => id.startsWith(prefix))).toBe(true)
    }
  })

  it('says what it leaves out, and finds no sale outside the shifted selling times', () => {
    const count = (what: string): number | undefined => notes.find((note) => note.what === what)?.count
    expect(count('items left out')).toBe(504 - 336)
    expect(count('sales outside selling time')).toBe(0)
    expect(count('items with a category')).toBe(0)
    expect(count('offers of items outside the plan')).toBe(extract.offers.filter(({ sku }) => !items.has(sku)).length)
    for (const { why } of notes) expect(why).not.toBe('')
  })

  it('is the same every time', () => {
    expect(JSON.stringify(toPlanInput(readExtract()).input)).toBe(JSON.stringify(input))
  })
})

describe('the demand tables', () => {
  it('puts every product that sells into one family, and no ended one', () => {
    const families = input.hierarchy?.filter(({ parentId }) => parentId === undefined).map(({ id }) => id) ?? []
    const below = input.hierarchy?.filter(({ parentId }) => parentId !== undefined) ?? []
    expect(families).toHaveLength(14)
    expect(below.map(({ id }) => id).sort()).toEqual([...sales.selling].sort())
    for (const { id, parentId } of below) expect(familyOf(extract, id)).toBe(parentId)
    expect(families.filter((family) => /\d/.test(family)).sort()).toEqual([
      'Mountain-200',
      'Mountain-400-W',
      'Mountain-500',
      'Road-250',
      'Road-350-W',
      'Road-550-W',
      'Road-750',
      'Touring-1000',
      'Touring-2000',
      'Touring-3000',
    ])
  })

  it('takes the December of bicycles, measured on both Decembers, out of histories that hold it and onto the plan', () => {
    const bicycles = (month: string): number =>
      sum(
        extract.sales
          .filter(({ sku, date }) => sku.startsWith('BK-') && date.startsWith(month))
          .map(({ quantity }) => quantity),
      )
    const first = bicycles('2015-12') / (bicycles('2015-11') / 2 + bicycles('2016-01') / 2) - 1
    const second = bicycles('2016-12') / (bicycles('2016-11') / 2 + bicycles('2017-01') / 2) - 1
    expect(first).toBeCloseTo(0.506, 3)
    expect(second).toBeCloseTo(0.428, 3)
    const sold = new Set(extract.sales.filter(({ date }) => date.startsWith('2015-12')).map(({ sku }) => sku))
    for (const { upliftRate, itemId = '', firstDate } of input.events ?? []) {
      expect(upliftRate).toBeCloseTo((first + second) / 2, 2)
      expect(itemId).toMatch(/^BK-/)
      if (firstDate === '2015-12-01') expect(sold).toContain(itemId)
    }
    const years = input.events?.map(({ firstDate }) => firstDate.slice(0, 4)) ?? []
    const bikes = sales.selling.filter((sku) => sku.startsWith('BK-')).length
    expect(
      ['2015', '2016', '2017', '2018', '2019', '2020'].map((year) => years.filter((one) => one === year).length),
    ).toEqual([16, ...Array.from({ length: 4 }, () => bikes), 0])
  })

  it("gives the planner's override a reason that the extract bears out, an owner and an end", () => {
    expect([OPPORTUNITIES.length, VIEWS.length, OVERRIDES.length]).toEqual([1, 1, 1])
    for (const { itemId, marketId, reason, owner, expiryDate } of OVERRIDES) {
      const quantities =
        input.history?.find((row) => row.itemId === itemId && row.marketId === marketId)?.quantities ?? []
      expect(Math.max(...quantities.slice(0, -2).map((units) => units ?? 0))).toBe(13)
      expect(reason).toContain('13 a month before May')
      expect(owner).not.toBe('')
      expect(expiryDate).toBe('2017-12-31')
    }
  })

  it('makes one family add up, and takes every step to its consensus', async () => {
    const inFamily = ({ itemId = '' }: { readonly itemId?: string }): boolean =>
      familyOf(extract, itemId) === 'Mountain-200'
    const result = await plan({
      schemaVersion: 1,
      asOf: '2017-06-30',
      calendar: input.calendar,
      items: input.items
        .filter(({ id }) => inFamily({ itemId: id }))
        .map(({ id }) => ({ id, price: 2300, purchaseCost: 1000 })),
      markets: MARKETS.map(({ id }) => ({ id })),
      history: input.history?.filter(inFamily) ?? [],
      hierarchy:
        input.hierarchy?.filter(({ id, parentId }) => id === 'Mountain-200' || parentId === 'Mountain-200') ?? [],
      events: input.events?.filter(inFamily) ?? [],
      opportunities: OPPORTUNITIES,
      views: VIEWS,
      overrides: OVERRIDES,
    })
    expect([...new Set(result.demand.flatMap(({ waterfall }) => waterfall.map(({ step }) => step)))].sort()).toEqual([
      'event',
      'override',
      'pipeline',
      'reconciliation',
      'rounding',
      'statistical',
      'view',
    ])
    expect(result.reconciliation?.coherence.before).toMatchObject({ nodeId: 'Mountain-200' })
    expect(result.reconciliation?.coherence.before?.largestGap).toBeGreaterThan(100)
    expect(result.reconciliation?.coherence.after.largestGap).toBeLessThan(1e-6)
    expect(verify(result).ok).toBe(true)
  })
})
