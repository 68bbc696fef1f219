/** Where the normalizer says what it took for granted. */
export interface Assumptions {
  add(assumption: {
    readonly code: string
    readonly path: string
    readonly message: string
    readonly value?: number | string
    readonly ids?: readonly string[]
  }): void
  /** Adds one assumption for all ids, unless there are none. */
  addFor(
    ids: readonly string[],
    assumption: {
      readonly code: string
      readonly path: string
      readonly message: string
      readonly value?: number | string
    },
  ): void
}
