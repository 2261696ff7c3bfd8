import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bake, evaluated } from './baking.ts';

const more = `
variable "TAG" { default = "dev" }
variable "EMPTY" { default = "" }
platforms = ["linux/amd64", "linux/arm64"]
versions = { GO = "1.25", ALPINE = "3.22" }
`;

describe('an expression of a bake file', () => {
  test.each([
    ['"app:${TAG}"', 'app:dev'],
    ['"${platforms}"', ['linux/amd64', 'linux/arm64']],
    ['platforms[1]', 'linux/arm64'],
    ['versions.GO', '1.25'],
    ['versions["ALPINE"]', '3.22'],
    ['1 + 2 * 3', 7],
    ['7 % 4 == 3', true],
    ['TAG == "dev" && !false', true],
    ['TAG != "dev" || EMPTY == ""', true],
    ['EMPTY == null', false],
    ['EMPTY != "" ? "a" : "b"', 'b'],
    ['[for p in platforms : split("/", p)[1]]', ['amd64', 'arm64']],
    ['[for p in platforms : p if p != "linux/amd64"]', ['linux/arm64']],
    ['[for i, p in platforms : "${i}:${p}"]', ['0:linux/amd64', '1:linux/arm64']],
    ['[for k, v in versions : "${k}=${v}"]', ['ALPINE=3.22', 'GO=1.25']],
    ['{for p in platforms : p => upper(p)}', { 'linux/amd64': 'LINUX/AMD64', 'linux/arm64': 'LINUX/ARM64' }],
    ['{for p in platforms : "all" => p...}', { all: ['linux/amd64', 'linux/arm64'] }],
    ['[{ a = 1 }, { a = 2 }][*].a', [1, 2]],
    ['BAKE_CMD_CONTEXT', 'cwd://'],
    ['BAKE_LOCAL_PLATFORM', 'linux/amd64'],
  ])('%s', (expression, value) => {
    expect(evaluated(expression, more)).toEqual(value);
  });

  test.each([
    ['an undefined name', 'MISSING', '?MISSING'],
    ['a function that is not followed', 'cidrhost("10.0.0.0/8", 1)', '?cidrhost("10.0.0.0/8", 1)'],
    ['a part that is not there', 'versions.RUST', '?versions.RUST'],
    ['a directive', '"%{ if true }x%{ endif }"', '?%{ if true }x%{ endif }'],
    ['a list in a text', '"x${platforms}"', '?platforms'],
    ['a division by zero', '1 / 0', '?1 / 0'],
    ['a number with letters behind it', 'parseint("12abc", 10)', '?parseint("12abc", 10)'],
    ['a number of no such base', 'parseint("1", 1)', '?parseint("1", 1)'],
    ['the sign of a fraction', 'signum(0.5)', '?signum(0.5)'],
    ['an item counted from the end', 'element(["a", "b"], -1)', '?element(["a", "b"], -1)'],
    ['a slice that is too long', 'slice(["a"], 0, 2)', '?slice(["a"], 0, 2)'],
    ['a number of words', 'add("x", 2)', '?add("x", 2)'],
    ['an item that is not there', 'indexof(["a"], "b")', '?indexof(["a"], "b")'],
    ['a pattern that may take long', 'regex("(a+)+$", "aaa")', '?regex("(a+)+$", "aaa")'],
  ])('%s is a hole', (_, expression, value) => {
    expect(evaluated(expression, more)).toEqual(value);
  });
});

describe('a function of buildx', () => {
  test.each([
    ['upper("aB")', 'AB'],
    ['lower("aB")', 'ab'],
    ['title("hello world")', 'Hello World'],
    ['trimspace("  a ")', 'a'],
    ['trim("xxaxx", "x")', 'a'],
    ['trimprefix("v1.2", "v")', '1.2'],
    ['trimsuffix("app-dev", "-dev")', 'app'],
    ['chomp("a\\n")', 'a'],
    ['reverse("abc")', 'cba'],
    ['replace("a.b.c", ".", "-")', 'a-b-c'],
    ['sanitize("a/b.c")', 'a_b_c'],
    ['basename("a/b.c")', 'b.c'],
    ['dirname("a/b.c")', 'a'],
    ['substr("abcdef", 1, 3)', 'bcd'],
    ['strlen("abc")', 3],
    ['split(",", "a,b")', ['a', 'b']],
    ['join("-", ["a", "b"], ["c"])', 'a-b-c'],
    ['format("%s-%d%%", "a", 3)', 'a-3%'],
    ['format("%03d", 7)', '007'],
    ['formatlist("%s:%s", "app", ["a", "b"])', ['app:a', 'app:b']],
    ['regex("v(\\\\d+)\\\\.(\\\\d+)", "v1.25.3")', ['1', '25']],
    ['regex("[a-z]+", "12abc")', 'abc'],
    ['regexall("[a-z]", "a1b")', ['a', 'b']],
    ['regex_replace("a-b-c", "-", "_")', 'a_b_c'],
    ['concat(["a"], ["b", "c"])', ['a', 'b', 'c']],
    ['flatten([["a"], [["b"]], "c"])', ['a', 'b', 'c']],
    ['distinct(["a", "b", "a"])', ['a', 'b']],
    ['compact(["a", "", "b"])', ['a', 'b']],
    ['contains(["a", "b"], "b")', true],
    ['contains(["a", "b"], "c")', false],
    ['lookup({ a = "x" }, "b", "y")', 'y'],
    ['merge({ a = 1, b = 2 }, { b = 3 })', { a: 1, b: 3 }],
    ['keys({ b = 1, a = 2 })', ['a', 'b']],
    ['values({ b = 1, a = 2 })', [2, 1]],
    ['length(["a", "b"])', 2],
    ['element(["a", "b"], 3)', 'b'],
    ['indexof(["a", "b"], "b")', 1],
    ['slice(["a", "b", "c"], 1, 3)', ['b', 'c']],
    ['sort(["b", "a"])', ['a', 'b']],
    ['reverselist(["a", "b"])', ['b', 'a']],
    ['range(3)', [0, 1, 2]],
    ['zipmap(["a"], [1])', { a: 1 }],
    [
      'setproduct(["a", "b"], ["x"])',
      [
        ['a', 'x'],
        ['b', 'x'],
      ],
    ],
    ['setsubtract(["a", "b"], ["a"])', ['b']],
    ['setintersection(["a", "b"], ["b"])', ['b']],
    ['add(1, 2)', 3],
    ['max(1, 5, 2)', 5],
    ['greaterthan(2, 1)', true],
    ['parseint("ff", 16)', 255],
    ['parseint("-0110", 2)', -6],
    ['subtract(5, 2)', 3],
    ['multiply(5, 2)', 10],
    ['divide(5, 2)', 2.5],
    ['modulo(5, 2)', 1],
    ['negate(5)', -5],
    ['absolute(-5)', 5],
    ['ceil(1.2)', 2],
    ['floor(1.8)', 1],
    ['int(-1.5)', -1],
    ['signum(-7)', -1],
    ['pow(2, 10)', 1024],
    ['min(3, 1, 2)', 1],
    ['greaterthanorequalto(2, 2)', true],
    ['lessthan(2, 2)', false],
    ['lessthanorequalto(2, 2)', true],
    ['add("1", 2)', 3],
    ['hasindex(["a"], 0)', true],
    ['hasindex(["a"], 1)', false],
    ['urlencode("Hello World!")', 'Hello+World%21'],
    ['regex_replace("v1.2", "v(\\\\d+)", "${1}")', '1.2'],
    ['regex("(?P<major>\\\\d+)", "v12")', { major: '12' }],
    ['substr("abcdef", -2, -1)', 'ef'],
    ['substr("abcdef", 2, -1)', 'cdef'],
    ['range(1, 7, 2)', [1, 3, 5]],
    ['lookup({ a = "x" }, "a", "y")', 'x'],
    ['coalesce("", "a")', ''],
    ['format("%5s|%-3s|%q|%v", "ab", "c", "d", true)', '   ab|c  |"d"|true'],
    ['equal("a", "a")', true],
    ['notequal("a", "a")', false],
    ['and(true, false)', false],
    ['or(true, false)', true],
    ['not(true)', false],
    ['coalesce(null, "a")', 'a'],
    ['coalescelist([], ["a"])', ['a']],
    ['try("a", "b")', 'a'],
    ['can("a")', true],
    ['convert("1", number)', '1'],
  ])('%s', (expression, value) => {
    expect(evaluated(expression)).toEqual(value);
  });
});

describe('what is hidden', () => {
  const hidden = { environment: { TAG: null, FLAG: null } };
  const variables = `variable "TAG" { default = "dev" }\nvariable "FLAG" { default = "" }\n`;

  test.each([
    ['"app:${TAG}-amd64"', 'app:$TAG-amd64'],
    ['join("-", ["v1", TAG])', 'v1-$TAG'],
    ['format("%s:%s", "app", TAG)', 'app:$TAG'],
    ['trimprefix("app-${TAG}", "app-")', '$TAG'],
    ['upper(TAG)', '?upper(TAG)'],
    ['TAG == "x" ? "a" : "b"', '?TAG == "x" ? "a" : "b"'],
    ['TAG == "x" ? "same" : "same"', 'same'],
    ['TAG == TAG', true],
    ['"a${TAG}" == "b${TAG}"', false],
    ['FLAG != "" ? ["a", "b"] : ["a"]', ['a', '…']],
    ['concat(["a"], split(",", TAG))', ['a', '…']],
    ['contains(["a", TAG], "a")', true],
    ['contains(["b", TAG], "a")', '?contains(["b", TAG], "a")'],
    ['merge({ a = 1 }, { b = TAG })', { a: 1, b: '$TAG' }],
    ['timestamp()', 'timestamp()'],
  ])('%s', (expression, value) => {
    expect(evaluated(expression, variables, hidden)).toEqual(value);
  });

  test('is the same value for the same computation over the same values', () => {
    const text = `${variables}target "app" {\n  a = upper(TAG)\n  b = upper("\${TAG}")\n  c = lower(TAG)\n}\n`;
    const [app] = bake({ 'docker-bake.hcl': text }, { ...hidden, targets: ['app'] }).targets;
    const symbols = ['a', 'b', 'c'].map((name) => {
      const value = app?.attributes.get(name);
      return value?.kind === 'unknown' ? value.hole.symbol : '';
    });
    expect(symbols[0]).toBe(symbols[1]);
    expect(symbols[0]).not.toBe(symbols[2]);
  });
});

describe('a function of the file', () => {
  const functions = `
variable "REGISTRY" { default = "acme" }
function "image" {
  params = [name]
  result = "\${REGISTRY}/\${name}"
}
function "all" {
  params = [first]
  variadic_param = rest
  result = concat([first], rest)
}
function "loop" {
  params = [n]
  result = loop(n)
}
`;

  test.each([
    ['image("app")', 'acme/app'],
    ['all("a", "b", "c")', ['a', 'b', 'c']],
    ['all(["a", "b"]...)', ['a', 'b']],
    ['loop(1)', '?loop(n)'],
    ['image()', '?image()'],
  ])('%s', (expression, value) => {
    expect(evaluated(expression, functions)).toEqual(value);
  });
});

describe('whatever the file', () => {
  const word = fc.constantFrom(
    'a',
    'b',
    'TAG',
    '"x"',
    '["x", a]',
    '{ k = b }',
    '1',
    'null',
    'true',
    'f(a)',
    'a.k',
    'b[0]',
  );
  const expression = fc.letrec<{ whole: string }>((tie) => ({
    whole: fc.oneof(
      { maxDepth: 5 },
      word,
      fc.tuple(tie('whole'), tie('whole')).map(([a, b]) => `${a} == ${b}`),
      fc.tuple(tie('whole'), tie('whole'), tie('whole')).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
      tie('whole').map((a) => `"\${${a}}-x"`),
      tie('whole').map((a) => `concat(${a}, [${a}])`),
      tie('whole').map((a) => `[for v in ${a} : v if v != a]`),
      tie('whole').map((a) => `upper(${a})`),
    ),
  })).whole;

  test('evaluating ends, also where names refer to each other', () => {
    fc.assert(
      fc.property(expression, expression, expression, (a, b, f) => {
        const text = `a = ${a}\nb = ${b}\nfunction "f" {\n  params = [v]\n  result = ${f}\n}\ntarget "default" {\n  value = ${a}\n}\n`;
        return bake({ 'docker-bake.hcl': text }, { environment: { TAG: null } }).targets.length <= 1;
      }),
      { numRuns: 200 },
    );
  });

  test.each([
    ['a chain of names', Array.from({ length: 3000 }, (_, index) => `v${index} = v${index + 1}\n`).join('')],
    ['doubling', Array.from({ length: 60 }, (_, index) => `v${index} = [v${index + 1}, v${index + 1}]\n`).join('')],
    ['long sums', `v0 = ${'1 + '.repeat(20_000)}1\n`],
  ])('%s ends soon', (_, text) => {
    const start = performance.now();
    bake({ 'docker-bake.hcl': `${text}target "default" { value = upper(v0) == [v0] ? v0 : "\${v0}" }\n` });
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
