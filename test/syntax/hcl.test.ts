import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SourceFile, sourceText } from '../../src/source/source-file.ts';
import { readHcl } from '../../src/syntax/hcl/body.ts';
import { readHclJson } from '../../src/syntax/hcl/json.ts';
import type { HclBody, HclExpression } from '../../src/syntax/hcl/tree.ts';

const read = (text: string) => readHcl(new SourceFile('docker-bake.hcl', text));

/** An expression as a tree in brackets. */
function shown(one: HclExpression): string {
  switch (one.kind) {
    case 'literal':
      return String(one.value);
    case 'template':
      return `"${one.parts.map((part) => (part.kind === 'text' ? part.value : part.kind === 'directive' ? '%' : `\${${shown(part.value)}}`)).join('')}"`;
    case 'list':
      return `[${one.items.map(shown).join(', ')}]`;
    case 'object':
      return `{${one.entries.map(({ key, value }) => `${shown(key)}: ${shown(value)}`).join(', ')}}`;
    case 'reference':
      return one.name;
    case 'attribute':
      return `${shown(one.of)}.${one.name}`;
    case 'index':
      return `${shown(one.of)}[${shown(one.key)}]`;
    case 'splat':
      return `(each of ${shown(one.of)}: ${shown(one.each)})`;
    case 'call':
      return `${one.name}(${one.args.map(shown).join(', ')}${one.isSpread ? '...' : ''})`;
    case 'unary':
      return `(${one.operator}${shown(one.operand)})`;
    case 'binary':
      return `(${shown(one.left)} ${one.operator} ${shown(one.right)})`;
    case 'conditional':
      return `(${shown(one.condition)} ? ${shown(one.then)} : ${shown(one.otherwise)})`;
    case 'for': {
      const result = `${one.key === undefined ? '' : `${shown(one.key)} => `}${shown(one.value)}${one.isGrouped ? '...' : ''}`;
      return `(for ${one.names.join(', ')} in ${shown(one.of)}: ${result}${one.condition === undefined ? '' : ` if ${shown(one.condition)}`})`;
    }
    case 'broken':
      return 'broken';
  }
}

const expressionOf = (text: string): string => {
  const { body, problems } = read(`x = ${text}\n`);
  expect(problems).toEqual([]);
  return shown(body.attributes[0]!.value);
};

describe('an expression of HCL', () => {
  test.each([
    ['12', '12'],
    ['1.5e3', '1500'],
    ['null', 'null'],
    ['"plain"', '"plain"'],
    ['"tab \\t, quote \\", é \\u00e9, dollar $ and percent %"', '"tab \t, quote ", é é, dollar $ and percent %"'],
    ['"$${literal} and %%{literal}"', '"${literal} and %{literal}"'],
    ['"app:${replace(TAG, "/", "-")}"', '"app:${replace(TAG, "/", "-")}"'],
    ['"${"inner ${deep}"}"', '"${"inner ${deep}"}"'],
    ['"%{ if x == "a" }yes%{ else }no%{ endif }"', '"%yes%no%"'],
    ['[1, "two", three,]', '[1, "two", three]'],
    ['[\n  1, # one\n  2, // two\n  /* three */ 3\n]', '[1, 2, 3]'],
    ['{ a = 1, "b" : 2 }', '{"a": 1, "b": 2}'],
    ['{\n  a = 1\n  (name) = 2\n}', '{"a": 1, name: 2}'],
    ['registry-name', 'registry-name'],
    ['target.app.args', 'target.app.args'],
    ['list[0].name', 'list[0].name'],
    ['list.0', 'list[0]'],
    ['list[*].name', '(each of list: *.name)'],
    ['list.*.name', '(each of list: *.name)'],
    ['concat(a, b...)', 'concat(a, b...)'],
    ['concat(\n  a,\n  b,\n)', 'concat(a, b)'],
    ['1 + 2 * 3', '(1 + (2 * 3))'],
    ['8 - 4 - 2', '((8 - 4) - 2)'],
    ['a == b && !c || d', '(((a == b) && (!c)) || d)'],
    ['(1 + 2) * 3', '((1 + 2) * 3)'],
    ['-x', '(-x)'],
    ['a != "" ? b : c ? d : e', '((a != "") ? b : (c ? d : e))'],
    ['(\n  a\n  ? b\n  : c\n)', '(a ? b : c)'],
    ['DEV ? {\n  a = 1\n} : null', '(DEV ? {"a": 1} : null)'],
    ['[for v in list : upper(v) if v != ""]', '(for v in list: upper(v) if (v != ""))'],
    ['{for k, v in map : k => v...}', '(for k, v in map: k => v...)'],
    ['{ for = 1 }', '{"for": 1}'],
  ])('%s', (text, tree) => {
    expect(expressionOf(text)).toBe(tree);
  });

  test('a heredoc keeps backslashes and fills in expressions', () => {
    expect(expressionOf('<<EOT\nFROM ${BASE}\nRUN echo "\\n" $${x}\nEOT')).toBe(
      '"FROM ${BASE}\nRUN echo "\\n" ${x}\n"',
    );
  });

  test('`<<-` takes off what all lines begin with', () => {
    expect(expressionOf('<<-EOT\n    FROM ${BASE}\n      indented\n\n    EOT')).toBe('"FROM ${BASE}\n  indented\n\n"');
  });
});

const outline = ({ attributes, blocks }: HclBody): unknown => [
  ...attributes.map(({ name }) => name),
  ...blocks.map(({ type, labels, body }) => [type, ...labels, outline(body)]),
];

describe('a file of HCL', () => {
  test('has attributes and blocks with labels', () => {
    const text = `common = ["a"]
variable "TAG" { default = "dev" }
target app {
  # a comment
  tags = ["x"]
  nested "deep" {}
}
group "default" {}`;
    expect(outline(read(text).body)).toEqual([
      'common',
      ['variable', 'TAG', ['default']],
      ['target', 'app', ['tags', ['nested', 'deep', []]]],
      ['group', 'default', []],
    ]);
    expect(read(text).problems).toEqual([]);
  });

  test('knows the place of every part', () => {
    const { attributes } = read('tags = ["acme/app:${TAG}", other]').body;
    const { span, value } = attributes[0]!;
    expect(sourceText(span)).toBe('tags = ["acme/app:${TAG}", other]');
    const items = value.kind === 'list' ? value.items : [];
    expect(items.map((item) => sourceText(item.span))).toEqual(['acme/app:${TAG}', 'other']);
  });

  test.each([
    ['target "a" {\n  tags = [\n', '`,` or `]` is expected'],
    ['target "a" {\n', 'the block is not closed'],
    ['tags = \n', 'an expression is expected'],
    ['a = "open\nb = 1', 'the string is not closed'],
    ['a = 1 2\n', 'a line break is expected behind the value'],
    ['a = <<EOT\nnever closed', 'the heredoc is not closed by `EOT`'],
    ['a = "${b"\n', 'the template mark is not closed'],
    ['= 1\n', 'an attribute or a block is expected'],
    ['a b c\n', '`=` or `{` is expected'],
    ['a = b ? c\n', 'a conditional needs `:`'],
    ['a = "\\q"\n', '`\\q` is no escape'],
  ])('%j is broken', (text, message) => {
    expect(read(text).problems.map((problem) => problem.message)).toContain(message);
  });

  test('is read on behind a broken line', () => {
    const { body, problems } = read('a = ]\nb = 2\n');
    expect(problems).not.toEqual([]);
    expect(body.attributes.map(({ name }) => name)).toContain('b');
  });

  test.each([
    ['[', 20_000],
    ['(', 20_000],
    ['!', 20_000],
    ['a ? ', 20_000],
    ['"${', 20_000],
    ['a.', 20_000],
    ['a[', 20_000],
    ['{ x = ', 20_000],
    ['f(', 20_000],
    ['1 + ', 20_000],
    ['<<A\n', 5000],
  ])('%j many times ends soon', (piece, count) => {
    const start = performance.now();
    read(`x = ${piece.repeat(count)}`);
    read(`${'b {'.repeat(1000)}x = ${piece.repeat(count)}`);
    expect(performance.now() - start).toBeLessThan(3000);
  });
});

test('JSON says the same as blocks do', () => {
  const labels = new Map([
    ['variable', 1],
    ['target', 1],
  ]);
  const text = `{
    "variable": {"TAG": {"default": "dev"}},
    "target": {"app": {"tags": ["acme/app:\${TAG}"], "args": {"A": null}}, "other": [{"context": "."}]},
    "common": [1, true]
  }`;
  const { body, problems } = readHclJson(new SourceFile('docker-bake.json', text), labels);
  expect(problems).toEqual([]);
  expect(outline(body)).toEqual([
    'common',
    ['variable', 'TAG', ['default']],
    ['target', 'app', ['tags', 'args']],
    ['target', 'other', ['context']],
  ]);
  expect(shown(body.blocks[1]!.body.attributes[0]!.value)).toBe('["acme/app:${TAG}"]');
});

describe('whatever the text', () => {
  const pieces = fc.constantFrom(
    ...[
      'target "app" {\n',
      '}',
      '{',
      '[',
      ']',
      '(',
      ')',
      '"',
      '${',
      '%{',
      '~}',
      '\n',
      ' = ',
      ',',
      '#',
      '//',
      '/*',
      '*/',
    ],
    ...[
      '<<EOT\n',
      '<<-EOT\n',
      'EOT\n',
      'for x in y : ',
      'if ',
      '? ',
      ': ',
      '...',
      '.',
      '*',
      '[*]',
      '-',
      '!',
      '&&',
      '==',
    ],
    ...['null', '1', 'a', 'é', '\u0000', '\\', '\r\n', '\uFEFF', '\ud800'],
  );
  const text = fc
    .array(fc.oneof(pieces, fc.string({ maxLength: 3 })), { maxLength: 60 })
    .map((parts) => parts.join(''));

  test('reading ends, and every place lies inside of the file', () => {
    fc.assert(
      fc.property(text, (written) => {
        const { body, problems } = read(written);
        const spans = [...spansOf(body), ...problems.map(({ at }) => at)];
        return spans.every(({ start, end }) => start >= 0 && start <= end && end <= written.length);
      }),
      { numRuns: 300 },
    );
  });
});

function* spansOf({ attributes, blocks }: HclBody): Generator<{ readonly start: number; readonly end: number }> {
  for (const { span, value } of attributes) yield* [span, value.span];
  for (const { span, body } of blocks) {
    yield span;
    yield* spansOf(body);
  }
}
