import { GOOD_APPS } from './good-apps';
import { findingsOf, synthesized } from './support/synthesized';

test.each(Object.entries(GOOD_APPS))('nothing is reported of %s', (_name, build) => {
  expect(findingsOf(synthesized(build()))).toEqual([]);
});

test('there are more than thirty kinds of them', () => {
  expect(Object.keys(GOOD_APPS).length).toBeGreaterThan(30);
});
