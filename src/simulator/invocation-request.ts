import { RegionInfo } from 'aws-cdk-lib/region-info';
import {
  ApplicationProfileRequestOptions, BatchRequestOptions, CallerOptions, GeographicProfileRequestOptions, InvocationRequestOptions,
  ProfileRequestOptions,
} from './invocation-request-options';
import {
  requireAccount, requireCaller, requireConcreteLeg, requireDestinations, requireGeography, requireProfileId,
} from './require-request';
import { ClaudeModel } from '../catalog/claude-model';
import { Caller, callThrough, directCall, globalCall, globalModelCall, Leg, requestOf } from '../core/call/call';
import { applicationProfileArn, inferenceProfileArn, mantleProjectArn } from '../core/facts/arns';
import { Action } from '../core/facts/iam-words';
import { Request } from '../core/iam/request';

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
    const caller = callerOf(options);
    return new InvocationRequest(model, globalCall(caller, model.modelId, options.streaming, profileAccountOf(options)), caller);
  }

  /**
   * A call through an application inference profile that was copied from the model's global one, or from a geographic one
   * where `destinationRegions` are given. On the models' legs `bedrock:InferenceProfileArn` carries the application
   * profile's ARN. (So others report it of live calls; AWS's pages do not say.)
   *
   * @param model the model
   * @param applicationProfileId the ID of the application profile
   * @param options who calls
   */
  public static applicationProfile(model: ClaudeModel, applicationProfileId: string, options: ApplicationProfileRequestOptions): InvocationRequest {
    const caller = callerOf(options);
    const profileArn = applicationProfileArn(caller, profileAccountOf(options), requireProfileId(applicationProfileId));
    const destinations = options.destinationRegions && requireDestinations(options.destinationRegions);
    return new InvocationRequest(model, callThrough(caller, profileArn, model.modelId, options.streaming, destinations), caller);
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
    const caller = callerOf(options);
    const profileArn = inferenceProfileArn(caller, profileAccountOf(options), `${requireGeography(geography)}.${model.modelId}`);
    const destinations = requireDestinations(options.destinationRegions);
    return new InvocationRequest(model, callThrough(caller, profileArn, model.modelId, options.streaming, destinations), caller);
  }

  /**
   * A call of the model itself, without a profile: one leg.
   *
   * @param model the model
   * @param options who calls
   */
  public static direct(model: ClaudeModel, options: InvocationRequestOptions): InvocationRequest {
    const caller = callerOf(options);
    return new InvocationRequest(model, directCall(caller, model.modelId, options.streaming), caller);
  }

  /**
   * The leg without a Region on its own, without a profile. No call of Bedrock's is known to ask for it: it probes that
   * a policy does not rest on that.
   *
   * @param model the model
   * @param options who calls
   */
  public static globalModelWithoutProfile(model: ClaudeModel, options: InvocationRequestOptions): InvocationRequest {
    const caller = callerOf(options);
    return new InvocationRequest(model, globalModelCall(caller, model.modelId, options.streaming), caller);
  }

  /**
   * The creation of a batch inference job on the model's global inference profile: one leg. The job's service role then
   * calls through the profile itself, which is a request of its own.
   *
   * @param model the model
   * @param options who creates the job
   */
  public static batch(model: ClaudeModel, options: BatchRequestOptions): InvocationRequest {
    const caller = callerOf(options);
    return new InvocationRequest(model, [{
      leg: 'PROFILE',
      action: Action.CREATE_BATCH_JOB,
      resource: inferenceProfileArn(caller, profileAccountOf(options), model.globalProfileId),
      requestedRegion: caller.region,
    }], caller);
  }

  /**
   * A call through the `bedrock-mantle` endpoint, which has an IAM prefix of its own: one leg, on the default project.
   *
   * @param model the model, which the endpoint's authorization does not see
   * @param options who calls
   */
  public static mantle(model: ClaudeModel, options: CallerOptions): InvocationRequest {
    const caller = callerOf(options);
    return new InvocationRequest(model, [{
      leg: 'MANTLE_PROJECT',
      action: Action.MANTLE_INFERENCE,
      resource: mantleProjectArn(caller, caller.account),
      requestedRegion: caller.region,
    }], caller);
  }

  /**
   * The use of a bearer token (a Bedrock API key) for a call, which is authorized besides the call itself: one leg.
   *
   * @param model the model, which this authorization does not see
   * @param options who calls
   */
  public static bearerToken(model: ClaudeModel, options: CallerOptions): InvocationRequest {
    const caller = callerOf(options);
    return new InvocationRequest(model, [{ leg: 'BEARER_TOKEN', action: Action.BEARER_TOKEN, resource: '*', requestedRegion: caller.region }], caller);
  }

  /** @internal */
  public static _of(model: ClaudeModel, legs: Leg[], caller: Caller): InvocationRequest {
    return new InvocationRequest(model, legs, caller);
  }

  private readonly legs: readonly (Leg & { readonly request: Request })[];

  private constructor(
    /** The model that is called. */
    public readonly model: ClaudeModel,
    legs: Leg[],
    private readonly caller: Caller,
  ) {
    legs.forEach(requireConcreteLeg);
    this.legs = legs.map((leg) => ({ ...leg, request: requestOf(leg, caller) }));
  }

  /** @internal */
  public get _legs(): readonly (Leg & { readonly request: Request })[] {
    return this.legs;
  }

  /** @internal */
  public get _caller(): Caller {
    return this.caller;
  }
}

function profileAccountOf({ account, profileAccount = account }: BatchRequestOptions): string {
  return requireAccount('profileAccount', profileAccount);
}

function callerOf(options: CallerOptions): Caller {
  requireCaller(options);
  const { account, sourceRegion: region, principalArn, contextKeys } = options;
  return { account, region, principalArn, contextKeys, partition: RegionInfo.get(region).partition ?? 'aws' };
}
