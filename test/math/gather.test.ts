import { describe, expect, it } from 'vitest'
import { gather, readList } from '../../src/math/gather.js'

describe('numbers at some places', () => {
  it('are what stands there, in the order of the places', () => {
    expect(gather([5, 6, 7], [2, 0, 2])).toEqual(Float64Array.of(7, 5, 7))
    expect(gather(Uint8Array.of(1, 0), Int32Array.of(1, 0))).toEqual(Float64Array.of(0, 1))
    expect(gather([], [])).toEqual(new Float64Array(0))
  })

  it('are listed from one place until before another, each as it is read', () => {
    expect(readList(Float64Array.of(1, 2, 3, 4), 1, 3)).toEqual([2, 3])
    expect(readList(Float64Array.of(-0, 2), 0, 2, (value) => value / 4 + 0)).toEqual([0, 0.5])
    expect(readList(new Float64Array(3), 2, 2)).toEqual([])
  })
})
