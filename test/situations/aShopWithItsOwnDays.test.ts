import { describe, expect, it } from 'vitest'
import { plan, type Plan, verify } from '../../src/plan/index.js'
import type { PlanInput, PlanResource } from '../../src/schema/index.js'

/**
 * A shop with its own days. A joiner has two benches, at each of which eight hours are worked on a working day; three quarters of
 * an hour are work on chairs, as the standard counts it. New Year's day is a holiday. In February the shop is shut from the 8th to
 * the 12th; to make up for it, Saturday the 20th is worked, and Friday the 26th ends at noon. A chair takes four hours, and more
 * are wanted than can be made.
 *
 * Working days: January 21 - 1 = 20, February 20 - 5 + 1 - 0.5 = 15.5, March 23. Hours: x 8 x 2 x 0.75 = 240, 186, 276. Chairs, in
 * whole ones: 60, 46 (and half a chair that nobody begins), 69.
 */
const shop = (bench: Omit<PlanResource, 'id'>, change: Partial<PlanInput> = {}): PlanInput => ({
  calendar: { start: '2027-01-01', months: 3, holidays: ['2027-01-01'] },
  items: [{ id: 'chair', price: 500, unmetDemand: 'lost', safetyStock: 0 }],
  operations: [{ itemId: 'chair', resourceId: 'bench', runHoursPerUnit: 4 }],
  workCalendars: [
    {
      id: 'joinery',
      holidays: ['2027-01-01', '2027-02-08', '2027-02-09', '2027-02-10', '2027-02-11', '2027-02-12'],
      exceptions: [
        { date: '2027-02-20', workingDays: 1 },
        { date: '2027-02-26', workingDays: 0.5 },
      ],
    },
  ],
  resources: [{ id: 'bench', costPerHour: 30, ...bench }],
  forecasts: [{ itemId: 'chair', quantities: [100, 100, 100] }],
  ...change,
})

async function proven(input: PlanInput): Promise<Plan> {
  const result = await plan(input)
  expect(result.status).toBe('optimal')
  expect(verify(result, { input }).checks.filter(({ ok }) => !ok)).toEqual([])
  // What is said about it is itself an input of the same plan.
  expect((await plan(result.input)).supply.records).toEqual(result.supply.records)
  return result
}

const hoursOf = (result: Plan): readonly number[] | undefined => result.supply.resources[0]?.capacityHours
const madeOf = (result: Plan): readonly number[] | undefined => result.supply.records[0]?.produced
const codes = (result: Plan): string[] => [...result.assumptions, ...result.warnings].map(({ code }) => code)

describe('a shop with its own days', () => {
  it('has the hours of its working days', async () => {
    const result = await proven(
      shop({ calendarId: 'joinery', hoursPerWorkingDay: 8, machines: 2, efficiencyShare: 0.75 }),
    )
    expect(hoursOf(result)).toEqual([240, 186, 276])
    expect(madeOf(result)).toEqual([60, 46, 69])
    expect(codes(result)).not.toContain('working-hours-default')
    expect(codes(result)).not.toContain('few-working-days')
  })

  it('is shut for a month: nothing is made, where hours of the month would go on', async () => {
    const january = Array.from({ length: 31 }, (_, n) => `2027-01-${String(n + 1).padStart(2, '0')}`)
    const calendar = { start: '2027-01-01', months: 3, holidays: january }
    const byDay = await proven(shop({ hoursPerWorkingDay: 8 }, { calendar }))
    expect(hoursOf(byDay)).toEqual([0, 160, 184])
    expect(madeOf(byDay)).toEqual([0, 40, 46])

    const byMonth = await proven(shop({ capacityHours: 160 }, { calendar }))
    expect(madeOf(byMonth)).toEqual([40, 40, 40])
    const told = byMonth.warnings.filter(({ code }) => code === 'few-working-days')
    expect(told.map(({ refs, periodIds, message }) => [refs, periodIds, message])).toEqual([
      [
        [{ resourceId: 'bench' }],
        ['2027-01', '2027-01'],
        'The capacityHours of these resources do not follow working days: they are as many as usual in 2027-01 (0 of 21 working days).',
      ],
    ])
    expect(codes(await proven(shop({ capacityHours: [0, 160, 160] }, { calendar })))).not.toContain('few-working-days')
  })

  it('asks about hours of a month only where less than half of its usual days are worked, and the hours are not cut', async () => {
    // February has 20 days from Monday to Friday: with nine holidays eleven are left, with ten ten, with eleven nine.
    const february = (holidays: number, capacityHours: number | readonly number[]): Promise<Plan> => {
      const days = [1, 2, 3, 4, 5, 8, 9, 10, 11, 12, 15].slice(0, holidays)
      const off = days.map((day) => `2027-02-${String(day).padStart(2, '0')}`)
      return plan(shop({ capacityHours }, { calendar: { start: '2027-01-01', months: 3, holidays: off } }))
    }
    expect(codes(await february(10, 160))).not.toContain('few-working-days')
    expect(codes(await february(11, 160))).toContain('few-working-days')
    expect(codes(await february(11, [160, 160, 160]))).toContain('few-working-days')
    expect(codes(await february(11, [160, 60, 160]))).not.toContain('few-working-days')
  })

  it('takes the hours of a day from its calendar, or eight, which is told', async () => {
    const own = shop({ calendarId: 'short' }, { workCalendars: [{ id: 'short', workWeek: [1, 2], hoursPerDay: 6 }] })
    // Mondays and Tuesdays: January 4 + 4, February 4 + 4, March 5 + 5; New Year's day, a Friday, is none of them.
    const result = await proven(own)
    expect(hoursOf(result)).toEqual([48, 48, 60])
    expect(codes(result)).not.toContain('working-hours-default')

    const byDefault = await proven(shop({ machines: [1, 1, 2] }))
    expect(hoursOf(byDefault)).toEqual([160, 160, 368])
    const told = byDefault.assumptions.filter(({ code }) => code === 'working-hours-default')
    expect(told.map(({ refs, value }) => [refs, value])).toEqual([[[{ resourceId: 'bench' }], 8]])
  })

  it('has a calendar that no bench names: it changes nothing, which is told', async () => {
    // The days of the plan: 20, 20 and 23, times 8 hours.
    const result = await proven(shop({ hoursPerWorkingDay: 8 }))
    expect(hoursOf(result)).toEqual([160, 160, 184])
    const told = result.warnings.filter(({ code }) => code === 'work-calendar-not-used')
    expect(told.map(({ path, value, message }) => [path, value, message])).toEqual([
      [
        'workCalendars',
        { calendarIds: ['joinery'] },
        "No resource names the work calendar 'joinery': what stands there changes nothing.",
      ],
    ])
    expect(codes(await proven(shop({ calendarId: 'joinery' })))).not.toContain('work-calendar-not-used')

    const workCalendars = ['night', 'day', 'joinery'].map((id) => ({ id }))
    const several = await plan(shop({ calendarId: 'joinery' }, { workCalendars }))
    expect(
      several.warnings.filter(({ code }) => code === 'work-calendar-not-used').map(({ message }) => message),
    ).toEqual(["No resource names the work calendars 'day' and 'night': what stands there changes nothing."])
  })

  it('works overtime as it is given, whatever its days and its efficiency', async () => {
    const bench = {
      hoursPerWorkingDay: 8,
      machines: 2,
      efficiencyShare: 0.5,
      overtimeHours: 40,
      overtimeCostPerHour: 45,
    }
    const result = await proven(shop(bench))
    expect(hoursOf(result)).toEqual([160, 160, 184])
    expect(result.supply.resources[0]?.overtimeLimitHours).toEqual([40, 40, 40])
    expect(madeOf(result)).toEqual([50, 50, 56])
  })

  it('absorbs its rent over the hours of its working days', async () => {
    const finance = { overheads: [{ id: 'rent', function: 'production' as const, amount: 504 }] }
    const result = await proven(shop({ hoursPerWorkingDay: 8 }, { finance }))
    // 63 days x 8 hours = 504; three months of rent are 1,512, so an hour absorbs 3.
    expect(result.input.resources[0]?.fixedOverheadPerHour).toBe(3)
  })

  it('counts its days in weeks, and in wider buckets after narrow ones', async () => {
    const calendar = { start: '2026-12-28', weeks: 2, holidays: ['2027-01-01'] }
    const forecasts = [{ itemId: 'chair', quantities: [100, 100] }]
    expect(hoursOf(await proven(shop({ hoursPerWorkingDay: 7.5 }, { calendar, forecasts })))).toEqual([30, 37.5])
    const wide = { start: '2027-01-01', months: 3, quarters: 1 }
    const four = [{ itemId: 'chair', quantities: [100, 100, 100, 300] }]
    const result = await proven(shop({ hoursPerWorkingDay: 8 }, { calendar: wide, forecasts: four }))
    expect(hoursOf(result)).toEqual([168, 160, 184, 520])
  })

  it('is asked about hours on days on which nobody works', async () => {
    // Friday to Monday, planned by the day.
    const calendar = { start: '2027-01-08', days: 4 }
    const forecasts = [{ itemId: 'chair', quantities: [9, 9, 9, 9] }]
    const result = await proven(shop({ capacityHours: 8 }, { calendar, forecasts }))
    expect(result.warnings.find(({ code }) => code === 'few-working-days')?.message).toContain(
      'in 2027-01-09 (no working days) and 2027-01-10 (no working days).',
    )
    expect(hoursOf(await proven(shop({ hoursPerWorkingDay: 8 }, { calendar, forecasts })))).toEqual([8, 0, 0, 8])
  })

  it('is proven by its days: with another calendar the same plan fails', async () => {
    const result = await plan(shop({ calendarId: 'joinery', hoursPerWorkingDay: 8 }))
    const workCalendars = result.input.workCalendars.map((row) => ({ ...row, exceptions: [] }))
    const { checks } = verify({ ...result, input: { ...result.input, workCalendars } })
    expect(checks.find(({ id }) => id === 'hours-within-capacity')?.ok).toBe(false)
  })
})
