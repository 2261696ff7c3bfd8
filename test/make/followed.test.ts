import { describe, expect, test } from 'vitest';
import { sourceText } from '../../src/source/source-file.ts';
import { memoryWorkspace } from '../../src/source/workspace.ts';
import { lintWorkspace } from '../lint-folder.ts';
import { madeLines, making, tabbed } from './making.ts';

describe('a call of make that cannot be followed', () => {
  const because = (reason: string, how = 'is not followed', call = 'make image'): string =>
    `open: \`${call}\` ${how} (${reason}), so what it builds is not known`;

  test.each([
    ['there is no Makefile', { 'README.md': '' }, [because('there is no Makefile')]],
    ['no rule makes its target', { Makefile: 'build:\n→true\n' }, [because('no rule makes `image`')]],
    [
      'a file that it includes is not there',
      { Makefile: 'include build/tools.mk\nimage:\n→docker build $(ARGS) .\n' },
      [because('`build/tools.mk`, which it includes, is not in the repository', 'is followed only in part')],
    ],
    [
      'an included file is generated',
      { Makefile: '-include config.mk\nconfig.mk:\n→./configure\nimage:\n→docker build .\n' },
      [because('`config.mk`, which it includes, is made by a rule', 'is followed only in part')],
    ],
    [
      'another program runs the recipes',
      { Makefile: 'SHELL = /usr/bin/python3\nimage:\n→print()\n' },
      [because('`/usr/bin/python3` runs its recipes')],
    ],
    [
      'it stops by itself',
      { Makefile: '$(error not here)\nimage:\n→docker build .\n' },
      [because('it stops with `$(error not here)`')],
    ],
    [
      'a variable refers to itself',
      { Makefile: 'A = $(A)\nimage:\n→docker build "$(A)"\n' },
      [because('`$(A)` refers to itself', 'is followed only in part')],
    ],
  ])('says so: %s', (_, files, causes) => {
    expect(madeLines('make image', files).filter((line) => line.startsWith('open: '))).toEqual(causes);
  });

  test('is no cause if it asks for the version only', () => {
    expect(madeLines('make --version', { 'README.md': '' })).toEqual([]);
  });

  test('leaves no cause where everything is read', () => {
    expect(making('make', { Makefile: 'image:\n→docker build .\n' }).openTo).toEqual([]);
  });
});

describe('a command that make runs', () => {
  const list = making('echo begin\nmake release', {
    Makefile: 'release: image\n→docker push shop\nimage:\n→@docker build --tag $(NAME) \\\n→  --push .\nNAME = shop\n',
  });
  const [, build, push] = list.items;

  test('stands where it is written in the makefile', () => {
    expect(build?.span.file.path).toBe('Makefile');
    expect(sourceText(build?.span ?? list.items[0]!.span)).toBe('docker build --tag $(NAME) \\\n\t --push .');
    expect(sourceText(build?.args.items[2]?.span ?? list.items[0]!.span)).toBe('$(NAME)');
    expect(sourceText(push?.span ?? list.items[0]!.span)).toBe('docker push shop');
  });

  test('shows how the script gets there: its line, and the targets', () => {
    expect(build?.via.map(sourceText)).toEqual(['make release', 'release: image', 'image:']);
  });

  test('sees exported variables, and no others', () => {
    const [seen] = making('make', {
      Makefile: 'export BUILDX_NO_DEFAULT_ATTESTATIONS = 1\nDOCKER_BUILDKIT = 0\nimage:\n→docker buildx build .\n',
    }).items;
    expect(seen?.environment('BUILDX_NO_DEFAULT_ATTESTATIONS')).toMatchObject({ is: 'set', value: { parts: ['1'] } });
    expect(seen?.environment('DOCKER_BUILDKIT').is).toBe('unknown');
  });

  test('has the same unknown values as a script', () => {
    const symbols = making('docker push "$(git rev-parse HEAD)"\nmake', {
      Makefile:
        'SHA := $(shell git rev-parse HEAD)\nimage:\n→docker push "$(SHA)"\n→docker push "$$(git rev-parse HEAD)"\n',
    })
      .items.filter(({ program }) => program.parts[0] === 'docker')
      .map(({ args }) => args.items[1]?.parts.map((part) => (typeof part === 'string' ? part : part.symbol)));
    expect(symbols).toHaveLength(3);
    expect(new Set(symbols.map(String)).size).toBe(1);
  });
});

describe('a finding in a makefile', () => {
  const files = {
    '.gitlab-ci.yml': 'image:build:\n  tags: [amd64]\n  script:\n    - make image\n',
    Makefile: tabbed('image:\n→podman run --privileged registry.example.com/tools/builder:2\n'),
  };

  test('says through which line of the script and which target it is reached', () => {
    const [finding] = lintWorkspace(memoryWorkspace(files)).findings.filter(
      ({ ruleId }) => ruleId === 'no-privileged-container',
    );
    expect(finding?.related?.map(({ message }) => message)).toEqual([
      '`make image` runs this, in job `image:build`',
      'for this target',
    ]);
  });
});

describe('hostile makefiles', () => {
  test.each([
    ['nested conditionals', `${'ifeq (a,a)\n'.repeat(5_000)}A = 1\n${'endif\n'.repeat(5_000)}image: ; true\n`],
    [
      'nested undecided conditionals',
      `${'ifdef CI_COMMIT_TAG\n'.repeat(2_000)}A = 1\n${'endif\n'.repeat(2_000)}image: ; true\n`,
    ],
    ['open references', `A = ${'$('.repeat(20_000)}\nimage: ; echo $(A)\n`],
    ['nested references', `A = ${'$('.repeat(5_000)}${')'.repeat(5_000)}\nimage: ; echo $(A)\n`],
    [
      'values that double',
      `${Array.from({ length: 60 }, (_, n) => `V${n} = $(V${n + 1})$(V${n + 1})`).join('\n')}\nimage: ; echo $(V0)\n`,
    ],
    [
      'a chain of targets',
      `${Array.from({ length: 5_000 }, (_, n) => `t${n}: t${n + 1}`).join('\n')}\nimage: t0 ; true\n`,
    ],
    ['targets that need each other', 'image: a ; true\na: b ; true\nb: a ; true\n'],
    ['a makefile that includes itself', 'include Makefile\nimage: ; true\n'],
    ['a target that makes itself', 'image: ; $(MAKE) image\n'],
    ['a call of itself', 'f = $(call f,$(1)1)\nimage: ; echo $(call f,1)\n'],
    ['eval of itself', 'define f\n$$(eval $$(f))\nendef\n$(eval $(f))\nimage: ; true\n'],
    ['conditionals without an end', 'ifeq (a,b)\nelse ifeq (\nelse\nimage: ; true\n'],
    ['a definition without an end', 'define A\nimage: ; true\n'],
  ])('are read with bounds: %s', (_, makefile) => {
    expect(() => madeLines('make image', makefile)).not.toThrow();
  });
});
