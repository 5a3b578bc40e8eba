// The direction of dependencies (design.md "Shape", house-style.md "Direction of dependency").
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: '\\.test\\.tsx?$|/testing/' },
  to: { path: '^(src|lab)/', pathNot: allowed },
});

const server = (...folders) => folders.map((folder) => `^src/server/${folder}`).join('|');

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: { path: '^src', pathNot: '/testing/' }, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    only('common-imports-nothing', '^src/common/', '^src/common/', 'Shapes and constants for both halves.'),
    only('domain-is-pure', '^src/server/domain/', `^src/common/|${server('domain/')}`, 'Mail rules know no host, SDK or database.'),
    only('database-is-low', '^src/server/database/', `^src/common/|${server('database/')}`, 'Statements that every database takes; no mail.'),
    only('security-is-low', '^src/server/security/', `^src/common/|${server('domain/', 'security/', 'services')}`, 'Used by all, knows none.'),
    only('providers-know-the-interface', '^src/server/providers/', `^src/common/|${server('domain/', 'providers/', 'security/', 'config')}`, 'No engine, no host.'),
    { name: 'gmail-and-microsoft-are-strangers', severity: 'error', from: { path: '^src/server/providers/(gmail|microsoft)/' }, to: { path: '^src/server/providers/(gmail|microsoft)/', pathNot: '^src/server/providers/$1/' } },
    only('engine-knows-no-provider', '^src/server/sync/', `^src/common/|${server('database/', 'domain/', 'security/', 'sync/', 'services', 'providers/provider')}`, 'The engine works over the interface.'),
    only('jobs-run-what-they-are-given', '^src/server/jobs/', `^src/common/|${server('jobs/', 'database/', 'services')}`, 'Handlers come from outside.'),
    { name: 'sdk-only-in-providers', severity: 'error', from: { path: '^src/', pathNot: '^src/server/providers/' }, to: { path: 'node_modules/(googleapis|google-auth-library|@azure/msal-node|@microsoft/microsoft-graph-client)/' } },
    { name: 'nothing-imports-the-plugin', severity: 'error', from: { path: '^src/server/', pathNot: '^src/server/index\\.ts$' }, to: { path: '^src/server/plugin\\.ts$' } },
    only('client-core-is-shell-free', '^src/client-core/', '^src/(common|client-core|locale)/', 'A component exists once and serves both shells.'),
    only('client-registers-client-core', '^src/client/', '^src/(common|client-core|client)/', 'Entry of /admin.'),
    only('client-v2-registers-client-core', '^src/client-v2/', '^src/(common|client-core|client-v2)/', 'Entry of /v/admin.'),
    { name: 'the-package-does-not-import-the-lab', severity: 'error', from: { path: '^src/', pathNot: '\\.test\\.tsx?$|/testing/' }, to: { path: '^lab/' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'node_modules/|^dist/|^lab/host/(node_modules|\\.template)' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};
