import type { Progress } from 'sop-engine'

/** Writes progress to standard error: one line that grows on a terminal, one line for each stage elsewhere. */
export function createProgressLine(now: () => number): { report(progress: Progress): void; say(text: string): void } {
  const started = now()
  const { isTTY } = process.stderr
  let stage = ''
  const elapsed = (): string => `${((now() - started) / 1000).toFixed(1).padStart(6)} s`
  return {
    report({ stage: current, done, total }) {
      const line = `${elapsed()}  ${current} ${done} of ${total}`
      if (isTTY) process.stderr.write(`\r\x1b[K${line}${done >= total ? '\n' : ''}`)
      else if (current !== stage || done >= total) process.stderr.write(`${line}\n`)
      stage = current
    },
    say(text) {
      process.stderr.write(`${elapsed()}  ${text}\n`)
    },
  }
}
