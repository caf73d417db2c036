import * as iam from 'aws-cdk-lib/aws-iam';
import { ApplicationProfile, ClaudeModel, GlobalClaudeAccess, GlobalClaudeAccessProps } from '../../src';
import { BedrockRuntime } from '../support/bedrock-runtime/bedrock-runtime';
import { Client, makePlace, makePythonClient, makeTypeScriptClient, redirect, runClient } from '../support/bedrock-runtime/clients';
import { ACCOUNT, CAPE_TOWN } from '../support/decisions';
import { describeWithJudges } from '../support/judges';
import { testStack } from '../support/stack';

jest.setTimeout(60_000);
const { SONNET_5_5, HAIKU_5_5 } = ClaudeModel;
const { handbook, home } = makePlace(5000);
const OWN = `arn:aws:bedrock:af-south-1:${ACCOUNT}:application-inference-profile/own1`;

function testSettings({ startQuickly }: Client): void {
  test.each<[string, (stack: ReturnType<typeof testStack>) => GlobalClaudeAccessProps, string[]]>([
    ['global profiles', () => ({ models: [SONNET_5_5, HAIKU_5_5] }), [`global.${SONNET_5_5}`, `global.${HAIKU_5_5}`]],
    ['an application profile', (stack) => ({
      models: [HAIKU_5_5],
      applicationProfiles: [ApplicationProfile.fromProfileArn(stack, 'Own', { profileArn: OWN, model: SONNET_5_5 })],
    }), [OWN, `global.${HAIKU_5_5}`]],
  ])('with the settings of an access by %s calls what that grants, from its Region, and nothing else', async (_, makeProps, granted) => {
    const stack = testStack(CAPE_TOWN);
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    const access = new GlobalClaudeAccess(stack, 'Claude', { ...makeProps(stack), role });
    const { environment } = access.clientSettings({ primary: SONNET_5_5, background: HAIKU_5_5 });
    expect(environment.ANTHROPIC_MODEL).toBe(granted[0]);
    const bedrock = await BedrockRuntime.start({ region: stack.region, profiles: granted });
    try {
      const workload = { CLAUDE_MAX_TOKENS: '700', CLAUDE_REQUEST_METADATA: '{"team": "refunds"}' };
      const all = { ...redirect(bedrock.endpoint, home), ...environment, ...workload };
      expect(await runClient([...startQuickly, handbook, 'Who approves a refund?'], all)).toMatchObject({ status: 0, err: [] });
      expect(bedrock.objections).toEqual([]);
      expect(new Set(bedrock.calls.map(({ modelId }) => modelId))).toEqual(new Set(granted));
    } finally {
      await bedrock.close();
    }
  });
}

describe('the TypeScript client', () => testSettings(makeTypeScriptClient()));
describeWithJudges('the Python client', () => testSettings(makePythonClient()));
