import { describe, expect, it } from 'vitest'
import { plan } from '../../src/plan/index.js'
import { refuseNegativeStock } from '../../src/plan/stock/refuseNegativeStock.js'
import type { PlanInput } from '../../src/schema/index.js'

const input: PlanInput = {
  calendar: { start: '2027-01-01', months: 2 },
  items: [
    { id: 'chair', price: 90, firmSupply: [null, 12] },
    { id: 'seat', purchaseCost: 20 },
  ],
  billOfMaterials: [{ itemId: 'chair', componentId: 'seat', quantityPer: 1 }],
  forecasts: [{ itemId: 'chair', quantities: [5, 12] }],
}

describe('whole quantities that leave too few components for a firm order', () => {
  it('are no plan, and the answer names the order, the period and what is missing', async () => {
    const result = await plan(input)
    expect(refuseNegativeStock(result.supply, result.input, result.calendar)).toBe(result.supply)
    const short = {
      ...result.supply,
      records: result.supply.records.map((record) =>
        record.itemId === 'seat' ? { ...record, closing: [0, -1] } : record,
      ),
    }
    const refused = refuseNegativeStock(short, result.input, result.calendar)
    expect(refused.status).toBe('infeasible')
    expect(refused.records).toEqual([])
    expect(refused.sources).toEqual([])
    expect(refused.resources).toEqual([])
    expect(Object.values(refused.objective).every((amount) => amount === 0)).toBe(true)
    expect(refused.certificate.ok).toBe(false)
    expect(refused.diagnosis?.conflicts).toEqual([
      {
        limit: 'firmSupply',
        itemId: 'chair',
        sourceId: 'chair',
        periodId: '2027-02',
        amount: 1,
        unit: 'units',
        message:
          "Whole quantities leave 1 'seat' too few for the firm supply of 'chair' in 2027-02. Firm up less, or give more hours.",
      },
    ])
  })
})
