import { gather } from '../../math/gather.js'
import { createKnown, type Known } from '../known.js'
import type { LinearModel } from '../linearModel.js'
import { isSameModel, isSameNumbers, markOf } from '../sameModel.js'
import { splitSound, type SubModel } from '../splitModel.js'
import {
  type EasedGain,
  type EasedLimit,
  easeLimits,
  limitOfRow,
  type LimitEaser,
  type MovedBounds,
  type Optimum,
} from './easeLimits.js'

/** A part of a model that shares nothing with the others, its optimum, and the gains that were asked for in it. */
interface EasedPart {
  readonly model: LinearModel
  readonly primal: Float64Array
  readonly rowDual: Float64Array
  readonly gains: Map<string, EasedGain>
}

/** What nothing adds. */
const NOTHING: EasedGain = { gain: 0, isExact: true, primal: [], rowDual: [] }

type GainOf = (eased: readonly EasedLimit[], moved: readonly MovedBounds[]) => EasedGain

/** Gains of raised limits, by the part of a model with its optimum. */
export type KnownGains = Known<EasedPart>

/**
 * As `easeLimits`, to the last number, part by part: a gain is that of the part in which its limits are, and where that part and
 * its optimum are known, so is the gain.
 */
export function easeParts(model: LinearModel, optimum: Optimum, known: KnownGains = createKnown()): LimitEaser {
  const { parts } = splitSound(model)
  const [ofColumn, ofRow] = [places(model.columnCount), places(model.rowCount)]
  parts.forEach(({ columns, rows }, part) => {
    columns.forEach((j, at) => ofColumn.put(j, part, at))
    rows.forEach((i, at) => ofRow.put(i, part, at))
  })
  const whole = once(() => easeLimits(model, optimum))
  const opened = new Map<number, GainOf>()
  const open = (part: number): GainOf => {
    const found = opened.get(part) ?? gainsOf(parts[part], optimum, known)
    opened.set(part, found)
    return found
  }
  return {
    gainOf(eased, moved = []) {
      if (eased.length === 0 && moved.length === 0) return NOTHING
      const own = [
        ...eased.map(({ limit }) => (limit < 0 ? ofRow.part[limitOfRow(limit)] : ofColumn.part[limit])),
        ...moved.map(({ column }) => ofColumn.part[column]),
      ]
      const [part = -1] = own
      // Limits of several parts are told by one program, whose sums are in another order than theirs.
      if (part < 0 || own.some((other) => other !== part)) return whole().gainOf(eased, moved)
      const within = eased.map((one) => {
        const { limit } = one
        return { ...one, limit: limit < 0 ? limitOfRow(ofRow.at[limitOfRow(limit)]) : ofColumn.at[limit] }
      })
      return open(part)(
        within,
        moved.map((one) => ({ ...one, column: ofColumn.at[one.column] })),
      )
    },
    mostRisen: (gain, isAsked) => whole().mostRisen(gain, isAsked),
  }
}

/** Tells gains of one part, in columns and rows of the whole. */
function gainsOf({ model, columns, rows }: SubModel, optimum: Optimum, known: KnownGains): GainOf {
  const primal = gather(optimum.primal, columns)
  const rowDual = gather(optimum.rowDual, rows)
  const mark = markOf(model)
  const isSame = (one: EasedPart): boolean =>
    isSameNumbers(one.primal, primal) && isSameNumbers(one.rowDual, rowDual) && isSameModel(one.model, model)
  const before = known.find(mark, isSame)
  const { gains } = before ?? { gains: new Map<string, EasedGain>() }
  if (before === undefined) known.keep(mark, { model, primal, rowDual, gains })
  const easer = once(() => easeLimits(model, { primal, rowDual }))
  return (eased, moved) => {
    const key = JSON.stringify([
      eased.map(({ limit, by, cost = 0 }) => [limit, by, cost]),
      moved.map(({ column, lower, upper }) => [column, lower, upper]),
    ])
    const gain = gains.get(key) ?? easer().gainOf(eased, moved)
    gains.set(key, gain)
    return {
      ...gain,
      primal: gain.primal.map(([j, by]) => [columns[j], by]),
      rowDual: gain.rowDual.map(([i, by]) => [rows[i], by]),
    }
  }
}

/** The part of each column or row of the whole, and its place there; a part of -1 for those that meet no other. */
function places(count: number): {
  readonly part: Int32Array
  readonly at: Int32Array
  readonly put: (of: number, inPart: number, place: number) => void
} {
  const [part, at] = [new Int32Array(count).fill(-1), new Int32Array(count)]
  return {
    part,
    at,
    put(of, inPart, place) {
      part[of] = inPart
      at[of] = place
    },
  }
}

function once<T extends object>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}
