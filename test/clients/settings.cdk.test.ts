import * as iam from 'aws-cdk-lib/aws-iam';
import { ClaudeModel, GlobalClaudeAccess } from '../../src';
import { BedrockRuntime } from '../support/bedrock-runtime/bedrock-runtime';
import { makePlace, makeTypeScriptClient, redirect, runClient } from '../support/bedrock-runtime/clients';
import { CAPE_TOWN } from '../support/decisions';
import { testStack } from '../support/stack';

jest.setTimeout(60_000);
const { startQuickly } = makeTypeScriptClient();
const { handbook, home } = makePlace(5000);

test('a client with the settings of an access calls what that grants, from its Region, and nothing else', async () => {
  const stack = testStack(CAPE_TOWN);
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  const access = new GlobalClaudeAccess(stack, 'Claude', { models: [ClaudeModel.SONNET_5_5, ClaudeModel.HAIKU_5_5], role });
  const { environment } = access.clientSettings({ primary: ClaudeModel.SONNET_5_5, background: ClaudeModel.HAIKU_5_5 });
  const granted = access.profiles.map(({ profileId }) => profileId);
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
