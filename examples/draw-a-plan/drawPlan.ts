import type { Plan } from 'sop-engine'

const [WIDTH, HEIGHT, LEFT, TOP, BOTTOM] = [760, 300, 64, 56, 40]
const COLORS = { produced: '#4477aa', demand: '#cc6677', stock: '#117733', text: '#444444', grid: '#dddddd' }

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const at = (value: number): string => value.toFixed(1)

/** The next round number that is not below: a scale up to 1, 2, 2.5 or 5 times a power of ten. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)))
  return power * ([1, 2, 2.5, 5].find((step) => step * power >= value) ?? 10)
}

/** A picture of one item of a plan as SVG: what is made as bars, what is asked for and what is left as lines. */
export function drawPlan({ calendar, supply }: Pick<Plan, 'calendar' | 'supply'>, itemId: string): string {
  const record = supply.records.find((row) => row.itemId === itemId)
  if (record === undefined) throw new Error(`The plan has no item '${itemId}'`)
  const { produced, demand, closing } = record
  const most = roundUp(Math.max(...produced, ...demand, ...closing))
  const step = (WIDTH - LEFT - 16) / calendar.periods.length
  const x = (t: number): number => LEFT + step * (t + 0.5)
  const y = (units: number): number => HEIGHT - BOTTOM - (units / most) * (HEIGHT - TOP - BOTTOM)

  const text = (left: number, top: number, words: string, rest = ''): string =>
    `<text x="${at(left)}" y="${at(top)}" fill="${COLORS.text}"${rest}>${escape(words)}</text>`
  const line = (values: readonly number[], color: string): string => {
    const points = values.map((units, t) => `${at(x(t))},${at(y(units))}`).join(' ')
    const dots = values.map((units, t) => `<circle cx="${at(x(t))}" cy="${at(y(units))}" r="3" fill="${color}"/>`)
    return [`<polyline points="${points}" fill="none" stroke="${color}" stroke-width="2"/>`, ...dots].join('\n')
  }
  const key = (place: number, color: string, words: string): string =>
    `<rect x="${LEFT + place}" y="24" width="12" height="12" fill="${color}"/>\n${text(LEFT + place + 18, 35, words)}`

  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">`,
    `<title>${escape(`Plan of '${itemId}', units by period`)}</title>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" rx="8" fill="#ffffff"/>`,
    key(0, COLORS.produced, 'made'),
    key(90, COLORS.demand, 'asked for'),
    key(200, COLORS.stock, 'in stock at the end'),
    ...[0, 0.25, 0.5, 0.75, 1].flatMap((share) => [
      `<path d="M${LEFT} ${at(y(share * most))}H${WIDTH - 16}" stroke="${COLORS.grid}"/>`,
      text(LEFT - 8, y(share * most) + 4, String(share * most), ' text-anchor="end"'),
    ]),
    ...produced.map(
      (units, t) =>
        `<rect x="${at(x(t) - step * 0.35)}" y="${at(y(units))}" width="${at(step * 0.7)}" height="${at(y(0) - y(units))}" fill="${COLORS.produced}"/>`,
    ),
    line(demand, COLORS.demand),
    line(closing, COLORS.stock),
    ...calendar.periods.map(({ id }, t) => text(x(t), HEIGHT - 16, id, ' text-anchor="middle"')),
    '</svg>',
    '',
  ].join('\n')
}
