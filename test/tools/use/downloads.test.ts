import { describe, expect, test } from 'vitest';
import type { ToolDownload } from '../../../src/model/index.ts';
import { sourceText } from '../../../src/source/source-file.ts';
import { readDownloads } from '../../../src/tools/use/downloads.ts';
import { closed, showText } from '../../../src/value/index.ts';
import { commandsOf } from '../commands.ts';

const releases = 'https://github.com/regclient/regclient/releases/download/v0.9.2';

const downloadsOf = (script: string): readonly ToolDownload[] => readDownloads(closed(commandsOf(script)));

const downloadOf = (script: string): ToolDownload => downloadsOf(script)[0]!;

describe('downloads of tools', () => {
  test('are told by the release page, and what serves to check them is none', () => {
    const found = downloadsOf(`
      curl -fsSLo regctl ${releases}/regctl-linux-amd64
      curl -fsSLo regctl.pem ${releases}/regctl-linux-amd64.pem
      curl -fsSLO https://example.com/regctl-linux-amd64
      regctl version`);
    expect(found.map(({ tool, url }) => [tool, showText(url)])).toEqual([['regctl', `${releases}/regctl-linux-amd64`]]);
  });

  test.each([
    ['./regctl version', 'yes'],
    ['./regctl-linux-amd64 version', 'yes'],
    ['tar czf tools.tar.gz regctl', 'no'],
    ['./ci/merge.sh', 'unknown'],
  ])('followed by `%s` are used: %s', (later, wanted) => {
    expect(downloadOf(`wget -qO regctl ${releases}/regctl-linux-amd64\n${later}`).isUsed.is).toBe(wanted);
  });

  test.each([
    ['sha256sum -c regctl.sha256', 'yes'],
    ['gpg --verify regctl.sig regctl', 'yes'],
    ['cosign verify-blob --signature regctl.sig regctl', 'yes'],
    ['gh attestation verify regctl --owner regclient', 'yes'],
    ['chmod +x regctl', 'no'],
  ])('followed by `%s` are verified: %s', (later, wanted) => {
    const script = `wget -qO regctl ${releases}/regctl-linux-amd64\n${later}\n./regctl version`;
    expect(downloadOf(script).isVerified.is).toBe(wanted);
  });

  test.each([
    ['curl -sLO', true],
    ['curl -fsSLO', false],
    ['curl --fail -LO', false],
    ['curl --fail-with-body -LO', false],
    ['wget', false],
  ])('by `%s` keep error pages: %s', (call, wanted) => {
    expect(downloadOf(`${call} ${releases}/regctl-linux-amd64`).keepsErrorPages).toBe(wanted);
  });

  test.each([
    [`wget ${releases}/regctl-linux-amd64`, 'amd64'],
    [`wget ${releases}/regctl-linux-$ARCH\n./regctl-linux-amd64 version`, undefined],
    [
      'wget https://github.com/estesp/manifest-tool/releases/download/v2.2.1/binaries-manifest-tool-2.2.1.tar.gz\nmv manifest-tool-linux-arm64 manifest-tool',
      'arm64',
    ],
  ])('`%s` is for the machine %s', (script, wanted) => {
    const { platform } = downloadOf(script);
    expect(platform.is === 'set' ? platform.value.platform.architecture : undefined).toBe(wanted);
    if (platform.is === 'set') expect(sourceText(platform.value.span)).toBe(wanted);
  });
});
