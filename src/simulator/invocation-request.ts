import {
  ApplicationProfileRequestOptions, BatchRequestOptions, CallerOptions, GeographicProfileRequestOptions, InvocationRequestOptions,
  ProfileRequestOptions,
} from './invocation-request-options';
import { checkCall, checkRequest, REQUEST_RULES } from './request-rules';
import { ClaudeModel } from '../catalog/claude-model';
import {
  callDirectly, callGlobally, callMantle, callThrough, chooseInvokeAction, createBatchJob, useBearerToken,
} from '../core/call/calls';
import { Caller, Leg } from '../core/call/leg';
import { writeApplicationProfileArn, writeInferenceProfileArn } from '../core/facts/arns';
import { findPartition } from '../core/facts/regions';

/**
 * A call to a Claude model on Amazon Bedrock, broken down into the legs on which AWS authorizes it.
 *
 * Every factory throws if a value is a token, or is not a valid account, Region, role or user. Tokens have no value at synthesis, when
 * requests are decided.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html
 */
export class InvocationRequest {
  /**
   * A call through the model's global inference profile: three legs, plus the announced project leg.
   *
   * @param model the model
   * @param options who calls
   */
  public static globalProfile(model: ClaudeModel, options: ProfileRequestOptions): InvocationRequest {
    return new InvocationRequest(model, callGlobally(makeCaller(model, options), model.modelId, chooseInvokeAction(options.streaming)));
  }

  /**
   * A call through an application inference profile that copies the model's global profile, or a geographic one if
   * `destinationRegions` are given. On the models' legs, `bedrock:InferenceProfileArn` carries the application profile's ARN.
   * (Users report this from live calls; AWS does not document it.)
   *
   * @param model the model
   * @param applicationProfileId the ID of the application profile
   * @param options who calls
   */
  public static applicationProfile(
    model: ClaudeModel, applicationProfileId: string, options: ApplicationProfileRequestOptions,
  ): InvocationRequest {
    const caller = makeCaller(model, options);
    const { destinationRegions, streaming, projectId } = options;
    const { applicationProfileId: idRules, destinationRegions: regionRules, projectId: projectRules } = REQUEST_RULES;
    checkRequest({ applicationProfileId, projectId }, { applicationProfileId: idRules, projectId: projectRules });
    checkRequest({ destinationRegions }, destinationRegions === undefined ? {} : { destinationRegions: regionRules });
    const profileArn = writeApplicationProfileArn(caller, caller.account, applicationProfileId);
    return new InvocationRequest(model, callThrough(caller, profileArn, model.modelId, chooseInvokeAction(streaming), destinationRegions));
  }

  /**
   * A call through a geographic inference profile: the profile, the model in the source Region, and the model in every
   * destination Region of the profile.
   *
   * @param model the model
   * @param geography the profile's prefix, for example `us` or `eu`
   * @param options who calls, and the Regions to which the profile may route
   */
  public static geographicProfile(model: ClaudeModel, geography: string, options: GeographicProfileRequestOptions): InvocationRequest {
    const caller = makeCaller(model, options);
    const { destinationRegions, streaming } = options;
    const { geography: geographyRules, destinationRegions: regionRules } = REQUEST_RULES;
    checkRequest({ geography, destinationRegions }, { geography: geographyRules, destinationRegions: regionRules });
    const profileArn = writeInferenceProfileArn(caller, caller.account, `${geography}.${model.modelId}`);
    return new InvocationRequest(model, callThrough(caller, profileArn, model.modelId, chooseInvokeAction(streaming), destinationRegions));
  }

  /**
   * A direct call to the model, without a profile: one leg, plus the announced project leg.
   *
   * @param model the model
   * @param options who calls
   */
  public static direct(model: ClaudeModel, options: InvocationRequestOptions): InvocationRequest {
    return new InvocationRequest(model, callDirectly(makeCaller(model, options), model.modelId, chooseInvokeAction(options.streaming)));
  }

  /**
   * The creation of a batch inference job on the model's global inference profile. It has four legs: the profile, the model in the source
   * Region, the model without a Region, and the job. AWS documents the second and the last; the others are assumed. The job's service role
   * then calls through the profile; that is a separate request.
   *
   * @param model the model
   * @param options who creates the job
   */
  public static batch(model: ClaudeModel, options: BatchRequestOptions): InvocationRequest {
    const caller = makeCaller(model, options);
    return new InvocationRequest(model, createBatchJob(
      caller, writeInferenceProfileArn(caller, caller.account, model.globalProfileId), model.modelId));
  }

  /**
   * A call through the `bedrock-mantle` endpoint, which has its own IAM prefix: one leg, on the default project.
   *
   * @param model the model, which plays no part in the endpoint's authorization
   * @param options who calls
   */
  public static mantle(model: ClaudeModel, options: CallerOptions): InvocationRequest {
    return new InvocationRequest(model, callMantle(makeCaller(model, options)));
  }

  /**
   * The use of a bearer token (a Bedrock API key), which AWS authorizes in addition to the call itself: one leg.
   *
   * @param model the model, which plays no part in this authorization
   * @param options who calls
   */
  public static bearerToken(model: ClaudeModel, options: CallerOptions): InvocationRequest {
    return new InvocationRequest(model, useBearerToken(makeCaller(model, options)));
  }

  /** @internal */
  public static _of(model: ClaudeModel, legs: Leg[]): InvocationRequest {
    return new InvocationRequest(model, legs);
  }

  private constructor(
    /** The model that is called. */
    public readonly model: ClaudeModel,
    private readonly legs: readonly Leg[],
  ) {
    legs.forEach(({ resource }) => checkRequest({ model: resource }, { model: REQUEST_RULES.model }));
  }

  /** @internal */
  public get _legs(): readonly Leg[] {
    return this.legs;
  }
}

function makeCaller(model: ClaudeModel, options: InvocationRequestOptions): Caller {
  checkCall(model, options);
  const { account, sourceRegion: region, principalArn, projectId, contextKeys = {} } = options;
  return { account, region, principalArn, projectId, contextKeys, partition: findPartition(region) };
}
