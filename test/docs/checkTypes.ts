import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import ts from 'typescript'
import type { Example } from './examples.js'
import { ROOT } from './examples.js'

/** Type-checks all examples in one program, strictly, against src; each problem names file and line. */
export function checkTypes(examples: readonly Example[], root: string = ROOT): string[] {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    moduleDetection: ts.ModuleDetectionKind.Force,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: ['node'],
    paths: Object.fromEntries(Object.entries(roomSources(root)).map(([name, file]) => [name, [file]])),
  }
  const files = new Map(examples.map((example, i) => [join(root, 'test/docs', `example-${i}.ts`), example]))
  const host = ts.createCompilerHost(options)
  const { fileExists, readFile, getSourceFile } = host
  host.fileExists = (name) => files.has(name) || fileExists(name)
  host.readFile = (name) => files.get(name)?.code ?? readFile(name)
  host.getSourceFile = (name, ...rest) => {
    const example = files.get(name)
    return example === undefined
      ? getSourceFile(name, ...rest)
      : ts.createSourceFile(name, example.code, rest[0], true, ts.ScriptKind.TS)
  }
  const program = ts.createProgram([...files.keys()], options, host)
  return [...files].flatMap(([name, example]) => {
    const source = program.getSourceFile(name) as ts.SourceFile
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map((problem) => {
      const row = source.getLineAndCharacterOfPosition(problem.start ?? 0).line
      return `${example.file}:${example.line + row}: ${ts.flattenDiagnosticMessageText(problem.messageText, ' ')}`
    })
  })
}

/** Where each public name of the package lives in src: `sop-engine`, `sop-engine/demand`, `sop-engine/lp/highs` ... */
export function roomSources(root: string = ROOT): Record<string, string> {
  const rooms = listRooms(root).map((room) => [`sop-engine/${room}`, join(root, 'src', room, 'index.ts')] as const)
  return Object.fromEntries([...rooms, ['sop-engine', join(root, 'src/index.ts')]])
}

/** Folders of src with an index, as they are imported: `demand`, `lp`, `lp/highs` ... */
export function listRooms(root: string = ROOT): string[] {
  return readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /[/\\]index\.ts$/.test(file))
    .map((file) => dirname(file).replaceAll('\\', '/'))
    .sort()
}
