import { createNotice, type Notice } from '../../core/notices/notices.js'
import { tooShortForDriver } from '../notices.js'
import { collinearDriver } from './notices.js'

/** Says which drivers were left out because others, or the season, explain them. */
export function reportDropped(ids: readonly string[], path: string, warnings: Notice[]): void {
  for (const id of ids) {
    warnings.push(createNotice(collinearDriver, { path: `${path}: ${id}`, value: { driverId: id } }))
  }
}

/** The first drivers for which the observations suffice; the others are left out with a warning. */
export function affordable<T extends { readonly id: string }>(
  columns: readonly T[],
  most: number,
  path: string,
  warnings: Notice[],
): T[] {
  const kept = columns.slice(0, Math.max(0, most))
  for (const { id } of columns.slice(kept.length)) {
    warnings.push(createNotice(tooShortForDriver, { path: `${path}: ${id}`, value: { driverId: id } }))
  }
  return kept
}
