export { changesBetween, type ImageChange, type PlanChange } from './compare.ts';
export * from './plan.ts';
export { planOf } from './plan-of.ts';
