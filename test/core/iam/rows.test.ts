import conditions from './rows/conditions.json';
import policies from './rows/policies.json';
import { evaluate } from '../../../src/core/iam/evaluate';
import { Layer, PolicyLayer } from '../../../src/core/iam/layer';
import { parsePolicy } from '../../../src/core/iam/policy';
import { IamRequest } from '../../../src/core/iam/request';

interface PolicyRow {
  readonly name: string;
  readonly action: string;
  readonly resource: string;
  readonly context: Record<string, string[]>;
  readonly layers: { identity: unknown[]; boundary?: unknown; session?: unknown; endpoint?: unknown; scp?: unknown[][] };
  readonly expected: { outcome: string; layer?: string; sid?: string; index?: number; unknown?: string[] };
}

interface ConditionRow {
  readonly name: string;
  /** The keys beside those of `context` that the request can carry; without it any. */
  readonly mayCarry?: string[];
  readonly version?: string;
  readonly condition: object;
  readonly context: Record<string, string[]>;
  readonly expected: string;
  readonly unknown?: string[];
}

function request(action: string, resource: string, context: Record<string, string[]>): IamRequest {
  return {
    action,
    resource,
    context: new Map(Object.entries(context).map(([key, values]) => [key.toLowerCase(), values])),
    environment: { account: '111122223333', region: 'af-south-1', partition: 'aws' },
  };
}

function layer(name: string, documents: unknown[]): Layer {
  return { kind: PolicyLayer.IDENTITY, name, policies: documents.map((document, index) => parsePolicy(`${name} ${index}`, document)) };
}

describe('conditions', () => {
  test.each(conditions as ConditionRow[])('$name', ({ condition, context, mayCarry, version = '2012-10-17', expected, unknown = [] }) => {
    const document = { Version: version, Statement: { Effect: 'Allow', Action: '*', Resource: '*', Condition: condition } };
    const asked = {
      ...request('bedrock:InvokeModel', 'arn:aws:bedrock:::foundation-model/m', context),
      mayCarry: mayCarry && ((key: string) => mayCarry.includes(key)),
    };
    expect(evaluate([layer('identity', [document])], asked)).toMatchObject({ outcome: expected, unknown });
  });
});

describe('policies', () => {
  test.each(policies as PolicyRow[])('$name', ({ action, resource, context, layers, expected }) => {
    const { identity, scp = [], ...single } = layers;
    const verdict = evaluate([
      layer('identity', identity),
      ...Object.entries(single).map(([name, document]) => layer(name, [document])),
      ...scp.map((documents, index) => layer(`scp ${index}`, documents)),
    ], request(action, resource, context));
    expect({
      outcome: verdict.outcome,
      layer: verdict.layer.name,
      sid: verdict.statement?.sid,
      index: verdict.statement?.index,
      unknown: verdict.unknown,
    }).toMatchObject(expected);
  });
});
