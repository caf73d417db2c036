/**
 * Synthesizes the Cape Town app and decides, from the template alone, who may call what: the intended calls, the calls
 * that nobody meant to open, and the intended calls again under a Region deny. Exits with 1 if a decision is not as the
 * app declares.
 */
import { CfnElement } from 'aws-cdk-lib';
import { app, Caller, stack } from './cape-town-app';
import { REGION_DENY } from './region-deny';
import { Call, intendedCalls, overGrantProbes } from './requests';
import { Cell, Colour, paint, printTable } from './terminal';
import { rolePolicies } from '../src/decision/engine/template';
import {
  ClaudeModel, InvocationDecision, InvocationLeg, InvocationOutcome, InvocationSimulator, PolicySource, ServiceControlPolicyLevel,
} from 'cdk-bedrock-cris';

/** What the app declares of a call: whether it is allowed, or that the Region deny alone stops it. */
type Declared = 'allowed' | 'denied' | 'denied at the global model';

const MODELS = [ClaudeModel.OPUS_5_5, ClaudeModel.SONNET_5_5, ClaudeModel.HAIKU_4_5];
const LEGS = [InvocationLeg.PROFILE, InvocationLeg.SOURCE_MODEL, InvocationLeg.GLOBAL_MODEL];
const SHOWN: Record<InvocationOutcome, { mark: string; word: string; colour: Colour }> = {
  [InvocationOutcome.ALLOWED]: { mark: '✓', word: 'allowed', colour: 'green' },
  [InvocationOutcome.IMPLICITLY_DENIED]: { mark: '✗', word: 'denied', colour: 'red' },
  [InvocationOutcome.EXPLICITLY_DENIED]: { mark: '✗', word: 'denied', colour: 'red' },
  [InvocationOutcome.DEPENDS]: { mark: '?', word: 'depends', colour: 'yellow' },
};

const template = app.synth().getStackByName(stack.stackName).template;
const surprises: string[] = [];

console.log(`\nStack ${stack.stackName}, account ${stack.account}, ${stack.region}: decided from the synthesized template, offline.`);
console.log('The marks are the legs of a call: the profile, the model in the source Region, the model without a Region.\n');

show('Calls through the global profiles', (caller) =>
  intendedCalls(MODELS, environmentOf(caller)), ({ models, streaming }, { model }, streams) =>
  models.includes(model) && (streaming || !streams) ? 'allowed' : 'denied');

show('Calls that nobody meant to open', (caller) =>
  overGrantProbes(caller.models[0], ClaudeModel.OPUS_4_8, environmentOf(caller)), () => 'denied');

show('The declared calls again, under a Region deny of the organization', (caller) =>
  intendedCalls(caller.models, environmentOf(caller)), ({ streaming }, _, streams) =>
  streaming || !streams ? 'denied at the global model' : 'denied',
[{ levelName: 'organization root', policies: [PolicySource.fromJson('region-deny', REGION_DENY)] }]);

if (surprises.length > 0) {
  console.log(paint('red', `${surprises.length} decisions are not as the app declares:`));
  surprises.forEach((surprise) => console.log(`  ${surprise}`));
  process.exitCode = 1;
} else {
  console.log(paint('green', 'All decisions are as the app declares.'));
}

/** Prints one table: every caller by its calls, with what decided. */
function show(
  title: string,
  calls: (caller: Caller) => Call[],
  declare: (caller: Caller, call: Call, streams: boolean) => Declared,
  serviceControlPolicies: ServiceControlPolicyLevel[] = [],
): void {
  const rows = stack.callers.flatMap((caller) => {
    const simulator = simulatorFor(caller, serviceControlPolicies);
    return calls(caller).map((call) => {
      const decisions = [call.whole, call.streaming].map((request) => request && simulator.decide(request));
      decisions.forEach((decision, index) => decision && check(caller, call, decision, declare(caller, call, index === 1)));
      const reasons = new Set(decisions.flatMap((decision) => decision ? [reason(decision)] : []));
      return [{ text: caller.name }, { text: call.name }, ...decisions.map(cell), { text: [...reasons].join(' | ') }];
    });
  });
  printTable(title, ['principal', 'call', 'invoke', 'stream', 'by'], rows);
}

function check(caller: Caller, call: Call, decision: InvocationDecision, declared: Declared): void {
  const denied = [InvocationOutcome.IMPLICITLY_DENIED, InvocationOutcome.EXPLICITLY_DENIED].includes(decision.outcome);
  const stopped = decision.legs.every(({ leg, outcome, sid }) => leg === InvocationLeg.GLOBAL_MODEL
    ? outcome === InvocationOutcome.EXPLICITLY_DENIED && sid === REGION_DENY.Statement[0].Sid
    : outcome === InvocationOutcome.ALLOWED);
  if (!{ 'allowed': decision.allowed, denied, 'denied at the global model': stopped }[declared]) {
    surprises.push(`${caller.name}: ${call.name}: declared ${declared}, got ${SHOWN[decision.outcome].word} by ${reason(decision)}`);
  }
}

function simulatorFor({ name, role }: Caller, serviceControlPolicies: ServiceControlPolicyLevel[]): InvocationSimulator {
  const { identity, elsewhere } = rolePolicies(template, logicalIdOf(role));
  if (elsewhere.length > 0) {
    throw new Error(`${name} has policies that the template only refers to: ${elsewhere.join(', ')}`);
  }
  const identityPolicies = identity.map((policy) => PolicySource.fromJson(policy.name, policy.document));
  return new InvocationSimulator({ identityPolicies, serviceControlPolicies });
}

function environmentOf({ role }: Caller) {
  // The name begins as CloudFormation would generate it; only the Region deny looks at it.
  return { account: stack.account, sourceRegion: stack.region, principalArn: `arn:aws:iam::${stack.account}:role/${stack.stackName}-${logicalIdOf(role)}` };
}

function logicalIdOf(role: Caller['role']): string {
  return stack.getLogicalId(role.node.defaultChild as CfnElement);
}

function cell(decision: InvocationDecision | undefined): Cell {
  if (!decision) {
    return { text: '' };
  }
  const { word, colour } = SHOWN[decision.outcome];
  const marks = LEGS.map((leg) => {
    const decided = decision.legs.find((one) => one.leg === leg);
    return decided ? SHOWN[decided.outcome].mark : '·';
  });
  return { text: `${marks.join('')} ${word}`, colour };
}

/** The statements that decided, or the layer that has none. */
function reason({ outcome, legs }: InvocationDecision): string {
  const deciding = legs.filter((leg) => leg.outcome === outcome);
  const [{ layerName, policyName }] = deciding;
  if (outcome === InvocationOutcome.IMPLICITLY_DENIED) {
    return `no statement of the ${layerName} policies allows it`;
  }
  const sids = [...new Set(deciding.map(({ sid, statementIndex }) => sid ?? `statement ${statementIndex}`))];
  return `${sids.join(', ')} in ${policyName}${outcome === InvocationOutcome.ALLOWED ? '' : ` (${layerName})`}`;
}
