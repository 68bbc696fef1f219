import * as z from 'zod'
import type { RowAttributes } from '../rows/rowTypes.js'
import { MOST_QUANTITY } from './quantityLimit.js'

// The shapes that the tables of a plan's input are made of.

/** Every record is strict: an unknown field is most often a misspelled one, and would be ignored in silence. */
export const record: typeof z.strictObject = z.strictObject
export const opt: typeof z.exactOptional = z.exactOptional
export const list = <T extends z.core.SomeType>(element: T): z.ZodExactOptional<z.ZodArray<T>> => opt(z.array(element))

export const id: z.ZodString = z.string().min(1)
export const notNegative: z.ZodNumber = z.number().min(0)
export const quantity: z.ZodNumber = z.number().min(0).max(MOST_QUANTITY)
export const orderQuantity: z.ZodNumber = z.number().gt(0).max(MOST_QUANTITY)
/** Calendar days, up to a hundred years: what is longer was counted in hours or seconds. */
export const days: z.ZodNumber = z.number().min(0).max(36_500)
export const share: z.ZodNumber = z.number().min(0).max(1)
export const openShare: z.ZodNumber = z.number().gt(0).lt(1)
export const date: z.ZodString = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
export const monthOrDate: z.ZodString = z.string().regex(/^\d{4}-\d{2}(-\d{2})?$/)

/** Money that may be below zero. */
export const money: z.ZodUnion<[z.ZodNumber, z.ZodString]> = z.union([
  z.number(),
  z.string().regex(/^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i),
])
/** Money from zero. */
export const amount: z.ZodUnion<[z.ZodNumber, z.ZodString]> = z.union([
  notNegative,
  z.string().regex(/^\s*\+?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i),
])
export const perPeriod: z.ZodUnion<[z.ZodNumber, z.ZodArray<z.ZodNumber>]> = z.union([quantity, z.array(quantity)])
export const perPeriodMoney: z.ZodUnion<[typeof amount, z.ZodArray<typeof amount>]> = z.union([amount, z.array(amount)])
export const terms: z.ZodUnion<
  [
    z.ZodObject<{ netDays: z.ZodInt }, z.core.$strict>,
    z.ZodObject<{ profile: z.ZodArray<z.ZodNumber> }, z.core.$strict>,
  ]
> = z.union([record({ netDays: z.int().min(0).max(3650) }), record({ profile: z.array(share).min(1) })])
export const unmetDemand: z.ZodEnum<{ backlog: 'backlog'; lost: 'lost'; forbidden: 'forbidden' }> = z.enum([
  'backlog',
  'lost',
  'forbidden',
])

/** What every row can carry. */
export const common: { readonly attributes: z.ZodExactOptional<z.ZodType<RowAttributes>> } = {
  attributes: opt(z.record(z.string(), z.union([z.string(), z.number()]))),
}

/** Fields of a credit line, which stands in `finance` too. */
export const creditLine: {
  readonly limit: z.ZodExactOptional<typeof amount>
  readonly interestRatePerYear: z.ZodExactOptional<z.ZodNumber>
} = { limit: opt(amount), interestRatePerYear: opt(notNegative) }

/** Fields of a tax, which stands in `finance` too. */
export const tax: {
  readonly rateShare: z.ZodNumber
  readonly openingLoss: z.ZodExactOptional<typeof amount>
  readonly openingProfit: z.ZodExactOptional<typeof amount>
  readonly terms: z.ZodExactOptional<typeof terms>
} = { rateShare: share, openingLoss: opt(amount), openingProfit: opt(amount), terms: opt(terms) }
