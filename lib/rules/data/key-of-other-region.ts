import { regionOfArn } from '../../assembly/identity';
import { encryptions } from '../../assembly/relations/keys';
import { type Rule } from '../rule';

export const keyOfOtherRegion: Rule = {
  id: 'resilience-key-of-other-region',
  area: 'data',
  severity: 'error',
  title: 'Data is encrypted with a key of its own region',
  why: 'A key cannot be used from another region; the deployment fails, or the data cannot be read when that region is gone.',
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html',
  check(model, report) {
    for (const { resource, key, text, place } of encryptions(model)) {
      const region = regionOfArn(text) ?? key?.region;
      if (region !== undefined && place !== undefined && region !== place) {
        report(resource, `its data in ${place} is under the key "${text}" of ${region}`, `use a key of ${place}`);
      }
    }
  },
};
