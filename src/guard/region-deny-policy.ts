import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { admitted } from './admitted-region-deny';
import { AdmittedRegionDeny, RegionDenyAdmissionOptions } from './region-deny-admission';
import { RegionDenyPolicyProps } from './region-deny-policy-props';
import { requireRegions } from './require-props';
import { serviceControlPolicy, standaloneJson } from './service-control-policy';
import { requireSomeModels } from '../catalog/require-models';
import { requireSourceRegion } from '../catalog/source-region';
import { fail, got, isConcrete } from '../checks/fail';
import { requireExemptPrincipals } from '../core/call/exempt-principals';
import { GLOBAL_SERVICE_ACTIONS } from '../core/facts/global-service-actions';
import { Action } from '../core/facts/iam-words';
import { ANY_CHARACTER, ANY_TEXT, glob } from '../core/iam/glob';
import { denyDocument } from '../core/statements/deny';
import { regionDenies } from '../core/statements/region-deny';
import { PolicySource } from '../simulator/policy-source';

const INVOCATIONS = [Action.INVOKE, Action.INVOKE_STREAMING, Action.INVOKE_BIDIRECTIONAL];

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
 * Throws at construction for Regions that are none, models that cannot be called from `admitFrom`, exempt actions that
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
    return admitted(policy, options);
  }

  /** The policy document: denies only, with ARNs of any partition, so that it stands alone. */
  public readonly document: iam.PolicyDocument;

  /** The ID of the service control policy; none when there are no `targets`. */
  public readonly policyId?: string;

  constructor(scope: Construct, id: string, props: RegionDenyPolicyProps) {
    super(scope, id);
    const { admitModels, exemptActions = GLOBAL_SERVICE_ACTIONS, exemptPrincipalArns = [] } = props;
    const allowedRegions = requireRegions(this, 'allowedRegions', props.allowedRegions);
    requireSomeModels(this, { room: 'guard', prop: 'admitModels' }, admitModels);
    requireExemptActions(this, exemptActions);
    requireExemptPrincipals(this, exemptPrincipalArns);
    this.document = denyDocument(regionDenies({
      allowedRegions,
      exemptActions,
      admitModelIds: admitModels.map(({ modelId }) => modelId),
      admitFrom: admittedSources(this, props),
    }), exemptPrincipalArns);
    this.policyId = serviceControlPolicy(this, this.document, {
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
    return standaloneJson(this, this.document);
  }
}

function admittedSources(scope: Construct, { allowedRegions, admitModels, admitFrom }: RegionDenyPolicyProps): readonly string[] {
  if (admitFrom === undefined) {
    const source = allowedRegions.find((region) => admitModels.every((model) => model.isAvailableFrom(region)));
    return [source ?? fail(scope, `'allowedRegions' must hold a Region from which all of 'admitModels' can be called, ${got(allowedRegions)}. ` +
      'Allow such a Region too; if AWS has added one of these since, make the models by ClaudeModel.of() with \'sourceRegions\'')];
  }
  for (const region of requireRegions(scope, 'admitFrom', admitFrom)) {
    if (isConcrete(region) && !allowedRegions.includes(region)) {
      fail(scope, `'admitFrom' must hold Regions of 'allowedRegions' only, since calls begin there, ${got(region)}. Add it to 'allowedRegions' or leave it out`);
    }
    requireSourceRegion(scope, admitModels, region, 'admitFrom');
  }
  return admitFrom;
}

function requireExemptActions(scope: Construct, actions: readonly string[]): void {
  if (!Array.isArray(actions) || actions.length === 0) {
    fail(scope, `'exemptActions' must list at least one action, ${got(actions)}. Leave it out for AWS's list of services that have no Region`);
  }
  for (const action of actions.filter((one) => one === undefined || isConcrete(one))) {
    const opened = INVOCATIONS.find((invocation) => matchesAction(action, invocation));
    if (opened) {
      fail(scope, `'exemptActions' must not match the invocation of models (${opened}), which would open every model in every Region, ${got(action)}. ` +
        'Leave it out; \'admitModels\' opens what is meant');
    }
    if (!/^[a-z0-9-]+:[\w*?]+$/i.test(action)) {
      fail(scope, `'exemptActions' must hold actions with their service in front, ${got(action)}. For example "iam:*"`);
    }
  }
}

/** IAM compares actions without regard to case. */
function matchesAction(pattern: string, action: string): boolean {
  return glob(String(pattern).toLowerCase().replaceAll('*', ANY_TEXT).replaceAll('?', ANY_CHARACTER))(action.toLowerCase());
}
