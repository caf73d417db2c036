import { Stack, Token } from 'aws-cdk-lib';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { ClientSettingsFormat, SettingsParameterOptions } from './client-settings-options';
import { PARAMETER_RULES, writeUpstreamRules } from './client-settings-rules';
import { SettingsSource } from './settings-source';
import { requireKnownRegion } from './source-region';
import { checkProps, fail, isConcrete, requireScope } from '../checks/check';
import { PARAMETER_LIMITS } from '../core/facts/clients';
import { describeValue } from '../core/rules/describe-value';

/** Counts for a part of a text that only the deployment knows. It is longer than the ARN of an application profile. */
const UNKNOWN_PART = 'x'.repeat(128);

/** Writes a document as the text of a file. Throws for tokens, which a file cannot hold. */
export function writeFileText(source: SettingsSource, member: string, document: object): string {
  const text = JSON.stringify(document, null, 2);
  if (Token.isUnresolved(text)) {
    fail(source.access, `'${member}' must be known at synthesis, because it is for a file, got: ${listUnknown(source, text).join(', ')}. ` +
      'Use writeToParameter(), whose value CloudFormation fills in; for a Region, set \'sourceRegion\' or the env of the stack');
  }
  return text;
}

function listUnknown({ sourceRegion, applicationProfiles, guardrails }: SettingsSource, text: string): string[] {
  const isUnknown = (part: string) => !isConcrete(part) && text.includes(part);
  const profiles = applicationProfiles.filter(({ profileArn }) => isUnknown(profileArn));
  return [
    ...isUnknown(sourceRegion) ? ['a token as the source Region'] : [],
    ...guardrails.some(({ guardrailArn, guardrailVersion }) => isUnknown(guardrailArn) || isUnknown(guardrailVersion))
      ? ['a token as the guardrail'] : [],
    ...profiles.map(({ name }) => `a token as the ARN of ${describeValue(name)}`),
  ];
}

/** Writes a document into a parameter. Systems Manager chooses its tier by the size. */
export function writeParameter(
  { access, sourceRegion }: SettingsSource, scope: Construct, id: string, options: SettingsParameterOptions,
  write: (format: ClientSettingsFormat, upstream?: string) => object,
): ssm.StringParameter {
  requireScope(scope);
  checkProps(access, options, { ...PARAMETER_RULES, rules: { ...PARAMETER_RULES.rules, ...writeUpstreamRules(options ?? {}) } });
  requireKnownRegion(access, sourceRegion, Stack.of(scope), 'write settings');
  const { format = ClientSettingsFormat.ENVIRONMENT, parameterName, upstream } = options;
  const stringValue = JSON.stringify(write(format, upstream));
  const size = stringValue.replace(/\$\{Token\[[^\]]+\]\}/g, UNKNOWN_PART).length;
  if (size > PARAMETER_LIMITS.advanced) {
    fail(access, `'format' must have settings of at most ${PARAMETER_LIMITS.advanced} characters, the limit of a parameter, got: ${size} ` +
      `for ${format}. Create an access with fewer models for these clients`);
  }
  return new ssm.StringParameter(scope, id, {
    parameterName,
    stringValue,
    tier: ssm.ParameterTier.INTELLIGENT_TIERING, // a change from Advanced to Standard would fail the deployment
    description: `Settings of clients of Claude: ${format}`,
  });
}
