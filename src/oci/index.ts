export * from './arch-word.ts';
export * from './image-reference.ts';
export * from './platform.ts';
export * from './reference-index.ts';
