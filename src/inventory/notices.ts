import type { NoticeRule, ValueRule } from '../core/notices/notices.js'

export const beyondDistribution: ValueRule<{ readonly intervalDays: number; readonly horizonDays: number }> = {
  code: 'beyond-distribution',
  kind: 'warning',
  severity: 'info',
  message: ({ value: { intervalDays, horizonDays } }) =>
    `The protection interval of ${intervalDays} days is longer than the ${horizonDays} days of the distribution; demand goes on at its average, and the standard deviation grows with the square root of time.`,
  remedy: 'Forecast further ahead than lead time and review period together.',
}

export const negativeSafetyStock: NoticeRule = {
  code: 'negative-safety-stock',
  kind: 'warning',
  severity: 'look',
  message: () => 'The service target is met with less stock than the expected demand; as a stock target, use 0.',
  remedy: 'Ask for a service level above 0.5, or for a higher fill rate.',
}

export const noUncertainty: NoticeRule = {
  code: 'no-uncertainty',
  kind: 'warning',
  severity: 'info',
  message: () => 'Demand and lead time do not vary, so no safety stock is needed.',
  remedy: 'Give the standard deviation of demand or lead time.',
}

export const quantileUnknown: ValueRule<number> = {
  code: 'quantile-unknown',
  kind: 'warning',
  severity: 'look',
  message: ({ value }) =>
    `The distribution lists no quantiles about ${value}; demand is taken as normal. Ask the forecast for this probability.`,
  remedy: 'Name the service level in the quantiles of the forecast.',
}
