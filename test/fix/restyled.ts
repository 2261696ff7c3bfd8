import { type Document, isCollection, isScalar, type Node, parseAllDocuments, visit } from 'yaml';

/** How a pipeline may be written otherwise, so that it says the same. */
export interface Style {
  readonly indent?: number;
  /** Whether lists are indented below their keys. */
  readonly indentSeq?: boolean;
  /** Every collection below the jobs in this style. */
  readonly collections?: 'flow' | 'block';
  /** Whether every collection has an anchor. */
  readonly hasAnchors?: boolean;
}

/** A YAML text in another style, with its comments. */
export function restyled(text: string, { indent = 2, indentSeq = true, collections, hasAnchors }: Style): string {
  const documents = parseAllDocuments(text, { logLevel: 'silent', merge: false });
  if ('empty' in documents) return text;
  for (const document of documents) {
    if (collections !== undefined) restyle(document, collections);
    if (hasAnchors === true) anchor(document);
  }
  return documents.map((document) => document.toString({ indent, indentSeq, lineWidth: 0 })).join('---\n');
}

function restyle(document: Document, collections: 'flow' | 'block'): void {
  visit(document, {
    Collection(_, node, path) {
      const isBelowJobs = path.length > 1;
      if (collections === 'block') node.flow = node.items.length === 0;
      else if (isBelowJobs && !holdsComment(node)) node.flow = true;
    },
  });
}

/** Whether a comment stands in a collection: flow style has no good place for it. */
function holdsComment(node: Node): boolean {
  let found = false;
  visit(node, {
    Node(_, one) {
      found ||= one.comment != null || one.commentBefore != null;
      if (isScalar(one) && typeof one.type === 'string' && one.type.startsWith('BLOCK_')) found = true;
    },
  });
  return found;
}

function anchor(document: Document): void {
  let count = 0;
  visit(document, {
    Collection(_, node, path) {
      if (!isCollection(node) || node.anchor !== undefined || path.length < 2) return;
      count += 1;
      node.anchor = `a${String(count)}`;
    },
  });
}
