import type { ActionUse } from '../model/index.ts';
import { type OpenList, splitText, type Text } from '../value/index.ts';
import { isBlank, trimText } from './csv-records.ts';
import { inputList, inputText, type ListStyle } from './inputs.ts';

/** The items of a list; open where one of them is a value of the run that may be several items, or none. */
export const openItems = (use: ActionUse, name: string, style: ListStyle): OpenList<Text> =>
  opened(inputList(use, name, style));

/** The words of an input, which white space divides. */
export function wordItems(use: ActionUse, name: string): OpenList<Text> {
  const value = inputText(use, name);
  if (value === undefined) return opened([]);
  const words = ['\n', '\t', ' '].reduce<readonly Text[]>(
    (texts, separator) => texts.flatMap((text) => splitText(text, separator)),
    [value],
  );
  return opened(words.map(trimText).filter((item) => !isBlank(item)));
}

const opened = (items: readonly Text[]): OpenList<Text> => ({ items, openTo: items.flatMap(causesOf) });

/** What describes the run is always one word. */
function causesOf({ parts: [part, ...others] }: Text): OpenList<Text>['openTo'] {
  const isBare = part !== undefined && typeof part !== 'string' && others.length === 0;
  return isBare && !/^(?:GITHUB|RUNNER)_/.test(part.symbol) ? [part.cause] : [];
}
