export * from './plan.ts';
export { planOf } from './plan-of.ts';
