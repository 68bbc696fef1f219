import type { CompiledStructure } from '../../core/structure/compiledStructure.js'
import type { IssueList } from '../../core/checking/errors.js'
import type { BillLine, ProductStructure } from '../../core/structure/structure.js'
import type { JointOutput } from '../types.js'

/** What comes out beside an item, by place of the item; and what comes out of another's making. */
export interface ReadOutputs {
  /** Outputs of the making of an item. */
  readonly of: ReadonlyMap<number, readonly (JointOutput & { readonly output: number })[]>
  /** Items whose cost is a share of another's. */
  readonly coProducts: ReadonlySet<number>
  /** What a unit of each by-product brings. */
  readonly byProducts: ReadonlyMap<number, number>
}

/** The structure with a line from each co-product to what it comes out of: costs are then rolled up in the right order. */
export function withOutputs(structure: ProductStructure, outputs: readonly JointOutput[]): ProductStructure {
  if (outputs.length === 0 || !Array.isArray(structure?.items)) return structure
  const ids = new Set(structure.items.map((item) => item?.id))
  const lines = outputs
    .filter(({ kind, itemId, outputItemId }) => kind === 'coProduct' && ids.has(itemId) && ids.has(outputItemId))
    .map(({ itemId, outputItemId }): BillLine => ({ itemId: outputItemId, componentId: itemId, quantityPer: 1 }))
  return { ...structure, billOfMaterials: [...(structure.billOfMaterials ?? []), ...lines] }
}

/** Reads the outputs of a roll-up; what is wrong with them is told. */
export function readOutputs(
  outputs: readonly JointOutput[],
  structure: ProductStructure,
  { itemIndex }: CompiledStructure,
  issues: IssueList,
): ReadOutputs {
  const of = new Map<number, (JointOutput & { readonly output: number })[]>()
  const coProducts = new Set<number>()
  const byProducts = new Map<number, number>()
  const shares = new Map<string, number>()
  const made = new Set([...(structure.billOfMaterials ?? []), ...(structure.operations ?? [])].map((row) => row.itemId))
  outputs.forEach((row, n) => {
    const { itemId, outputItemId, kind, costShare, valuePerUnit } = row
    const at = `options.outputs[${n}]`
    const add = (field: keyof JointOutput, message: string, remedy: string): void =>
      issues.add(row[field] === undefined ? 'MISSING_VALUE' : 'CONFLICT', `${at}.${field}`, row[field], message, remedy)
    const item = itemIndex.get(itemId)
    const output = itemIndex.get(outputItemId)
    for (const [field, id, place] of [
      ['itemId', itemId, item],
      ['outputItemId', outputItemId, output],
    ] as const) {
      if (place === undefined) {
        issues.add(
          'UNKNOWN_ID',
          `${at}.${field}`,
          id,
          `There is no item '${id}'.`,
          'Add it to items, or correct the id.',
        )
      }
    }
    if (item !== undefined && !made.has(itemId)) {
      add('itemId', `'${itemId}' has neither a bill nor a routing: nothing comes out beside it.`, 'Give its bill.')
    }
    const isCoProduct = kind === 'coProduct'
    if (isCoProduct && costShare === undefined) {
      add('costShare', 'A co-product bears a share of the cost.', 'Give costShare.')
    }
    if (!isCoProduct && valuePerUnit === undefined) {
      add('valuePerUnit', 'Nothing says what a unit of the by-product brings.', 'Give valuePerUnit, 0 for waste.')
    }
    if (isCoProduct && valuePerUnit !== undefined) {
      add('valuePerUnit', 'A co-product bears cost by its share, not by its value.', 'Remove it.')
    }
    if (!isCoProduct && costShare !== undefined) {
      add('costShare', 'A by-product bears no cost.', "Remove it, or make it a 'coProduct'.")
    }
    if (made.has(outputItemId) || (output !== undefined && isCoProduct && coProducts.has(output))) {
      add('outputItemId', `'${outputItemId}' is made in another way, too: its cost has no one source.`, 'Keep one.')
    }
    const share = (shares.get(itemId) ?? 0) + (isCoProduct ? (costShare ?? 0) : 0)
    shares.set(itemId, share)
    if (share > 1 + 1e-12) {
      add(
        'costShare',
        `The co-products of '${itemId}' bear ${share} of its cost.`,
        'Let the shares come to no more than 1.',
      )
    }
    if (item === undefined || output === undefined) return
    if (isCoProduct) coProducts.add(output)
    else byProducts.set(output, valuePerUnit ?? 0)
    of.set(item, [...(of.get(item) ?? []), { ...row, output }])
  })
  return { of, coProducts, byProducts }
}
