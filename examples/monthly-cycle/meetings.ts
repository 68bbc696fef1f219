/*
 * INVENTED, unlike the sales: what three people bring to the meeting of each month, and what is decided. The plant, its prices and what
 * was sold are those of examples/adventure-works/data.
 */

import type { PlanInput } from 'sop-engine'
import { type Patch, raiseDemand, raisePrices, stopResource } from 'sop-engine/scenario'
import { FAMILY } from './company.js'

/** What one meeting is about. */
export interface Meeting {
  readonly date: string
  /** Writes the scenarios on the input of the month, one for each owner. */
  readonly scenarios: (input: PlanInput) => readonly Patch[]
  /** Ids of those that are agreed on. */
  readonly agreed: readonly string[]
  readonly because: string
}

const DEAREST = 'BK-M68B-38'

/** The meetings before April, May and June. */
export const MEETINGS: readonly Meeting[] = [
  {
    date: '2017-03-31',
    scenarios: (input) => [
      raiseDemand(input, {
        id: 'test of a magazine',
        owner: 'sales',
        reason: 'the line is praised in the May issue',
        where: { field: 'family', equals: FAMILY },
        rate: 0.1,
        firstDate: '2017-05-01',
        lastDate: '2017-07-31',
      }),
      {
        id: 'introductory price',
        owner: 'sales',
        reason: 'the magazine asks for an offer',
        changes: [{ table: 'items', key: DEAREST, field: 'price', op: 'multiply', value: 0.95 }],
      },
      stopResource(input, {
        id: 'new paint line',
        owner: 'operations',
        reason: 'the booth is rebuilt',
        resourceId: 'Paint',
        firstDate: '2017-06-12',
        lastDate: '2017-06-23',
      }),
      raisePrices(input, {
        id: 'prices of the season',
        owner: 'finance',
        reason: 'suppliers have raised theirs',
        where: { field: 'family', equals: FAMILY },
        rate: 0.03,
      }),
    ],
    agreed: ['test of a magazine', 'new paint line', 'prices of the season'],
    because: 'a price that rises and falls in one month helps nobody: no introductory price',
  },
  {
    date: '2017-04-30',
    scenarios: (input) => [
      raiseDemand(input, {
        id: 'the test came earlier',
        owner: 'sales',
        reason: 'dealers order already',
        where: { field: 'family', equals: FAMILY },
        rate: 0.05,
        firstDate: '2017-05-01',
        lastDate: '2017-05-31',
      }),
    ],
    agreed: ['the test came earlier'],
    because: 'April sold as the dealers say',
  },
  { date: '2017-05-31', scenarios: () => [], agreed: [], because: 'nothing new' },
]
