import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { stop, transformSync } from 'esbuild'
import type { Browser } from 'playwright-core'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { bundleForBrowser } from '../consumers/bundle.js'

const consumer = inject('consumer')
const site = join(consumer, 'site')
const TYPES: Readonly<Record<string, string>> = { '.wasm': 'application/wasm' }
const HIGHS = join(import.meta.dirname, '../../node_modules/highs')
/** A plan by HiGHS, in a bundle that has no glpk.js in it. */
const WITH_HIGHS = `
import { plan } from 'sop-engine'
import { createHighsSolver } from 'sop-engine/lp/highs'
export const run = async (options) => JSON.stringify(await plan({
  calendar: { start: '2027-01-01', months: 6 },
  items: [{ id: 'lamp', price: 49 }, { id: 'shade', purchaseCost: 6.5, leadTimeDays: 21 }],
  billOfMaterials: [{ itemId: 'lamp', componentId: 'shade', quantityPer: 1 }],
  operations: [{ itemId: 'lamp', resourceId: 'bench', runHoursPerUnit: 0.25 }],
  resources: [{ id: 'bench', capacityHours: 300, costPerHour: 18, overtimeHours: 40, overtimeCostPerHour: 27 }],
  forecasts: [{ itemId: 'lamp', quantities: [1145, 1187, 1264, 1329, 1369, 1369] }],
  stock: [{ itemId: 'lamp', onHand: 120 }, { itemId: 'shade', onHand: 300 }],
}, { solver: createHighsSolver(options) }))`
const PAGE = '<!doctype html><meta charset="utf-8"><title>plan</title>'

describe('headless Chromium', () => {
  let server: Server
  let browser: Browser
  let address = ''

  beforeAll(async () => {
    await bundleForBrowser(consumer, site)
    cpSync(HIGHS, join(consumer, 'node_modules/highs'), { recursive: true, dereference: true })
    writeFileSync(join(consumer, 'highs.mjs'), WITH_HIGHS)
    await bundleForBrowser(consumer, site, { entry: 'highs.mjs', external: ['#glpk', 'node:module'] })
    cpSync(join(HIGHS, 'build/highs.wasm'), join(site, 'engine.wasm'))
    server = createServer((request, response) => {
      const file = join(site, normalize(new URL(request.url ?? '/', 'http://localhost').pathname))
      if (request.url === '/') response.setHeader('content-type', 'text/html').end(PAGE)
      else if (!file.startsWith(site) || !existsSync(file)) response.writeHead(404).end()
      else response.setHeader('content-type', TYPES[extname(file)] ?? 'text/javascript').end(readFileSync(file))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    browser = await chromium.launch({
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-dev-shm-usage'],
    })
  })

  afterAll(async () => {
    await browser?.close()
    server?.close()
    await stop()
  })

  test('plans the company of README like Node, byte for byte', async () => {
    const source = readFileSync(join(consumer, 'company.ts'), 'utf8')
    writeFileSync(join(consumer, 'company.mjs'), transformSync(source, { loader: 'ts', format: 'esm' }).code)
    const script = "import { run } from './company.mjs'\nprocess.stdout.write(await run())\n"
    writeFileSync(join(consumer, 'main.mjs'), script)
    const fromNode = execFileSync(process.execPath, ['main.mjs'], {
      cwd: consumer,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    })

    const page = await browser.newPage()
    const faults: string[] = []
    page.on('pageerror', (error) => faults.push(String(error)))
    await page.goto(address)
    // As text, for it runs in the page: a function would be rewritten by the test runner.
    const fromBrowser = await page.evaluate<string>("import('/company.js').then(({ run }) => run())")
    expect(faults).toEqual([])
    expect(fromBrowser.length).toBeGreaterThan(10)
    expect(fromBrowser === fromNode, firstDifference(fromNode, fromBrowser)).toBe(true)
  })

  test('plans by HiGHS like Node, byte for byte, from a bundle that names where highs.wasm is', async () => {
    const script = "import { run } from './highs.mjs'\nprocess.stdout.write(await run())\n"
    const fromNode = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: consumer,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    })
    const page = await browser.newPage()
    await page.goto(address)
    const fromBrowser = await page.evaluate<string>(
      "import('/highs.js').then(({ run }) => run({ wasm: new URL('/engine.wasm', location.href) }))",
    )
    expect((JSON.parse(fromBrowser) as { status: string }).status).toBe('optimal')
    expect(fromBrowser === fromNode, firstDifference(fromNode, fromBrowser)).toBe(true)
  })
})

function firstDifference(a: string, b: string): string {
  let i = 0
  while (i < a.length && a[i] === b[i]) i++
  return `at ${i}: Node ${a.slice(i - 60, i + 40)} | browser ${b.slice(i - 60, i + 40)}`
}
