import * as z from 'zod'
import type * as rows from '../rows/peopleTypes.js'
import { common, date, id, list, money, opt, record } from './shapes.js'
import type { Table } from './table.js'

export const stakeholders: Table<rows.Stakeholder> = {
  noun: 'stakeholder',
  row: record({ id, name: opt(z.string()), role: opt(z.string()), signs: opt(z.boolean()), ...common }),
  key: ['id'],
  ridesAlong: true,
}

export const decisions: Table<rows.PlanDecision> = {
  noun: 'decision',
  row: record({
    id,
    date,
    owner: id,
    subject: opt(z.string()),
    alternatives: list(id),
    chosen: id,
    expectedEffect: opt(z.string()),
    expectedAmount: opt(money),
    reviewDate: opt(date),
    ...common,
  }),
  key: ['id'],
  days: ['date', 'reviewDate'],
  ridesAlong: true,
}

export const planningAssumptions: Table<rows.PlanningAssumption> = {
  noun: 'planning assumption',
  row: record({
    id,
    statement: id,
    owner: id,
    low: opt(z.number()),
    value: opt(z.number()),
    high: opt(z.number()),
    unit: opt(z.string()),
    effect: opt(z.string()),
    ...common,
  }),
  key: ['id'],
  ridesAlong: true,
}

export const signOffs: Table<rows.SignOff> = {
  noun: 'sign-off',
  row: record({
    stakeholderId: id,
    contentHash: z.string().regex(/^[0-9a-f]{64}$/),
    date,
    remark: opt(z.string()),
    ...common,
  }),
  key: ['stakeholderId', 'contentHash'],
  references: { stakeholderId: 'stakeholders' },
  days: ['date'],
  ridesAlong: true,
}
