/** Bold text for terminals that show colours. */
export const bold = (text: string, isColored: boolean): string => (isColored ? `\u001B[1m${text}\u001B[22m` : text);
