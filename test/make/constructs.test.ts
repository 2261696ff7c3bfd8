import { describe, expect, test } from 'vitest';
import { type MadeRow, madeLines } from './making.ts';

const rows: readonly MadeRow[] = [
  {
    shows: 'a recursive variable is read when it is used',
    makefile: 'IMAGE = shop:$(TAG)\nTAG = 1\nimage:\n→docker push $(IMAGE)',
    runs: ['docker push shop:1'],
  },
  {
    shows: 'a simple variable is read where it stands',
    makefile: 'TAG = 1\nIMAGE := shop:$(TAG)\nTAG = 2\nimage:\n→docker push $(IMAGE)',
    runs: ['docker push shop:1'],
  },
  {
    shows: 'the command line counts more than the makefile',
    makefile: 'IMAGE := shop\nimage:\n→docker push $(IMAGE)',
    call: 'make image IMAGE=other',
    runs: ['docker push other'],
  },
  {
    shows: '`override` counts more than the command line',
    makefile: 'override IMAGE := shop\nimage:\n→docker push $(IMAGE)',
    call: 'make IMAGE=other',
    runs: ['docker push shop'],
  },
  {
    shows: 'the makefile counts more than the environment',
    makefile: 'IMAGE = shop\nimage:\n→docker push $(IMAGE)',
    call: 'IMAGE=other make',
    runs: ['docker push shop'],
  },
  {
    shows: 'with `-e` the environment counts more than the makefile',
    makefile: 'IMAGE = shop\nimage:\n→docker push $(IMAGE)',
    call: 'IMAGE=other make -e',
    runs: ['docker push other'],
  },
  {
    shows: '`?=` leaves a variable of the environment alone',
    makefile: 'IMAGE ?= shop\nimage:\n→docker push $(IMAGE)',
    call: 'export IMAGE=other\nmake',
    runs: ['export IMAGE=other', 'docker push other'],
  },
  {
    shows: '`?=` sees no variable that the script does not export',
    makefile: 'IMAGE ?= shop\nimage:\n→docker push $(IMAGE)',
    call: 'IMAGE=other\nmake',
    runs: ['docker push shop'],
  },
  {
    shows: 'a variable that only project settings may set is one value everywhere',
    makefile: 'image:\n→docker push "$(REGISTRY)/shop"\n→docker pull "$$REGISTRY/shop"',
    runs: ['docker push $REGISTRY/shop', 'docker pull $REGISTRY/shop'],
  },
  {
    shows: '`+=` adds to a value',
    makefile: 'ARGS = --pull\nARGS += --push\nimage:\n→docker build $(ARGS) .',
    runs: ['docker build --pull --push .'],
  },
  {
    shows: 'the output of `!=` is not known, and one value',
    makefile: 'SHA != date\nimage:\n→docker push "shop:$(SHA)"',
    runs: ['date', 'docker push shop:$(shell date)'],
  },
  {
    shows: 'a variable of a target counts for what it needs',
    makefile: 'release: TAG = stable\nrelease: image\nimage:\n→docker push shop:$(TAG)',
    call: 'make release',
    runs: ['docker push shop:stable'],
  },
  {
    shows: 'a private variable of a target does not',
    makefile:
      'TAG = dev\nrelease: private TAG = stable\nrelease: image\n→docker push shop:$(TAG)\nimage:\n→docker push shop:$(TAG)',
    call: 'make release',
    runs: ['docker push shop:dev', 'docker push shop:stable'],
  },
  {
    shows: 'a pattern gives its targets variables',
    makefile:
      '%-arm64: PLATFORM = linux/$(@:image-%=%)\nimage-arm64 image-amd64:\n→docker build --platform $(PLATFORM) .',
    call: 'make image-arm64',
    runs: ['docker build --platform linux/arm64 .'],
  },
  {
    shows: 'a static pattern rule has a stem',
    makefile:
      'IMAGES = image-amd64 image-arm64\nall: $(IMAGES)\n$(IMAGES): image-%:\n→docker build --platform linux/$* --tag shop:$* .',
    call: 'make all',
    runs: [
      'docker build --platform linux/amd64 --tag shop:amd64 .',
      'docker build --platform linux/arm64 --tag shop:arm64 .',
    ],
  },
  {
    shows: 'prerequisites come in order, those of order only last, each once',
    makefile: 'all: b a | c b\n→echo all\na b c:\n→@echo $@',
    runs: ['echo b', 'echo a', 'echo c', 'echo all'],
  },
  {
    shows: 'double-colon rules run one after the other',
    makefile: 'push:: image\n→docker push shop:1\nimage:\n→docker build .\npush::\n→docker push shop:latest',
    call: 'make push',
    runs: ['docker build .', 'docker push shop:1', 'docker push shop:latest'],
  },
  {
    shows: 'automatic variables have their folders and names',
    makefile: 'out/image.tar: src/a.go src/b.go src/a.go\n→say $@ $(@D) $(@F) $< $^ $+ $(<D) $(^F)',
    call: 'make out/image.tar',
    runs: ['say out/image.tar out image.tar src/a.go src/a.go src/b.go src/a.go src/b.go src/a.go src a.go b.go'],
  },
  {
    shows: 'a recipe may stand behind the prerequisites',
    makefile: 'image: ; docker build . # here\n',
    runs: ['docker build .'],
  },
  {
    shows: 'a line that a backslash continues is one command',
    makefile: 'image:\n→docker build \\\n→  --push \\\n→  --tag shop .',
    runs: ['docker build --push --tag shop .'],
  },
  {
    shows: 'each line is a process of its own',
    makefile: 'image:\n→cd app && TAG=1\n→docker build $$TAG .',
    runs: ['cd app', 'docker build $TAG . …'],
  },
  {
    shows: 'with .ONESHELL a recipe is one process',
    makefile: '.ONESHELL:\nimage:\n→@TAG=1\n→docker build --tag shop:$$TAG .',
    runs: ['docker build --tag shop:1 .'],
  },
  {
    shows: 'a `define` holds several lines of a recipe',
    makefile: 'define build\ndocker build --tag $(1) .\n@docker push $(1)\nendef\nimage:\n→$(call build,shop:1)',
    runs: ['docker build --tag shop:1 .', 'docker push shop:1'],
  },
  {
    shows: '`eval` makes rules',
    makefile:
      'define rule\nimage-$(1):\n→docker build --platform linux/$(1) .\nendef\n$(foreach arch,amd64 arm64,$(eval $(call rule,$(arch))))',
    call: 'make image-arm64',
    runs: ['docker build --platform linux/arm64 .'],
  },
  {
    shows: '`eval` has its effect once',
    makefile: 'A = 1\n$(eval A += 2)\nimage:\n→say $(A)',
    runs: ['say 1 2'],
  },
  {
    shows: '.DEFAULT_GOAL names the goal',
    makefile: '.DEFAULT_GOAL := image\nhelp:\n→echo help\nimage:\n→docker build .',
    runs: ['docker build .'],
  },
  {
    shows: 'the first target is the goal, special ones left out',
    makefile: '.PHONY: image\n%.md: ; touch $@\nimage: ; docker build .\nother: ; docker push x',
    runs: ['docker build .'],
  },
  {
    shows: 'a folder of the name of a target that is not phony stops make',
    makefile: 'docker:\n→docker build .',
    call: 'make docker',
    runs: [],
  },
  {
    shows: 'a phony target is made though there is a folder',
    makefile: '.PHONY: docker\ndocker:\n→docker build .',
    call: 'make docker',
    runs: ['docker build .'],
  },
  {
    shows: 'the age of a file is not known',
    makefile: 'docker/Dockerfile: base.in\n→docker build .',
    call: 'make docker/Dockerfile',
    runs: ['docker build .?'],
  },
  {
    shows: '`-n` runs nothing',
    makefile: 'image:\n→docker build .',
    call: 'make -n image',
    runs: [],
  },
  {
    shows: '`-s` and `-j` change nothing',
    makefile: 'image push:\n→docker $@',
    call: 'make -sj 4 --keep-going -l2 image push',
    runs: ['docker image', 'docker push'],
  },
  {
    shows: 'variables of the command line reach a make in a recipe',
    makefile: 'all:\n→$(MAKE) image\nTAG = 1\nimage:\n→docker push shop:$(TAG)',
    call: "make TAG='2 3'",
    runs: ['docker push shop:2 3'],
  },
  {
    shows: 'other variables reach it only if they are exported',
    makefile: 'export TAG = 1\nNAME = shop\nall:\n→$(MAKE) -f other.mk',
    runs: ['docker push 1 none'],
  },
  {
    shows: '`unexport` takes a variable out of the environment',
    makefile: 'unexport TAG\nall:\n→docker push "shop:$$TAG"',
    call: 'TAG=1 make',
    runs: ['docker push shop:'],
  },
  {
    shows: 'an included file may have any name',
    makefile: 'include *.mk\nall: image',
    call: 'make image',
    runs: ['docker push $TAG none …'],
  },
  {
    shows: 'a missing file of `-include` is passed over',
    makefile: '-include local.env\nsinclude more.env\nimage:\n→docker build .',
    runs: ['docker build .'],
  },
  {
    shows: 'a file that the script wrote is included',
    makefile: '-include build.env\nimage:\n→docker build --tag shop:$(TAG) .',
    call: 'echo TAG=7 > build.env\nmake image',
    runs: ['echo TAG=7', 'docker build --tag shop:7 .'],
  },
  {
    shows: 'conditions decide which lines of a recipe there are',
    makefile: 'image:\n→docker build .\nifeq ($(PUSH),yes)\n→docker push shop\nelse\n→echo kept\nendif',
    call: 'make PUSH=yes',
    runs: ['docker build .', 'docker push shop'],
  },
  {
    shows: 'where a condition is not decided, both ways are read',
    makefile: 'image:\nifeq ($(CI_COMMIT_REF_NAME),main)\n→docker push shop:latest\nelse\n→docker push shop:dev\nendif',
    runs: ['docker push shop:latest?', 'docker push shop:dev?'],
  },
  {
    shows: 'a variable that such a condition sets is one of two',
    makefile:
      'ifeq ($(CI_COMMIT_REF_NAME),main)\nTAG := latest\nelse\nTAG := dev\nendif\nimage:\n→docker push shop:$(TAG)',
    runs: ['docker push shop:$(TAG)'],
  },
  {
    shows: 'a variable that nothing sets is taken as not set where a makefile asks',
    makefile:
      'ifdef REGISTRY\nIMAGE = $(REGISTRY)/shop\nelse\nIMAGE = shop\nendif\nimage:\n→docker push $(or $(NAME),$(IMAGE))',
    runs: ['docker push shop'],
  },
  {
    shows: 'a failure behind `-` is passed over',
    makefile: 'image:\n→-false\n→docker build .',
    runs: ['false', 'docker build .'],
  },
  {
    shows: 'a failure ends make',
    makefile: 'image:\n→exit 1\n→docker build .\n',
    call: 'make || true',
    runs: ['exit 1', 'true'],
  },
  {
    shows: 'a suffix rule is a pattern rule',
    makefile: '.SUFFIXES: .in .out\n.in.out:\n→cp $< $@\nall: base.out',
    call: 'make all',
    runs: ['cp base.in base.out'],
  },
  {
    shows: 'a pattern rule is found through another one',
    makefile: '%.b: %.in\n→say b $<\n%.c: %.b\n→say c $<\nall: base.c',
    call: 'make all',
    runs: ['say b base.in', 'say c base.b'],
  },
];

const files = (makefile: string): Readonly<Record<string, string>> => ({
  Makefile: makefile,
  'other.mk': 'NAME ?= none\nimage:\n→docker push $(TAG) $(NAME)\n',
  'docker/Dockerfile': '',
  'base.in': '',
});

describe('make', () => {
  test.each(rows)('$shows', ({ makefile, call = 'make', runs }) => {
    expect(madeLines(call, files(makefile))).toEqual(runs);
  });
});
