import * as assumed from '../assumptions.js'
import { percent, sum, whole } from './formatNumbers.js'
import { printHeading, printTable, printTitle } from './printTable.js'

/** What assumptions.ts says about the company; each figure's reason stands there. */
export function printCompanyAssumptions(resourceName: (workCenter: string) => string): void {
  printTitle('Assumptions about the company', 'the extract does not hold them; reasons stand in assumptions.ts')
  printTable(
    [{ title: 'assumption' }, { title: 'value', align: 'left' }],
    [
      ['Dates of items.csv moved by', `${assumed.DATE_OFFSET_MONTHS} months`],
      ['A product has ended after', `${assumed.ENDED_AFTER_MONTHS} months without a sale`],
      ['December is an event for', assumed.DECEMBER_GROUPS.join(', ')],
      ['Fiscal year begins in month', String(assumed.FISCAL_YEAR_START_MONTH)],
      ['Plant holidays', `${assumed.HOLIDAYS.length} days of the plan`],
      ['Markets, days until card money', assumed.MARKETS.map(({ name, netDays }) => `${name} ${netDays}`).join(', ')],
      ['Discount on list price', percent(assumed.DISCOUNT_SHARE)],
      [
        'Content of a unit by its name',
        Object.entries(assumed.UNIT_CONTENT)
          .map(([unit, content]) => `${unit} ${content}`)
          .join(', '),
      ],
      ['Pack sizes set item by item', `${Object.keys(assumed.PACK_SIZES).length} (see the unit costs below)`],
      [
        'Open orders arrive after',
        `${percent(assumed.OPEN_ORDER_LEAD_TIME_SHARE)} of the lead time; at most ${assumed.OPEN_ORDER_MONTHS_OF_USE} months of use`,
      ],
      ['Call-off orders arrive on', assumed.CALL_OFF_ARRIVES_ON],
      [
        'Overtime',
        `up to ${percent(assumed.OVERTIME_SHARE)} of regular hours at ${assumed.OVERTIME_WAGE_MULTIPLE} times the wage`,
      ],
      [
        'More hours a week',
        `${sum(assumed.ADDED_HOURS_PER_WEEK.map(({ hours }) => hours))} in all, see the table below`,
      ],
      ['Fixed overhead is spread over', `${percent(assumed.PRACTICAL_CAPACITY_SHARE)} of the regular hours`],
      [
        'Safety stock',
        `of the ERP from ${assumed.ERP_SAFETY_STOCK_FROM} units, else by forecast error at ${percent(assumed.SERVICE_LEVEL_SHARE)}`,
      ],
      ['Holding stock costs', `${percent(assumed.HOLDING_COST_RATE_PER_YEAR)} of its standard cost a year`],
      [
        'Costs that follow revenue',
        assumed.COSTS_OF_REVENUE.map(({ id, rate }) => `${id} ${percent(rate, 1)}`).join(', '),
      ],
      ['Suppliers, wages are paid after', `${assumed.SUPPLIER_NET_DAYS} days, ${assumed.PAYROLL_NET_DAYS} days`],
      [
        'Opening cash, credit drawn, capital',
        [assumed.OPENING_CASH, assumed.OPENING_CREDIT_LINE, assumed.SHARE_CAPITAL].map(whole).join(', '),
      ],
      [
        'Cash to keep; credit line',
        `${whole(assumed.MINIMUM_CASH)}; up to ${whole(assumed.CREDIT_LINE.limit)} at ${percent(assumed.CREDIT_LINE.interestRatePerYear, 1)}`,
      ],
      ['Income tax', `${percent(assumed.TAX.rateShare)}, paid after ${assumed.TAX.netDays} days`],
    ],
  )

  printHeading('Routing hours of one unit (LL entry, ML middle, HL top grade)')
  printTable(
    [
      { title: 'items' },
      { title: 'work center', align: 'left' },
      { title: 'LL' },
      { title: 'ML' },
      { title: 'HL' },
      { title: 'set-up' },
    ],
    assumed.ROUTINGS.flatMap(({ what, operations }) =>
      operations.map(({ workCenter, hours, setupHours }, i) => {
        const { LL, ML, HL } = typeof hours === 'number' ? { LL: hours, ML: hours, HL: hours } : hours
        return [
          i === 0 ? what : '',
          resourceName(workCenter),
          String(LL),
          String(ML),
          String(HL),
          setupHours === undefined ? '' : String(setupHours),
        ]
      }),
    ),
  )
  printHeading('Hours added to those of the extract')
  printTable(
    [{ title: 'work center' }, { title: 'from' }, { title: 'hours a week' }],
    assumed.ADDED_HOURS_PER_WEEK.map(({ workCenter, from, hours }) => [resourceName(workCenter), from, whole(hours)]),
  )
  printHeading('Fixed costs, USD a month in the first year')
  printTable(
    [{ title: 'cost' }, { title: 'function', align: 'left' }, { title: 'USD' }, { title: 'growth a year' }],
    assumed.OVERHEADS.map(({ id, function: of, perMonth, growthPerYear }) => [
      id,
      of,
      whole(perMonth),
      percent(growthPerYear),
    ]),
  )
  printHeading('Fixed assets, straight-line')
  printTable(
    [
      { title: 'asset' },
      { title: 'function', align: 'left' },
      { title: 'cost' },
      { title: 'salvage' },
      { title: 'months' },
      { title: 'acquired' },
    ],
    assumed.ASSETS.map(({ id, function: of, cost, salvageValue, lifeMonths, acquiredDate }) => [
      id,
      of,
      whole(cost),
      whole(salvageValue),
      String(lifeMonths),
      acquiredDate,
    ]),
  )
}
