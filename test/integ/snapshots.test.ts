import { integApps, readSnapshot, synthesize } from './support/snapshots';

test.each(integApps())(
  '%s has the templates of its snapshot; npm run integ -- --update-on-failed writes others',
  app => {
    expect(synthesize(app)).toEqual(readSnapshot(app));
  },
);
