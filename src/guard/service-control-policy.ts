import { Annotations, Names, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnPolicy } from 'aws-cdk-lib/aws-organizations';
import { Construct } from 'constructs';
import { ServiceControlPolicyProps } from './service-control-policy-props';
import { fail, isConcrete, refuse } from '../checks/check';
import { TreeRegistry } from '../checks/tree-registry';
import { POLICIES_PER_TARGET, SERVICE_CONTROL_POLICY_LIMIT } from '../core/facts/limits';
import { writeFault } from '../core/rules/rule';
import { Deny, writeDenies } from '../core/statements/deny';
import { DocumentJson, writeDocumentJson } from '../core/statements/document-json';
import { findOversize } from '../core/statements/scp-rules';

const TYPE = 'SERVICE_CONTROL_POLICY';
const JOIN = 'Merge policies, or attach some to the level above';

/** Writes a document of denies. Each deny exempts the principals. */
export function writeDenyDocument(denies: readonly Deny[], exemptPrincipalArns: readonly string[]): iam.PolicyDocument {
  const statements = writeDenies(denies, exemptPrincipalArns).map((statement) => iam.PolicyStatement.fromJson(statement));
  // If aws-cdk-lib merged statements, they would lose the Sids by which decisions name them.
  return new iam.PolicyDocument({ minimize: false, statements });
}

/** Creates the policy if there are targets. Throws if AWS Organizations would refuse it. */
export function createServiceControlPolicy(
  scope: Construct, document: iam.PolicyDocument, props: ServiceControlPolicyProps,
): CfnPolicy | undefined {
  const { targets, policyName, description, maxDocumentSize = SERVICE_CONTROL_POLICY_LIMIT } = props;
  const remedy = (fitsMinified: boolean) => (isConcrete(maxDocumentSize) && maxDocumentSize < SERVICE_CONTROL_POLICY_LIMIT
    ? `Raise it, up to the ${SERVICE_CONTROL_POLICY_LIMIT} characters of AWS, or name fewer models, principals or actions`
    : 'Name fewer models, principals or actions') +
    (fitsMinified ? '; or paste toJson() into the console, which counts no white space' : '');
  const findTooLong = () => isConcrete(maxDocumentSize)
    ? findOversize(document.toJSON(), maxDocumentSize, { whiteSpace: true, remedy }) : [];
  refuse(scope, findTooLong());
  if (targets === undefined) {
    return undefined;
  }
  const policy = new CfnPolicy(scope, 'Policy', {
    type: TYPE,
    name: policyName ?? Names.uniqueResourceName(scope, { maxLength: 128 }),
    description,
    content: document,
    targetIds: targets.map(({ targetId }) => targetId),
  });
  OWN.add(scope, policy);
  // Other code may add statements and policies later, so both are counted again at synthesis.
  scope.node.addValidation({ validate: () => [...findTooLong().map((fault) => writeFault(fault)), ...findCrowdedTargets(scope, policy)] });
  return policy;
}

/** Writes a document as minified JSON, for tools other than CDK. Throws if a value is known only at deployment. */
export function writeStandaloneJson(scope: Construct, document: iam.PolicyDocument): string {
  const json = writeDocumentJson(document.toJSON() as DocumentJson);
  if (Token.isUnresolved(json)) {
    fail(scope, '\'toJson\' must find concrete values only, and some are known only at deployment. ' +
      'Use \'document\', or give the values that they will have');
  }
  return json;
}

/** The policies of this library. Each looks at its targets at synthesis. */
const OWN = new TreeRegistry<CfnPolicy>('guard.policies');

/** Finds targets with too many policies of the app, and warns of those that are full. Only the first policy on a target tells of it. */
function findCrowdedTargets(scope: Construct, policy: CfnPolicy): string[] {
  const isControlPolicy = (child: unknown): child is CfnPolicy => CfnPolicy.isCfnPolicy(child) && child.type === TYPE;
  const policies = policy.node.root.node.findAll().filter(isControlPolicy);
  const faults: string[] = [];
  for (const target of (policy.targetIds ?? []).filter(isConcrete)) {
    const attached = policies.filter(({ targetIds }) => targetIds?.includes(target));
    const paths = attached.map(({ node }) => node.path).join(', ');
    if (attached.find((one) => OWN.of(scope).includes(one)) !== policy) {
      continue;
    }
    if (attached.length > POLICIES_PER_TARGET) {
      faults.push(`'targets' must leave at most ${POLICIES_PER_TARGET} service control policies on ${target}, got: ${attached.length} ` +
        `(${paths}). AWS's FullAWSAccess takes one of the places as well, unless it is detached. ${JOIN}`);
    } else if (attached.length === POLICIES_PER_TARGET) {
      Annotations.of(scope).addWarningV2('cdk-bedrock-cris:guard.fullTarget', `${scope.node.path}: 'targets' has ${target} with ` +
        `${attached.length} service control policies of this app (${paths}). A target takes ${POLICIES_PER_TARGET}, and AWS's ` +
        `FullAWSAccess counts if it is attached: then AWS refuses one of them. ${JOIN}, or acknowledge this warning`);
    }
  }
  return faults;
}
