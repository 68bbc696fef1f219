/** Something of the extract that is left out, assumed or odd; nothing is dropped in silence. */
export interface Note {
  readonly what: string
  /** Records, items or units concerned. */
  readonly count: number
  readonly why: string
  /** Money concerned, USD, where there is any. */
  readonly money?: number
}
