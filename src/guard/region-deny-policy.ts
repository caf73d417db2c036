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
 * A Region deny for an organization that admits Amazon Bedrock global cross-Region inference for named models, and nothing
 * else. Everything outside the allowed Regions is denied, except services that have no Region; of invocations only the leg
 * without a Region of the admitted models is open, through global and application profiles of `admitFrom`. Geographic
 * profiles must stay within the allowed Regions.
 *
 * It replaces the Region deny of AWS Control Tower, or one of your own: while another one stays attached on the path from
 * the root to the account, that one still denies the leg without a Region, since no allow beats a deny. It never reaches
 * the management account, nor service-linked roles. Inside the allowed Regions it denies nothing.
 *
 * Throws at construction for texts that are no Region's code, models that cannot be called from `admitFrom`, exempt actions that
 * open invocations, exemptions of everybody, and a document that is too long. Throws at synthesis where a target would
 * have more than 10 service control policies of this app.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html
 */
export class RegionDenyPolicy extends Construct {
  /**
   * Edits a Region deny that exists already, as little as possible, so that it admits global calls of some models,
   * streaming or not: it exempts their profiles where a statement denies them, by `ArnNotLike`
   * `bedrock:InferenceProfileArn`, or adds what an allow list lacks. What cannot be known of a caller counts against it; a
   * statement about nothing but the caller is left as it is, and remarked.
   *
   * The result is decided again. Throws rather than open anything else that a call of a Claude model can present, and where
   * no edit of the document can help: where it denies the source Region itself, denies profiles by name, or is a control of
   * AWS Control Tower's, which takes an edit for drift.
   *
   * @param policy the Region deny
   * @param options what it is to admit
   */
  public static admit(policy: PolicySource, options: RegionDenyAdmissionOptions): AdmittedRegionDeny {
    return admitIn(policy, options);
  }

  /** The policy document: denies only, with ARNs of any partition, so that it stands alone. */
  public readonly document: iam.PolicyDocument;

  /** The ID of the service control policy; none when there are no `targets`. */
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
   * The document as minified JSON, for where no CDK is at hand.
   *
   * Throws where the document holds a value that only the deployment knows.
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
