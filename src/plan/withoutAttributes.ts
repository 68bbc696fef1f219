/** A row of the input as a trade takes it: what the user wrote on it for himself is not the trade's. */
export function withoutAttributes<T extends { readonly attributes?: unknown }>(row: T): Omit<T, 'attributes'> {
  const { attributes: _, ...rest } = row
  return rest
}
