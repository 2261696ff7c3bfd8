/** An object of a JSON document that somebody else may have written. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value of a JSON document is an object, and no list. */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The objects in the list under a key; none if there is no list. */
export function objectsAt(object: JsonObject, key: string): readonly JsonObject[] {
  const value = object[key];
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** The object under a key; an empty one if there is none. */
export function objectAt(object: JsonObject, key: string): JsonObject {
  const value = object[key];
  return isObject(value) ? value : {};
}

/** The text under a key; empty if there is none. */
export function textAt(object: JsonObject, key: string): string {
  const value = object[key];
  return typeof value === 'string' ? value : '';
}

/** The objects in order, of those with one key the first. */
export function firstOfEach(
  objects: readonly JsonObject[],
  keyOf: (object: JsonObject) => string,
): readonly JsonObject[] {
  const byKey = new Map<string, JsonObject>();
  for (const object of objects) {
    const key = keyOf(object);
    if (!byKey.has(key)) byKey.set(key, object);
  }
  return [...byKey.values()];
}

/** The objects in order, of equal ones the first. */
export const distinct = (objects: readonly JsonObject[]): readonly JsonObject[] => firstOfEach(objects, JSON.stringify);
