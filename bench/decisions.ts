/** Decisions on the example app's policies, against an independent engine that runs in a process of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { App, CfnElement } from 'aws-cdk-lib';
import { count, cpuTime, median, pairedRatio, progress, Row, times } from './measure';
import { addCapeTown, Caller } from '../examples/cape-town-app';
import { REGION_DENY } from '../examples/region-deny';
import { intendedCalls, overGrantProbes } from '../examples/requests';
import { findRolePolicies } from '../src/core/app/role-policies';
import { evaluate } from '../src/core/iam/evaluate';
import { Layer } from '../src/core/iam/layer';
import { IamRequest } from '../src/core/iam/request';
import { ClaudeModel, InvocationOutcome, InvocationRequest, InvocationSimulator, PolicySource } from 'cdk-bedrock-cris';

const app = new App();
const stack = addCapeTown(app);
const FULL_ACCESS = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };
/** The other engine's words for ours. */
const OUTCOME_BY_WORD: Record<string, InvocationOutcome> = {
  Allowed: InvocationOutcome.ALLOWED,
  ImplicitlyDenied: InvocationOutcome.IMPLICITLY_DENIED,
  ExplicitlyDenied: InvocationOutcome.EXPLICITLY_DENIED,
};

/** One caller under one set of policies, with all its calls. */
interface Scenario {
  readonly simulator: InvocationSimulator;
  /** The simulator's own, for its engine alone. */
  readonly layers: readonly Layer[];
  readonly identity: unknown[];
  /** The service control policies of the one level that has any. */
  readonly control: unknown[];
  readonly principal: string;
  readonly calls: InvocationRequest[];
}

export async function decisionRows(quick: boolean): Promise<Row[]> {
  const [rounds, samples] = quick ? [5, 5] : [10, 15];
  const scenarios = stack.callers.flatMap((caller) => [scenario(caller, []), scenario(caller, [REGION_DENY])]);
  const legs = scenarios.flatMap(({ layers, calls }) => calls.flatMap((call) => call._legs.map((request) => ({ layers, request }))));
  const judge = await startJudge(scenarios);
  compare(scenarios, judge.outcomes, legs.length);

  const decide = () => scenarios.forEach(({ simulator, calls }) => calls.forEach((call) => simulator.decide(call)));
  const evaluateLegs = () => legs.forEach(({ layers, request }) => evaluate(layers, request));
  const rate = (work: () => void) => legs.length * rounds * 1000 / cpuTime(() => {
    for (let round = 0; round < rounds; round++) {
      work();
    }
  });
  // By time rather than by decisions, or the faster engine would not be compiled yet.
  for (let warmUp = 0; warmUp < 20; warmUp++) {
    rate(decide);
    rate(evaluateLegs);
  }
  await judge.rate(rounds);
  const [simulated, evaluated, judged]: number[][] = [[], [], []];
  for (let sample = 1; sample <= samples; sample++) {
    simulated.push(rate(decide));
    evaluated.push(rate(evaluateLegs));
    judged.push(await judge.rate(rounds));
    const [a, b, c] = [simulated, evaluated, judged].map((rates) => count(rates.at(-1)!));
    progress(`decisions ${sample}/${samples}: simulator ${a}/s, its engine ${b}/s, iam-simulate ${c}/s`);
  }
  judge.stop();
  return [
    ['decisions, InvocationSimulator | iam-simulate', simulated, '≥ 20×'] as const,
    ['decisions, its engine | iam-simulate', evaluated, ''] as const,
  ].map(([name, ours, goal]) => [name, `${count(median(ours))}/s`, `${count(median(judged))}/s`, times(pairedRatio(ours, judged)), goal]);
}

function scenario({ role, models }: Caller, control: object[]): Scenario {
  const template = app.synth().getStackByName(stack.stackName).template;
  const logicalId = stack.getLogicalId(role.node.defaultChild as CfnElement);
  const { identity } = findRolePolicies(template, logicalId);
  const principal = `arn:aws:iam::${stack.account}:role/${stack.stackName}-${logicalId}`;
  const options = { account: stack.account, sourceRegion: stack.region, principalArn: principal };
  const simulator = new InvocationSimulator({
    identityPolicies: identity.map(({ name, document }) => PolicySource.fromJson(name, document)),
    serviceControlPolicies: control.length === 0
      ? []
      : [{ levelName: 'root', policies: control.map((one) => PolicySource.fromJson('control', one)) }],
  });
  return {
    simulator,
    layers: simulator._layers,
    identity: identity.map(({ document }) => document),
    control: control.length === 0 ? [] : [...control, FULL_ACCESS],
    principal,
    calls: [
      ...intendedCalls([ClaudeModel.OPUS_5_5, ClaudeModel.SONNET_5_5, ClaudeModel.HAIKU_4_5], options),
      ...overGrantProbes(models[0], ClaudeModel.OPUS_4_8, options),
    ].flatMap(({ whole, streaming }) => streaming ? [whole, streaming] : [whole]),
  };
}

/** A faster answer counts only where it is the same. */
function compare(scenarios: readonly Scenario[], outcomes: readonly string[], legs: number): void {
  const ours = scenarios.flatMap(({ simulator, principal, control, calls }) => calls.flatMap((call) =>
    simulator.decide(call).legs.map((leg) => ({ ...leg, principal, control: control.length > 0 }))));
  const differences = ours.flatMap(({ outcome, action, resource, principal, control }, index) => {
    const caller = `${principal}${control ? ' under the Region deny' : ''}`;
    return outcome === OUTCOME_BY_WORD[outcomes[index]]
      ? []
      : [`${caller}: ${action} on ${resource}: ours ${outcome}, theirs ${outcomes[index]}`];
  });
  console.log(differences.length === 0 ? `same outcomes on ${legs} cases` : `${differences.length} of ${legs} cases differ:`);
  differences.forEach((difference) => console.log(`  ${difference}`));
}

/** Starts the other engine with all legs as cases, loaded once; it is AGPL, so it gets a process of its own. */
async function startJudge(scenarios: readonly Scenario[]) {
  const judge = spawn(process.execPath, [join(__dirname, 'judge-speed.cjs')], { stdio: ['pipe', 'pipe', 'inherit'] });
  const answers = createInterface({ input: judge.stdout });
  const ask = async (question: unknown) => {
    judge.stdin.write(`${JSON.stringify(question)}\n`);
    const [line] = await Promise.race([
      once(answers, 'line'), once(judge, 'exit').then(() => { throw new Error('the judge has stopped'); }),
    ]);
    return JSON.parse(line);
  };
  const outcomes: string[] = await ask(scenarios.flatMap(({ identity, control, principal, calls }) => calls.flatMap((call) =>
    call._legs.map(
      ({ action, resource, context }) => ({ identity, control, principal, action, resource, context: writeContext(context) })))));
  return { outcomes, rate: (rounds: number): Promise<number> => ask(rounds), stop: () => judge.stdin.end() };
}

/** The context keys as the other engine takes them: a single value on its own, absent keys left out. */
function writeContext(context: IamRequest['context']): Record<string, string | readonly string[]> {
  const present = [...context].filter(([, values]) => values.length > 0);
  return Object.fromEntries(present.map(([key, values]) => [key, values.length === 1 ? values[0] : values]));
}
