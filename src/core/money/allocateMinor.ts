const MOST_DECIMALS = 9

/**
 * Splits a whole number by weights so that the parts are whole and add to it (largest remainder, ties to the first).
 *
 * Exact: a weight is what its decimal digits say, so that 0.3 and 0.1 are three to one. At least one weight is above zero. A
 * part of weight zero is zero.
 */
export function allocateMinor(total: number, weights: ArrayLike<number>): number[] {
  const size = Math.abs(total)
  const whole = wholeWeights(weights)
  const parts = whole === undefined ? allocateDigits(size, weights) : allocateWhole(size, whole.weights, whole.sum)
  return total < 0 ? parts.map((part) => 0 - part) : parts
}

interface WholeWeights {
  readonly weights: ArrayLike<number>
  readonly sum: number
}

/** Weights of few digits as whole numbers in the same proportion; undefined where a double could not hold them exactly. */
function wholeWeights(weights: ArrayLike<number>): WholeWeights | undefined {
  const whole = new Array<number>(weights.length)
  for (let decimals = 0; decimals <= MOST_DECIMALS; decimals++) {
    const power = 10 ** decimals
    let sum = 0
    let isWhole = true
    for (let i = 0; i < weights.length && isWhole; i++) {
      const weight = weights[i] as number
      const scaled = Math.round(weight * power)
      whole[i] = scaled
      sum += scaled
      // Of at most 15 digits no two texts are of one number.
      isWhole = scaled / power === weight
      if (!(sum <= 1e15)) return undefined
    }
    if (isWhole) return { weights: whole, sum }
  }
  return undefined
}

interface Remainder<N> {
  readonly index: number
  readonly remainder: N
}

/** Largest remainder by whole weights, exactly: remainders are whole numbers, and two of them are equal or they are not. */
function allocateWhole(size: number, weights: ArrayLike<number>, sum: number): number[] {
  const parts: number[] = []
  const remainders: Remainder<number>[] = []
  let left = size
  for (let index = 0; index < weights.length; index++) {
    const product = size * (weights[index] as number)
    const isExact = product <= Number.MAX_SAFE_INTEGER
    const whole = isExact ? 0n : BigInt(size) * BigInt(weights[index] as number)
    const remainder = isExact ? product % sum : Number(whole % BigInt(sum))
    const part = isExact ? (product - remainder) / sum : Number(whole / BigInt(sum))
    parts.push(part)
    left -= part
    remainders.push({ index, remainder })
  }
  return giveLeft(parts, remainders, left)
}

/** Largest remainder by weights of any size and number of digits. */
function allocateDigits(size: number, weights: ArrayLike<number>): number[] {
  const read = Array.from(weights, digitsOf)
  const least = Math.min(...read.map(({ exponent }) => exponent))
  const whole = read.map(({ digits, exponent }) => digits * 10n ** BigInt(exponent - least))
  const sum = whole.reduce((a, b) => a + b, 0n)
  const products = whole.map((weight) => BigInt(size) * weight)
  const parts = products.map((product) => Number(product / sum))
  const remainders = products.map((product, index) => ({ index, remainder: product % sum }))
  return giveLeft(
    parts,
    remainders,
    parts.reduce((left, part) => left - part, size),
  )
}

function digitsOf(weight: number): { readonly digits: bigint; readonly exponent: number } {
  const [mantissa = '0', power = '0'] = String(weight).split('e')
  const [whole = '0', decimals = ''] = mantissa.split('.')
  return { digits: BigInt(whole + decimals), exponent: Number(power) - decimals.length }
}

/** Gives the units that are left, fewer than there are remainders above zero, to the largest of them. */
function giveLeft<N extends number | bigint>(parts: number[], remainders: Remainder<N>[], left: number): number[] {
  remainders.sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1))
  for (const { index } of remainders.slice(0, left)) parts[index] = (parts[index] as number) + 1
  return parts
}
