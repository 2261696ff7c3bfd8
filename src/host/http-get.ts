/** Longer answers are cut off: no manifest is that large. */
const longestAnswer = 4_000_000;

/** A registry that has not answered by then is not waited for, in milliseconds. */
const patience = 10_000;

/** Asks one `https` address. Answers what came, or a clause that says why nothing did; never throws. */
export async function httpGet(
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<
  | { readonly status: number; readonly headers: ReadonlyMap<string, string>; readonly body: string }
  | { readonly failed: string }
> {
  try {
    const answer = await fetch(url, { headers: { ...headers }, signal: AbortSignal.timeout(patience) });
    const body = await beginningOf(answer);
    return { status: answer.status, headers: new Map(answer.headers), body };
  } catch (error) {
    return { failed: reasonOf(error) };
  }
}

/** As much of the body as is wanted; what would come behind it is not waited for. */
async function beginningOf({ body }: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  const chunks: AsyncIterable<Uint8Array> | readonly Uint8Array[] = body ?? [];
  for await (const chunk of chunks) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length >= longestAnswer) return text.slice(0, longestAnswer);
  }
  return text + decoder.decode();
}

/** The innermost reason: `fetch failed` hides what failed in its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
