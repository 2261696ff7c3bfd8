import { availability } from '../workflow/availability.ts';
import { anything, type MappingShape, type Shape } from '../workflow/shape.ts';

/*
 * What GitHub takes in a composite action. Of what stands around the steps, only what may hold expressions is looked at.
 * Source: github.com/actions/languageservices, `workflow-parser/src/action-v1.0.json`.
 */

const { ofActionInput, ofActionOutput, ofActionStep, ofActionStepIf } = availability;
const text: Shape = { scalars: ['string'], available: ofActionStep };
const texts: Shape = { mappings: [{ keys: {}, others: text }], available: ofActionStep };
const filled: Shape = { scalars: ['filled'] };

const ofStep = {
  name: text,
  id: filled,
  if: { scalars: ['string'], available: ofActionStepIf, isCondition: true },
  'continue-on-error': { scalars: ['boolean'], available: ofActionStep },
  env: texts,
} satisfies MappingShape['keys'];

const step: Shape = {
  mappings: [
    { keys: { ...ofStep, run: text, shell: text, 'working-directory': text }, required: ['run', 'shell'] },
    { keys: { ...ofStep, uses: filled, with: texts }, required: ['uses'] },
  ],
};

const named = (key: string, value: Shape): Shape => ({
  mappings: [{ keys: {}, others: { mappings: [{ keys: { [key]: value }, others: anything }] } }],
});

/** A whole composite action. */
export const actionShape: Shape = {
  mappings: [
    {
      keys: {
        inputs: named('default', { ...anything, available: ofActionInput }),
        outputs: named('value', { ...anything, available: ofActionOutput }),
        runs: { mappings: [{ keys: { steps: { items: step } }, others: anything }] },
      },
      others: anything,
    },
  ],
};
