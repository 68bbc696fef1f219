// FIPS 180-4, Secure Hash Standard. Its constants are the first 32 bits of the fractional parts of the square roots (start
// values) and cube roots (rounds) of the first primes, which a double has with bits to spare.

const WORD = 2 ** 32

function firstPrimes(count: number): number[] {
  const primes: number[] = []
  for (let n = 2; primes.length < count; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n)
  return primes
}

const fraction = (root: number): number => Math.floor((root - Math.floor(root)) * WORD) | 0

const PRIMES = firstPrimes(64)
const START = PRIMES.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)))
const ROUNDS = PRIMES.map((prime) => fraction(Math.cbrt(prime)))

/** The bytes of a text in UTF-8; half of a pair that stands alone is the replacement character, as a decoder would have it. */
function utf8(text: string): number[] {
  const bytes: number[] = []
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0
    const point = code >= 0xd800 && code <= 0xdfff ? 0xfffd : code
    if (point < 0x80) bytes.push(point)
    else if (point < 0x800) bytes.push(0xc0 | (point >> 6), 0x80 | (point & 63))
    else if (point < 0x10000) bytes.push(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63))
    else {
      const tail = [(point >> 12) & 63, (point >> 6) & 63, point & 63].map((bits) => 0x80 | bits)
      bytes.push(0xf0 | (point >> 18), ...tail)
    }
  }
  return bytes
}

const turned = (word: number, bits: number): number => (word >>> bits) | (word << (32 - bits))

/** Works one block of 16 words into the state. */
function compress(state: Int32Array, words: Int32Array): void {
  for (let t = 16; t < 64; t++) {
    const [early, late] = [words[t - 15], words[t - 2]]
    const small = turned(early, 7) ^ turned(early, 18) ^ (early >>> 3)
    const large = turned(late, 17) ^ turned(late, 19) ^ (late >>> 10)
    words[t] = words[t - 16] + small + words[t - 7] + large
  }
  let [a, b, c, d, e, f, g, h] = state
  for (let t = 0; t < 64; t++) {
    const choice = (e & f) ^ (~e & g)
    const majority = (a & b) ^ (a & c) ^ (b & c)
    const first = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + choice + ROUNDS[t] + words[t]) | 0
    const second = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + majority) | 0
    ;[h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0]
  }
  ;[a, b, c, d, e, f, g, h].forEach((word, n) => (state[n] += word))
}

/** SHA-256 of a text in UTF-8, as 64 hexadecimal digits. Source: FIPS 180-4, section 6.2. */
export function sha256(text: string): string {
  const bytes = utf8(text)
  const bits = bytes.length * 8
  bytes.push(0x80)
  while (bytes.length % 64 !== 56) bytes.push(0)
  for (const half of [Math.floor(bits / WORD), bits % WORD])
    bytes.push(half >>> 24, (half >>> 16) & 255, (half >>> 8) & 255, half & 255)
  const state = Int32Array.from(START)
  const words = new Int32Array(64)
  for (let at = 0; at < bytes.length; at += 64) {
    for (let n = 0; n < 16; n++) {
      const first = at + 4 * n
      words[n] = (bytes[first] << 24) | (bytes[first + 1] << 16) | (bytes[first + 2] << 8) | bytes[first + 3]
    }
    compress(state, words)
  }
  return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('')
}
