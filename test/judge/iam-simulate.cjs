// The judge's process: iam-simulate is AGPL, so no test and no source of ours imports it; they talk to this script over pipes.
// One JSON case a line on stdin, one JSON answer a line on stdout, in order.
const { createInterface } = require('node:readline');
const { authorize, AwsRequestImpl, loadPolicy, RequestContextImpl, simulationParameters } = require('./core-engine.cjs');

const load = ({ name, document }) => loadPolicy(document, { name });
const loadOptional = (policy) => policy && [load(policy)];

function judge({ principal, action, resource, context, identity, boundary, session, endpoint, trust, scpLevels = [] }) {
  // A role is in an account of its own; models and the like are taken as the caller's.
  const accountId = (trust ? resource : principal).split(':')[4];
  return authorize({
    request: new AwsRequestImpl(principal, { resource, accountId }, action, new RequestContextImpl(context)),
    sessionPolicy: session && load(session),
    identityPolicies: identity.map(load),
    serviceControlPolicies: scpLevels.map((policies, level) => ({ orgIdentifier: `level-${level}`, policies: policies.map(load) })),
    resourceControlPolicies: [],
    resourcePolicy: trust && load(trust),
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
