// The other engine, timed by itself. First line on stdin: all cases; answer: their outcomes. Each further line: how often to
// decide them all; answer: decisions per second of processor time.
const { createInterface } = require('node:readline');
const { authorize, AwsRequestImpl, loadPolicy, RequestContextImpl, simulationParameters } = require('../test/judge/core-engine.cjs');

const load = (document, index) => loadPolicy(document, { name: `policy-${index}` });
let cases;

/** What the engine takes, so that only its deciding is timed. */
function prepared({ identity, control, principal, action, resource, context }) {
  const accountId = principal.split(':')[4];
  return {
    request: new AwsRequestImpl(principal, { resource, accountId }, action, new RequestContextImpl(context)),
    identityPolicies: identity.map(load),
    serviceControlPolicies: control.length === 0 ? [] : [{ orgIdentifier: 'root', policies: control.map(load) }],
    resourceControlPolicies: [],
    simulationParameters,
  };
}

function rate(rounds) {
  const before = process.cpuUsage();
  for (let round = 0; round < rounds; round++) {
    cases.forEach((one) => authorize(one));
  }
  const { user, system } = process.cpuUsage(before);
  return rounds * cases.length * 1e6 / (user + system);
}

createInterface({ input: process.stdin }).on('line', (line) => {
  const question = JSON.parse(line);
  let answer;
  if (Array.isArray(question)) {
    cases = question.map(prepared);
    answer = cases.map((one) => authorize(one).result);
  } else {
    answer = rate(question);
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
});
