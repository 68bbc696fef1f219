import type { DemandRecord, Plan } from 'sop-engine'
import type { Extract } from '../readExtract.js'
import { familyOf, itemOf } from '../structure.js'
import { percent, sum, whole } from './formatNumbers.js'
import { printPeriods } from './printPeriods.js'
import { print, printHeading, printTable, printTitle, printWrapped } from './printTable.js'
import { ofYear, yearsOf } from './years.js'

const decimal = (value: number | null | undefined): string =>
  value === null || value === undefined ? '' : value.toFixed(2)

/** How one item is forecast, what makes families add up, and the way of one family from its baseline to the plan. */
export function printForecast(plan: Plan, extract: Extract, itemId: string): void {
  const family = familyOf(extract, itemId)
  printTitle('From history to the number planned for', 'the item that earned most last year, and its family')
  printModels(
    plan.demand.filter((record) => record.itemId === itemId),
    `${itemId} ${itemOf(extract, itemId).name}`,
  )
  printFamilies(plan)
  printWaterfall(
    plan,
    plan.demand.filter((record) => familyOf(extract, record.itemId) === family),
    family,
  )
}

/** The models behind each market's forecast, what they weigh, and how wrong they were inside the history. */
function printModels(records: readonly DemandRecord[], name: string): void {
  printHeading(`Models of ${name}`)
  printTable(
    [
      { title: 'market' },
      { title: 'model', align: 'left' },
      { title: 'weight' },
      { title: 'error' },
      { title: 'MASE' },
      { title: 'bias' },
    ],
    records.flatMap(({ marketId = '', model, models = [], accuracy }) => [
      [marketId, model, '', '', decimal(accuracy?.mase), decimal(accuracy?.bias)],
      ...models.map((part) => ['', `  ${part.model}`, percent(part.weight), decimal(part.error), '', '']),
    ]),
  )
  printWrapped(
    '',
    'error: of forecasts inside the history, all steps ahead, units a month; MASE and bias: one step ahead. A thin history is forecast by a combination that has no parts to show.',
  )
}

/** Families: what each is forecast at by itself, what its items and markets come to, and what makes both the same. */
function printFamilies(plan: Plan): void {
  const { reconciliation } = plan
  const [year] = yearsOf(plan)
  if (reconciliation === undefined || year === undefined) return
  const { nodes, method, coherence } = reconciliation
  const parent = new Map(plan.input.hierarchy.map(({ id, parentId }) => [id, parentId ?? id]))
  const rows = nodes
    .filter(({ parentId }) => parentId === undefined)
    .map(({ id, model, statistical, reconciled, consensus }) => {
      const below = sum(
        plan.demand
          .filter((record) => parent.get(record.itemId) === id)
          .map((record) => ofYear(record.statistical, year)),
      )
      return [
        id,
        model,
        whole(ofYear(statistical, year)),
        whole(below),
        whole(ofYear(reconciled, year)),
        whole(ofYear(consensus, year)),
      ]
    })
  printHeading(`Families made to add up (${method}), units in ${year.title}`)
  printTable(
    [
      { title: 'family' },
      { title: 'its own model', align: 'left' },
      { title: 'its own forecast' },
      { title: 'its items' },
      { title: 'reconciled' },
      { title: 'consensus' },
    ],
    rows,
  )
  const { before, after } = coherence
  printWrapped(
    '',
    `Largest gap between a total and the sum below it: before ${before?.largestGap.toFixed(1) ?? '0'} units (${before?.nodeId ?? ''}, month ${(before?.periodIndex ?? 0) + 1} of the plan), after ${after.largestGap < 1e-6 ? `0 (${after.largestGap.toExponential(0)})` : after.largestGap.toFixed(6)}.`,
  )
}

const STEPS = [
  'given',
  'statistical',
  'reconciliation',
  'launch',
  'succession',
  'event',
  'pipeline',
  'view',
  'override',
  'rounding',
]

/** The steps of a family's demand, added up over its items and markets. */
function printWaterfall(plan: Plan, records: readonly DemandRecord[], family: string): void {
  const names = new Map(plan.input.events.map(({ id, name }) => [id, name]))
  const rows = STEPS.flatMap((kind) => {
    const byName = new Map<string, number[]>()
    for (const { step, id, quantities } of records.flatMap(({ waterfall }) => waterfall)) {
      if (step !== kind) continue
      const name = id === undefined ? step : `${step} ${names.get(id) ?? id}`
      byName.set(
        name,
        quantities.map((units, t) => units + (byName.get(name)?.[t] ?? 0)),
      )
    }
    return [...byName].map(([name, quantities]) => ({ name, cells: quantities.map(whole) }))
  })
  printPeriods(
    plan,
    `Waterfall of ${family}: units of all its sizes, colors and markets, from the statistical baseline to the consensus`,
    [
      ...rows,
      {
        name: 'consensus',
        cells: plan.calendar.periods.map((_, t) => whole(sum(records.map(({ consensus }) => consensus[t] ?? 0)))),
      },
    ],
  )
  print()
  for (const { itemId, marketId, waterfall } of records) {
    for (const { step, id, reason, owner } of waterfall) {
      if (step === 'override') printWrapped('- ', `${id} (${itemId}, ${marketId}): ${reason}. ${owner}.`)
    }
  }
}
