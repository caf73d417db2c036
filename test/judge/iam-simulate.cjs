// The judge's process: iam-simulate is AGPL, so no test and no source of ours imports it; they talk to this script over pipes.
// One JSON case a line on stdin, one JSON answer a line on stdout, in order.
const { dirname, join } = require('node:path');
const { createInterface } = require('node:readline');

// The core engine has no entry point of its own; the public one refuses Bedrock's ARNs without a Region.
const home = dirname(require.resolve('@cloud-copilot/iam-simulate'));
const part = (path) => require(join(home, path));
const { authorize } = part('core_engine/CoreSimulatorEngine.js');
const { AwsRequestImpl } = part('request/request.js');
const { RequestContextImpl } = part('requestContext.js');
const { DiscoveryContextKeyConstraints } = part('context_keys/discoveryContextKeyConstraints.js');
const { loadPolicy } = require(require.resolve('@cloud-copilot/iam-policy', { paths: [home] }));

const simulationParameters = { simulationMode: 'Strict', discoveryContextKeyConstraints: new DiscoveryContextKeyConstraints([]) };
const load = ({ name, document }) => loadPolicy(document, { name });
const loadOptional = (policy) => policy && [load(policy)];

function judge({ principal, action, resource, context, identity, boundary, session, endpoint, scpLevels = [] }) {
  const accountId = principal.split(':')[4];
  return authorize({
    request: new AwsRequestImpl(principal, { resource, accountId }, action, new RequestContextImpl(context)),
    sessionPolicy: session && load(session),
    identityPolicies: identity.map(load),
    serviceControlPolicies: scpLevels.map((policies, level) => ({ orgIdentifier: `level-${level}`, policies: policies.map(load) })),
    resourceControlPolicies: [],
    resourcePolicy: undefined,
    permissionBoundaries: loadOptional(boundary),
    vpcEndpointPolicies: loadOptional(endpoint),
    simulationParameters,
  }).result;
}

createInterface({ input: process.stdin }).on('line', (line) => {
  let answer;
  try {
    answer = { outcome: judge(JSON.parse(line)) };
  } catch (error) {
    answer = { error: String(error) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
});
