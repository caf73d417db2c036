import { readdirSync, readFileSync } from 'node:fs';
import * as library from '../src';
import {
  ClaudeModel, InvocationRequest, InvocationRemedy, InvocationSimulator, PolicySource, RegionDenyPolicy,
} from '../src';
import { ACCOUNT, CALLER } from './support/decisions';
import { ALLOW_ALL } from './support/guards';

/**
 * What a program in .NET takes where it leaves a required enum out: its first member. For each enum, the member that does no harm then;
 * where none does, "none dangerous" says why.
 */
const HARMLESS: Record<string, string> = {
  ClientSettingsFormat: 'none dangerous: another file is written than was meant, and it holds no more',
  ExistingLogging: 'REFUSE',
  InferenceProfileKind: 'none dangerous: only returned, and never left out',
  InferenceRoute: 'GLOBAL_PROFILE', // a guard closes it in any case
  InvocationLeg: 'none dangerous: only returned',
  InvocationOutcome: 'DEPENDS', // a default that nobody judged is not read as allowed
  InvocationRemedyKind: 'none dangerous: only returned',
  LoggingDestination: 'CLOUDWATCH_LOGS', // where masking works
  LoggingRemoval: 'RESTORE_PREVIOUS',
  PolicyLayer: 'none dangerous: only returned',
  PromptRecording: 'METADATA_ONLY',
  QuotaLimit: 'none dangerous: only returned',
  RecordDelivery: 'none dangerous: another metric is drawn',
};

/** Members of what methods return whose type is JSON of any shape. */
const FRESH: Record<string, (scp: PolicySource) => unknown> = {
  'AdmittedRegionDeny.document': (scp) => RegionDenyPolicy.admit(scp, {
    admitModels: [ClaudeModel.HAIKU_4_5], admitFrom: ['af-south-1'],
  }).document,
  'InvocationRemedy.statements': (scp) => explain(scp).flatMap(({ statements }) => statements),
};

describe('enums', () => {
  const source = Object.entries(library).filter(([, value]) => typeof value === 'object') as [string, Record<string, string>][];

  test('say which of their members does no harm where it is left out', () => {
    expect(source.map(([name]) => name).sort()).toEqual(Object.keys(HARMLESS).sort());
  });

  test.each(source)('%s begins with it', (name, members) => {
    const [first] = Object.keys(members);
    expect(HARMLESS[name].startsWith('none dangerous: ') || HARMLESS[name] === first).toBe(true);
  });
});

describe('JSON that is returned', () => {
  test('is of these members and no others', () => {
    const members = /^ {2}(?:public )?(?:readonly |get )(\w+)[?]?(?:\(\))?: any(?:\[\])?[; ]/gm;
    const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
    const found = files.flatMap((file) => [...readFileSync(`src/${file}`, 'utf8').matchAll(members)].map(([, name]) => name));
    expect(found.sort()).toEqual(Object.keys(FRESH).map((name) => name.split('.')[1]).sort());
  });

  test.each(Object.entries(FRESH))('%s shares nothing with what was given, whose objects jsii tags, nor with the next', (_, produce) => {
    const given = writeRegionDeny();
    const source = PolicySource.fromJson('scp', given);
    const returned = listObjects(produce(source));
    expect(returned.length).toBeGreaterThan(2);
    const others = new Set([given, source._document, produce(source)].flatMap(listObjects));
    expect(returned.filter((value) => others.has(value))).toEqual([]);
  });
});

function writeRegionDeny(): object {
  return {
    Version: '2012-10-17',
    Statement: [{
      Sid: 'Regions',
      Effect: 'Deny',
      NotAction: ['iam:*', 'sts:*'],
      Resource: '*',
      Condition: {
        StringNotEquals: { 'aws:RequestedRegion': ['af-south-1'] },
        ArnNotLike: { 'aws:PrincipalARN': ['arn:*:iam::*:role/Admin'] },
      },
    }],
  };
}

function explain(scp: PolicySource): InvocationRemedy[] {
  return new InvocationSimulator({ identityPolicies: [ALLOW_ALL], serviceControlPolicies: [{ levelName: 'root', policies: [scp] }] })
    .decide(InvocationRequest.globalProfile(ClaudeModel.HAIKU_4_5, { ...CALLER, principalArn: `arn:aws:iam::${ACCOUNT}:role/app` }))
    .remedies;
}

/** A value and all objects and lists in it. */
function listObjects(value: unknown): object[] {
  return typeof value === 'object' && value !== null ? [value, ...Object.values(value).flatMap(listObjects)] : [];
}
