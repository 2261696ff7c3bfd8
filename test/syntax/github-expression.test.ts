import { describe, expect, test } from 'vitest';
import { type GithubNode, parseGithubExpression } from '../../src/syntax/github-expression.ts';

/** The tree in prefix form: `(== github.sha 'x')`. */
function spell(node: GithubNode): string {
  switch (node.kind) {
    case 'string':
      return `'${node.value}'`;
    case 'boolean':
    case 'number':
      return String(node.value);
    case 'context':
      return node.name;
    case 'call':
      return `(${[node.name, ...node.args.map(spell)].join(' ')})`;
    case 'index':
      return `${spell(node.of)}[${spell(node.index)}]`;
    case 'filter':
      return `${spell(node.of)}[*]`;
    case 'not':
      return `(! ${spell(node.operand)})`;
    case 'and':
    case 'or':
      return `(${[node.kind, ...node.operands.map(spell)].join(' ')})`;
    case 'compare':
      return `(${node.operator} ${spell(node.left)} ${spell(node.right)})`;
    default:
      return node.kind;
  }
}

const treeOf = (source: string): string => {
  const { root, errors } = parseGithubExpression(source);
  return root === undefined ? `error: ${errors[0]!.message}` : spell(root);
};

describe('an expression becomes a tree', () => {
  test.each([
    ['null', 'null'],
    ['true', 'true'],
    ['711', '711'],
    ['-9.2', '-9.2'],
    ['0xff', '255'],
    ['-2.99e-2', '-0.0299'],
    ["'It''s ''open'' source!'", "'It's 'open' source!'"],
    ['github.event.release.tag_name', "github['event']['release']['tag_name']"],
    ["github['sha']", "github['sha']"],
    ['fruits.*.name', "fruits[*]['name']"],
    ['fruits[*].name', "fruits[*]['name']"],
    ['a || b && c', '(or a (and b c))'],
    ['(a || b) && c', '(and (or a b) c)'],
    ['!a == b', '(== (! a) b)'],
    ['a == b != c', '(!= (== a b) c)'],
    ['a < 1 && b >= 2', '(and (< a 1) (>= b 2))'],
    ['success()', '(success)'],
    ["hashFiles('**/go.sum', 'Makefile')", "(hashFiles '**/go.sum' 'Makefile')"],
    ["anything.at.all && whatever('x')", "(and anything['at']['all'] (whatever 'x'))"],
    ['needs.true.null', "needs['true']['null']"],
    ['\n  a\n  && b\n', '(and a b)'],
  ])('%j is %s', (source, tree) => {
    expect(treeOf(source)).toBe(tree);
  });

  test.each([
    ['', 'An expression was expected'],
    ['  ', 'An expression was expected'],
    ['a b', "Unexpected symbol: 'b'"],
    ["'open", "Unexpected symbol: ''open'"],
    ['"double"', `Unexpected symbol: '"double"'`],
    ['a &&', "Unexpected end of expression: '&&'"],
    ['contains(a)', "Too few parameters supplied: 'contains'"],
    ['startsWith(a, b, c)', "Too many parameters supplied: 'startsWith'"],
    ['a = b', "Unexpected symbol: '='"],
    ["case(a, 'b')", "Too few parameters supplied: 'case'"],
  ])('%j is refused', (source, message) => {
    expect(treeOf(source)).toBe(`error: ${message}`);
  });
});

describe('every node knows where it is written', () => {
  const placesOf = (source: string): readonly string[] => {
    const places: string[] = [];
    const visit = (node: GithubNode): void => {
      places.push(source.slice(node.start, node.end));
      if (node.kind === 'call') node.args.forEach(visit);
      if (node.kind === 'and' || node.kind === 'or') node.operands.forEach(visit);
      if (node.kind === 'compare') [node.left, node.right].forEach(visit);
      if (node.kind === 'index') [node.of, node.index].forEach(visit);
      if (node.kind === 'filter') visit(node.of);
      if (node.kind === 'not') visit(node.operand);
    };
    visit(parseGithubExpression(source).root!);
    return places;
  };

  test.each([
    ["(a || b) && c.d['e']", ["(a || b) && c.d['e']", '(a || b)', 'a', 'b', "c.d['e']", 'c.d', 'c', 'd', "'e'"]],
    ["format( 'x', f() )!=!g", ["format( 'x', f() )!=!g", "format( 'x', f() )", "'x'", 'f()', '!g', 'g']],
    ['a.*.b', ['a.*.b', 'a.*', 'a', 'b']],
    ['a[*]', ['a[*]', 'a']],
    ["'two\nlines' == a", ["'two\nlines' == a", "'two\nlines'", 'a']],
  ])('in %j', (source, places) => {
    expect(placesOf(source)).toEqual(places);
  });

  test('and so do errors', () => {
    expect(parseGithubExpression('github.sha ==').errors).toEqual([
      { message: "Unexpected end of expression: '=='", start: 11, end: 13 },
    ]);
    expect(parseGithubExpression("'a\nb' c").errors).toEqual([{ message: "Unexpected symbol: 'c'", start: 6, end: 7 }]);
  });
});

describe('hostile input is refused and never throws', () => {
  test.each([
    ['parentheses', '('.repeat(5000)],
    ['closed parentheses', `${'('.repeat(2000)}a${')'.repeat(2000)}`],
    ['negations', `${'!'.repeat(5000)}a`],
    ['comparisons', `1${'==1'.repeat(6000)}`],
    ['properties', `a${'.b'.repeat(5000)}`],
    ['calls', 'f('.repeat(5000)],
    ['a megabyte', 'a'.repeat(1_000_000)],
    ['a megabyte of quotes', "'".repeat(1_000_001)],
  ])('many %s', (_, source) => {
    const { root, errors } = parseGithubExpression(source);
    expect(root).toBeUndefined();
    expect(errors).toHaveLength(1);
    expect(errors[0]!.message.length).toBeLessThan(121);
  });

  test.each(['constructor', '__proto__', 'toString()', 'a.__proto__', 'hasOwnProperty(a)'])(
    '%s is a name',
    (source) => {
      expect(parseGithubExpression(source).errors).toEqual([]);
    },
  );
});
