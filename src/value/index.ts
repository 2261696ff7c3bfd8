export * from './cause.ts';
export * from './field.ts';
export * from './group-by.ts';
export * from './nearest.ts';
export * from './once-for.ts';
export * from './open-list.ts';
export * from './text.ts';
export * from './truth.ts';
