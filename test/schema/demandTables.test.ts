import { describe, expect, it } from 'vitest'
import { checkPlanInput, type PlanInput } from '../../src/schema/index.js'
import { deepFreeze } from '../costing/deepFreeze.js'
import { teaShop } from '../plan/teaShop.js'

type Loose = { [field: string]: any }

const at = (input: Loose, table: string, n = 0): Loose => (input[table] as Loose[])[n] as Loose
const more = (input: Loose, table: string, row: Loose): void => void (input[table] as Loose[]).push(row)

/** Name, what is done to the tea shop, and the code and path that must come back. */
const MISTAKES: readonly (readonly [string, (input: Loose) => void, string])[] = [
  [
    'transaction of an unknown item',
    (i) => (at(i, 'transactions')['itemId'] = 'x'),
    'UNKNOWN_ID transactions[0].itemId',
  ],
  [
    'transaction in an unknown market',
    (i) => (at(i, 'transactions')['marketId'] = 'x'),
    'UNKNOWN_ID transactions[0].marketId',
  ],
  [
    'transaction on no day',
    (i) => (at(i, 'transactions', 1)['date'] = '2026-02-30'),
    'INVALID_DATE transactions[1].date',
  ],
  [
    'transaction of a mistyped year',
    (i) => (at(i, 'transactions', 1)['date'] = '0206-02-03'),
    'OUT_OF_RANGE transactions[1].date',
  ],
  [
    'transaction in an unknown unit',
    (i) => (at(i, 'transactions')['unit'] = 'crate'),
    'MISSING_CONVERSION transactions[0].unit',
  ],
  [
    'transactions beside a history',
    (i) => more(i, 'transactions', { itemId: 'tea', date: '2026-02-03', quantity: 1 }),
    'DUPLICATE_ID transactions[5]',
  ],
  [
    'transaction without a quantity',
    (i) => delete at(i, 'transactions')['quantity'],
    'MISSING_VALUE transactions[0].quantity',
  ],
  ['stock-out of an unknown item', (i) => (at(i, 'stockOuts')['itemId'] = 'x'), 'UNKNOWN_ID stockOuts[0].itemId'],
  ['stock-out on no day', (i) => (at(i, 'stockOuts')['lastDate'] = '2026-08-32'), 'INVALID_DATE stockOuts[0].lastDate'],
  [
    'stock-out that ends before it begins',
    (i) => (at(i, 'stockOuts')['lastDate'] = '2026-07-31'),
    'PERIODS_OUT_OF_ORDER stockOuts[0].lastDate',
  ],
  ['zeros of no kind', (i) => (i['forecasting'].zeros = 'drop'), 'OUT_OF_RANGE forecasting.zeros'],
  ['outliers of no kind', (i) => (i['forecasting'].outliers = 'drop'), 'OUT_OF_RANGE forecasting.outliers'],
  [
    'node under an unknown one',
    (i) => more(i, 'hierarchy', { id: 'pot', parentId: 'x' }),
    'UNKNOWN_ID hierarchy[2].parentId',
  ],
  [
    'loop in the hierarchy',
    (i) => (more(i, 'hierarchy', { id: 'shop', parentId: 'tableware' }), (at(i, 'hierarchy', 0)['parentId'] = 'shop')),
    'CYCLE hierarchy[0].parentId',
  ],
  ['node twice', (i) => more(i, 'hierarchy', { id: 'cup' }), 'DUPLICATE_ID hierarchy[2].id'],
  ['node that holds nothing', (i) => more(i, 'hierarchy', { id: 'books' }), 'UNKNOWN_ID hierarchy[2].id'],
  ['item with nodes below it', (i) => more(i, 'hierarchy', { id: 'pot', parentId: 'cup' }), 'CONFLICT hierarchy[1].id'],
  [
    'node of an item without demand',
    (i) => (
      more(i, 'items', { id: 'box', purchaseCost: 1 }),
      more(i, 'hierarchy', { id: 'box', parentId: 'tableware' })
    ),
    'CONFLICT hierarchy[2].id',
  ],
  ['reconciliation without a hierarchy', (i) => delete i['hierarchy'], 'CONFLICT hierarchy'],
  [
    'unknown reconciliation',
    (i) => (i['forecasting'].reconciliation = 'mint'),
    'OUT_OF_RANGE forecasting.reconciliation',
  ],
  ['launch of an unknown item', (i) => (at(i, 'launches')['itemId'] = 'x'), 'UNKNOWN_ID launches[0].itemId'],
  ['launch at no period', (i) => (at(i, 'launches')['start'] = '2027-13'), 'INVALID_DATE launches[0].start'],
  ['launch in another century', (i) => (at(i, 'launches')['start'] = '1927-01'), 'OUT_OF_RANGE launches[0].start'],
  ['launch of no kind', (i) => delete at(i, 'launches')['likeItems'], 'CONFLICT launches[0]'],
  ['launch of two kinds', (i) => (at(i, 'launches')['marketSize'] = 1000), 'CONFLICT launches[0]'],
  ['like items with a coefficient', (i) => (at(i, 'launches')['imitation'] = 0.3), 'CONFLICT launches[0].imitation'],
  [
    'Bass model without a coefficient',
    (i) => (i['launches'] = [{ itemId: 'mate', start: '2027-01', marketSize: 1000, innovation: 0.03 }]),
    'MISSING_VALUE launches[0].imitation',
  ],
  [
    'Bass model that sells more than there is',
    (i) => (i['launches'] = [{ itemId: 'mate', start: '2027-01', marketSize: 1000, innovation: 0.6, imitation: 0.5 }]),
    'OUT_OF_RANGE launches[0].imitation',
  ],
  [
    'like items that sold nothing',
    (i) => (at(i, 'launches')['likeItems'][0].history = [0, 0]),
    'EMPTY launches[0].likeItems',
  ],
  [
    'like items with weights of zero',
    (i) => (at(i, 'launches')['likeItems'][0].weight = 0),
    'EMPTY launches[0].likeItems',
  ],
  ['phase-in that serves nobody', (i) => (at(i, 'launches')['phaseIn'] = [0, 0, 0, 0]), 'EMPTY launches[0].phaseIn'],
  ['launch twice', (i) => more(i, 'launches', at(i, 'launches')), 'DUPLICATE_ID launches[1]'],
  [
    'launch that does not say in which market',
    (i) => (at(i, 'launches')['itemId'] = 'cup'),
    'CONFLICT launches[0].marketId',
  ],
  [
    'unknown predecessor',
    (i) => (at(i, 'successions')['predecessorId'] = 'x'),
    'UNKNOWN_ID successions[0].predecessorId',
  ],
  ['unknown successor', (i) => (at(i, 'successions')['successorId'] = 'x'), 'UNKNOWN_ID successions[0].successorId'],
  [
    'two successors',
    (i) => more(i, 'successions', { predecessorId: 'tea', successorId: 'pot' }),
    'DUPLICATE_ID successions[1]',
  ],
  [
    'items that follow each other',
    (i) => more(i, 'successions', { predecessorId: 'mate', successorId: 'tea' }),
    'CYCLE successions[0]',
  ],
  ['item that follows itself', (i) => (at(i, 'successions')['successorId'] = 'tea'), 'CYCLE successions[0]'],
  [
    'phase-out of another length',
    (i) => (at(i, 'successions')['phaseOutShare'] = [1, 1]),
    'MISALIGNED successions[0].phaseOutShare',
  ],
  [
    'share as a percentage',
    (i) => (at(i, 'successions')['transferShare'] = 80),
    'OUT_OF_RANGE successions[0].transferShare',
  ],
  [
    'phase-out as a percentage',
    (i) => (at(i, 'successions')['phaseOutShare'] = [0, 0, 1, 100]),
    'OUT_OF_RANGE successions[0].phaseOutShare[3]',
  ],
  ['event of an unknown item', (i) => (at(i, 'events')['itemId'] = 'x'), 'UNKNOWN_ID events[0].itemId'],
  ['event in an unknown market', (i) => (at(i, 'events')['marketId'] = 'x'), 'UNKNOWN_ID events[0].marketId'],
  ['event from no day', (i) => (at(i, 'events')['firstDate'] = '2027-02-30'), 'INVALID_DATE events[0].firstDate'],
  ['event to no date', (i) => (at(i, 'events')['lastDate'] = 'soon'), 'INVALID_DATE events[0].lastDate'],
  [
    'event that ends before it begins',
    (i) => (at(i, 'events')['lastDate'] = '2026-11-30'),
    'PERIODS_OUT_OF_ORDER events[0].lastDate',
  ],
  [
    'event ahead without an uplift',
    (i) => {
      Object.assign(at(i, 'events'), { firstDate: '2027-01-04', lastDate: '2027-01-09' })
      delete at(i, 'events')['upliftRate']
    },
    'MISSING_VALUE events[0]',
  ],
  ['event with two uplifts', (i) => (at(i, 'events')['upliftUnits'] = 3), 'CONFLICT events[0]'],
  [
    'event that takes more than all',
    (i) => (at(i, 'events')['upliftRate'] = -1.5),
    'OUT_OF_RANGE events[0].upliftRate',
  ],
  ['units of no item', (i) => delete at(i, 'events', 1)['itemId'], 'MISSING_VALUE events[1].itemId'],
  ['units of an item with markets', (i) => (at(i, 'events', 1)['itemId'] = 'cup'), 'CONFLICT events[1].marketId'],
  ['event twice', (i) => (at(i, 'events', 1)['id'] = 'fair'), 'DUPLICATE_ID events[1].id'],
  [
    'opportunity of an unknown item',
    (i) => (at(i, 'opportunities')['itemId'] = 'x'),
    'UNKNOWN_ID opportunities[0].itemId',
  ],
  [
    'opportunity in an unknown market',
    (i) => (at(i, 'opportunities')['marketId'] = 'x'),
    'UNKNOWN_ID opportunities[0].marketId',
  ],
  [
    'opportunity that does not say in which market',
    (i) => (at(i, 'opportunities')['itemId'] = 'cup'),
    'CONFLICT opportunities[0].marketId',
  ],
  [
    'opportunity that closes on no day',
    (i) => (at(i, 'opportunities')['closeDate'] = '2027-04-31'),
    'INVALID_DATE opportunities[0].closeDate',
  ],
  ['unknown stage', (i) => (at(i, 'opportunities')['stageId'] = 'won'), 'UNKNOWN_ID opportunities[0].stageId'],
  [
    'opportunity without a chance',
    (i) => delete at(i, 'opportunities')['stageId'],
    'MISSING_VALUE opportunities[0].stageId',
  ],
  ['opportunity twice', (i) => (at(i, 'opportunities', 1)['id'] = 'hotel'), 'DUPLICATE_ID opportunities[1].id'],
  [
    'stage twice',
    (i) => more(i, 'pipelineStages', { id: 'lead', probability: 0.5 }),
    'DUPLICATE_ID pipelineStages[2].id',
  ],
  [
    'probability as a percentage',
    (i) => (at(i, 'pipelineStages')['probability'] = 25),
    'OUT_OF_RANGE pipelineStages[0].probability',
  ],
  ['view of an unknown item', (i) => (at(i, 'views')['itemId'] = 'x'), 'UNKNOWN_ID views[0].itemId'],
  [
    'view of a market that is not there',
    (i) => Object.assign(at(i, 'views'), { marketId: 'north' }),
    'CONFLICT views[0].marketId',
  ],
  ['view of another length', (i) => (at(i, 'views')['quantities'] = [1, 2]), 'MISALIGNED views[0].quantities'],
  ['view without quantities', (i) => delete at(i, 'views')['quantities'], 'MISSING_VALUE views[0].quantities'],
  [
    'quantities of the forecast itself',
    (i) => (at(i, 'views', 2)['quantities'] = [1, 2, 3, 4]),
    'CONFLICT views[2].quantities',
  ],
  ['view twice', (i) => (at(i, 'views', 1)['contributor'] = 'sales'), 'DUPLICATE_ID views[1]'],
  ['some views with a weight', (i) => delete at(i, 'views', 1)['weight'], 'MISSING_VALUE views[1].weight'],
  [
    'weights that sum to zero',
    (i) => [0, 1, 2].forEach((n) => (at(i, 'views', n)['weight'] = 0)),
    'OUT_OF_RANGE views[0].weight',
  ],
  ['past beyond the history', (i) => (at(i, 'views')['past'] = [1, 2, 3, 4, 5, 6, 7]), 'MISALIGNED views[0].past'],
  [
    'past without a history',
    (i) => more(i, 'views', { contributor: 'sales', itemId: 'mate', quantities: [1, 2, 3, 4], past: [3] }),
    'MISALIGNED views[3].past',
  ],
  ['override of an unknown item', (i) => (at(i, 'overrides')['itemId'] = 'x'), 'UNKNOWN_ID overrides[0].itemId'],
  ['override of an item with markets', (i) => (at(i, 'overrides')['itemId'] = 'cup'), 'CONFLICT overrides[0].marketId'],
  [
    'override of an unknown period',
    (i) => (at(i, 'overrides')['periodIds'] = ['2027-05']),
    'UNKNOWN_ID overrides[0].periodIds[0]',
  ],
  [
    'override of a period twice',
    (i) => (at(i, 'overrides')['periodIds'] = ['2027-02', '2027-02']),
    'DUPLICATE_ID overrides[0].periodIds[1]',
  ],
  ['override of no period', (i) => (at(i, 'overrides')['periodIds'] = []), 'EMPTY overrides[0].periodIds'],
  ['override of no kind', (i) => delete at(i, 'overrides')['changeRate'], 'MISSING_VALUE overrides[0]'],
  ['override of two kinds', (i) => (at(i, 'overrides')['change'] = 4), 'CONFLICT overrides[0]'],
  ['override without a reason', (i) => delete at(i, 'overrides')['reason'], 'MISSING_VALUE overrides[0].reason'],
  ['override without an owner', (i) => (at(i, 'overrides')['owner'] = ''), 'EMPTY overrides[0].owner'],
  [
    'override that expiryDate on no day',
    (i) => (at(i, 'overrides')['expiryDate'] = '2027-02-29'),
    'INVALID_DATE overrides[0].expiryDate',
  ],
  ['override twice', (i) => (at(i, 'overrides', 1)['id'] = 'shelf'), 'DUPLICATE_ID overrides[1].id'],
  [
    'two quantities for one period',
    (i) => more(i, 'overrides', { ...at(i, 'overrides', 2), id: 'other' }),
    'CONFLICT overrides[5].periodIds[0]',
  ],
  ['today on no day', (i) => (i['asOf'] = '2026-02-30'), 'INVALID_DATE asOf'],
]

describe('a mistake in the tables of demand', () => {
  it('is not found where there is none', () => {
    expect(checkPlanInput(deepFreeze(structuredClone(teaShop)))).toEqual([])
  })

  it.each(MISTAKES)('%s', (_, make, expected) => {
    const input = structuredClone(teaShop) as Loose
    make(input)
    const issues = checkPlanInput(input)
    expect(issues.map(({ code, path }) => `${code} ${path}`)).toEqual([expected])
    for (const { message, remedy, received } of issues) {
      expect(message.length).toBeGreaterThan(10)
      expect(remedy.length).toBeGreaterThan(5)
      expect(received).not.toBe('')
    }
  })

  it('comes with all others in one list', () => {
    const input = structuredClone(teaShop) as Loose
    const single = MISTAKES.filter(([name]) =>
      [
        'unknown stage',
        'event of an unknown item',
        'loop in the hierarchy',
        'override of no kind',
        'view of another length',
      ].includes(name),
    )
    for (const [, make] of single) make(input)
    expect(
      checkPlanInput(input)
        .map(({ code, path }) => `${code} ${path}`)
        .sort(),
    ).toEqual(single.map(([, , expected]) => expected).sort())
  })
})

describe('what is no mistake', () => {
  const allowed: readonly (readonly [string, (input: Loose) => void])[] = [
    [
      'a quantity set again after the first has expired',
      (i) => more(i, 'overrides', { ...at(i, 'overrides', 3), id: 'new', expiryDate: '2027-01-31' }),
    ],
    ['an opportunity in a market that is new for its item', (i) => (at(i, 'opportunities')['marketId'] = 'north')],
    [
      'demand from launches alone',
      (i) => {
        for (const field of [
          'history',
          'transactions',
          'forecasts',
          'hierarchy',
          'successions',
          'events',
          'views',
          'overrides',
          'opportunities',
        ])
          delete i[field]
        delete i['forecasting'].reconciliation
      },
    ],
    [
      'late orders of an item that only overrides give demand',
      (i) => {
        i['items'].push({ id: 'tray', purchaseCost: 3 })
        i['overrides'].push({
          id: 'tray',
          itemId: 'tray',
          periodIds: ['2027-01'],
          quantity: 5,
          reason: 'first order',
          owner: 'Ann',
        })
        i['stock'] = [{ itemId: 'tray', onHand: 0, backlog: 2 }]
      },
    ],
  ]
  it.each(allowed)('%s', (_, make) => {
    const input = structuredClone(teaShop) as Loose
    make(input)
    expect(checkPlanInput(input as PlanInput)).toEqual([])
  })
})
