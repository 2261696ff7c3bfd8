import { describe, expect, test } from 'vitest';
import { type MadeRow, madeLines } from './making.ts';

/** What the makefiles below ask and nobody can tell. */
const asked = 'X=$(cat choice)\nexport X';
const before = ['cat choice', 'export X'];

/** Makefiles that go one of two ways. GNU make 4.3 was run on both; what both say is in `runs`. */
const rows: readonly MadeRow[] = [
  {
    shows: 'a variable that is exported on one way is open for recipes',
    makefile: 'TAG = 2\nifeq ($(X),x)\nexport TAG\nendif\nimage:\n→say "$(TAG)" "$$TAG"',
    runs: ['say 2 $TAG'],
  },
  {
    shows: 'so it is where the first of both ways says nothing',
    makefile: 'TAG = 2\nifeq ($(X),x)\nelse\nexport TAG\nendif\nimage:\n→say "$$TAG"',
    runs: ['say $TAG'],
  },
  {
    shows: 'so it is where one way exports all',
    makefile: 'TAG = 2\nifeq ($(X),x)\nexport\nendif\nimage:\n→say "$$TAG"',
    runs: ['say $TAG'],
  },
  {
    shows: 'so it is where one way exports all by a target',
    makefile: 'TAG = 2\nifeq ($(X),x)\n.EXPORT_ALL_VARIABLES:\nendif\nimage:\n→say "$$TAG"',
    runs: ['say $TAG'],
  },
  {
    shows: 'a variable of the environment that one way withholds is open',
    makefile: 'ifeq ($(X),x)\nunexport TAG\nendif\nimage:\n→say "$$TAG"',
    call: 'TAG=1 make',
    runs: ['say $TAG'],
  },
  {
    shows: 'a variable of the environment that one way takes away is open',
    makefile: 'ifeq ($(X),x)\nundefine TAG\nendif\nimage:\n→say "$$TAG"',
    call: 'TAG=1 make',
    runs: ['say $TAG'],
  },
  {
    shows: 'what both ways export is exported',
    makefile: 'TAG = 2\nifeq ($(X),x)\nexport TAG\nelse\nexport TAG\nendif\nimage:\n→say "$$TAG"',
    runs: ['say 2'],
  },
  {
    shows: 'what a target exports on one way is open',
    makefile: 'ifeq ($(X),x)\nimage: export TAG = 2\nendif\nimage:\n→say "$$TAG"',
    call: 'TAG=1 make',
    runs: ['say $(TAG)'],
  },
  {
    shows: 'what a target exports on one way is there on both if what needs it exports it',
    makefile: 'all: export TAG = 2\nall: image\nifeq ($(X),x)\nimage: export TAG = 2\nendif\nimage:\n→say "$$TAG"',
    runs: ['say 2'],
  },
  {
    shows: 'a default counts on the way that has no value',
    makefile: 'ifeq ($(X),x)\nTAG = 1\nendif\nTAG ?= 1\nimage:\n→say "$(TAG)"',
    runs: ['say 1'],
  },
  {
    shows: 'a default counts on the way that took the value away',
    makefile: 'TAG = 1\nifeq ($(X),x)\nundefine TAG\nendif\nTAG ?= 2\nimage:\n→say "$(TAG)"',
    runs: ['say $(TAG)'],
  },
  {
    shows: 'a default of a target counts on the way that has no value',
    makefile: 'ifeq ($(X),x)\nTAG = 1\nendif\nimage: TAG ?= 1\nimage:\n→say "$(TAG)"',
    runs: ['say 1'],
  },
  {
    shows: 'what one way overrides stays there and is assigned on the other',
    makefile: 'ifeq ($(X),x)\noverride TAG = 1\nendif\nTAG = 2\nimage:\n→say "$(TAG)"',
    runs: ['say $(TAG)'],
  },
  {
    shows: 'an assignment behind both ways counts on both',
    makefile: 'ifeq ($(X),x)\nTAG = 1\nelse\nTAG = 3\nendif\nTAG = 2\nimage:\n→say "$(TAG)"',
    runs: ['say 2'],
  },
  {
    shows: 'a function that is one of two gets its arguments',
    makefile:
      'ifeq ($(X),x)\nrepo = shop/$(1)\nelse\nrepo = $(addprefix shop/,$(1))\nendif\nimage:\n→say $(call repo,api)',
    runs: ['say shop/api'],
  },
  {
    shows: 'what is set on both ways is defined',
    makefile:
      'ifeq ($(X),x)\nTAG = 1\nelse\nTAG = 3\nendif\nifdef TAG\nNAME = set\nendif\nimage:\n→say "$(NAME)" "$(flavor TAG)"',
    runs: ['say set $(flavor TAG)'],
  },
  {
    shows: 'a target that comes first on one way may be the goal',
    makefile: 'ifeq ($(X),x)\npush:\n→say push\nendif\nimage:\n→say image\nlast:\n→say last',
    runs: ['say push?', 'say image?'],
  },
  {
    shows: 'a target that comes first on both ways is the goal',
    makefile: 'ifeq ($(X),x)\nimage: ;say image\nelse\nimage: ;say image\nendif\npush:\n→say push',
    runs: ['say image?', 'say image?'],
  },
  {
    shows: 'what one goal needs is made for the other as well',
    makefile: 'ifeq ($(X),x)\npush: image\n→say push\nendif\nimage:\n→say image',
    runs: ['say image?', 'say push?', 'say image?'],
  },
  {
    shows: 'the goal that one way names may be it',
    makefile: 'ifeq ($(X),x)\n.DEFAULT_GOAL = image\nendif\npush:\n→say push\nimage:\n→say image',
    runs: ['say image?', 'say push?'],
  },
  {
    shows: 'of pattern rules, each counts on its way',
    makefile: 'all: image-a\nifeq ($(X),x)\nimage-%:\n→say one $*\nelse\nimage-%:\n→say two $*\nendif',
    runs: ['say one a?', 'say two a?'],
  },
  {
    shows: 'a pattern rule counts where the one in place of it does not',
    makefile: 'all: image-a\nimage-%:\n→say one\nifeq ($(X),x)\nimage-%:\n→say two\nendif',
    runs: ['say one?', 'say two?'],
  },
  {
    shows: 'a pattern rule counts where a target has no rule of its own',
    makefile: 'all: image-a\nifeq ($(X),x)\nimage-a:\n→say one\nendif\nimage-%:\n→say two',
    runs: ['say one?', 'say two?'],
  },
  {
    shows: 'a target that has a rule of its own on both ways needs no pattern',
    makefile: 'all: image-a\nifeq ($(X),x)\nimage-a: ;say one\nelse\nimage-a: ;say two\nendif\nimage-%:\n→say three',
    runs: ['say one?', 'say two?'],
  },
  {
    shows: 'what both ways need is made whichever is taken',
    makefile:
      'all: push-a\nimage-a: ;say image\nifeq ($(X),x)\npush-%: image-%\n→say one $<\nelse\npush-%: image-%\n→say two $<\nendif',
    runs: ['say image', 'say one image-a?', 'say two image-a?'],
  },
  {
    shows: 'what one way needs is open for the recipe',
    makefile: 'image: base.in\n→say $< "$^"\nifeq ($(X),x)\nimage: login\nendif\nlogin: ;say login',
    runs: ['say login?', 'say base.in base.in $^'],
  },
  {
    shows: 'what comes first is open where a way decides it',
    makefile: 'ifeq ($(X),x)\nimage: login\nendif\nimage: base.in\n→say "$<"\nlogin: ;say login\npush: ; say push',
    runs: ['say login?', 'say base.in'],
  },
  {
    shows: 'what only rules without a recipe need comes in their order',
    makefile: 'all: image\nifeq ($(X),x)\nimage: login\nendif\nimage: base.in\nimage: ;say "$<"\nlogin: ;say login',
    runs: ['say login?', 'say $<'],
  },
  {
    shows: 'what the recipe of a way needs is known to it',
    makefile: 'all: image\nifeq ($(X),x)\nimage: login ;say $^\nelse\nimage: base.in ;say $^\nendif\nlogin: ;say login',
    runs: ['say login?', 'say login?', 'say base.in?'],
  },
  {
    shows: 'of conditions in conditions, the rule before counts where one of them does not hold',
    makefile: 'all: image\nimage: ;say one\nifeq ($(X),x)\nifeq ($(X)$(Z),x)\nimage: ;say two\nendif\nendif',
    runs: ['say one?', 'say two?'],
  },
  {
    shows: 'lines that one shell runs count on their way',
    makefile: '.ONESHELL:\nimage:\n→TAG=1\nifeq ($(X),x)\n→TAG=2\nendif\n→say "$$TAG"\nifneq ($(X),x)\n→say no\nendif',
    runs: ['say 1?', 'say no?', 'say 2?'],
  },
  {
    shows: 'a special target on one way leaves the recipes open',
    makefile: 'ifeq ($(X),x)\n.ONESHELL:\nendif\nimage:\n→say image',
    runs: [
      'make',
      'say image',
      'open: `make` is followed only in part (`.ONESHELL` stands in it, but it counts only if `ifeq ($(X),x)`), so what it builds is not known',
    ],
  },
];

describe('make, where a condition is open', () => {
  test.each(rows)('$shows', ({ makefile, call = 'make', runs }) => {
    expect(madeLines(`${asked}\n${call}`, { Makefile: makefile, 'base.in': '' })).toEqual([...before, ...runs]);
  });

  test.each([':=', '?='])('a variable that very many conditions decide opens the call: %s', (operator) => {
    const decisions = Array.from({ length: 3000 }, (_, n) => `ifeq ($(X),${n})\nTAG ${operator} ${n}\nendif`).join(
      '\n',
    );
    const lines = madeLines(`${asked}\nmake`, `${decisions}\nTAG ?= latest\nimage:\n→say "$(TAG)"`);
    expect(lines.at(-1)).toMatch(/^open: /);
    expect(lines).not.toContain('say latest');
  });

  test('tests of a variable before and after it changed are two conditions', () => {
    const makefile = [
      'ifeq ($(X),x)\nTAG = 1\nendif\nifdef TAG\nA = 1\nendif',
      'ifeq ($(X),y)\nTAG =\nelse\nTAG = 2\nendif\nifdef TAG\nB = 1\nendif',
      'ifeq ($(A),$(B))\nC = same\nendif\nimage:\n→say "$(C)"',
    ].join('\n');
    expect(madeLines(`${asked}\nmake`, makefile)).toEqual([...before, 'say $(C)']);
  });
});
