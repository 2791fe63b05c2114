// The house: each room imports from floors below it only, and no rooms or files form a circle, types counted.
// `npm run lint:floors` holds the code against it; CONTRIBUTING.md says what lives where.

/** Rooms by floor, the lowest first. A room imports only from the floors before its own. */
const LIB = [
  // For programs that call a service: it knows nothing of CDK.
  ['client'],
  ['limits', 'diagnostics'],
  ['private'],
  ['objectives', 'permissions', 'regions', 'testing', 'bundling', 'assembly'],
  ['rules', 'report', 'changes', 'observability'],
  ['dead-letters', 'delivery', 'checks'],
  ['function', 'cli'],
  ['workflow'],
  ['data', 'messaging', 'routing', 'recovery', 'experiments'],
  ['adoption'],
  ['service'],
];
const DRILL = [
  ['support'],
  ['assembly'],
  ['cloud'],
  ['faults', 'route53', 'scenario'],
  ['events', 'load', 'replication'],
  ['measure'],
  ['report', 'stage'],
  ['phases'],
  ['run'],
  ['cli'],
];

const pathOf = (house, rooms) => `^${house}/(${rooms.join('|')})/`;

/** For each floor: nothing of its own floor's other rooms, and nothing of the floors above. */
const floors = (house, storeys) =>
  storeys.flatMap((rooms, floor) => {
    const above = storeys.slice(floor + 1).flat();
    return rooms.map(room => ({
      name: `floors-of-${house}`,
      comment:
        `${house}/${room} is on floor ${floor + 1}: it may import from ${storeys.slice(0, floor).flat().join(', ') || 'no other room'}. ` +
        'Move what both need to a floor below, or what imports to a floor above.',
      severity: 'error',
      from: { path: pathOf(house, [room]) },
      to: { path: pathOf(house, [...rooms.filter(other => other !== room), ...above]) },
    }));
  });

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...floors('lib', LIB),
    ...floors('drill', DRILL),
    {
      name: 'every-room-has-a-floor',
      comment: 'A new room gets its place in .dependency-cruiser.cjs first.',
      severity: 'error',
      from: {
        path: '^(lib|drill)/[^/]+/',
        pathNot: [pathOf('lib', LIB.flat()), pathOf('drill', [...DRILL.flat(), 'test']), '^lib/runtime/'],
      },
      to: {},
    },
    {
      name: 'no-circle-of-rooms',
      comment: 'Two rooms that import each other are one room. Move what both need to a floor below.',
      severity: 'error',
      scope: 'folder',
      from: { path: '^(lib|drill|test)/' },
      to: { circular: true },
    },
    {
      name: 'no-circle-of-files',
      comment: 'Two files that import each other cannot be read apart, even if one imports types only.',
      severity: 'error',
      from: { path: '^(lib|drill|test)/' },
      to: { circular: true },
    },
    {
      name: 'assembly-is-the-only-seam',
      comment: 'lib and drill share a cloud assembly and nothing else.',
      severity: 'error',
      from: { path: '^drill/', pathNot: '^drill/test/' },
      to: { path: ['^lib/', 'node_modules/aws-cdk-lib'] },
    },
    {
      name: 'assembly-is-the-only-seam',
      comment: 'lib and drill share a cloud assembly and nothing else.',
      severity: 'error',
      from: { path: '^lib/' },
      to: { path: '^drill/' },
    },
    {
      name: 'nothing-unresolved',
      comment: 'This import leads nowhere.',
      severity: 'error',
      from: { path: '^(lib|drill|test)/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Packages tell by condition what each of their parts is.
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
    exclude: { path: '(^|/)(build|cdk\\.out|fixtures)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'test/tsconfig.json' },
  },
};
