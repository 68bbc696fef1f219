import { isSameData } from '../../core/keys/isSameData.js'
import { createKnown } from '../../lp/known.js'
import type { Answers } from '../../lp/rememberAnswers.js'
import type { KnownGains } from '../../lp/search/easeParts.js'
import type { NormalInput } from '../../schema/normalForm/normalInput.js'
import type { ForecastMemory } from '../demand/forecastMemory.js'

/** The result of a step, and all that it was worked out from. */
interface Remembered {
  readonly step: string
  /** Results of other steps: the same ones, not equal ones. */
  readonly beside: readonly unknown[]
  /** Tables of the input that were read, as text; written when the plan is done, since what is read late counts too. */
  tables: ReadonlyMap<string, string>
  readonly value: unknown
}

/** What was worked out in making a plan, each by all that it depends on. */
export interface PlanMemory {
  readonly forecasts: ForecastMemory
  readonly answers: Answers
  /** What more of the limits of a model brings, by its parts. */
  readonly gains: KnownGains
  readonly remembered: Remembered[]
  readonly known: Map<string, unknown[]>
  /** Asks the other one no more: a slider that is moved for an hour would hold all of them. */
  close(): void
}

/** Starts a memory; what it does not know it asks of another one for, and keeps, until it is closed. */
export function createMemory(before?: PlanMemory): PlanMemory {
  const own = new Map<string, readonly unknown[]>()
  const [answers, gains]: [Answers, KnownGains] = [createKnown(before?.answers), createKnown(before?.gains)]
  let earlier = before?.forecasts
  return {
    forecasts: {
      get(key) {
        const found = (own as Map<string, never>).get(key) ?? earlier?.get(key)
        if (found !== undefined) own.set(key, found)
        return found
      },
      set: (key, made) => own.set(key, made),
    },
    answers,
    gains,
    remembered: [],
    known: new Map(),
    close() {
      earlier = undefined
      answers.close()
      gains.close()
    },
  }
}

/** Does the steps of one plan, or finds them done. */
export interface PlanSteps {
  /**
   * The result of a step, worked out or remembered: where the tables of the input that it read say the same, and the results of other
   * steps that it takes are the same, so is its own. Which tables it reads is seen as it reads them; nobody lists them.
   */
  recall<T>(step: string, beside: readonly unknown[], work: (input: NormalInput) => T | Promise<T>): Promise<T>
  /** The result of a step where it is remembered; else undefined. */
  find(step: string, beside: readonly unknown[]): unknown
  /** Plain data as it is known, where the same is known: steps that take it are found by it. */
  same<T>(name: string, value: T): T
  /** Writes down what was read, since the caller may change his input after it, and lets go of the other memory. */
  close(): void
}

/** Stands for which tables there are. */
const ALL = '*'

/** Opens the steps of a plan with a memory, which learns, and with that of another plan. */
export function openSteps(input: NormalInput, memory: PlanMemory, before: PlanMemory | undefined): PlanSteps {
  const texts = new Map<string, string>()
  const textOf = (table: string): string => {
    const value = table === ALL ? Object.keys(input) : input[table as keyof NormalInput]
    const text = texts.get(table) ?? JSON.stringify(value ?? null)
    texts.set(table, text)
    return text
  }
  const open: { readonly entry: Remembered; readonly reads: ReadonlySet<string> }[] = []
  const memories = before === undefined ? [memory] : [memory, before]
  const find = (step: string, beside: readonly unknown[]): unknown => {
    for (const one of memories) {
      const found = one.remembered.find((entry) => isOf(entry, step, beside, textOf))
      if (found === undefined) continue
      if (one !== memory) memory.remembered.push(found)
      return found.value
    }
    return undefined
  }
  return {
    find,
    async recall(step, beside, work) {
      const found = find(step, beside)
      if (found !== undefined) return found as never
      const reads = new Set<string>()
      const value = await work(watchReads(input, reads))
      open.push({ entry: { step, beside, tables: new Map(), value }, reads })
      return value
    },
    same(name, value) {
      for (const one of memories) {
        const found = one.known.get(name)?.find((other) => isSameData(other, value))
        if (found === undefined) continue
        if (one !== memory) memory.known.set(name, [...(memory.known.get(name) ?? []), found])
        return found as never
      }
      memory.known.set(name, [...(memory.known.get(name) ?? []), value])
      return value
    },
    close() {
      for (const { entry, reads } of open) {
        entry.tables = new Map([...reads].map((table) => [table, textOf(table)]))
        memory.remembered.push(entry)
      }
      memory.close()
    },
  }
}

/** Whether what is remembered is the result of a step beside these others, of an input that says the same. */
function isOf(entry: Remembered, step: string, beside: readonly unknown[], textOf: (table: string) => string): boolean {
  if (entry.step !== step || entry.beside.length !== beside.length) return false
  if (!entry.beside.every((part, n) => Object.is(part, beside[n]))) return false
  return [...entry.tables].every(([table, text]) => textOf(table) === text)
}

/** The input, with a note of which tables are read, or looked for. */
function watchReads(input: NormalInput, reads: Set<string>): NormalInput {
  const note = (table: string | symbol): void => void reads.add(String(table))
  return new Proxy(input, {
    get(target, table, self) {
      note(table)
      return Reflect.get(target, table, self) as unknown
    },
    has(target, table) {
      note(table)
      return Reflect.has(target, table)
    },
    getOwnPropertyDescriptor(target, table) {
      note(table)
      return Reflect.getOwnPropertyDescriptor(target, table)
    },
    ownKeys(target) {
      for (const table of Object.keys(target)) note(table)
      // A table that is not there yet would be one more.
      note(ALL)
      return Reflect.ownKeys(target)
    },
  })
}
