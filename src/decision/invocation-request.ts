import { RegionInfo } from 'aws-cdk-lib/region-info';
import { Request } from './engine/request';
import { InvocationLeg } from './invocation-decision';
import {
  BatchRequestOptions, CallerOptions, GeographicProfileRequestOptions, InvocationRequestOptions, ProfileRequestOptions,
} from './invocation-request-options';
import {
  requireAccount, requireCaller, requireConcreteLeg, requireDestinations, requireGeography, requireProfileId,
} from './require-request';
import { applicationProfileArn, inferenceProfileArn, modelArn } from '../catalog/arns';
import { ClaudeModel } from '../catalog/claude-model';
import { Action, ConditionKey, UNSPECIFIED_REGION } from '../policy/vocabulary';

interface Leg {
  readonly leg: InvocationLeg;
  readonly action: string;
  readonly resource: string;
  readonly requestedRegion: string;
  /** `bedrock:InferenceProfileArn`; absent on a profile's own leg and on direct calls. */
  readonly throughProfile?: string;
}

/** Where a model is authorized. */
interface Place {
  readonly leg: InvocationLeg;
  readonly region: string;
  readonly requestedRegion: string;
}

const WITHOUT_REGION: Place = { leg: InvocationLeg.GLOBAL_MODEL, region: '', requestedRegion: UNSPECIFIED_REGION };

/**
 * A call of a Claude model on Amazon Bedrock, as the legs on which it is authorized.
 *
 * All factories throw for what is no account, Region, role or user, and for tokens: a request is decided at synthesis.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html
 */
export class InvocationRequest {
  /**
   * A call through the model's global inference profile: three legs.
   *
   * @param model the model
   * @param options who calls
   */
  public static globalProfile(model: ClaudeModel, options: ProfileRequestOptions): InvocationRequest {
    const source = located(options);
    const profileArn = inferenceProfileArn(source, profileAccountOf(options), model.globalProfileId);
    return new InvocationRequest(model, throughProfile(model, profileArn, options, [WITHOUT_REGION]), options);
  }

  /**
   * A call through an application inference profile that was copied from the model's global one: three legs, on which
   * `bedrock:InferenceProfileArn` carries the application profile's ARN. (So others report it of live calls; AWS's pages
   * do not say.)
   *
   * @param model the model
   * @param applicationProfileId the ID of the application profile
   * @param options who calls
   */
  public static applicationProfile(model: ClaudeModel, applicationProfileId: string, options: ProfileRequestOptions): InvocationRequest {
    const profileArn = applicationProfileArn(located(options), profileAccountOf(options), requireProfileId(applicationProfileId));
    return new InvocationRequest(model, throughProfile(model, profileArn, options, [WITHOUT_REGION]), options);
  }

  /**
   * A call through a geographic inference profile: the profile, the model in the source Region, and the model in every
   * Region to which the profile may route.
   *
   * @param model the model
   * @param geography the profile's prefix, for example `us` or `eu`
   * @param options who calls, and the Regions to which the profile may route
   */
  public static geographicProfile(model: ClaudeModel, geography: string, options: GeographicProfileRequestOptions): InvocationRequest {
    const profileArn = inferenceProfileArn(located(options), profileAccountOf(options), `${requireGeography(geography)}.${model.modelId}`);
    const destinations = [...new Set(requireDestinations(options.destinationRegions))].filter((region) => region !== options.sourceRegion)
      .map((region) => ({ leg: InvocationLeg.DESTINATION_MODEL, region, requestedRegion: region }));
    return new InvocationRequest(model, throughProfile(model, profileArn, options, destinations), options);
  }

  /**
   * A call of the model itself, without a profile: one leg.
   *
   * @param model the model
   * @param options who calls
   */
  public static direct(model: ClaudeModel, options: InvocationRequestOptions): InvocationRequest {
    return new InvocationRequest(model, [{
      leg: InvocationLeg.SOURCE_MODEL,
      action: invokeAction(options),
      resource: modelArn(located(options), model.modelId),
      requestedRegion: options.sourceRegion,
    }], options);
  }

  /**
   * The leg without a Region on its own, without a profile. No call of Bedrock's is known to ask for it: it probes that
   * a policy does not rest on that.
   *
   * @param model the model
   * @param options who calls
   */
  public static globalModelWithoutProfile(model: ClaudeModel, options: InvocationRequestOptions): InvocationRequest {
    return new InvocationRequest(model, [{
      leg: InvocationLeg.GLOBAL_MODEL,
      action: invokeAction(options),
      resource: modelArn({ ...located(options), region: '' }, model.modelId),
      requestedRegion: UNSPECIFIED_REGION,
    }], options);
  }

  /**
   * The creation of a batch inference job on the model's global inference profile: one leg. The job's service role then
   * calls through the profile itself, which is a request of its own.
   *
   * @param model the model
   * @param options who creates the job
   */
  public static batch(model: ClaudeModel, options: BatchRequestOptions): InvocationRequest {
    return new InvocationRequest(model, [{
      leg: InvocationLeg.PROFILE,
      action: Action.CREATE_BATCH_JOB,
      resource: inferenceProfileArn(located(options), profileAccountOf(options), model.globalProfileId),
      requestedRegion: options.sourceRegion,
    }], options);
  }

  /**
   * A call through the `bedrock-mantle` endpoint, which has an IAM prefix of its own: one leg, on the default project.
   *
   * @param model the model, which the endpoint's authorization does not see
   * @param options who calls
   */
  public static mantle(model: ClaudeModel, options: CallerOptions): InvocationRequest {
    const { partition, region } = located(options);
    return new InvocationRequest(model, [{
      leg: InvocationLeg.MANTLE_PROJECT,
      action: Action.MANTLE_INFERENCE,
      resource: `arn:${partition}:bedrock-mantle:${region}:${options.account}:project/default`,
      requestedRegion: region,
    }], options);
  }

  private readonly source: { readonly partition: string; readonly region: string };

  private constructor(
    /** The model that is called. */
    public readonly model: ClaudeModel,
    private readonly legs: Leg[],
    private readonly options: CallerOptions,
  ) {
    legs.forEach(requireConcreteLeg);
    this.source = located(options);
  }

  /** @internal */
  public get _legs(): (Leg & { readonly request: Request })[] {
    const { account, principalArn, contextKeys = {} } = this.options;
    const { partition, region } = this.source;
    const always: Record<string, string[]> = {
      [ConditionKey.PRINCIPAL_ACCOUNT]: [account],
      ...principalArn === undefined ? {} : { [ConditionKey.PRINCIPAL_ARN]: [principalArn] },
      // Bedrock answers over TLS only, and a principal of the account is no AWS service.
      [ConditionKey.SECURE_TRANSPORT]: ['true'],
      [ConditionKey.PRINCIPAL_IS_AWS_SERVICE]: ['false'],
      ...contextKeys,
    };
    return this.legs.map((leg) => ({
      ...leg,
      request: {
        action: leg.action,
        resource: leg.resource,
        environment: { account, partition, region },
        context: new Map(Object.entries({
          ...always,
          [ConditionKey.REQUESTED_REGION]: [leg.requestedRegion],
          [ConditionKey.INFERENCE_PROFILE_ARN]: leg.throughProfile === undefined ? [] : [leg.throughProfile],
        }).map(([key, values]) => [key.toLowerCase(), values])),
      },
    }));
  }
}

/** The legs of a call through a profile: the profile, the model in the source Region, and the model wherever it may be served. */
function throughProfile(model: ClaudeModel, profileArn: string, options: InvocationRequestOptions, elsewhere: readonly Place[]): Leg[] {
  const { partition, region: sourceRegion } = located(options);
  const action = invokeAction(options);
  const places = [{ leg: InvocationLeg.SOURCE_MODEL, region: sourceRegion, requestedRegion: sourceRegion }, ...elsewhere];
  return [
    { leg: InvocationLeg.PROFILE, action, resource: profileArn, requestedRegion: sourceRegion },
    ...places.map(({ leg, region, requestedRegion }) => (
      { leg, action, resource: modelArn({ partition, region }, model.modelId), requestedRegion, throughProfile: profileArn }
    )),
  ];
}

function profileAccountOf({ account, profileAccount = account }: BatchRequestOptions): string {
  return requireAccount('profileAccount', profileAccount);
}

function invokeAction({ streaming }: InvocationRequestOptions): string {
  return streaming ? Action.INVOKE_STREAMING : Action.INVOKE;
}

function located(caller: CallerOptions): { partition: string; region: string } {
  requireCaller(caller);
  const { sourceRegion } = caller;
  return { partition: RegionInfo.get(sourceRegion).partition ?? 'aws', region: sourceRegion };
}
