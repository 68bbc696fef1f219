import type { NoticeRule } from '../../core/notices/notices.js'

export const effectsAreUnits: NoticeRule = {
  code: 'model-replaced',
  case: 'units',
  message: () => 'The history has values below zero, of which there are no ratios; the drivers add units of demand.',
}

export const driversNotUsed: NoticeRule = {
  code: 'drivers-not-used',
  message: () => 'The series has drivers, and the model asked for takes none; they change nothing.',
  remedy: "Use model: 'auto', or leave out the drivers.",
}
