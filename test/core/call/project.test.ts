import type * as Admit from '../../../src/core/call/admit';
import type * as Calls from '../../../src/core/call/calls';
import type * as Decide from '../../../src/core/call/decide';
import { readErrors } from '../../../src/core/call/errors/read-errors';
import type * as Explain from '../../../src/core/call/explain';
import type * as Layers from '../../../src/core/call/layers';
import type { Caller, Leg } from '../../../src/core/call/leg';
import type * as WriteExplanation from '../../../src/core/call/write-explanation';
import type * as Project from '../../../src/core/facts/project';
import { PolicyLayer } from '../../../src/core/iam/layer';
import type * as PolicyText from '../../../src/core/iam/policy';
import { APPROVED } from '../../support/approved-models';

const MODEL = 'anthropic.claude-sonnet-5-5';
const CALLER: Caller = {
  account: '111122223333', partition: 'aws', region: 'af-south-1', principalArn: 'arn:aws:iam::111122223333:role/app',
};
const DEFAULT = 'arn:aws:bedrock:af-south-1:111122223333:project/default';
const SOURCES = [{ partition: 'aws', region: 'af-south-1' }];

function readDenial(text: string) {
  return readErrors(text).denials[0];
}

/** The rooms as they are, or as they will be once AWS asks for the project. */
function load(enforcement: Project.Enforcement) {
  jest.resetModules();
  jest.doMock('../../../src/core/facts/project', () => ({
    ...jest.requireActual<typeof Project>('../../../src/core/facts/project'), PROJECT_AUTHORIZATION: enforcement,
  }));
  /* eslint-disable @typescript-eslint/no-require-imports */
  const rooms = {
    ...require('../../../src/core/call/admit') as typeof Admit,
    ...require('../../../src/core/call/calls') as typeof Calls,
    ...require('../../../src/core/call/decide') as typeof Decide,
    ...require('../../../src/core/call/explain') as typeof Explain,
    ...require('../../../src/core/call/layers') as typeof Layers,
    ...require('../../../src/core/call/write-explanation') as typeof WriteExplanation,
    ...require('../../../src/core/iam/policy') as typeof PolicyText,
  };
  /* eslint-enable @typescript-eslint/no-require-imports */
  jest.dontMock('../../../src/core/facts/project');
  return rooms;
}

const document = (...Statement: any[]) => ({ Version: '2012-10-17', Statement });
/** As a policy of three legs allows them. */
const THREE_LEGS = document({ Sid: 'Three', Effect: 'Allow', Action: 'bedrock:InvokeModel*', Resource: APPROVED.Statement[0].NotResource });
const ALLOW = document({ Sid: 'All', Effect: 'Allow', Action: '*', Resource: '*' });
/** As organizations close the profiles of a geography. */
const NO_GEOGRAPHY = document({
  Sid: 'NoGeography',
  Effect: 'Deny',
  Action: 'bedrock:*',
  Resource: '*',
  Condition: { ArnLike: { 'bedrock:InferenceProfileArn': 'arn:aws:bedrock:*:*:inference-profile/us.*' } },
});

/** Decides the call under a policy of a layer, where the others allow everything. */
function judge(enforcement: Project.Enforcement, layer: PolicyLayer, given: object, caller = CALLER, stream = false) {
  const { buildLayers, callGlobally, chooseInvokeAction, decide, explain, parsePolicy, writeWarnings } = load(enforcement);
  const policy = parsePolicy('given', given);
  const everything = parsePolicy('all', ALLOW);
  const layers = buildLayers({
    identity: [layer === PolicyLayer.IDENTITY ? policy : everything],
    boundary: layer === PolicyLayer.PERMISSIONS_BOUNDARY ? policy : undefined,
    session: layer === PolicyLayer.SESSION ? policy : undefined,
    endpoint: layer === PolicyLayer.VPC_ENDPOINT ? policy : undefined,
    levels: layer === PolicyLayer.SERVICE_CONTROL ? [{ name: 'root', policies: [policy] }] : [],
  });
  const decision = decide(layers, callGlobally(caller, MODEL, chooseInvokeAction(stream)));
  const explanation = explain([{ layers, decision }]);
  const { leg, verdict } = decision.legs[3];
  return { outcome: decision.outcome, project: verdict.outcome, leg, explanation, warnings: writeWarnings(explanation), layers, decide };
}

describe('the project of a call (N1)', () => {
  test.each([
    ['bedrock:InvokeModel', false], ['bedrock:InvokeModelWithResponseStream', true],
  ])('is a leg of %s: the default project of the account in the source Region', (action, stream) => {
    const { leg } = judge('announced', PolicyLayer.IDENTITY, ALLOW, CALLER, stream);
    expect(leg).toMatchObject({ leg: 'PROJECT', action, resource: DEFAULT, requestedRegion: 'af-south-1' });
  });

  test('is the one that the call names', () => {
    expect(judge('announced', PolicyLayer.IDENTITY, ALLOW, { ...CALLER, projectId: 'payments' }).leg.resource)
      .toBe('arn:aws:bedrock:af-south-1:111122223333:project/payments');
  });

  test('is asked of direct and geographic calls and of application profiles too, and of no batch job, no bidirectional stream', () => {
    const { callDirectly, callThrough, createBatchJob } = load('announced');
    const projects = (legs: readonly Leg[]) => legs.filter(({ leg }) => leg === 'PROJECT').length;
    const profile = 'arn:aws:bedrock:af-south-1:111122223333:application-inference-profile/abc';
    expect([
      callDirectly(CALLER, MODEL), callThrough(CALLER, profile, MODEL), callThrough(CALLER, profile, MODEL, undefined, ['eu-west-1']),
      createBatchJob(CALLER, profile, MODEL), callThrough(CALLER, profile, MODEL, 'bedrock:InvokeModelWithBidirectionalStream'),
    ].map(projects)).toEqual([1, 1, 1, 0, 0]);
  });

  /** What stops the project, and how. */
  const STOPPING: readonly [string, PolicyLayer, object, string][] = [
    ['a deny of all but approved models and profiles', PolicyLayer.SERVICE_CONTROL, APPROVED, 'EXPLICITLY_DENIED'],
    ['a service control policy that lists the three legs', PolicyLayer.SERVICE_CONTROL, THREE_LEGS, 'IMPLICITLY_DENIED'],
    ['a permissions boundary of three legs', PolicyLayer.PERMISSIONS_BOUNDARY, THREE_LEGS, 'IMPLICITLY_DENIED'],
    ['a session policy of three legs', PolicyLayer.SESSION, THREE_LEGS, 'IMPLICITLY_DENIED'],
    ['the policy of an endpoint of three legs', PolicyLayer.VPC_ENDPOINT,
      document({ ...THREE_LEGS.Statement[0], Principal: '*' }), 'IMPLICITLY_DENIED'],
    ['an identity policy of three legs', PolicyLayer.IDENTITY, THREE_LEGS, 'IMPLICITLY_DENIED'],
  ];

  test.each(STOPPING)('while announced, %s makes a warning with its remedy, and the call stays allowed', (_, layer, given, outcome) => {
    const judged = judge('announced', layer, given);
    expect(judged).toMatchObject({ outcome: 'ALLOWED', project: outcome, explanation: { findings: [], remedies: [] } });
    expect(judged.warnings).toEqual([expect.stringMatching(/^Warning: AWS has announced .*\nPROJECT: .*Remedy: (Change|Replace|Add)/s)]);
    expect(judged.warnings[0]).toContain(DEFAULT);
  });

  test.each(STOPPING)('once enforced, %s denies the call, and there is no warning', (_, layer, given, outcome) => {
    const judged = judge('enforced', layer, given);
    expect(judged).toMatchObject({ outcome, project: outcome, warnings: [] });
    expect(judged.explanation.findings.map(({ leg }) => leg.leg)).toEqual(['PROJECT']);
  });

  test.each<Project.Enforcement>(['announced', 'enforced'])('%s: the remedy lets it through', (enforcement) => {
    const { explanation } = judge(enforcement, PolicyLayer.SERVICE_CONTROL, APPROVED);
    const [{ statements }] = [...explanation.remedies, ...explanation.announced.remedies];
    expect(judge(enforcement, PolicyLayer.SERVICE_CONTROL, document(...statements)))
      .toMatchObject({ outcome: 'ALLOWED', project: 'ALLOWED' });
  });

  test('is mended along with another leg that the same statement denies, in one edit', () => {
    const { explanation } = judge('announced', PolicyLayer.SERVICE_CONTROL, document({
      ...APPROVED.Statement[0], NotResource: 'arn:aws:bedrock:*::foundation-model/anthropic.*',
    }));
    expect(explanation.announced.findings).toEqual([]);
    expect(explanation.remedies.map(({ legs }) => legs)).toEqual([['PROJECT', 'PROFILE'].sort()]);
    expect(JSON.stringify(explanation.remedies[0].statements[0].NotResource)).toContain(DEFAULT);
  });

  test.each<[string, boolean, PolicyLayer]>([
    ['a service control policy', true, PolicyLayer.SERVICE_CONTROL], ['a role', false, PolicyLayer.IDENTITY],
  ])('has one edit with the call of a statement of %s that approves other models only', (_, stream, layer) => {
    const given = { Effect: 'Deny', Action: 'bedrock:InvokeModel*', NotResource: ['arn:aws:bedrock:*::foundation-model/amazon.*'] };
    const whole = (...statements: object[]) => document(...layer === PolicyLayer.IDENTITY ? ALLOW.Statement : [], ...statements);
    const { explanation: { remedies, announced } } = judge('announced', layer, whole(given), CALLER, stream);
    expect(remedies.map(({ kind }) => kind)).toEqual(['CHANGE_STATEMENT']);
    expect(announced).toEqual({ findings: [], remedies: [] });
    const edited = whole(...remedies[0].statements);
    expect(judge('announced', layer, edited, CALLER, stream)).toMatchObject({ outcome: 'ALLOWED', project: 'ALLOWED' });
    expect(judge('announced', layer, edited, { ...CALLER, projectId: 'other' }).project).toBe('EXPLICITLY_DENIED');
    expect(judge('announced', layer, edited, { ...CALLER, region: 'eu-west-1' }).outcome).toBe('EXPLICITLY_DENIED');
  });

  test('is left out of an edit that it would prevent', () => {
    const { explanation } = judge('announced', PolicyLayer.SERVICE_CONTROL, document({
      Effect: 'Deny',
      Action: 'bedrock:*',
      NotResource: 'arn:aws:bedrock:*:*:inference-profile/*',
      Condition: { StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' } },
    }));
    expect(explanation.remedies.map(({ kind, legs }) => [kind, legs])).toEqual([['CHANGE_STATEMENT', ['SOURCE_MODEL', 'GLOBAL_MODEL']]]);
    expect(explanation.announced.remedies.map(({ legs }) => legs)).toEqual([['PROJECT']]);
  });

  test('has warnings of its own where other legs depend', () => {
    const { explanation } = judge('announced', PolicyLayer.SERVICE_CONTROL, document(
      {
        Effect: 'Deny',
        Action: '*',
        Resource: 'arn:*:bedrock:*:*:inference-profile/*',
        Condition: { StringNotEquals: { 'aws:PrincipalTag/a': 'x' } },
      },
      {
        Effect: 'Deny',
        Action: '*',
        NotResource: 'arn:*:bedrock:*:*:inference-profile/*',
        Condition: { Null: { 'bedrock:InferenceProfileArn': 'true' } },
      },
    ));
    expect(explanation.remedies.map(({ sentence }) => sentence)).toEqual([expect.not.stringContaining('project')]);
    expect(explanation.announced.findings.map(({ leg }) => leg.leg)).toEqual(['PROJECT']);
  });

  test('is closed on purpose by a statement that names projects', () => {
    const { explanation } = judge('announced', PolicyLayer.SERVICE_CONTROL, document({
      Effect: 'Deny', Action: 'bedrock:*', Resource: 'arn:aws:bedrock:*:*:project/*',
    }));
    expect(explanation.announced.remedies[0].sentence).toMatch(/names "arn:aws:bedrock:\*:\*:project\/\*", so it closes this on purpose/);
  });

  test('that is denied one way or another is denied', () => {
    const given = document(
      { Effect: 'Deny', Action: '*', Resource: '*', Condition: { Null: { 'bedrock:InferenceProfileArn': 'true' } } },
      { Effect: 'Allow', Action: '*', Resource: '*', Condition: { Null: { 'bedrock:InferenceProfileArn': 'true' } } },
    );
    expect(judge('announced', PolicyLayer.IDENTITY, given).project).toBe('EXPLICITLY_DENIED');
  });

  test('does not depend where it is the same with and without a profile in bedrock:InferenceProfileArn', () => {
    expect(judge('announced', PolicyLayer.SERVICE_CONTROL, NO_GEOGRAPHY)).toMatchObject({ project: 'ALLOWED', warnings: [] });
  });

  test('depends where AWS would have to say what bedrock:InferenceProfileArn carries, and asks nobody for that', () => {
    const onlyThroughProfiles = document({
      Effect: 'Deny',
      Action: 'bedrock:InvokeModel*',
      NotResource: 'arn:aws:bedrock:*:*:inference-profile/*',
      Condition: { Null: { 'bedrock:InferenceProfileArn': 'true' } },
    });
    const { project, warnings } = judge('announced', PolicyLayer.SERVICE_CONTROL, onlyThroughProfiles);
    expect(project).toBe('DEPENDS');
    expect(warnings[0]).toMatch(/AWS does not document what a request on .*project\/default carries in bedrock:InferenceProfileArn/);
    expect(warnings[0]).not.toContain('Say what');
  });
});

describe('RegionDenyPolicy.admit and the project (N1)', () => {
  const admitted = (enforcement: Project.Enforcement, given: object) =>
    load(enforcement).admit('scp', given as any, { modelIds: [MODEL], sources: SOURCES });
  const REMARK = /^AWS has announced that calls will be authorized on arn:aws:bedrock:af-south-1:\*:project\/default too, which /;

  test('while announced it leaves a NotResource deny as it is, and remarks what to add', () => {
    const { document: edited, changes, remarks } = admitted('announced', APPROVED);
    expect([edited, changes]).toEqual([APPROVED, []]);
    expect(remarks).toEqual([expect.stringMatching(REMARK)]);
    expect(remarks[0]).toContain('statement 0 (\'Approved\') denies: add it to NotResource there');
  });

  test('while announced it remarks what an allow list lacks', () => {
    expect(admitted('announced', THREE_LEGS).remarks).toEqual([expect.stringMatching(/the document does not list: add a statement/)]);
  });

  test.each([['a NotResource deny', APPROVED], ['an allow list', THREE_LEGS]])('once enforced it edits %s', (_, given) => {
    const { document: edited, changes, remarks } = admitted('enforced', given);
    expect(changes).not.toEqual([]);
    expect(remarks.join()).not.toContain('announced');
    expect(judge('enforced', PolicyLayer.SERVICE_CONTROL, edited).outcome).toBe('ALLOWED');
  });

  test('does not advise to edit a control of AWS Control Tower', () => {
    const { remarks } = admitted('announced', document({ ...APPROVED.Statement[0], Sid: 'GRREGIONDENY' }));
    expect(remarks).toEqual([expect.stringContaining('AWS Control Tower manages it, so replace it with a policy of your own')]);
  });

  test('says nothing of it where nothing stops it', () => {
    const regionDeny = document({
      Effect: 'Deny', NotAction: 'iam:*', Resource: '*', Condition: { StringNotEquals: { 'aws:RequestedRegion': ['af-south-1'] } },
    });
    expect(admitted('announced', regionDeny).remarks).toEqual([]);
  });
});

describe('the text of a denial that names a project (N1)', () => {
  const text = (resource: string, cause: string) =>
    'User: arn:aws:sts::111122223333:assumed-role/app/session is not authorized to perform: bedrock:InvokeModel on resource: ' +
    `${resource} ${cause}`;

  test('is understood, with what it means and what mends it', () => {
    const denied = readDenial(text(DEFAULT, 'because no identity-based policy allows the bedrock:InvokeModel action'));
    expect(denied).toMatchObject({
      leg: 'PROJECT',
      projectId: 'default',
      region: 'af-south-1',
      layer: 'IDENTITY',
      modelId: undefined,
      meaning: expect.stringMatching(/project of a call.*announced.*AWS enforces it here.*statement that allows the profile/),
    });
  });

  test('of a service control policy names the pattern to except', () => {
    expect(readDenial(text(DEFAULT, 'with an explicit deny in a service control policy'))?.meaning)
      .toMatch(/Add it, such as "arn:\*:bedrock:\*:\*:project\/default"/);
  });

  test('of another action on a project is no leg of a call', () => {
    expect(readDenial(text(DEFAULT, 'with an explicit deny').replace('InvokeModel', 'CreateProject'))?.leg).toBeUndefined();
  });

  test('of bedrock-mantle is another', () => {
    expect(readDenial(text(DEFAULT.replace('bedrock', 'bedrock-mantle'), 'with an explicit deny'))?.leg).toBe('MANTLE_PROJECT');
  });
});
