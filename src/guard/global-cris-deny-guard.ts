import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { GlobalCrisDenyGuardProps } from './global-cris-deny-guard-props';
import { createServiceControlPolicy, writeDenyDocument, writeStandaloneJson } from './service-control-policy';
import { MODEL_LIST_RULES } from '../catalog/model-rules';
import { warnOfModels } from '../catalog/model-warnings';
import { acknowledgeWildcards } from '../checks/acknowledge';
import { checkProps, fail, isConcrete, KNOWN_LIST } from '../checks/check';
import { GUARD_METADATA, writePromises } from '../core/app/guard-promises';
import { GUARD_RULES } from '../core/call/guard/guard-rules';
import { buildGuardMatrix, findOpenRows } from '../core/call/guard/matrix';
import { GuardMatrixRow } from '../core/call/guard/matrix-row';
import { denyRoutes, GuardPromises } from '../core/call/guard/promises';
import { MANAGED_POLICY_LIMIT } from '../core/facts/limits';
import { parsePolicy, Policy } from '../core/iam/policy';
import { hideOpenParameters } from '../core/iam/pseudo-parameters';
import { Rules } from '../core/rules/rule';
import { SERVICE_CONTROL_POLICY_RULES } from '../core/statements/scp-rules';
import { countCharacters } from '../core/statements/size';

const RULES: Rules<GlobalCrisDenyGuardProps> = {
  ...SERVICE_CONTROL_POLICY_RULES,
  exceptModels: MODEL_LIST_RULES,
  ...GUARD_RULES,
  // A list that is known only at deployment would close nothing, or except nothing.
  exceptModelIds: [KNOWN_LIST, ...GUARD_RULES.exceptModelIds!],
  routes: [KNOWN_LIST, ...GUARD_RULES.routes!],
  sourceRegions: [KNOWN_LIST, ...GUARD_RULES.sourceRegions!],
};

/**
 * Denies Amazon Bedrock global cross-Region inference for the models of every provider, with a service control policy, a managed policy or
 * a permissions boundary.
 *
 * The guard denies the leg without a Region, which every call through a global profile needs. That includes calls through application
 * profiles, which the deny that AWS documents misses. `exceptModels` and `exceptModelIds` keep models open; `routes` closes further routes.
 *
 * At construction, the guard tests its own document against every route (`matrix`). The metadata of its policy resource
 * (`cdk-bedrock-cris:guard`) records what it promises, and a report can check the app against that. The format of the metadata is stable,
 * like a logical ID.
 *
 * Open unless `routes` closes them: direct calls, geographic profiles, batch jobs, the `bedrock-mantle` endpoint and API keys. Always open:
 * `bedrock:CreateInferenceProfile` from a global profile (the copy cannot be called), and everything in the management account and for
 * service-linked roles, because service control policies do not apply to them. Service roles of agents, flows and batch jobs are denied
 * like everyone else, unless `exemptPrincipalArns` names them.
 *
 * Throws at construction if props contradict each other, exemptions cover everyone, the document is too long, or a route that should be
 * closed is open. Throws at synthesis if a target would have more than 10 of this app's service control policies.
 * Warns at synthesis of a target that has 10, because AWS's FullAWSAccess counts as well if it is attached.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html
 */
export class GlobalCrisDenyGuard extends Construct {
  /** The policy document. It contains only denies, and its ARNs match any partition, so it works in any account. */
  public readonly document: iam.PolicyDocument;

  /** The ID of the service control policy; undefined without `targets`. */
  public readonly policyId?: string;

  /** What the document decides about calls by each route, including the routes that it does not close. */
  public readonly matrix: GuardMatrixRow[];

  constructor(scope: Construct, id: string, props: GlobalCrisDenyGuardProps = {}) {
    super(scope, id);
    checkProps(this, props, {
      must: 'must say what the guard closes, or be left out',
      example: '{ targets: [GuardTarget.organizationRoot("r-ab12")] }',
      rules: RULES,
    });
    const { exceptModels = [], exceptModelIds = [], exemptPrincipalArns = [], routes = [], sourceRegions = [] } = props;
    warnOfModels(this, 'guard', 'exceptModels', exceptModels);
    const promises: GuardPromises = {
      routes,
      sourceRegions,
      exceptModelIds: [...exceptModels.map(({ modelId }) => modelId), ...exceptModelIds],
      exemptPrincipalArns,
    };
    this.document = writeDenyDocument(denyRoutes(promises), exemptPrincipalArns);
    this.matrix = buildGuardMatrix(this.parseDocument(), promises);
    this.requireClosed();
    const policy = createServiceControlPolicy(this, this.document, {
      ...props,
      description: props.description ?? 'Denies Amazon Bedrock global cross-Region inference',
    });
    this.policyId = policy?.attrId;
    policy?.addMetadata(GUARD_METADATA, writePromises(promises));
  }

  /**
   * Returns the document as minified JSON, for tools other than the CDK.
   *
   * Throws if the document contains a value known only at deployment.
   */
  public toJson(): string {
    return writeStandaloneJson(this, this.document);
  }

  /**
   * Creates a managed policy with the denies. Attach it to identities alongside the policies that allow calls. It does not restrain an
   * identity that may detach it.
   *
   * Throws if the document has more than the 6,144 characters of a managed policy.
   *
   * @param id the construct's ID
   */
  public asManagedPolicy(id: string): iam.ManagedPolicy {
    return this.createManagedPolicy(id, 'Denies Amazon Bedrock global cross-Region inference', []);
  }

  /**
   * Creates a managed policy to use as a permissions boundary: the denies, and an allow for everything else. With denies alone, a boundary
   * would lock its principal out. The boundary itself grants nothing.
   *
   * Throws if the document has more than the 6,144 characters of a managed policy.
   *
   * @param id the construct's ID
   */
  public asPermissionsBoundary(id: string): iam.ManagedPolicy {
    const boundary = this.createManagedPolicy(id, 'Permissions boundary: all but Amazon Bedrock global cross-Region inference', [
      new iam.PolicyStatement({ sid: 'AllowWhatIsNotDenied', actions: ['*'], resources: ['*'] }),
    ]);
    acknowledgeWildcards(boundary.node.defaultChild as iam.CfnManagedPolicy, ['Action::*', 'Resource::*'],
      'A permissions boundary grants nothing; without an allow of everything it would lock its principal out.');
    return boundary;
  }

  private createManagedPolicy(id: string, description: string, allows: iam.PolicyStatement[]): iam.ManagedPolicy {
    const denies = this.document.toJSON().Statement.map((statement: unknown) => iam.PolicyStatement.fromJson(statement));
    const document = new iam.PolicyDocument({ minimize: false, statements: [...denies, ...allows] });
    const size = countCharacters(document.toJSON());
    if (size > MANAGED_POLICY_LIMIT) {
      fail(this, `'${id}' must fit a managed policy, which holds ${MANAGED_POLICY_LIMIT} characters, got: ${size}. ` +
        'Except fewer models or exempt fewer principals');
    }
    return new iam.ManagedPolicy(this, id, { description, document });
  }

  /** Parses the document as it will be attached. The account and Region of the guard's stack are not those of a caller. */
  private parseDocument(): Policy {
    const stack = Stack.of(this);
    const environment = {
      account: isConcrete(stack.account) ? stack.account : undefined,
      region: isConcrete(stack.region) ? stack.region : undefined,
    };
    return parsePolicy('guard', hideOpenParameters(stack.resolve(this.document), environment, this.node.path), environment);
  }

  /** Throws if a route that is promised closed is open. What depends on the deployment is not judged. */
  private requireClosed(): void {
    const open = findOpenRows(this.matrix);
    if (open.length > 0) {
      const through = ({ profileKind }: GuardMatrixRow) => profileKind ? ` through ${profileKind} profiles` : '';
      const calls = open.map((row) => `${row.route}: ${row.action}${through(row)}`);
      fail(this, `'routes' must be closed by the guard's own document, and some are not, got: ALLOWED for ${calls.join('; ')}. ` +
        'Do not deploy it; report this as a bug of cdk-bedrock-cris, with the props of the guard');
    }
  }
}
