import { keyOf } from '../../core/keys/keys.js'
import type { OpenOrder } from '../rows/supplyTypes.js'

/** The id of an open order without one: its item and day. */
export const openOrderId = (order: Pick<OpenOrder, 'id' | 'itemId' | 'dueDate'>): string =>
  order.id ?? keyOf(order, ['itemId', 'dueDate'])
