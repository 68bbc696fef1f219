import { decimalSum } from '../../core/money/money.js'
import { createNotice, type Notice } from '../../core/notices/notices.js'
import { refusedNotCarried } from '../../scenario/notices.js'
import { actualsOfKind, type Closing } from './closing.js'

/**
 * Tells whom the plan refused in the closed periods, since their price does not pay: nobody promised them anything, so they are not late.
 * As backlog the next plan would serve them at a loss. Of items of which the actuals say who waits, they say it.
 */
export function noteRefused(closing: Closing, assumptions: Notice[]): void {
  const { plan, closed } = closing
  const told = new Set(actualsOfKind(closing, 'backlog').map(({ itemId }) => itemId))
  for (const { itemId, refused = [], refusedShipped = [] } of plan?.supply.records ?? []) {
    if (told.has(itemId)) continue
    const sold = refusedShipped.slice(0, closed.length).map((units) => -units)
    const amount = decimalSum([...refused.slice(0, closed.length), ...sold])
    if (amount > 0)
      assumptions.push(
        createNotice(refusedNotCarried, {
          path: `stock['${itemId}'].backlog`,
          refs: [{ itemId }],
          amount,
          unit: 'units',
        }),
      )
  }
}
