/**
 * The arrows of docs/architecture.md. Whoever wants a new arrow changes that page first.
 * Run by scripts/check-boundaries.mjs, which also sees to it that enough modules were read.
 */
const FOLDERS = [
  'app',
  'components',
  'domain',
  'offline',
  'sheets',
  'server',
  'db',
  'e2e',
  'bench',
  'proof',
  'scripts',
];
const MAY_IMPORT = {
  app: ['components', 'offline', 'server', 'domain'],
  components: ['domain', 'offline', 'sheets'],
  domain: [],
  offline: ['domain'],
  // Reads and writes spreadsheets: the same code in a browser's worker and on the server.
  sheets: ['domain'],
  server: ['db', 'domain', 'sheets'],
  db: ['domain'],
  // The journeys start the real stack with the launcher's own parts, and run the short forms of the proofs.
  e2e: ['db', 'domain', 'scripts', 'proof', 'sheets'],
  // Measurements and long proofs drive everything there is.
  bench: ['app', 'components', 'db', 'domain', 'server', 'offline', 'sheets', 'e2e', 'scripts'],
  proof: ['app', 'components', 'db', 'domain', 'server', 'offline', 'sheets', 'e2e', 'bench', 'scripts'],
};
/** Type-only: the shape of the server's interface and its error codes, erased when compiled. */
const ROUTER_TYPE = '^server/api/(router|errors)\\.ts$';
const TEST = '\\.test\\.tsx?$|/testing/|^(e2e|bench|proof)/';
/** The seed is a program like those of scripts: it declares through the server's use cases, not around them. */
const PROGRAMS = '^db/seed/';

const arrows = Object.entries(MAY_IMPORT).map(([folder, allowed]) => {
  const forbidden = FOLDERS.filter((other) => other !== folder && !allowed.includes(other));
  const mayUseRouterType = folder === 'components' || folder === 'offline';
  return {
    name: `arrow-${folder}`,
    comment: `${folder} may import ${[...allowed, 'itself'].join(', ')}.`,
    severity: 'error',
    from: { path: `^${folder}/`, pathNot: folder === 'domain' ? [] : [TEST, PROGRAMS] },
    to: {
      path: `^(${forbidden.join('|')})/`,
      ...(mayUseRouterType ? { pathNot: ROUTER_TYPE } : {}),
    },
  };
});

module.exports = {
  forbidden: [
    ...arrows,
    {
      name: 'router-only-as-type',
      comment: 'components and offline may know the types of the interface and nothing that runs.',
      severity: 'error',
      from: { path: '^(components|offline)/' },
      to: { path: ROUTER_TYPE, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'gate-shell-has-no-server',
      comment: 'app/(gate) is precached and must work with the server gone.',
      severity: 'error',
      from: { path: '^app/\\(gate\\)/' },
      to: { path: '^(server|db)/' },
    },
    {
      name: 'domain-is-pure',
      comment: 'domain imports only itself, zod, cborg and @noble/hashes (its tests also the test tools).',
      severity: 'error',
      from: { path: '^domain/', pathNot: TEST },
      to: { pathNot: ['^domain/', '^node_modules/(zod|cborg|@noble/hashes)/'] },
    },
    {
      name: 'dexie-and-workbox-only-offline',
      comment: 'Dexie and workbox-window have one importer, so that the store can be replaced.',
      severity: 'error',
      from: { pathNot: '^offline/' },
      to: { path: '^node_modules/(dexie|dexie-react-hooks|workbox-window)/' },
    },
    {
      name: 'words-only-where-shown',
      comment: 'domain, db and offline return codes, never sentences.',
      severity: 'error',
      from: { path: '^(domain|db|offline|sheets)/', pathNot: TEST },
      to: { path: '^messages/' },
    },
    {
      name: 'programs-are-not-libraries',
      comment: 'db/seed and scripts are started, not imported by the product.',
      severity: 'error',
      from: { path: '^(app|components|offline|sheets|server|domain|db/(?!seed/))', pathNot: TEST },
      to: { path: '^(db/seed|scripts)/' },
    },
    {
      name: 'no-test-in-product',
      comment: 'Tests and what only tests use are not part of the product.',
      severity: 'error',
      from: { pathNot: TEST },
      to: { path: TEST },
    },
    {
      name: 'no-cycle',
      comment: 'Two modules that need each other are one module, or hide a third.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolvable',
      comment: 'An import that leads nowhere is read as no import at all.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(\\.next|\\.data|public)/|\\.css$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
