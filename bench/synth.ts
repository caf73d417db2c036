/** Apps of many roles, each allowed to call three models: by this library, and by hand. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { count, cpuTime, median, pairedRatio, progress, Row, times } from './measure';
import { ClaudeModel, GlobalClaudeAccess, GlobalCrisValidation } from 'cdk-bedrock-cris';

const ENV = { account: '111122223333', region: 'af-south-1' };
const MODELS = [ClaudeModel.OPUS_5_5, ClaudeModel.SONNET_5_5, ClaudeModel.HAIKU_4_5];

/** Neither blocks anything; both have to be asked. */
const POLICIES = ['allow-list-with-unspecified', 'tls-only'].map((name) => join(__dirname, '..', 'test', 'scps', `${name}.json`));

/** Sets up a stack and returns what gives one of its roles access. */
type Way = (stack: Stack) => (role: iam.Role) => void;

const attachTo: Way = (stack) => {
  const access = new GlobalClaudeAccess(stack, 'Access', { models: MODELS });
  return (role) => access.attachTo(role);
};
const grantInvoke: Way = (stack) => {
  const access = new GlobalClaudeAccess(stack, 'Access', { models: MODELS });
  return (role) => access.grantInvoke(role);
};
const validated = (way: Way): Way => (stack) => {
  GlobalCrisValidation.addTo(stack, { organizationPolicies: POLICIES });
  return way(stack);
};

const WAYS = {
  attachTo,
  grantInvoke,
  'attachTo, validated': validated(attachTo),
  'grantInvoke, validated': validated(grantInvoke),
  'by hand': byHand(['GrantGlobalCrisInferenceProfileRegionAccess', 'GrantGlobalCrisInferenceProfileInRegionModelAccess',
    'GrantGlobalCrisInferenceProfileGlobalModelAccess']),
  'by hand, no Sids': byHand([]),
  'bare roles': () => () => {},
} satisfies Record<string, Way>;
type Name = keyof typeof WAYS;

/** As AWS's documentation writes the three statements, with the models folded. */
function byHand([profileSid, sourceSid, globalSid]: string[]): Way {
  return ({ account, region }) => {
    const actions = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'];
    const profiles = MODELS.map(({ modelId }) => `arn:aws:bedrock:${region}:${account}:inference-profile/global.${modelId}`);
    const sourceModels = MODELS.map(({ modelId }) => `arn:aws:bedrock:${region}::foundation-model/${modelId}`);
    const globalModels = MODELS.map(({ modelId }) => `arn:aws:bedrock:::foundation-model/${modelId}`);
    return (role) => {
      role.addToPolicy(new iam.PolicyStatement({
        sid: profileSid,
        actions,
        resources: profiles,
        conditions: { StringEquals: { 'aws:RequestedRegion': region } },
      }));
      role.addToPolicy(new iam.PolicyStatement({
        sid: sourceSid,
        actions,
        resources: sourceModels,
        conditions: { StringEquals: { 'aws:RequestedRegion': region, 'bedrock:InferenceProfileArn': profiles } },
      }));
      role.addToPolicy(new iam.PolicyStatement({
        sid: globalSid,
        actions,
        resources: globalModels,
        conditions: { StringEquals: { 'aws:RequestedRegion': 'unspecified', 'bedrock:InferenceProfileArn': profiles } },
      }));
    };
  };
}

export function synthRows(quick: boolean): Row[] {
  // A stack holds 500 resources; an inline policy is one of its own.
  const [stacks, roles, rounds] = quick ? [1, 100, 5] : [5, 200, 8];
  const bytes = Object.fromEntries(Object.keys(WAYS).map((name) => [name, synth(name as Name, stacks, roles)])) as Record<Name, number>;
  const timed = Object.keys(WAYS) as Name[];
  timed.forEach((name) => synth(name, stacks, roles));

  const spent = new Map<Name, number[]>(timed.map((name) => [name, []]));
  for (let round = 1; round <= rounds; round++) {
    // Every second round runs backwards, so that no way always follows the same other one.
    for (const name of round % 2 === 0 ? [...timed].reverse() : timed) {
      collectGarbage();
      spent.get(name)!.push(cpuTime(() => synth(name, stacks, roles)));
    }
    progress(`synth ${round}/${rounds}: ${timed.map((name) => `${name} ${count(spent.get(name)!.at(-1)!)} ms`).join(', ')}`);
  }

  const describe = (ours: Name, other: Name) => `${count(stacks * roles)} roles, ${ours} | ${other}`;
  const compareTimes = (ours: Name, other: Name, goal: string): Row => {
    const [a, b] = [spent.get(ours)!, spent.get(other)!];
    const what = `${describe(ours, other)}: construct and synth`;
    return [what, `${count(median(a))} ms`, `${count(median(b))} ms`, times(pairedRatio(a, b)), goal];
  };
  const compareSizes = (ours: Name, other: Name, goal: string): Row => {
    const [a, b] = [ours, other].map((name) => bytes[name] - bytes['bare roles']);
    return [`${describe(ours, other)}: template`, `${count(a)} B`, `${count(b)} B`, times(a / b), goal];
  };
  return [
    compareTimes('attachTo', 'by hand', '≤ 0.6×'),
    compareSizes('attachTo', 'by hand', '≤ 0.1×'),
    compareTimes('attachTo', 'bare roles', '≤ 1.15×'),
    compareTimes('attachTo, validated', 'attachTo', '≤ 1.25×'),
    compareTimes('grantInvoke, validated', 'grantInvoke', '≤ 1.25×'),
    compareTimes('grantInvoke', 'by hand', '≤ 1.0×'),
    compareSizes('grantInvoke', 'by hand', '≤ 1.0×'),
    compareTimes('grantInvoke', 'by hand, no Sids', ''),
    compareSizes('grantInvoke', 'by hand, no Sids', ''),
  ];
}

/** Constructs and synthesizes an app; returns the bytes of its templates. */
function synth(name: Name, stacks: number, roles: number): number {
  const outdir = mkdtempSync(join(tmpdir(), 'cris-bench-'));
  try {
    const app = new App({ outdir });
    for (let s = 0; s < stacks; s++) {
      const stack = new Stack(app, `Stack${s}`, { env: ENV });
      const giveAccess = WAYS[name](stack);
      for (let r = 0; r < roles; r++) {
        giveAccess(new iam.Role(stack, `Role${r}`, { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }));
      }
    }
    return quietly(() => app.synth()).stacks.reduce((sum, { template }) => sum + JSON.stringify(template).length, 0);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** The CDK and the validation say that all is well. */
function quietly<T>(work: () => T): T {
  const { log, error } = console;
  console.log = console.error = () => undefined;
  try {
    return work();
  } finally {
    Object.assign(console, { log, error });
  }
}

/** Otherwise one way would pay for the garbage of the way before. */
const collectGarbage: () => void = (() => {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc');
})();
