// Finds every place of a source file where the judge decides something, and builds all the wrong decisions into the
// file at once, each behind a switch. One bundle then holds every mutant, and choosing one costs nothing.
import ts from "typescript";

export interface Mutant {
  readonly id: number;
  readonly file: string;
  readonly line: number;
  /** What was done, and to which text. */
  readonly change: string;
}

/** `globalThis.mutant(id)`: whether this mutant is the one at work. */
const on = (id: number) => `globalThis.mutant(${id})`;

const EQUALITY: Readonly<Partial<Record<ts.SyntaxKind, string>>> = {
  [ts.SyntaxKind.EqualsEqualsEqualsToken]: "!==",
  [ts.SyntaxKind.ExclamationEqualsEqualsToken]: "===",
};
/** A boundary moved by one: the neighbour that a test must tell apart. */
const ORDER: Readonly<Partial<Record<ts.SyntaxKind, string>>> = {
  [ts.SyntaxKind.LessThanToken]: "<=",
  [ts.SyntaxKind.LessThanEqualsToken]: "<",
  [ts.SyntaxKind.GreaterThanToken]: ">=",
  [ts.SyntaxKind.GreaterThanEqualsToken]: ">",
};
const LOGIC: Readonly<Partial<Record<ts.SyntaxKind, string>>> = {
  [ts.SyntaxKind.AmpersandAmpersandToken]: "||",
  [ts.SyntaxKind.BarBarToken]: "&&",
};
const QUANTIFIER: Readonly<Record<string, string>> = { some: "every", every: "some" };

/** The file with all its mutants in it. Wording is left alone: what stands in a template text decides nothing. */
export function withMutants(
  file: string,
  source: string,
  first: number,
): { text: string; mutants: Mutant[] } {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.ES2023, true, ts.ScriptKind.TS);
  const mutants: Mutant[] = [];

  const record = (node: ts.Node, change: string): number => {
    const id = first + mutants.length;
    const { line } = tree.getLineAndCharacterOfPosition(node.getStart(tree));
    mutants.push({ id, file, line: line + 1, change });
    return id;
  };
  const raw = (node: ts.Node) => node.getText(tree);
  const brief = (node: ts.Node) => raw(node).replace(/\s+/g, " ").slice(0, 70);

  /** Text of a node with the mutants below it. */
  const inner = (node: ts.Node): string => {
    let text = "";
    let at = node.getStart(tree);
    node.forEachChild((child) => {
      text += source.slice(at, child.getStart(tree)) + printed(child);
      at = child.getEnd();
    });
    return text + source.slice(at, node.getEnd());
  };

  const switched = (node: ts.Node, change: string, mutated: string, rest: string) =>
    `(${on(record(node, `${change}: ${brief(node)}`))} ? (${mutated}) : (${rest}))`;

  function printed(node: ts.Node): string {
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node))
      return raw(node);
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTemplateExpression(node))
      return raw(node);
    if (ts.isExpressionStatement(node)) {
      const call = ts.isAwaitExpression(node.expression) ? node.expression.expression : node.expression;
      if (ts.isCallExpression(call) && call.expression.kind !== ts.SyntaxKind.SuperKeyword)
        return `${switched(node.expression, "removed", "undefined", inner(node.expression))};`;
    }
    if (ts.isBinaryExpression(node)) {
      const kind = node.operatorToken.kind;
      const other = EQUALITY[kind] ?? ORDER[kind] ?? LOGIC[kind];
      if (other !== undefined)
        return switched(
          node,
          `became ${other}`,
          `${raw(node.left)} ${other} ${raw(node.right)}`,
          inner(node),
        );
    }
    if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
      return switched(node, "lost its !", raw(node.operand), inner(node));
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { expression, name } = node.expression;
      const other = QUANTIFIER[name.text];
      if (other !== undefined) {
        const list = node.arguments.map(raw).join(", ");
        return switched(node, `became ${other}`, `${raw(expression)}.${other}(${list})`, inner(node));
      }
    }
    const condition = conditionOf(node);
    if (condition && !decides(condition)) return around(node, condition);
    return inner(node);
  }

  /** A condition that has no operator of its own (a name, a call) is inverted as a whole. */
  function around(node: ts.Node, condition: ts.Expression): string {
    let text = "";
    let at = node.getStart(tree);
    node.forEachChild((child) => {
      const shown =
        child === condition
          ? switched(child, "inverted", `!(${raw(child)})`, printed(child))
          : printed(child);
      text += source.slice(at, child.getStart(tree)) + shown;
      at = child.getEnd();
    });
    return text + source.slice(at, node.getEnd());
  }

  return { text: source.slice(0, tree.getStart(tree)) + inner(tree), mutants };
}

function conditionOf(node: ts.Node): ts.Expression | null {
  if (ts.isIfStatement(node)) return node.expression;
  if (ts.isConditionalExpression(node)) return node.condition;
  return null;
}

function decides(node: ts.Expression): boolean {
  if (ts.isPrefixUnaryExpression(node)) return node.operator === ts.SyntaxKind.ExclamationToken;
  if (!ts.isBinaryExpression(node)) return false;
  const { kind } = node.operatorToken;
  return (EQUALITY[kind] ?? ORDER[kind] ?? LOGIC[kind]) !== undefined;
}
