/** An element of an XML document, as far as reports need it. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** The text directly in it. */
  readonly text: string;
}

const namePattern = '[A-Za-z][\\w-]*';
const token = new RegExp(
  `<(?<close>/)?(?<name>${namePattern})(?<attributes>(?: ${namePattern}="[^"<]*")*)(?<empty>/)?>|(?<text>[^<]+)`,
  'gy',
);

/** Reads a document strictly: throws for whatever is not well-formed by XML 1.0, of which it knows what reports use. */
export function readXml(document: string): XmlElement {
  const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
  if (!document.startsWith(head)) throw new Error('no declaration');
  // Char of XML 1.0: https://www.w3.org/TR/xml/#charsets
  const forbidden = /[^\u0009\u000A\u000D\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.exec(document);
  if (forbidden !== null) throw new Error(`forbidden character ${JSON.stringify(forbidden[0])}`);
  const top = { name: '', attributes: {}, children: [] as XmlElement[], text: '' };
  const open = [top];
  token.lastIndex = head.length;
  while (token.lastIndex < document.length) {
    const at = token.lastIndex;
    const groups = token.exec(document)?.groups;
    const inner = open.at(-1);
    if (groups === undefined || inner === undefined) throw new Error(`not well-formed: ${document.slice(at, at + 80)}`);
    if (groups['text'] !== undefined) inner.text += unescaped(groups['text']);
    else if (groups['close'] !== undefined) {
      if (open.pop()?.name !== groups['name']) throw new Error(`closes another element: ${groups['name'] ?? ''}`);
    } else {
      const element = {
        name: groups['name'] ?? '',
        attributes: attributesOf(groups['attributes'] ?? ''),
        children: [],
        text: '',
      };
      inner.children.push(element);
      if (groups['empty'] === undefined) open.push(element);
    }
  }
  const [root] = top.children;
  if (open.length !== 1 || root === undefined || top.children.length !== 1) throw new Error('not one root element');
  return root;
}

const attributesOf = (written: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...written.matchAll(/ ([\w-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, unescaped(value)]),
  );

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", '#10': '\n' };

function unescaped(text: string): string {
  if (text.includes(']]>')) throw new Error('holds ]]>');
  return text.replace(/&([^;]*);?/g, (_, name: string) => {
    const character = entities[name];
    if (character === undefined) throw new Error(`unknown entity ${name}`);
    return character;
  });
}
