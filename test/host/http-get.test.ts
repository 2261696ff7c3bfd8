import { createServer, type Server } from 'node:http';
import { afterEach, expect, test, vi } from 'vitest';
import { httpGet } from '../../src/host/http-get.ts';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  vi.unstubAllGlobals();
});

/** A server that goes on writing as long as somebody reads; answers its address and how much was taken. */
async function endless(): Promise<{ readonly url: string; readonly written: () => number }> {
  let written = 0;
  const chunk = 'é'.repeat(100_000);
  server = createServer((_, answer) => {
    const go = (): void => {
      while (!answer.destroyed && answer.write(chunk)) written += 1;
      if (!answer.destroyed) answer.once('drain', go);
    };
    go();
  });
  await new Promise<void>((listening) => server?.listen(0, '127.0.0.1', listening));
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === 'object' ? address!.port : 0}/`, written: () => written };
}

test('of an answer that never ends only the beginning is read', async () => {
  const { url, written } = await endless();
  const answer = await httpGet(url, {});
  expect(answer).toMatchObject({ status: 200 });
  const body = 'body' in answer ? answer.body : '';
  expect(body).toHaveLength(4_000_000);
  expect(/^é*$/.test(body)).toBe(true);
  expect(written()).toBeLessThan(1000);
});

test('a whole answer is read to its end, with characters that lie on the edge of two parts', async () => {
  server = createServer((_, answer) => {
    const bytes = Buffer.from('["é🚢"]');
    answer.write(bytes.subarray(0, 3));
    setTimeout(() => answer.end(bytes.subarray(3)), 20);
  });
  await new Promise<void>((listening) => server?.listen(0, '127.0.0.1', listening));
  const address = server.address();
  const answer = await httpGet(`http://127.0.0.1:${typeof address === 'object' ? address!.port : 0}/`, {});
  expect(answer).toMatchObject({ status: 200, body: '["é🚢"]' });
});

test('why nothing came is a clause', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('fetch failed', { cause: new Error('no route') })));
  expect(await httpGet('https://registry.example/', {})).toEqual({ failed: 'no route' });
});
