/** Which change is made now, and which were passed by. All changes of the sample stand in the source at once and ask here. */
export interface MutantSwitch {
  /** Place of the change in the sample; -1 for the source as it is. */
  chosen: number
  /** When the change that is chosen may no longer answer (`workedMilliseconds`): it may keep a loop from ending. */
  deadline: number
  /** One for each change that the source came by. */
  reached: Uint8Array
  readonly is: (id: number) => boolean
}

declare global {
  var sopMutants: Pick<MutantSwitch, 'is'>
}

/** Milliseconds that this process has worked, however busy the machine is with others. */
export function workedMilliseconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

export function createSwitch(size: number): MutantSwitch {
  let asked = 0
  const state: MutantSwitch = {
    chosen: -1,
    deadline: Infinity,
    reached: new Uint8Array(size),
    is: (id) => {
      state.reached[id] = 1
      if (id !== state.chosen) return false
      asked += 1
      if (asked % 1024 === 0 && workedMilliseconds() > state.deadline)
        throw new Error('The change keeps a loop from ending')
      return true
    },
  }
  return state
}
