import ts from 'typescript'

/** One change of the source by machine: what stands from `start` to `end` becomes `text`. */
export interface Mutant {
  /** File from the root of the project. */
  readonly file: string
  readonly start: number
  readonly end: number
  readonly line: number
  /** True where a statement begins here, which must not read as a call of what the line before ends with. */
  readonly isFirst: boolean
  /** What stands there. */
  readonly original: string
  readonly text: string
}

const OPERATORS: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [ts.SyntaxKind.PlusToken, '-'],
  [ts.SyntaxKind.MinusToken, '+'],
  [ts.SyntaxKind.AsteriskToken, '/'],
  [ts.SyntaxKind.SlashToken, '*'],
  [ts.SyntaxKind.PercentToken, '*'],
  [ts.SyntaxKind.LessThanToken, '<='],
  [ts.SyntaxKind.LessThanEqualsToken, '<'],
  [ts.SyntaxKind.GreaterThanToken, '>='],
  [ts.SyntaxKind.GreaterThanEqualsToken, '>'],
  [ts.SyntaxKind.EqualsEqualsEqualsToken, '!=='],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, '==='],
  [ts.SyntaxKind.AmpersandAmpersandToken, '||'],
  [ts.SyntaxKind.BarBarToken, '&&'],
  [ts.SyntaxKind.PlusEqualsToken, '-='],
  [ts.SyntaxKind.MinusEqualsToken, '+='],
])

/** Functions and methods that become another one, or nothing but what they were called on or with. */
const CALLS: ReadonlyMap<string, string> = new Map([
  ['Math.max', 'Math.min'],
  ['Math.min', 'Math.max'],
  ['Math.floor', 'Math.ceil'],
  ['Math.ceil', 'Math.floor'],
  ['some', 'every'],
  ['every', 'some'],
])
const LEFT_OUT: ReadonlySet<string> = new Set(['Math.sqrt', 'Math.abs', 'Math.round', 'filter', 'sort', 'slice'])

const isText = (node: ts.Node): boolean =>
  ts.isStringLiteralLike(node) || ts.isTemplateExpression(node) || ts.isNoSubstitutionTemplateLiteral(node)

/** A figure that is a little larger; a count one more; a guard against noise none. */
function otherNumber(text: string): string {
  const value = Number(text.replaceAll('_', ''))
  if (value > 0 && value < 1e-3) return '0'
  return String(Number.isInteger(value) && value < 100 ? value + 1 : value * 1.1)
}

/** `values[0]`: another place is another kind of change. */
const isPlace = (node: ts.Node): boolean => ts.isElementAccessExpression(node.parent)

const isDefault = (node: ts.Node): node is ts.BinaryExpression =>
  ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken

/** `values[t] ?? 0` answers the compiler, which does not know that a place is there. */
const isInRange = (node: ts.Node): boolean => isDefault(node) && ts.isElementAccessExpression(node.left)

/**
 * Every change of one file that the machine knows, in the order of their places. A change that the compiler would refuse
 * for its types is one, too: types are not there when the tests run.
 */
export function findMutants(file: string, source: string): Mutant[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true)
  const found: Mutant[] = []
  const starts = new Set<number>()
  const add = (node: ts.Node, text: string): void => {
    const start = node.getStart(tree)
    const original = source.slice(start, node.end)
    if (text === original) return
    const line = tree.getLineAndCharacterOfPosition(start).line + 1
    found.push({ file, start, end: node.end, line, isFirst: starts.has(start), original, text })
  }
  const textOf = (node: ts.Node): string => node.getText(tree)

  const visit = (node: ts.Node): void => {
    // Types are gone when the tests run.
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return
    if (ts.isExpressionStatement(node)) starts.add(node.getStart(tree))
    if (ts.isBinaryExpression(node)) {
      const operator = OPERATORS.get(node.operatorToken.kind)
      if (operator !== undefined && !isText(node.left) && !isText(node.right)) {
        add(node, `${textOf(node.left)} ${operator} ${textOf(node.right)}`)
      }
      if (isDefault(node) && !isInRange(node)) add(node, textOf(node.left))
    } else if (ts.isIfStatement(node)) {
      add(node.expression, 'true')
      add(node.expression, 'false')
    } else if (ts.isConditionalExpression(node)) {
      add(node.condition, 'true')
      add(node.condition, 'false')
    } else if (ts.isNumericLiteral(node) && !isPlace(node) && !isInRange(node.parent)) {
      add(node, otherNumber(node.text))
    } else if (ts.isPrefixUnaryExpression(node)) {
      const isSign = node.operator === ts.SyntaxKind.MinusToken && !ts.isNumericLiteral(node.operand)
      if (isSign || node.operator === ts.SyntaxKind.ExclamationToken) add(node, textOf(node.operand))
    } else if (ts.isCallExpression(node)) {
      const { expression } = node
      const whole = textOf(expression)
      const method = ts.isPropertyAccessExpression(expression) ? expression.name.text : whole
      const isMath = whole.startsWith('Math.')
      const name = isMath ? whole : method
      const other = CALLS.get(name)
      const [first] = node.arguments
      if (LEFT_OUT.has(name)) {
        if (isMath && first !== undefined) add(node, textOf(first))
        if (!isMath && ts.isPropertyAccessExpression(expression)) add(node, textOf(expression.expression))
      } else if (other !== undefined) {
        const rest = source.slice(expression.end, node.end)
        const called = isMath ? other : `${textOf((expression as ts.PropertyAccessExpression).expression)}.${other}`
        add(node, `${called}${rest}`)
      }
    }
    // A step that is not taken.
    if (ts.isExpressionStatement(node) && !isText(node.expression)) add(node.expression, 'undefined')
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return found.sort((a, b) => a.start - b.start || a.end - b.end || (a.text < b.text ? -1 : 1))
}
