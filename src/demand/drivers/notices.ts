import type { NoticeRule, ValueRule } from '../../core/notices/notices.js'

export const constantDriver: ValueRule<{ readonly driverId: string }> = {
  code: 'constant-driver',
  message: ({ value }) =>
    `The driver ${value.driverId} is the same in all periods of the history; nothing can be learned of it, and it is left out.`,
}

export const driverExtrapolated: ValueRule<{ readonly driverId: string }> = {
  code: 'driver-extrapolated',
  message: ({ value }) =>
    `The driver ${value.driverId} leaves the range of its history by more than the width of that range; its effect there is a guess.`,
}

export const collinearDriver: ValueRule<{ readonly driverId: string }> = {
  code: 'collinear-driver',
  message: ({ value }) =>
    `The driver ${value.driverId} follows from the drivers, trend or season before it; its own effect cannot be told, and it is left out.`,
}

export const driverFilled: ValueRule<{
  readonly driverId: string
  readonly unknown: number
  readonly of: number
}> = {
  code: 'driver-filled',
  severity: 'info',
  message: ({ value: { driverId, unknown, of } }) =>
    `The driver ${driverId} is not known in ${unknown} of ${of} periods of the history; its mean stands there.`,
}

export const noSeason: NoticeRule = {
  code: 'no-season',
  message: () => 'No season is modeled: no seasonLength says how long it is.',
  remedy: 'Give the seasonLength of the forecast.',
}

export const effectsAdded: NoticeRule = {
  code: 'model-replaced',
  case: 'effects',
  message: () => 'Multiplicative effects were asked for, but the history has values below zero; effects are added.',
}

export const logarithmDropped: NoticeRule = {
  code: 'model-replaced',
  case: 'logarithm',
  message: () => 'Logarithms were asked for, but not every value lies above zero; demand itself is explained.',
}
