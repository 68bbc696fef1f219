import type { ValueRule } from '../../core/notices/notices.js'

export const ordersReplaced: ValueRule<{ readonly periods: number }> = {
  code: 'model-replaced',
  case: 'orders',
  message: ({ value }) => `${value.periods} periods are too few for the orders asked for; they are chosen instead.`,
}

export const constantDropped: ValueRule<number> = {
  code: 'constant-dropped',
  severity: 'info',
  message: ({ value }) => `${value} differences were chosen, behind which no constant is sensible; the model has none.`,
}

export const regressorConstant: ValueRule<{ readonly driverId: string }> = {
  code: 'regressor-dropped',
  case: 'constant',
  message: ({ value }) =>
    `${value.driverId} is the same in every period of the history: its effect cannot be told, and it is left out.`,
}

export const regressorCollinear: ValueRule<{ readonly driverId: string }> = {
  code: 'regressor-dropped',
  case: 'collinear',
  message: ({ value }) =>
    `${value.driverId} is, after differences, a mix of the drivers before it or constant; it is left out.`,
}

export const tooManyRegressors: ValueRule<{ readonly regressors: number; readonly periods: number }> = {
  code: 'regressor-dropped',
  case: 'tooMany',
  message: ({ value: { regressors, periods } }) =>
    `${regressors} regressors are too many for ${periods} periods; the model does without them.`,
}

export const regressorFilled: ValueRule<{
  readonly driverId: string
  readonly unknown: number
  readonly of: number
}> = {
  code: 'regressor-filled',
  message: ({ value: { driverId, unknown, of } }) =>
    `${driverId} is not known in ${unknown} of ${of} periods of the history; the value before stands for it.`,
}
