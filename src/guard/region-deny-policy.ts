import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { admitIn } from './admitted-region-deny';
import { AdmittedRegionDeny, RegionDenyAdmissionOptions } from './region-deny-admission';
import { RegionDenyPolicyProps } from './region-deny-policy-props';
import { createServiceControlPolicy, writeDenyDocument, writeStandaloneJson } from './service-control-policy';
import { IF_NEWER, SOME_MODELS_RULES } from '../catalog/model-rules';
import { warnOfModels, warnOfUnconfirmedRegion } from '../catalog/model-warnings';
import { checkProps, KNOWN_LIST } from '../checks/check';
import { findSourceRegion, writeRegionDenyRules } from '../core/call/guard/region-deny-rules';
import { GLOBAL_SERVICE_ACTIONS } from '../core/facts/global-service-actions';
import { Rules } from '../core/rules/rule';
import { writeRegionDenies } from '../core/statements/region-deny';
import { SERVICE_CONTROL_POLICY_RULES } from '../core/statements/scp-rules';
import { PolicySource } from '../simulator/policy-source';

/**
 * Creates a Region deny that admits Amazon Bedrock global cross-Region inference for named models, and nothing else.
 *
 * It denies everything outside the allowed Regions, except the actions of global services and one leg of global calls. That leg is an
 * admitted model without a Region, if called through a global or application profile in `admitFrom`. Geographic profiles must stay within
 * the allowed Regions. Inside the allowed Regions, the policy denies nothing.
 *
 * Use it in place of AWS Control Tower's Region deny or your own. While another Region deny stays attached between the root and the
 * account, that one still denies the leg without a Region, because no allow overrides a deny. The policy never applies to the management
 * account or to service-linked roles.
 *
 * Throws at construction if a value is not a Region code, or a model cannot be called from `admitFrom`. Also throws if an exempt action
 * opens invocations, if exemptions cover everyone, or if the document is too long. Throws at synthesis if a target would have more than 10
 * of this app's service control policies.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html
 */
export class RegionDenyPolicy extends Construct {
  /**
   * Edits an existing Region deny to admit global calls to some models, streaming or not. It makes the smallest edit that works. In a deny,
   * it exempts the profiles with `ArnNotLike` on `bedrock:InferenceProfileArn`; to an allow list, it adds what is missing. Anything unknown
   * about a caller is taken as a reason to deny. A statement that is only about callers stays unchanged, and a remark names it.
   *
   * The edited document is then judged again. Throws if the edit would open anything else that a call to a Claude model can present. Throws
   * if no edit can help: the document denies the source Region itself, denies profiles by name, or belongs to AWS Control Tower, which
   * treats an edit as drift.
   *
   * @param policy the Region deny
   * @param options what the Region deny should admit
   */
  public static admit(policy: PolicySource, options: RegionDenyAdmissionOptions): AdmittedRegionDeny {
    return admitIn(policy, options);
  }

  /** The policy document. It contains only denies, and its ARNs match any partition, so it works in any account. */
  public readonly document: iam.PolicyDocument;

  /** The ID of the service control policy; undefined without `targets`. */
  public readonly policyId?: string;

  constructor(scope: Construct, id: string, props: RegionDenyPolicyProps) {
    super(scope, id);
    checkProps(this, props, {
      must: 'must name the allowed Regions and the admitted models',
      example: '{ allowedRegions: ["af-south-1"], admitModels: [ClaudeModel.SONNET_5_5] }',
      required: { allowedRegions: 'must list at least one Region', admitModels: 'must name at least one model' },
      rules: writeRules(props ?? {}),
    });
    const { allowedRegions, admitModels, exemptActions = [...GLOBAL_SERVICE_ACTIONS], exemptPrincipalArns = [] } = props;
    const admitFrom = props.admitFrom ?? [findSourceRegion(props)!];
    warnOfModels(this, 'guard', 'admitModels', admitModels);
    admitFrom.forEach((region) => warnOfUnconfirmedRegion(this, admitModels, region));
    const admitModelIds = admitModels.map(({ modelId }) => modelId);
    const denies = writeRegionDenies({ allowedRegions, exemptActions, admitModelIds, admitFrom });
    this.document = writeDenyDocument(denies, exemptPrincipalArns);
    this.policyId = createServiceControlPolicy(this, this.document, {
      ...props,
      description: props.description ?? 'Denies other Regions, and admits Amazon Bedrock global cross-Region inference for named models',
    })?.attrId;
  }

  /**
   * Returns the document as minified JSON, for tools other than the CDK.
   *
   * Throws if the document contains a value known only at deployment.
   */
  public toJson(): string {
    return writeStandaloneJson(this, this.document);
  }
}

function writeRules(given: Partial<RegionDenyPolicyProps>): Rules<RegionDenyPolicyProps> {
  const rules = writeRegionDenyRules(given, IF_NEWER);
  return {
    ...SERVICE_CONTROL_POLICY_RULES,
    allowedRegions: [KNOWN_LIST, ...rules.allowedRegions!],
    admitModels: SOME_MODELS_RULES,
    admitFrom: [KNOWN_LIST, ...rules.admitFrom!],
    exemptActions: [KNOWN_LIST, ...rules.exemptActions!],
    exemptPrincipalArns: rules.exemptPrincipalArns,
  };
}
