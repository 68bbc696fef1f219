import { createNotice, type NoticeEntry } from '../../src/core/notices/notices.js'
import { NOTICE_REFERENCE } from '../../src/plan/noticeMessage.js'

const HEAD = `# Notices

What a result takes for granted (\`assumptions\`), found in the data (\`warnings\`) or wants looked at (\`exceptions\`) is a
\`Notice\`. Its \`code\` is one of those below; the set is closed. \`severity\` says how much it matters: \`info\`, \`look\`, \`act\`.
Where a code speaks of several cases, \`value.case\` names the one. A message is made of the other fields alone
(\`noticeMessage\` makes it anew), so that a program can say it in its own words or language.

This page is written by \`npm run write:notices\` from the rules in the \`notices.ts\` of each room; a gate compares the two.
`

const TITLES = {
  exception: ['Exceptions', 'To be looked at in the plan, one row for each cause, the most money at stake first.'],
  assumption: ['Assumptions', 'Taken for granted, because the input does not say it.'],
  warning: ['Warnings', 'Found in the data, and what was done about it.'],
} as const

function entryText(code: string, { rule, cause, example }: NoticeEntry): string {
  const { message, severity } = createNotice(rule, example)
  const title = rule.case === undefined ? `\`${code}\`` : `\`${code}\`, case \`${rule.case}\``
  const remedy = rule.remedy === undefined ? '' : `\n- Remedy: ${rule.remedy}`
  return `### ${title}\n\n${cause}\n\n- Severity: \`${severity}\`\n- Says: ${message}${remedy}\n`
}

/** The page of the reference, out of the rules. */
export function noticeReferencePage(): string {
  const entries = Object.entries(NOTICE_REFERENCE).flatMap(([code, rules]) => rules.map((entry) => ({ code, entry })))
  entries.sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0))
  const sections = (['exception', 'assumption', 'warning'] as const).map((kind) => {
    const own = entries.filter(({ entry }) => (entry.rule.kind ?? 'warning') === kind)
    const [title, lead] = TITLES[kind]
    return `## ${title}\n\n${lead}\n\n${own.map(({ code, entry }) => entryText(code, entry)).join('\n')}`
  })
  return `${HEAD}\n${sections.join('\n')}`
}
