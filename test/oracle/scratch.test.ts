import { readFileSync, readdirSync } from 'node:fs'
import { it } from 'vitest'
import { plan, verify } from '../../src/index.js'
const csv = (f: string) => { const [h = '', ...l] = readFileSync(f, 'utf8').trim().split('\n'); const k = h.split(','); return l.map((x) => Object.fromEntries(x.split(',').map((c, i) => [k[i] as string, c]))) as any[] }
const P = ['2027-01', '2027-02', '2027-03', '2027-04']
it('x', async () => {
  let good = 0
  for (const n of readdirSync('/tmp/orx').filter((x) => /^\d+$/.test(x))) {
    const d = `/tmp/orx/${n}/`
    const out: string[] = []
    try {
      const r: any = await plan(JSON.parse(readFileSync(d + 'input.json', 'utf8')))
      const L = r.ledger
      const a = L.amountMinor.map((m: number, i: number) => [L.period[i] < 0 ? 'opening' : P[L.period[i]], L.rules[L.rule[i]], L.sources[L.source[i]], L.accounts[L.account[i]], m].join('|')).sort() as string[]
      const e = csv(d + 'ledger.csv').map((x) => [x.period, x.rule, x.source, x.account, Number(x.amount.replace('.', ''))].join('|')).sort()
      for (const x of e) { const i = a.indexOf(x); if (i >= 0) a.splice(i, 1); else out.push('oracle ' + x) }
      out.push(...a.map((x) => 'code ' + x))
      const v = verify(r)
      if (!v.ok) out.push('verify ' + JSON.stringify(v.checks.filter((c: any) => !c.ok)).slice(0, 300))
      for (const [f, k] of [['income_statement', 'incomeStatement'], ['balance_sheet', 'balanceSheet'], ['cash_flow_direct', 'cashFlow'], ['cash_flow_indirect', 'cashFlowIndirect'], ['contribution_statement', 'contribution']] as const)
        for (const row of csv(d + f + '.csv')) { const line = r.statements[k].lines.find((l: any) => l.id === row.line); P.forEach((p, t) => { if (line.amounts[t] !== Number(row[p])) out.push(`${f} ${row.line} ${p} code ${line.amounts[t]} oracle ${row[p]}`) }) }
    } catch (err: any) { out.push('THROWS ' + String(err.message).slice(0, 400)) }
    if (out.length === 0) good++
    else console.log(n, out.length, out.slice(0, 6).join('\n'))
  }
  console.log('good', good)
}, 100000)
