import type { Plan } from 'sop-engine'
import { thousands, whole } from './formatNumbers.js'
import { printHeading, printTable, printTitle, printWrapped } from './printTable.js'

const WORST = 25

/** What a planner must look at: a count by kind, then the worst. */
export function printExceptions({ exceptions }: Plan): void {
  printTitle('Exceptions', 'worst first, with the money at stake')
  const kinds = [...new Set(exceptions.map(({ code }) => code))].map((code) => {
    const found = exceptions.filter((exception) => exception.code === code)
    return { code, count: found.length, money: found.reduce((sum, { moneyAtStake = 0 }) => sum + moneyAtStake, 0) }
  })
  printTable(
    [{ title: 'kind' }, { title: 'number' }, { title: 'kUSD' }],
    kinds.map(({ code, count, money }) => [code, whole(count), thousands(money)]),
  )
  printHeading(`The ${Math.min(WORST, exceptions.length)} worst of ${exceptions.length}; all are in plan.json`)
  for (const { code, moneyAtStake = 0, message } of exceptions.slice(0, WORST)) {
    printWrapped(`${whole(moneyAtStake).padStart(9)}  ${code.padEnd(18)} `, message)
  }
}
