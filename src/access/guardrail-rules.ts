import { Annotations, CfnResource, Reference, Tokenization } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { RequiredGuardrail } from './required-guardrail';
import { isConcrete, KNOWN_LIST } from '../checks/check';
import { GUARDRAIL_ARN, GUARDRAIL_REGIONS, GUARDRAIL_VERSION, writeGuardrailIdentifier } from '../core/facts/guardrails';
import { describeValue } from '../core/rules/describe-value';
import { atLeastOne, comparing, each, ElementRules, must, mustLack, once, Rule } from '../core/rules/rule';
import { NamedGuardrail } from '../core/statements/allows';

interface Props {
  readonly requiredGuardrails?: RequiredGuardrail[];
}

const ARN_EXAMPLE = 'arn:aws:bedrock:eu-west-1:111122223333:guardrail/a1b2c3d4e5f6';

/** The rules on the required guardrails of an access. */
export function writeGuardrailRules(sourceRegion: string): (Rule<RequiredGuardrail[], Props> | ElementRules<RequiredGuardrail, Props>)[] {
  return [
    KNOWN_LIST,
    atLeastOne('name at least one guardrail', 'Leave it out if you require none'),
    each<RequiredGuardrail, Props>(
      must((one) => isText(one.guardrailArn) && isText(one.guardrailVersion), 'must hold guardrails with their ARN and version',
        `For example { guardrailArn: "${ARN_EXAMPLE}", guardrailVersion: "1" }`),
      must(({ guardrailArn }) => !isConcrete(guardrailArn) || GUARDRAIL_ARN.test(guardrailArn),
        'must hold whole ARNs of guardrails', `For example "${ARN_EXAMPLE}"`, ({ guardrailArn }) => describeValue(guardrailArn)),
      must(({ guardrailArn }) => !refersTo('GuardrailId', guardrailArn), 'must hold whole ARNs of guardrails',
        'Use attrGuardrailArn', () => 'attrGuardrailId'),
      must(({ guardrailVersion }) => guardrailVersion !== 'DRAFT' && !refersTo('Version', guardrailVersion),
        'must not hold the draft of a guardrail, which changes with every edit',
        'Publish a version, for example with CfnGuardrailVersion, and use its attrVersion', () => '"DRAFT"'),
      must(({ guardrailVersion }) => !isConcrete(guardrailVersion) || GUARDRAIL_VERSION.test(guardrailVersion),
        'must hold published versions: a number of 1 to 8 digits, as text', 'For example "1"',
        ({ guardrailVersion }) => describeValue(guardrailVersion)),
    ),
    comparing(['sourceRegion', 'applicationProfiles'], mustLack((all) => {
      const elsewhere = all.map(({ guardrailArn }) => guardrailArn).filter((arn) => isElsewhere(arn, sourceRegion));
      return elsewhere.length === 0 ? undefined : elsewhere;
    }, `must be in ${sourceRegion}, the source Region of the calls`, 'Create it there: a call takes no guardrail of another Region', '')),
    once('version', writeIdentifier),
  ];
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

/** Whether a text is an attribute of a guardrail of the app. Its `Version` is always the draft. */
function refersTo(attribute: string, text: string): boolean {
  const token = Tokenization.reverseCompleteString(text);
  return token !== undefined && Reference.isReference(token) && token.displayName === attribute
    && CfnResource.isCfnResource(token.target) && token.target.cfnResourceType === 'AWS::Bedrock::Guardrail';
}

function isElsewhere(arn: string, sourceRegion: string): boolean {
  const [, region] = (isConcrete(arn) && GUARDRAIL_ARN.exec(arn)) || [];
  return region !== undefined && isConcrete(sourceRegion) && region !== sourceRegion;
}

/** How statements name a guardrail. */
export function nameGuardrail(guardrail: RequiredGuardrail): NamedGuardrail {
  return { arn: guardrail.guardrailArn, identifier: writeIdentifier(guardrail) };
}

function writeIdentifier({ guardrailArn, guardrailVersion }: RequiredGuardrail): string {
  return writeGuardrailIdentifier(guardrailArn, guardrailVersion);
}

/** Warns if AWS's pages disagree on whether a Region has guardrails: without one, every call of the access is denied. */
export function warnOfGuardrailRegion(scope: IConstruct, sourceRegion: string): void {
  if (isConcrete(sourceRegion) && !GUARDRAIL_REGIONS.includes(sourceRegion)) {
    Annotations.of(scope).addWarningV2('cdk-bedrock-cris:access.guardrailRegion',
      `${scope.node.path}: AWS's list of Regions with guardrails lacks ${sourceRegion}; an AWS article says that af-south-1 has ` +
      'them. If you cannot create a guardrail there, all calls of this access are denied: leave \'requiredGuardrails\' out. Once you ' +
      'have created one, acknowledge this warning: Annotations.of(access).acknowledgeWarning("cdk-bedrock-cris:access.guardrailRegion")');
  }
}
