import { ruleCase } from '../support/rule-case';
import { EAST, WEST, resource } from '../support/templates';
import { twins } from './parts';

export const cases = [
  ruleCase(bad =>
    twins(
      {},
      {
        Lookup: resource('Custom::AWS', {
          Create: JSON.stringify({ service: 'SSM', action: 'getParameter', region: bad ? EAST : WEST }),
        }),
      },
    ),
  ),
];
