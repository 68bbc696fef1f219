/** Work on an item and a period, done once for each; it may ask for that of others. */
export function oncePerCell<T>(work: (itemId: string, t: number) => T): (itemId: string, t: number) => T {
  const known = new Map<string, { readonly result: T }[]>()
  return (itemId, t) => {
    const own = known.get(itemId) ?? []
    known.set(itemId, own)
    const made = own[t] ?? { result: work(itemId, t) }
    own[t] = made
    return made.result
  }
}
