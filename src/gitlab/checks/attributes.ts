import type { YamlValue } from '../../syntax/yaml-value.ts';
import { isMapping, isScalar, isSequence, isString, scalarText } from '../yaml-access.ts';
import { inTurn, must, type Shape } from './shape.ts';

/**
 * Attributes of a mapping, which GitLab names in the message and not in the place: `artifacts expire in should be …`.
 * Source: GitLab `lib/gitlab/config/entry/validators.rb`.
 */
export const attribute = (name: string, accepts: (value: YamlValue) => boolean, wanted: string): Shape =>
  must(accepts, `${name} ${wanted}`);

/** Whether it is a boolean. */
export const isBoolean = (value: YamlValue): boolean => value.kind === 'boolean';
/** Whether it is an integer. */
export const isInteger = (value: YamlValue): boolean => value.kind === 'integer';
/** Whether it is a string, or a reference that may be one. */
export const isStringOrOpen = (value: YamlValue): boolean => isString(value) || value.kind === 'reference';
/** Whether it is a list of strings. */
export const isStrings = (value: YamlValue): boolean => isSequence(value) && value.items.every(isStringOrOpen);

/** An attribute that is a boolean. */
export const flag = (name: string): Shape => attribute(name, isBoolean, 'should be a boolean value');
/** An attribute that is a string. */
export const text = (name: string): Shape => attribute(name, isString, 'should be a string');
/** An attribute that is a list of strings. */
export const texts = (name: string): Shape => attribute(name, isStrings, 'should be an array of strings');
/** An attribute that is a mapping. */
export const hash = (name: string): Shape => attribute(name, isMapping, 'should be a hash');

/** An attribute that is a string or a list of them. */
export const textOrTexts = (name: string): Shape =>
  attribute(name, (value) => isString(value) || isStrings(value), 'should be an array of strings or a string');

/** An attribute that is an integer or a list of them. */
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
/** A value that is a boolean. */
export const boolean = must(isBoolean, 'config should be a boolean value');
/** A value that is a list of strings. */
export const strings = must(isStrings, 'config should be an array of strings');
