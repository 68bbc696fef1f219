import * as z from 'zod'
import { MOST_QUANTITY } from './quantityLimit.js'

// The shapes that the tables of a plan's input are made of.

/** Every record is strict: an unknown field is most often a misspelled one, and would be ignored in silence. */
export const record: typeof z.strictObject = z.strictObject
export const opt: typeof z.exactOptional = z.exactOptional
export const list = <T extends z.core.SomeType>(element: T): z.ZodExactOptional<z.ZodArray<T>> => opt(z.array(element))

export const id: z.ZodString = z.string().min(1)
export const notNegative: z.ZodNumber = z.number().min(0)
export const quantity: z.ZodNumber = z.number().min(0).max(MOST_QUANTITY)
export const share: z.ZodNumber = z.number().min(0).max(1)
export const openShare: z.ZodNumber = z.number().gt(0).lt(1)
export const date: z.ZodString = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
