// The parts of iam-simulate's core engine, which has no entry point of its own; the public one refuses Bedrock's ARNs without
// a Region. AGPL: only the processes of the judge (iam-simulate.cjs, bench/judge-speed.cjs) load this.
const { dirname, join } = require('node:path');

const home = dirname(require.resolve('@cloud-copilot/iam-simulate'));
const part = (path) => require(join(home, path));
const { DiscoveryContextKeyConstraints } = part('context_keys/discoveryContextKeyConstraints.js');

module.exports = {
  ...part('core_engine/CoreSimulatorEngine.js'),
  ...part('request/request.js'),
  ...part('requestContext.js'),
  loadPolicy: require(require.resolve('@cloud-copilot/iam-policy', { paths: [home] })).loadPolicy,
  simulationParameters: { simulationMode: 'Strict', discoveryContextKeyConstraints: new DiscoveryContextKeyConstraints([]) },
};
