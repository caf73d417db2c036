import { Names, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnPolicy } from 'aws-cdk-lib/aws-organizations';
import { Construct } from 'constructs';
import { GuardTarget } from './guard-target';
import { ServiceControlPolicyProps } from './service-control-policy-props';
import { fail, got, isConcrete } from '../checks/fail';
import { jsonSize, SERVICE_CONTROL_POLICY_LIMIT } from '../core/statements/size';

const TYPE = 'SERVICE_CONTROL_POLICY';
/** Since May 2026 (AWS Organizations User Guide, "Quotas"); it was 5 before. */
const POLICIES_PER_TARGET = 10;

/** Creates the policy where targets are given, and throws where AWS Organizations would refuse it. */
export function serviceControlPolicy(scope: Construct, document: iam.PolicyDocument, props: ServiceControlPolicyProps): CfnPolicy | undefined {
  const { targets, policyName, description, maxDocumentSize = SERVICE_CONTROL_POLICY_LIMIT } = props;
  requireTexts(scope, props);
  if (isConcrete(maxDocumentSize) && !(Number.isInteger(maxDocumentSize) && maxDocumentSize > 0)) {
    fail(scope, `'maxDocumentSize' must be a number of characters above 0, ${got(maxDocumentSize)}. For example 5120`);
  }
  const [tooLong] = oversize(document, maxDocumentSize);
  if (tooLong) {
    fail(scope, tooLong);
  }
  if (targets === undefined) {
    return undefined;
  }
  requireTargets(scope, targets);
  const policy = new CfnPolicy(scope, 'Policy', {
    type: TYPE,
    name: policyName ?? Names.uniqueResourceName(scope, { maxLength: 128 }),
    description,
    content: document,
    targetIds: targets.map(({ targetId }) => targetId),
  });
  // Others may add statements and policies, so both are counted when all is said.
  scope.node.addValidation({ validate: () => [...oversize(document, maxDocumentSize), ...crowdedTargets(policy)] });
  return policy;
}

/** The document as minified JSON, for where no CDK is at hand. Throws where a value is known to the deployment only. */
export function standaloneJson(scope: Construct, document: iam.PolicyDocument): string {
  const json = JSON.stringify(document.toJSON());
  if (Token.isUnresolved(json)) {
    fail(scope, '\'toJson\' must find concrete values only, and some are known to the deployment only. Use \'document\', or give the values that they will have');
  }
  return json;
}

function requireTexts(scope: Construct, { policyName, description }: ServiceControlPolicyProps): void {
  if (isConcrete(policyName) && !/^.{1,128}$/.test(policyName)) {
    fail(scope, `'policyName' must have 1 to 128 characters, ${got(policyName)}. Shorten it, or leave it out for a generated name`);
  }
  if (isConcrete(description) && description.length > 512) {
    fail(scope, `'description' must have at most 512 characters, got: ${description.length}. Shorten it, or leave it out`);
  }
}

function requireTargets(scope: Construct, targets: readonly GuardTarget[]): void {
  if (!Array.isArray(targets) || targets.some((target?: GuardTarget) => typeof target?.targetId !== 'string')) {
    fail(scope, `'targets' must be a list of GuardTarget, ${got(targets)}. For example [GuardTarget.organizationalUnit("ou-ab12-cd34ef56")]`);
  }
  if (targets.length < 1 || targets.length > 100) {
    fail(scope, `'targets' must name 1 to 100 places, got: ${targets.length}. Without any, leave 'targets' out; for more, attach to the units above them`);
  }
  const ids = targets.map(({ targetId }) => targetId);
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index);
  if (repeated !== undefined) {
    fail(scope, `'targets' must name each place once, ${got(repeated)} twice. Leave one out`);
  }
}

/** White space counts, except in the console, which strips it: so the document is counted as a template renders it. */
function oversize(document: iam.PolicyDocument, limit: number): string[] {
  const json = document.toJSON();
  const size = jsonSize(json, 1);
  return !isConcrete(limit) || size <= limit ? [] : [`'maxDocumentSize' is ${limit} characters, and the document has more as CloudFormation hands it over, ` +
    `got: ${size} (${jsonSize(json)} minified). Name fewer models, principals or actions; or paste toJson() into the console, which counts no white space`];
}

function crowdedTargets(policy: CfnPolicy): string[] {
  const policies = policy.node.root.node.findAll().filter((child): child is CfnPolicy => CfnPolicy.isCfnPolicy(child) && child.type === TYPE);
  return (policy.targetIds ?? []).filter(isConcrete).flatMap((target) => {
    const attached = policies.filter(({ targetIds }) => targetIds?.includes(target));
    return attached.length <= POLICIES_PER_TARGET ? [] : [`'targets' must leave at most ${POLICIES_PER_TARGET} service control policies on ${target}, ` +
      `got: ${attached.length} (${attached.map(({ node }) => node.path).join(', ')}). AWS's FullAWSAccess takes one of the places as well, unless it is detached. ` +
      'Join policies, or attach some to the level above'];
  });
}
