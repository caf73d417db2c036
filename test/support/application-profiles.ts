import { INVOKE, SONNET, STREAM } from './small-policies';

const REF_REGION = { Ref: 'AWS::Region' };

/** The custom resource by which `ApplicationProfile` makes a profile. */
export function profileResource(model = SONNET, more: object = {}): object {
  return {
    Type: 'Custom::BedrockApplicationProfile',
    Properties: {
      ServiceToken: 'arn:aws:lambda:x',
      Region: REF_REGION,
      NamePrefix: 'a',
      CopyFrom: copyFrom(`inference-profile/global.${model}`),
      ...more,
    },
  };
}

export function copyFrom(what: string): object {
  return { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':bedrock:', REF_REGION, ':', { Ref: 'AWS::AccountId' }, `:${what}`]] };
}

export interface ProfileGrant {
  readonly profiles?: readonly unknown[];
  /** What `bedrock:InferenceProfileArn` is asked for; by default these profiles. */
  readonly keys?: readonly unknown[];
  readonly models?: readonly string[];
  readonly region?: unknown;
  readonly actions?: readonly string[];
}

/** The three statements of `GlobalClaudeAccess` with `applicationProfiles`. */
export function profileStatements(given: ProfileGrant = {}): object[] {
  const { profiles = [{ Ref: 'Profile' }], keys = profiles, models = [SONNET], region = REF_REGION, actions = [INVOKE, STREAM] } = given;
  const arn = (from: unknown, model: string) =>
    ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':bedrock:', from, `::foundation-model/${model}`]] });
  const through = { 'bedrock:InferenceProfileArn': keys };
  const project = { 'Fn::Join': ['', ['arn:aws:bedrock:', region, ':', { Ref: 'AWS::AccountId' }, ':project/default']] };
  const allow = (Sid: string, Resource: unknown, equals: object) =>
    ({ Sid, Effect: 'Allow', Action: actions, Resource, Condition: { StringEquals: equals } });
  return [
    allow('GlobalProfile', [...profiles, project], { 'aws:RequestedRegion': region }),
    allow('SourceModel', models.map((model) => arn(region, model)), { 'aws:RequestedRegion': region, ...through }),
    allow('GlobalModel', models.map((model) => arn('', model)), { 'aws:RequestedRegion': 'unspecified', ...through }),
  ];
}

/** A profile of CloudFormation's own type. */
export function nativeProfile(source: object = copyFrom(`inference-profile/global.${SONNET}`)): object {
  const Properties = { InferenceProfileName: 'a', ModelSource: { CopyFrom: source } };
  return { Type: 'AWS::Bedrock::ApplicationInferenceProfile', Properties };
}
