import { accuracyByLag, verify } from 'sop-engine'
import { print, printHeading, printTable, printTitle } from '../adventure-works/print/printTable.js'
import { FAMILY, readLine } from './company.js'
import { MEETINGS } from './meetings.js'
import { type Month, runCycle } from './runCycle.js'

const money = (amount: number | null | undefined): string => Math.round(amount ?? 0).toLocaleString('en-US')
const units = (quantities: readonly number[]): number => quantities.reduce((sum, quantity) => sum + quantity, 0)

/** What the meeting had before it: plans, what they differ by, and why. */
function printMeeting({ meeting, scenarios, asIs, agreed, conflicts, differences, parts, isSigned }: Month): void {
  printTitle(`meeting of ${meeting.date}`, `plan from ${agreed.calendar.periods[0]?.start ?? ''}`)
  printTable(
    [
      { title: 'scenario' },
      { title: 'owner', align: 'left' },
      { title: 'agreed', align: 'left' },
      { title: 'why', align: 'left' },
    ],
    scenarios.map(({ id, owner, reason }) => [id, owner, meeting.agreed.includes(id) ? 'yes' : 'no', reason]),
  )
  for (const { table, key, field, base, ours, theirs, owners } of conflicts)
    print(
      `Conflict: ${table} ${JSON.stringify(key)} ${field ?? ''} is ${JSON.stringify(base)}; ${owners?.ours ?? 'ours'} wants ${JSON.stringify(ours)}, ${owners?.theirs ?? 'theirs'} ${JSON.stringify(theirs)}.`,
    )
  print(`Decided: ${meeting.because}.`)
  printHeading('As is, and as agreed')
  printTable(
    [{ title: 'USD' }, { title: 'as is' }, { title: 'agreed' }],
    (['revenue', 'grossMargin', 'netIncome', 'closingCash'] as const).map((kpi) => [
      kpi,
      money(asIs.kpis[kpi].total),
      money(agreed.kpis[kpi].total),
    ]),
  )
  if (parts.length > 0) {
    printHeading('Of the difference in net income')
    printTable(
      [{ title: 'scenario' }, { title: 'USD' }],
      parts.map(({ patchIds, amount }) => [patchIds.join(', '), money(amount)]),
    )
  }
  const worst = differences.filter(({ section }) => section === 'item' || section === 'resource').slice(0, 5)
  if (worst.length > 0) {
    printHeading('Largest differences of items and resources')
    printTable(
      [{ title: 'of' }, { title: 'what', align: 'left' }, { title: 'as is' }, { title: 'agreed' }, { title: 'USD' }],
      worst.map((row) => [
        [row.itemId ?? row.resourceId ?? '', row.marketId ?? ''].join(' ').trim(),
        row.measure,
        money(row.before),
        money(row.after),
        money(row.money),
      ]),
    )
  }
  print(`Signed by all: ${isSigned ? 'yes' : 'no'}. Proven: ${verify(agreed).ok ? 'yes' : 'no'}.`)
}

/** What happened, and what it did to the plan. */
function printMonth({ agreed, variances, rolled, next, stability }: Month): void {
  const periodId = agreed.calendar.periods[0]?.id ?? ''
  printHeading(`What ${periodId} came to`)
  const planned = units(agreed.shipments.map(({ shipped }) => shipped[0] ?? 0))
  const rows = (rolled.input.actuals ?? []).filter((row) => row.periodId === periodId)
  const of = (kind: string): number => units(rows.filter((row) => row.kind === kind).map((row) => row.units ?? 0))
  print(`${planned} bicycles planned, ${of('sales')} sold, ${of('backlog')} still asked for.`)
  printTable(
    [{ title: 'operating income' }, { title: 'USD' }],
    variances.statement.map(({ line, amount }) => [line, money(amount)]),
  )
  for (const { account, planned: was, actual, difference } of rolled.balanceDifferences)
    print(`${account}: planned ${money(was)}, is ${money(actual)} (${difference > 0 ? '+' : ''}${money(difference)}).`)
  for (const { message } of [...rolled.warnings, ...rolled.assumptions]) print(`- ${message}`)
  printHeading('The next plan beside this one')
  printTable(
    [{ title: 'fence' }, { title: 'units moved' }, { title: 'USD' }, { title: 'share, weighted' }],
    stability.fences.map((fence) => [
      fence.fence,
      money(fence.units),
      money(fence.money),
      fence.ratio === null ? '' : `${(fence.ratio * 100).toFixed(1)} %`,
    ]),
  )
  const rest = units(agreed.kpis.netIncome.values.slice(1).map((amount) => amount ?? 0))
  print(`Net income of the months that are left: ${money(rest)} planned, ${money(next.kpis.netIncome.total)} now.`)
}

/** How far off the plans were, by how long before the month they were made. */
function printAccuracy({ rolled: { input } }: Month, first: string): void {
  const months = [...new Set((input.forecastVintages ?? []).map(({ start }) => start))].sort()
  const rowsOf = (start: string): number[] => {
    const own = (input.forecastVintages ?? []).filter((row) => row.start === start)
    return (own[0]?.quantities ?? []).map((_, t) => units(own.map(({ quantities }) => quantities[t] ?? 0)))
  }
  const place = (start: string, id: string): number =>
    Number(id.slice(0, 4)) * 12 + Number(id.slice(5)) - Number(start.slice(0, 4)) * 12 - Number(start.slice(5))
  const actual = months.map((id) =>
    units((input.history ?? []).map((row) => row.quantities[place(row.start, id)] ?? 0)),
  )
  printHeading('Planned and asked for, all bicycles')
  printTable(
    [{ title: 'month' }, { title: 'asked for' }, ...months.map((id) => ({ title: `plan of ${id}` }))],
    months.map((id, n) => [
      id,
      money(actual[n]),
      ...months.map((start) => (start > id ? '' : money(rowsOf(start)[place(start, id)]))),
    ]),
  )
  const vintages = months.map((start) => ({ origin: place(first, start) - 1, forecast: rowsOf(start) }))
  for (const { lag, periodCount, wape } of accuracyByLag(vintages, { actual }))
    if (wape !== null)
      print(`${lag} month${lag === 1 ? '' : 's'} ahead: off by ${(wape * 100).toFixed(1)} % (${periodCount} months)`)
}

const line = readLine()
print(
  `Adventure Works Cycles, ${FAMILY}: three months of sales and operations planning. ${line.input.items.length} items.`,
)
const months = await runCycle(line, MEETINGS)
for (const month of months) {
  printMeeting(month)
  printMonth(month)
}
const last = months.at(-1)
if (last !== undefined) {
  printTitle('looking back')
  printAccuracy(last, line.input.calendar.start.slice(0, 7))
}
if (!months.every(({ agreed }) => verify(agreed).ok)) process.exitCode = 1
