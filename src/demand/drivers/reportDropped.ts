import type { Warning } from '../../core/warnings.js'

/** Says which drivers were left out because others, or the season, explain them. */
export function reportDropped(ids: readonly string[], path: string, warnings: Warning[]): void {
  for (const id of ids) {
    const message = `The driver ${id} follows from the drivers, trend or season before it; its own effect cannot be told, and it is left out.`
    warnings.push({ code: 'collinear-driver', path: `${path}: ${id}`, message })
  }
}

/** The first drivers for which the observations suffice; the others are left out with a warning. */
export function affordable<T extends { readonly id: string }>(
  columns: readonly T[],
  most: number,
  path: string,
  warnings: Warning[],
): T[] {
  const kept = columns.slice(0, Math.max(0, most))
  for (const { id } of columns.slice(kept.length)) {
    const message = `The history is too short for so many drivers; ${id} is left out.`
    warnings.push({ code: 'short-history', path: `${path}: ${id}`, message })
  }
  return kept
}
