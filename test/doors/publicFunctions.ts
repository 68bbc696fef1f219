import { join, relative, sep } from 'node:path'
import ts from 'typescript'
import { listRooms } from '../docs/checkTypes.js'
import { examplesOfSource } from '../docs/examples.js'

const ROOT = join(import.meta.dirname, '../..')

/** What a type allows in one place. */
export interface Place {
  /** The types that the place can have; empty where they are not known. */
  readonly types: readonly ts.Type[]
  readonly optional: boolean
}

/** A public function, of whatever entry, with the code of its examples. */
export interface PublicFunction {
  readonly name: string
  /** Folder of src that it lives in. */
  readonly room: string
  readonly examples: readonly string[]
  readonly parameters: readonly Place[]
}

export interface PublicFace {
  readonly functions: readonly PublicFunction[]
  /** What stands at a field of a place, or undefined where its names are the user's. */
  fieldOf(place: Place, field: string | number): Place | undefined
  /** Whether the names of a record's fields are the user's own. */
  hasFreeNames(place: Place): boolean
  allows(place: Place, kind: 'null' | 'text' | 'record' | 'array' | 'anything'): boolean
  /** Whether a record without fields is enough. */
  allowsEmpty(place: Place): boolean
}

/** Reads the functions of all rooms, their examples and the types of what they take. */
export function readPublicFace(): PublicFace {
  const entries = listRooms(ROOT).map((room) => join(ROOT, 'src', room, 'index.ts'))
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile) as { config: unknown }
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT)
  const program = ts.createProgram(entries, options)
  const checker = program.getTypeChecker()
  const [source] = entries.map((entry) => program.getSourceFile(entry)) as [ts.SourceFile]
  const exports = entries.flatMap((entry) => {
    return checker.getExportsOfModule(
      checker.getSymbolAtLocation(program.getSourceFile(entry) as ts.SourceFile) as ts.Symbol,
    )
  })

  const split = (type: ts.Type): readonly ts.Type[] => {
    const bound = type.flags & ts.TypeFlags.TypeParameter ? (checker.getBaseConstraintOfType(type) ?? type) : type
    return bound.isUnion() ? bound.types.flatMap(split) : [bound]
  }
  const placeOf = (type: ts.Type, optional: boolean): Place => {
    const types = split(type)
    return { types, optional: optional || types.some(({ flags }) => flags & ts.TypeFlags.Undefined) }
  }
  const isRecord = (type: ts.Type): boolean =>
    (type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) !== 0 &&
    !isList(type) &&
    type.getCallSignatures().length === 0
  const isList = (type: ts.Type): boolean => checker.isArrayType(type) || checker.isTupleType(type)

  const functions = exports.flatMap((exported): PublicFunction[] => {
    const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported
    const declaration = symbol.declarations?.[0]
    if (declaration === undefined || !(symbol.flags & ts.SymbolFlags.Value)) return []
    const signatures = checker.getTypeOfSymbolAtLocation(symbol, declaration).getCallSignatures()
    if (signatures.length === 0) return []
    const file = declaration.getSourceFile()
    const node = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration
    const text = file.text.slice(node.getFullStart(), node.getEnd())
    const most = Math.max(...signatures.map(({ parameters }) => parameters.length))
    const parameters = Array.from({ length: most }, (_, i): Place => {
      const places = signatures.flatMap(({ parameters: list }) => {
        const parameter = list[i]
        const at = parameter?.valueDeclaration
        if (parameter === undefined || at === undefined) return []
        const optional = ts.isParameter(at) && (at.questionToken !== undefined || at.initializer !== undefined)
        return [placeOf(checker.getTypeOfSymbolAtLocation(parameter, at), optional)]
      })
      return { types: places.flatMap(({ types }) => types), optional: places.some(({ optional }) => optional) }
    })
    const room = relative(join(ROOT, 'src'), file.fileName).split(sep)[0] as string
    return [
      {
        name: exported.name,
        room,
        examples: examplesOfSource(file.fileName, text).map(({ code }) => code),
        parameters,
      },
    ]
  })

  const propertyOf = (type: ts.Type, field: string): Place | undefined => {
    const property = checker.getPropertyOfType(type, field)
    if (property === undefined) return undefined
    const at = property.valueDeclaration ?? property.declarations?.[0] ?? source
    return placeOf(checker.getTypeOfSymbolAtLocation(property, at), (property.flags & ts.SymbolFlags.Optional) !== 0)
  }
  const indexOf = (type: ts.Type): ts.Type | undefined => checker.getIndexInfoOfType(type, ts.IndexKind.String)?.type

  return {
    functions,
    fieldOf(place, field) {
      const found = place.types.flatMap((type): Place[] => {
        if (typeof field === 'number') {
          const element = isList(type) ? checker.getIndexTypeOfType(type, ts.IndexKind.Number) : undefined
          return element === undefined ? [] : [placeOf(element, false)]
        }
        if (!isRecord(type)) return []
        const known = propertyOf(type, field)
        const free = indexOf(type)
        return known !== undefined ? [known] : free === undefined ? [] : [placeOf(free, true)]
      })
      if (found.length === 0) return undefined
      // Where one shape of several has no such field, it may be left out.
      const records = place.types.filter(isRecord)
      const everywhere = typeof field === 'number' || records.every((type) => propertyOf(type, field) !== undefined)
      return { types: found.flatMap(({ types }) => types), optional: !everywhere || found.some((one) => one.optional) }
    },
    hasFreeNames: (place) => place.types.some((type) => isRecord(type) && indexOf(type) !== undefined),
    allows(place, kind) {
      return place.types.some((type) => {
        if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.NonPrimitive)) return true
        if (kind === 'null') return (type.flags & ts.TypeFlags.Null) !== 0
        if (kind === 'text') return (type.flags & ts.TypeFlags.String) !== 0
        if (kind === 'array') return isList(type)
        return kind === 'record' && isRecord(type)
      })
    },
    allowsEmpty: (place) =>
      place.types.some(
        (type) =>
          (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0 ||
          (isRecord(type) &&
            checker.getPropertiesOfType(type).every(({ flags }) => (flags & ts.SymbolFlags.Optional) !== 0)),
      ),
  }
}
