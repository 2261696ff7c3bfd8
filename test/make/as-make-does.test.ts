import { describe, expect, test } from 'vitest';
import { type MadeRow, madeLines } from './making.ts';

/** Each was compared with what GNU make 4.3 runs. */
const rows: readonly MadeRow[] = [
  {
    shows: '`unexport` is no word in front of an assignment: what follows are names',
    makefile: 'unexport TAG := 1\nimage:\n→say "shop:$(TAG)"',
    call: 'unset TAG\nmake',
    runs: ['unset TAG', 'say shop:'],
  },
  {
    shows: '`export` of a variable that is not there defines it as empty, so that `?=` comes too late',
    makefile: 'export TAG\nTAG ?= latest\nimage:\n→say "shop:$(TAG)" "$(origin TAG)"',
    call: 'unset TAG\nmake',
    runs: ['unset TAG', 'say shop: file'],
  },
  {
    shows: 'a variable that project settings may give is no default behind its `export`',
    makefile: 'export TAG\nTAG ?= latest\nimage:\n→say "shop:$(TAG)"',
    runs: ['say shop:$TAG'],
  },
  {
    shows: 'a variable that is exported before it is assigned has its value',
    makefile: 'export TAG\nTAG = latest\nimage:\n→say "shop:$$TAG"',
    runs: ['say shop:latest'],
  },
  {
    shows: 'with `-e`, variables of the environment say so once a makefile tries to set them',
    makefile: 'TAG = 2\nTAG += 3\nimage:\n→say $(TAG) $(origin TAG) $(origin NAME)',
    call: 'TAG=1 NAME=shop make -e',
    runs: ['say 1 environment override environment'],
  },
  {
    shows: 'with `-e`, a target has its own value unless a makefile has tried to set the variable',
    makefile: 'NAME = shop\nimage: TAG = 2\nimage: NAME = store\nimage:\n→say $(TAG) $(NAME)',
    call: 'TAG=1 NAME=inn make -e',
    runs: ['say 2 inn'],
  },
  {
    shows: 'a second expansion gives pattern rules their prerequisites, and `$^` its words',
    makefile:
      'all: push-amd64 push\n.SECONDEXPANSION:\nLATE = b\npush-%: $$(addprefix image-,$$*)\n→say $@ $^\nimage-%:\n→say $@\npush: $$(LATE)\n→say $@ $^\na b:;\nLATE = a',
    runs: ['say image-amd64', 'say push-amd64 image-amd64', 'say push a'],
  },
  {
    shows: 'makefiles can read which target is the goal',
    makefile: 'GOAL := $(.DEFAULT_GOAL)\nimage:\n→say "$(.DEFAULT_GOAL)" "$(GOAL)"\npush:',
    runs: ['say image '],
  },
  {
    shows: 'an emptied goal leaves it to the next target',
    makefile: 'help:\n→say help\n.DEFAULT_GOAL :=\nimage:\n→say image',
    runs: ['say image'],
  },
  {
    shows: '.DEFAULT makes prerequisites that no rule names and that are not there',
    makefile: '.PHONY: push\nimage: login base.in push\n→say $@\n.DEFAULT:\n→say default $@',
    runs: ['say default login', 'say image'],
  },
  {
    shows: 'a pattern rule of several targets makes them at once',
    makefile: 'all: shop.tar shop.sum\n%.tar %.sum: base.in\n→say $@ $*',
    runs: ['say shop.tar shop'],
  },
  {
    shows: 'a variable of a target that is not exported hides no exported one from the environment',
    makefile: 'image: override TAG = 2\nimage:\n→say "$(TAG)" "$$TAG"',
    call: 'make TAG=1',
    runs: ['say 2 1'],
  },
  {
    shows: 'a backslash makes `#` an ordinary character in variables of targets',
    makefile: 'image: NOTE = a \\# b # c\nimage:\n→say "$(NOTE)"',
    runs: ['say a # b '],
  },
  {
    shows: 'a pattern rule does not count where only a pattern rule names what it needs',
    makefile: 'all: image-amd64\nimage-%: base.tar\n→say $@\n.DEFAULT:\n→say default $@',
    runs: ['say default image-amd64'],
  },
  {
    shows: 'continued lines of a recipe lose the prefix that is set',
    makefile: '.RECIPEPREFIX = >\nimage:\n> say a \\\n>b',
    runs: ['say a b'],
  },
  {
    shows: 'a file that VPATH finds may have another name and other rules',
    makefile: 'VPATH = docker\nimage: image.in\n→say $<',
    runs: [
      'make',
      'say image.in …',
      'open: `make` is followed only in part (where `image.in` lies is not known), so what it builds is not known',
    ],
  },
  {
    shows: 'what only has to be there comes last in its rule, not behind those of other rules',
    makefile: 'all: a | b\nall: c\na b c:\n→@say $@',
    runs: ['say a', 'say b', 'say c'],
  },
  {
    shows: 'a variable that was taken away is not exported when it comes back',
    makefile: 'undefine TAG\nTAG = 2\nimage:\n→say "$(TAG)" "$$TAG"',
    call: 'TAG=1 make',
    runs: ['say 2 '],
  },
  {
    shows: 'what `export` by itself says counts for a variable that was taken away and came back',
    makefile: 'undefine TAG\nexport\nTAG = 2\nimage:\n→say "$(TAG)" "$$TAG"',
    call: 'TAG=1 make',
    runs: ['say 2 2'],
  },
  {
    shows: 'an `unexport` is gone with the variable that it named',
    makefile: 'unexport TAG\nundefine TAG\nTAG = 2\nexport\nimage:\n→say "$$TAG"',
    call: 'TAG=1 make',
    runs: ['say 2'],
  },
  {
    shows: 'a variable that was taken away is not in the environment',
    makefile: 'export\nundefine TAG\nimage:\n→say "$${TAG-unset}"',
    call: 'TAG=1 make',
    runs: ['say unset'],
  },
  {
    shows: 'what a target exports is seen by those it needs, beside their own variables',
    makefile: 'all: export TAG = 1\nall: image\nimage: TAG = 2\nimage:\n→say "$(TAG)" "$$TAG"',
    runs: ['say 2 1'],
  },
  {
    shows: 'a target exports what the makefile does not',
    makefile: 'unexport TAG\nimage: export TAG = 2\nimage:\n→say "$$TAG"',
    call: 'TAG=1 make',
    runs: ['say 2'],
  },
  {
    shows: 'names that begin with MAKE are exported as others are',
    makefile: 'export\nMAKE_TAG = 1\nimage:\n→say "$$MAKE_TAG" "$$MAKEIMAGE"',
    call: 'make MAKEIMAGE=shop',
    runs: ['say 1 shop'],
  },
  {
    shows: 'a variable of the environment goes back there as it was',
    makefile: 'ARGS = --push\nimage:\n→say "$(ARGS)" "$$ARGS"',
    call: "TAG=1 ARGS='a$(TAG)' make -e",
    runs: ['say a1 a$(TAG)'],
  },
  {
    shows: 'references in a variable of the environment are replaced',
    makefile: 'NOW := $(ARGS)\nB = 3\nimage:\n→say "$(ARGS)" "$$ARGS" "$(ARGS:3=4)" "$(NOW)" \'$(value ARGS)\'',
    call: "B=2 ARGS='a$(B)' make",
    runs: ['say a3 a$(B) a4 a2 a$(B)'],
  },
  {
    shows: 'a pattern rule takes the place of one for the same files',
    makefile: 'all: v-base\nv-%: %.in\n→say one\nv-%: %.in\n→say two',
    runs: ['say two'],
  },
  {
    shows: 'a pattern rule without a recipe takes back the one before it',
    makefile: 'all: v-base\nv-%: %.in\n→say one\nv-%: %.in\nv-%:\n→say other',
    runs: ['say other'],
  },
  {
    shows: 'a name that is not known may have a folder',
    makefile:
      'all: out/$(NAME)/image.tar $(CI_COMMIT_REF_NAME)\nout/$(NAME)/image.tar $(CI_COMMIT_REF_NAME):\n→say "$(@D)" "$(@F)"',
    runs: ['say out/$NAME image.tar', 'say $(patsubst …) $(notdir $(@))'],
  },
  {
    shows: '`&:` makes its targets at once',
    makefile: 'all: shop.tar shop.sum\nshop.tar shop.sum &: base.in\n→say $@',
    runs: ['say shop.tar'],
  },
];

const files = (makefile: string): Readonly<Record<string, string>> => ({ Makefile: makefile, 'base.in': '' });

describe('make, as GNU make does', () => {
  test.each(rows)('$shows', ({ makefile, call = 'make', runs }) => {
    expect(madeLines(call, files(makefile))).toEqual(runs);
  });
});
