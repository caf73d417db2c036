/** The dashboard of thirteen models: by this library, and by the generative AI constructs of cdklabs. */
import { BedrockCwDashboard } from '@cdklabs/generative-ai-cdk-constructs/lib/patterns/gen-ai/aws-bedrock-cw-dashboard';
import { App, Stack } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import { count, cpuTime, median, pairedRatio, progress, Row, times } from './measure';
import { KNOWN_MODELS } from '../src/core/facts/known-models';
import { ClaudeModel, InvocationDashboard, TokenQuotas } from 'cdk-bedrock-cris';

const ENV = { account: '111122223333', region: 'af-south-1' };
const MODELS = KNOWN_MODELS.slice(0, 13).map(({ modelId }) => ClaudeModel.of(modelId));
const QUOTAS = TokenQuotas.fixed(Object.fromEntries(MODELS.map(({ modelId }) => [modelId, 2_000_000])));

const WAYS = {
  ours: (stack: Stack) => {
    const logGroup = logs.LogGroup.fromLogGroupName(stack, 'Records', '/bedrock/invocations');
    new InvocationDashboard(stack, 'Dashboard', { models: MODELS, quotas: QUOTAS, logGroup });
  },
  other: (stack: Stack) => {
    const dashboard = new BedrockCwDashboard(stack, 'Dashboard');
    MODELS.forEach(({ modelId, globalProfileId }) => dashboard.addModelMonitoring(modelId, globalProfileId));
  },
};

export function dashboardRows(quick: boolean): Row[] {
  const rounds = quick ? 7 : 25;
  const made = { ours: synth('ours'), other: synth('other') };
  const spent: Record<keyof typeof WAYS, number[]> = { ours: [], other: [] };
  for (let round = 1; round <= rounds; round++) {
    for (const name of round % 2 === 0 ? ['other', 'ours'] as const : ['ours', 'other'] as const) {
      spent[name].push(cpuTime(() => synth(name)));
    }
  }
  const [ours, other] = [spent.ours, spent.other].map(median);
  progress(`dashboard of ${MODELS.length} models: ${count(ours)} ms; by the generative AI constructs ${count(other)} ms`);
  return [
    [`dashboard of ${MODELS.length} models: synth`, `${count(ours)} ms`, `${count(other)} ms`, times(pairedRatio(spent.ours, spent.other)),
      '–'],
    ['… widgets', `${made.ours.widgets}`, `${made.other.widgets}`, '–', '–'],
    ['… template', `${count(made.ours.bytes)} B`, `${count(made.other.bytes)} B`, times(made.ours.bytes / made.other.bytes), '–'],
    ['… template bytes for a widget', count(made.ours.bytes / made.ours.widgets), count(made.other.bytes / made.other.widgets), '–', '–'],
  ];
}

function synth(name: keyof typeof WAYS): { readonly bytes: number; readonly widgets: number } {
  const app = new App();
  const stack = new Stack(app, 'Stack', { env: ENV });
  WAYS[name](stack);
  const json = JSON.stringify(app.synth().getStackByName(stack.stackName).template);
  return { bytes: Buffer.byteLength(json), widgets: json.split('\\"type\\":').length - 1 };
}
