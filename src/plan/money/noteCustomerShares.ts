import { type Notice, noteRecords } from '../../core/notices/notices.js'
import type { NormalInput } from '../../schema/normalForm/normalInput.js'
import { customersByShare } from '../notices.js'
import type { ProfitabilityRecord } from './profitabilityRecords.js'

/** Says which customers get a part of what is sold, of which no forecast is their own. */
export function noteCustomerShares(
  profitability: readonly ProfitabilityRecord[],
  { customers }: NormalInput,
  assumptions: Notice[],
): void {
  const served = new Set(
    profitability.flatMap(({ customerId, shipped }) => (shipped.some((units) => units > 0) ? [customerId] : [])),
  )
  noteRecords(assumptions, customersByShare, {
    path: 'customers',
    refs: customers.flatMap(({ id }) => (served.has(id) ? [{ customerId: id }] : [])),
  })
}
