/** The public names of a build: ours, or one of an earlier commit that may lack some of them. */
export type Library = typeof import('../../../src/index.js')

/** What one build is asked to do: it runs in a process of its own, once on each build in every pair. */
export interface Scenario {
  readonly name: string
  /** Makes the input, once and before all runs; it reaches the runs as JSON, in the words that each build knows. */
  readonly makeInput: () => object
  /** Does the work, each step of it inside `measure`, and gives what the answers of two builds are compared by. */
  readonly run: (library: Library, input: object, measure: Measure) => Promise<object>
}

/** Takes the time of one step. */
export type Measure = <T>(step: string, work: () => T | Promise<T>) => Promise<T>

/** What one step took: processor time of the step, and the most memory that the process has held up to its end. */
export interface StepCost {
  readonly step: string
  readonly seconds: number
  readonly peakMegabytes: number
}

/** What one process tells about its run. */
export interface RunReport {
  readonly steps: readonly StepCost[]
  readonly answer: object
}
