/** Decides, from the synthesized template alone, who may call what: tables as data, for the terminal and for the page. */
import { CfnElement } from 'aws-cdk-lib';
import { DecisionTable, DemoReport, Explanation, TableCell } from './report';
import { makeOutcomeCell, writeMarks } from '../../src/cli/terminal';
import { findRolePolicies } from '../../src/core/app/role-policies';
import { findWorst } from '../../src/core/iam/outcome';
import { app, Caller, stack } from '../cape-town-app';
import { guard } from '../deny-in-an-ou';
import { REGION_DENY } from '../region-deny';
import { policy as regionDeny } from '../region-deny-that-admits';
import { Call, intendedCalls, overGrantProbes } from '../requests';
import {
  ClaudeModel, GlobalCrisDenyGuard, InvocationDecision, InvocationLeg, InvocationOutcome, InvocationRequest,
  InvocationSimulator,
  PolicyLayer, PolicySource, RegionDenyPolicy, ServiceControlPolicyLevel,
} from 'cdk-bedrock-cris';

/** What the app declares of a call: allowed, denied on every leg, or that the organization alone stops it. */
type Declared = 'allowed' | 'denied' | 'denied at the global model';

const MODELS = [ClaudeModel.OPUS_5_5, ClaudeModel.SONNET_5_5, ClaudeModel.HAIKU_4_5];
/** What the guard excepts and the Region deny admits. */
const guarded = ClaudeModel.SONNET_5_5;
const admitted = [ClaudeModel.SONNET_5_5, ClaudeModel.HAIKU_4_5];
/** The places in which legs are shown. */
const PLACES = [
  [InvocationLeg.PROFILE], [InvocationLeg.SOURCE_MODEL], [InvocationLeg.GLOBAL_MODEL, InvocationLeg.DESTINATION_MODEL],
  [InvocationLeg.PROJECT],
];
const template = app.synth().getStackByName(stack.stackName).template;
const surprises: string[] = [];

/**
 * The intended calls, the calls that nobody meant to open, and the intended calls again under a Region deny, a guard and a
 * Region deny that admits; then why the Region deny stops one, and what mends it.
 */
export function decide(): DemoReport {
  const parts = [
    calls('calls', 'Who may call what', 'Calls through the global profiles', (caller) =>
      intendedCalls(MODELS, environmentOf(caller)), ({ models, streaming }, { model }, streams) =>
      models.includes(model) && (streaming || !streams) ? 'allowed' : 'denied'),

    probes('probes', 'Calls that nobody meant to open',
      'Calls that nobody meant to open, each with the caller\'s first model: invoke | stream'),

    calls('region-deny', 'Under a Region deny', 'The same calls, under a Region deny of the organization', (caller) =>
      intendedCalls(caller.models, environmentOf(caller)), ({ streaming }, _, streams) =>
      streaming || !streams ? 'denied at the global model' : 'denied',
    [{ levelName: 'organization root', policies: [PolicySource.fromJson('region-deny', REGION_DENY)] }]),

    matrix('guard', 'The guard\'s matrix',
      'What the guard of examples/deny-in-an-ou.ts promises, and what its own document does to anybody and to those it exempts'),

    calls('under-the-guard', 'Under the guard', 'The same calls, under that guard: it excepts one model', (caller) =>
      intendedCalls(caller.models, environmentOf(caller)), ({ streaming }, { model }, streams) =>
      !streaming && streams ? 'denied' : model === guarded ? 'allowed' : 'denied at the global model',
    [levelOf('organizational unit', guard)]),

    calls('admitted', 'Under a Region deny that admits', 'And under examples/region-deny-that-admits.ts: it admits two models', (caller) =>
      intendedCalls(caller.models, environmentOf(caller)), ({ streaming }, { model }, streams) =>
      !streaming && streams ? 'denied' : admitted.includes(model) ? 'allowed' : 'denied at the global model',
    [levelOf('organization root', regionDeny)]),

    explanation('why', 'Why, and what mends it', 'Why the Region deny stops the assistant, and what mends it'),
  ];
  return { stackName: stack.stackName, account: stack.account, region: stack.region, parts, surprises };
}

/** The guard's matrix: a row for each kind of call, with a column for those that are not exempt and those that are. */
function matrix(id: string, heading: string, title: string): DecisionTable {
  const shown = (outcome: InvocationOutcome) => ({
    text: outcome === InvocationOutcome.ALLOWED ? 'open' : 'closed', colour: makeOutcomeCell(outcome).colour,
  });
  const rows = guard.matrix.filter(({ principalExempt }) => !principalExempt).map((row) => {
    const exempt = guard.matrix.find((other) => other.principalExempt && other.route === row.route && other.action === row.action
      && other.profileKind === row.profileKind && other.modelExcepted === row.modelExcepted)!;
    const promise = row.promisedClosed ? 'closed' : row.modelExcepted ? 'excepted model' : 'not asked for';
    return [
      { text: row.route },
      { text: row.profileKind ?? '' },
      { text: row.action },
      { text: promise },
      shown(row.outcome),
      shown(exempt.outcome),
      row.projectOutcome ? shown(row.projectOutcome) : { text: '' },
      { text: row.sid ?? '' },
    ];
  });
  return { id, heading, title, headers: ['route', 'profile', 'action', 'promise', 'anybody', 'exempt', 'project', 'by'], rows };
}

/** What the simulator says of one call that the Region deny stops. */
function explanation(id: string, heading: string, title: string): Explanation {
  const [, assistant] = stack.callers;
  const simulator = simulatorFor(assistant, [
    { levelName: 'organization root', policies: [PolicySource.fromJson('region-deny', REGION_DENY)] },
  ]);
  const text = simulator.decide(InvocationRequest.globalProfile(assistant.models[0], environmentOf(assistant))).explain();
  return { id, heading, title, text };
}

function levelOf(levelName: string, policy: GlobalCrisDenyGuard | RegionDenyPolicy): ServiceControlPolicyLevel {
  return { levelName, policies: [PolicySource.fromJsonText(policy.node.path, policy.toJson())] };
}

/** One table: every caller by its calls, with what decided. */
function calls(
  id: string,
  heading: string,
  title: string,
  callsOf: (caller: Caller) => Call[],
  declare: (caller: Caller, call: Call, streams: boolean) => Declared,
  serviceControlPolicies: ServiceControlPolicyLevel[] = [],
): DecisionTable {
  const rows = stack.callers.flatMap((caller) => {
    const simulator = simulatorFor(caller, serviceControlPolicies);
    return callsOf(caller).map((call) => {
      const decisions = [call.whole, call.streaming].map((request) => request && simulator.decide(request));
      decisions.forEach((decision, index) => decision && check(caller, call, decision, declare(caller, call, index === 1)));
      const reasons = new Set(decisions.flatMap((decision) => decision ? reasonsOf(decision) : []));
      return [{ text: caller.name }, { text: call.name }, ...decisions.map(cell), { text: [...reasons].join('; ') }];
    });
  });
  return { id, heading, title, headers: ['principal', 'call', 'invoke', 'stream', 'by'], rows };
}

/** The probes: a row each, with a column for each caller. */
function probes(id: string, heading: string, title: string): DecisionTable {
  const columns = stack.callers.map((caller) => {
    const simulator = simulatorFor(caller, []);
    return overGrantProbes(caller.models[0], ClaudeModel.OPUS_4_8, environmentOf(caller)).map((call) => ({
      call,
      decisions: [call.whole, ...call.streaming ? [call.streaming] : []].map((request) => {
        const decision = simulator.decide(request);
        check(caller, call, decision, 'denied');
        return decision;
      }),
    }));
  });
  const rows = columns[0].map(({ call }, index) => {
    const decided = columns.map((column) => column[index].decisions);
    return [
      { text: call.name },
      ...decided.map((decisions): TableCell => {
        const legs = decisions.map(legMarks);
        return { text: legs.join(' | '), colour: makeOutcomeCell(decisions[0].outcome).colour, legs };
      }),
      { text: [...new Set(decided.flat().flatMap(reasonsOf))].join('; ') },
    ];
  });
  return { id, heading, title, headers: ['call', ...stack.callers.map(({ name }) => name), 'by'], rows };
}

function check(caller: Caller, call: Call, decision: InvocationDecision, declared: Declared): void {
  const counting = decision.legs.filter(({ announced }) => !announced);
  const denied = counting.every(({ outcome }) =>
    [InvocationOutcome.IMPLICITLY_DENIED, InvocationOutcome.EXPLICITLY_DENIED].includes(outcome));
  const allowed = decision.allowed && decision.warnings.length === 0;
  const stopped = counting.every(({ leg, outcome, layer }) => leg === InvocationLeg.GLOBAL_MODEL
    ? outcome === InvocationOutcome.EXPLICITLY_DENIED && layer === PolicyLayer.SERVICE_CONTROL
    : outcome === InvocationOutcome.ALLOWED);
  if (!{ allowed, denied, 'denied at the global model': stopped }[declared]) {
    surprises.push(
      `${caller.name}: ${call.name}: declared ${declared}, ` +
      `got ${makeOutcomeCell(decision.outcome).text} by ${reasonsOf(decision).join('; ')}`);
  }
}

function simulatorFor({ name, role }: Caller, serviceControlPolicies: ServiceControlPolicyLevel[]): InvocationSimulator {
  const { identity, elsewhere } = findRolePolicies(template, findLogicalId(role));
  if (elsewhere.length > 0) {
    throw new Error(`${name} has policies that the template only refers to: ${elsewhere.join(', ')}`);
  }
  const deployed = { account: stack.account, region: stack.region };
  const identityPolicies = identity.map(({ name: policy, document }) => PolicySource.fromJson(policy, document, deployed));
  return new InvocationSimulator({ identityPolicies, serviceControlPolicies });
}

function environmentOf({ role }: Caller) {
  // The name begins as CloudFormation would generate it; only the Region deny looks at it.
  return {
    account: stack.account,
    sourceRegion: stack.region,
    principalArn: `arn:aws:iam::${stack.account}:role/${stack.stackName}-${findLogicalId(role)}`,
  };
}

function findLogicalId(role: Caller['role']): string {
  return stack.getLogicalId(role.node.defaultChild as CfnElement);
}

function cell(decision: InvocationDecision | undefined): TableCell {
  if (!decision) {
    return { text: '' };
  }
  const { text: word, colour } = makeOutcomeCell(decision.outcome);
  const legs = legMarks(decision);
  return { text: `${legs} ${word}`, colour, legs: [legs], word };
}

/** A mark for each leg; of several legs in one place, that of the worst. */
function legMarks({ legs }: InvocationDecision): string {
  return PLACES.map((place) => {
    const atPlace = legs.filter(({ leg }) => place.includes(leg));
    return atPlace.length === 0 ? '·' : writeMarks([findWorst(atPlace)?.outcome ?? InvocationOutcome.ALLOWED]);
  }).join('');
}

/** For each way in which legs were decided: the statements that did, or the layer that has none. */
function reasonsOf({ outcome, legs }: InvocationDecision): string[] {
  const decisive = outcome === InvocationOutcome.ALLOWED ? legs : legs.filter((leg) => leg.outcome !== InvocationOutcome.ALLOWED);
  const grouped = new Map<string, string[]>();
  for (const { outcome: one, layerName, policyName, sid, statementIndex } of decisive) {
    const where = one === InvocationOutcome.IMPLICITLY_DENIED ? `no allow in the ${layerName} policies`
      : `${policyName}${layerName === 'identity' ? '' : ` (${layerName})`}`;
    const statement = one === InvocationOutcome.IMPLICITLY_DENIED ? [] : [sid ?? `statement ${statementIndex}`];
    grouped.set(where, [...new Set([...grouped.get(where) ?? [], ...statement])]);
  }
  return [...grouped].map(([where, statements]) => statements.length === 0 ? where : `${where}: ${statements.join(', ')}`);
}
