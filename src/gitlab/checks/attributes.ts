import type { YamlValue } from '../../syntax/yaml-value.ts';
import { isMapping, isScalar, isSequence, isString, scalarText } from '../yaml-access.ts';
import { inTurn, must, type Shape } from './shape.ts';

/**
 * Attributes of a mapping, which GitLab names in the message and not in the place: `artifacts expire in should be …`.
 * Source: GitLab `lib/gitlab/config/entry/validators.rb`.
 */
export const attribute = (name: string, accepts: (value: YamlValue) => boolean, wanted: string): Shape =>
  must(accepts, `${name} ${wanted}`);

export const isBoolean = (value: YamlValue): boolean => value.kind === 'boolean';
export const isInteger = (value: YamlValue): boolean => value.kind === 'integer';
export const isStringOrOpen = (value: YamlValue): boolean => isString(value) || value.kind === 'reference';
export const isStrings = (value: YamlValue): boolean => isSequence(value) && value.items.every(isStringOrOpen);

export const flag = (name: string): Shape => attribute(name, isBoolean, 'should be a boolean value');
export const text = (name: string): Shape => attribute(name, isString, 'should be a string');
export const texts = (name: string): Shape => attribute(name, isStrings, 'should be an array of strings');
export const hash = (name: string): Shape => attribute(name, isMapping, 'should be a hash');

export const textOrTexts = (name: string): Shape =>
  attribute(name, (value) => isString(value) || isStrings(value), 'should be an array of strings or a string');

export const integers = (name: string): Shape =>
  attribute(
    name,
    (value) => isInteger(value) || (isSequence(value) && value.items.every(isInteger)),
    'should be an array of integers or an integer',
  );

/** A string that is one of some words. */
export const oneOf = (
  name: string,
  words: readonly string[],
  wanted = `should be one of: ${words.join(', ')}`,
): Shape =>
  inTurn(
    text(name),
    attribute(name, (value) => words.includes(spelled(value)), wanted),
  );

/** A string of limited length. */
export const shortText = (name: string, longest: number): Shape =>
  inTurn(
    text(name),
    attribute(name, (value) => spelled(value).length <= longest, `is too long (maximum is ${longest} characters)`),
  );

/** A scalar as text; empty for a collection. */
export const spelled = (value: YamlValue): string => (isScalar(value) ? scalarText(value).text : '');

/** The value of a keyword itself, of one type. */
export const string = must(isString, 'config should be a string');
export const boolean = must(isBoolean, 'config should be a boolean value');
export const strings = must(isStrings, 'config should be an array of strings');
