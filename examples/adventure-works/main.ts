import { mkdirSync, writeFileSync } from 'node:fs'
import { plan, verify } from 'sop-engine'
import { printAssumptions } from './print/printAssumptions.js'
import { printCompanyAssumptions } from './print/printCompanyAssumptions.js'
import { printCosts } from './print/printCosts.js'
import { printDemand } from './print/printDemand.js'
import { printExceptions } from './print/printExceptions.js'
import { printForecast } from './print/printForecast.js'
import { printKpis } from './print/printKpis.js'
import { printNotes } from './print/printNotes.js'
import { printProduction } from './print/printProduction.js'
import { printStatements } from './print/printStatements.js'
import { printStock } from './print/printStock.js'
import { printProfitability } from './print/printProfitability.js'
import { printSummary } from './print/printSummary.js'
import { print } from './print/printTable.js'
import { printVerification } from './print/printVerification.js'
import { readExtract } from './readExtract.js'
import { resourceId } from './routings.js'
import { createProgressLine } from './showProgress.js'
import { itemOf } from './structure.js'
import { toPlanInput } from './toPlanInput.js'

const now = (): number => performance.now()
const progress = createProgressLine(now)

progress.say('reading the extract')
const extract = readExtract()
const { input, sales, notes } = toPlanInput(extract)
progress.say(`planning ${input.items.length} items`)
const result = await plan(input, { onProgress: progress.report, now })
progress.say('verifying')
const verification = verify(result)

/** The item with the greatest revenue of the last twelve months. */
function topSeller({ lastYearUnits }: typeof sales, { items }: typeof extract): string {
  const revenue = ([sku, units]: readonly [string, number]): number => units * (items.get(sku)?.listPrice ?? 0)
  return [...lastYearUnits].reduce((best, entry) => (revenue(entry) > revenue(best) ? entry : best))[0]
}

const { periods } = result.calendar
const hasPlan = result.supply.records.length > 0
const lastYearRevenue = [...sales.lastYearUnits].reduce(
  (sum, [sku, units]) => sum + units * itemOf(extract, sku).listPrice,
  0,
)
print(
  `Adventure Works Cycles: sales and operations plan from ${periods[0]?.start ?? ''} to ${periods.at(-1)?.end ?? ''} (exclusive)`,
)
print(
  `Status: ${result.status}. ${sales.selling.length} products that sell, ${sales.ended.length} ended ones, ${input.items.length} items in all; ${periods.length} periods; money in ${result.input.currency}.`,
)
if (hasPlan) printSummary(result, lastYearRevenue)
printNotes(notes)
printDemand(result, sales, extract)
printForecast(result, extract, topSeller(sales, extract))
if (hasPlan) {
  printProduction(result)
  printCosts(result, extract, sales.selling)
  printProfitability(result, extract)
  printStock(result, sales, extract)
  printStatements(result)
  printKpis(result)
  printExceptions(result)
} else {
  for (const conflict of result.supply.diagnosis?.conflicts ?? []) print(`- ${conflict.message}`)
}
printCompanyAssumptions((workCenter) => resourceId(extract, workCenter))
printAssumptions(result)
printVerification(verification, result.supply.certificate)

const folder = new URL('./out/', import.meta.url)
mkdirSync(folder, { recursive: true })
writeFileSync(new URL('plan.json', folder), JSON.stringify(result))
progress.say('wrote examples/adventure-works/out/plan.json')
if (!verification.ok) process.exitCode = 1
