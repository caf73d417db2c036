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
 * else.
 *
 * It denies everything outside the allowed Regions, except actions of services without a Region. Of the invocations there, it
 * admits the leg without a Region of the admitted models, through global profiles and application profiles of `admitFrom`.
 * Geographic profiles must stay within the allowed Regions. Inside the allowed Regions it denies nothing.
 *
 * It replaces the Region deny of AWS Control Tower, or one of your own. While another Region deny stays attached on the path from
 * the root to the account, that one still denies the leg without a Region, since no allow beats a deny. It never reaches
 * the management account or service-linked roles.
 *
 * Throws at construction if a text is not the code of a Region, a model cannot be called from `admitFrom`, an exempt action opens
 * invocations, exemptions cover everyone, or the document is too long. Throws at synthesis if a target would have more than 10
 * service control policies of this app.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html
 */
export class RegionDenyPolicy extends Construct {
  /**
   * Edits an existing Region deny so that it admits global calls of some models, streaming or not. It makes the smallest edit
   * that works: in a statement that denies, it exempts the profiles by `ArnNotLike` `bedrock:InferenceProfileArn`; to an allow
   * list, it adds what is missing. What is not known of a caller counts against the caller. A statement that is only about
   * callers stays unchanged, and a remark names it.
   *
   * The result is decided again. Throws if the edit would open anything else that a call of a Claude model can present. Throws
   * if no edit of the document can help: it denies the source Region itself, it denies profiles by name, or it is a control of
   * AWS Control Tower, which treats an edit as drift.
   *
   * @param policy the Region deny
   * @param options what the Region deny is to admit
   */
  public static admit(policy: PolicySource, options: RegionDenyAdmissionOptions): AdmittedRegionDeny {
    return admitIn(policy, options);
  }

  /** The policy document. It holds denies only, and its ARNs match any partition, so it works in any account. */
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
   * The document as minified JSON, for tools other than CDK.
   *
   * Throws if the document holds a value that is known only at deployment.
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
