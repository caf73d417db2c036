import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { GlobalCrisDenyGuardProps } from './global-cris-deny-guard-props';
import { requirePromises } from './require-props';
import { serviceControlPolicy, standaloneJson } from './service-control-policy';
import { fail } from '../checks/fail';
import { closedRoutes, closures, GuardPromises } from '../core/call/guard-calls';
import { guardMatrix, requireClosed } from '../core/call/guard-matrix';
import { GuardMatrixRow } from '../core/call/guard-matrix-row';
import { InferenceRoute } from '../core/call/inference-route';
import {
  denyBatchJobs, denyBearerTokens, denyDirectCallsElsewhere, denyGeographicProfiles, denyGlobalProfiles, denyMantle,
} from '../core/statements/denies';
import { Deny, denyDocument } from '../core/statements/deny';
import { jsonSize, MANAGED_POLICY_LIMIT } from '../core/statements/size';
import { registerGuard } from '../validation/registry/closed-routes';

/** The denies of each route, in the order in which a document has them. */
const DENIES: Record<InferenceRoute, (promises: GuardPromises) => Deny[]> = {
  [InferenceRoute.GLOBAL_PROFILE]: ({ exceptModelIds }) => denyGlobalProfiles(exceptModelIds),
  [InferenceRoute.GEOGRAPHIC_PROFILE]: ({ sourceRegions }) => denyGeographicProfiles(sourceRegions),
  [InferenceRoute.DIRECT_OTHER_REGION]: ({ sourceRegions }) => denyDirectCallsElsewhere(sourceRegions),
  [InferenceRoute.BATCH]: denyBatchJobs,
  [InferenceRoute.MANTLE]: denyMantle,
  [InferenceRoute.BEARER_TOKEN]: denyBearerTokens,
};

/**
 * Denies Amazon Bedrock global cross-Region inference: as a service control policy, as a managed policy or as a permissions
 * boundary. The deny stands on the leg without a Region, where every call through a global profile arrives, those through
 * application profiles included, which walk around the deny that AWS documents. It closes the global profiles of every
 * provider; `exceptModels` and `exceptModelIds` except models, `routes` closes further ways.
 *
 * At construction the guard asks its own document about every route (`matrix`).
 *
 * What stays open, unless a route closes it: direct calls and geographic profiles, batch jobs, the `bedrock-mantle`
 * endpoint, API keys. Always open: `bedrock:CreateInferenceProfile` from a global profile, whose copy cannot be used;
 * everything in the organization's management account and for service-linked roles, which no service control policy
 * reaches. Service roles of agents, flows and batch jobs are denied as anybody is, unless `exemptPrincipalArns` names them.
 *
 * Throws at construction for props that contradict each other, for exemptions of everybody, for a document that is too
 * long, and if something that is promised closed comes out open. Throws at synthesis where a target would have more than
 * 10 service control policies of this app.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html
 */
export class GlobalCrisDenyGuard extends Construct {
  /** The policy document: denies only, with ARNs of any partition, so that it stands alone. */
  public readonly document: iam.PolicyDocument;

  /** The ID of the service control policy; none when there are no `targets`. */
  public readonly policyId?: string;

  /** What the document says to calls by each route: also by those that it does not close. */
  public readonly matrix: GuardMatrixRow[];

  constructor(scope: Construct, id: string, props: GlobalCrisDenyGuardProps = {}) {
    super(scope, id);
    const promises = requirePromises(this, props);
    this.document = denyDocument(closedRoutes(promises).flatMap((route) => DENIES[route](promises)), promises.exemptPrincipalArns);
    this.matrix = guardMatrix(this, this.document, promises);
    requireClosed(this, this.matrix);
    const policy = serviceControlPolicy(this, this.document, {
      ...props,
      description: props.description ?? 'Denies Amazon Bedrock global cross-Region inference',
    });
    this.policyId = policy?.attrId;
    if (policy) {
      registerGuard({ path: this.node.path, policy, closes: closures(promises) });
    }
  }

  /**
   * The document as minified JSON, for where no CDK is at hand.
   *
   * Throws where the document holds a value that only the deployment knows.
   */
  public toJson(): string {
    return standaloneJson(this, this.document);
  }

  /**
   * A managed policy with the denies, to attach to identities besides the policies that allow. An identity that may detach
   * it is not held by it.
   *
   * Throws where the document does not fit the 6,144 characters of a managed policy.
   *
   * @param id the construct's ID
   */
  public asManagedPolicy(id: string): iam.ManagedPolicy {
    return this.managedPolicy(id, 'Denies Amazon Bedrock global cross-Region inference', []);
  }

  /**
   * A managed policy with the denies and an allow of everything else, to set as a permissions boundary: a boundary that
   * only denies would lock its principal out. It grants nothing by itself.
   *
   * Throws where the document does not fit the 6,144 characters of a managed policy.
   *
   * @param id the construct's ID
   */
  public asPermissionsBoundary(id: string): iam.ManagedPolicy {
    const boundary = this.managedPolicy(id, 'Permissions boundary: all but Amazon Bedrock global cross-Region inference', [
      new iam.PolicyStatement({ sid: 'AllowWhatIsNotDenied', actions: ['*'], resources: ['*'] }),
    ]);
    (boundary.node.defaultChild as iam.CfnManagedPolicy).addMetadata('cdk_nag', {
      rules_to_suppress: [{ id: 'AwsSolutions-IAM5', reason: 'A permissions boundary grants nothing; without an allow of everything it would lock its principal out.' }],
    });
    return boundary;
  }

  private managedPolicy(id: string, description: string, allows: iam.PolicyStatement[]): iam.ManagedPolicy {
    const denies = this.document.toJSON().Statement.map((statement: unknown) => iam.PolicyStatement.fromJson(statement));
    const document = new iam.PolicyDocument({ minimize: false, statements: [...denies, ...allows] });
    const size = jsonSize(document.toJSON());
    if (size > MANAGED_POLICY_LIMIT) {
      fail(this, `'${id}' must fit a managed policy, which holds ${MANAGED_POLICY_LIMIT} characters, got: ${size}. Except fewer models or exempt fewer principals`);
    }
    return new iam.ManagedPolicy(this, id, { description, document });
  }
}
