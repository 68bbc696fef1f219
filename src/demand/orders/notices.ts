import type { NoticeRule, ValueRule } from '../../core/notices/notices.js'

export const earlyOrders: NoticeRule = {
  code: 'early-orders',
  message: () => 'Orders are booked for a period in which none usually is yet: they do not change the expectation.',
}

export const overdueOpportunity: ValueRule<{
  readonly opportunityId: string
  readonly closeDate: string
  readonly isLeftOut: boolean
}> = {
  code: 'overdue',
  message: ({ value: { opportunityId, closeDate, isLeftOut } }) =>
    `${opportunityId} should have closed on ${closeDate}: ${isLeftOut ? 'it is left out' : 'its order is expected today'}.`,
  remedy: 'Close the opportunity, or give the day on which it is expected now.',
}

export const outsideCalendar: ValueRule<{ readonly opportunityId: string }> = {
  code: 'outside-calendar',
  severity: 'info',
  message: ({ value }) => `The demand of ${value.opportunityId} falls outside the calendar: it is counted in outside.`,
}
