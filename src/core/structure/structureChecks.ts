import {
  type Check,
  list,
  number,
  oneOf,
  optional,
  POSITIVE,
  QUANTITY,
  record,
  text,
  throwIfUnreadable,
} from '../checking/checks.js'
import type { CompiledStructure } from './compiledStructure.js'
import { compileStructure } from './compileStructure.js'
import { day } from '../time/dayCheck.js'
import { addUnreported, createIssueList, type IssueList } from '../checking/errors.js'
import type { BillLine, Operation, ProductStructure, StructureItem, StructureOptions } from './structure.js'
import { UNIT_FIELDS } from './units.js'

/** Options of the functions that read a structure. */
export const structureOptions: Check = (value, path, issues) =>
  record<StructureOptions>({ asOf: optional(day) })(value, path, issues)

/** Items, bills and routings, each by itself; what refers to what is looked at when they are compiled. */
const productStructure: Check = (value, path, issues) =>
  record<ProductStructure>({
    items: list(
      record<StructureItem>({
        ...UNIT_FIELDS,
        id: text,
        kind: optional(oneOf('good', 'service')),
        yieldShare: optional(number({ above: 0, max: 1 })),
        lotSize: optional(number(POSITIVE)),
      }),
    ),
    billOfMaterials: optional(
      list(
        record<BillLine>({
          id: optional(text),
          itemId: text,
          componentId: text,
          quantityPer: number(POSITIVE),
          unit: optional(text),
          scrapShare: optional(number({ min: 0, below: 1 })),
          firstDate: optional(day),
          lastDate: optional(day),
        }),
      ),
    ),
    operations: optional(
      list(
        record<Operation>({
          id: optional(text),
          itemId: text,
          resourceId: text,
          runHoursPerUnit: number(QUANTITY),
          setupHours: optional(number(QUANTITY)),
        }),
      ),
    ),
  })(value, path, issues)

/**
 * Reads a product structure that a caller gave: the fields first, then what refers to what. The result must not be used
 * where there are issues.
 */
export function readStructure(
  structure: ProductStructure,
  asOf: string | undefined,
  issues: IssueList,
): CompiledStructure {
  productStructure(structure, '', issues)
  throwIfUnreadable(issues)
  const found = createIssueList()
  const compiled = compileStructure(structure, { issues: found, ...(asOf !== undefined && { asOf }) })
  addUnreported(issues, found.issues)
  return compiled
}
