/** What follows for a request from all policies. */
export enum InvocationOutcome {
  /** Every layer allows it and none denies it. */
  ALLOWED = 'ALLOWED',
  /** Some layer has no statement that allows it. */
  IMPLICITLY_DENIED = 'IMPLICITLY_DENIED',
  /** A statement denies it. */
  EXPLICITLY_DENIED = 'EXPLICITLY_DENIED',
  /** It depends on condition keys or template values that are not known. */
  DEPENDS = 'DEPENDS',
}

/** One of the authorizations that make up a call. */
export enum InvocationLeg {
  /** The inference profile in the source Region. */
  PROFILE = 'PROFILE',
  /** The model in the source Region. */
  SOURCE_MODEL = 'SOURCE_MODEL',
  /** The model without a Region, where `aws:RequestedRegion` is `unspecified`. */
  GLOBAL_MODEL = 'GLOBAL_MODEL',
  /** The model in a Region to which a geographic profile may route. */
  DESTINATION_MODEL = 'DESTINATION_MODEL',
  /** The default project of `bedrock-mantle`. */
  MANTLE_PROJECT = 'MANTLE_PROJECT',
  /** The use of a bearer token, which no resource stands for. */
  BEARER_TOKEN = 'BEARER_TOKEN',
}

/** The kinds of policies that must all allow a request. */
export enum PolicyLayer {
  /** The policies of the role, user or group. */
  IDENTITY = 'IDENTITY',
  /** The permissions boundary. */
  PERMISSIONS_BOUNDARY = 'PERMISSIONS_BOUNDARY',
  /** The policy that was passed when the role was assumed. */
  SESSION = 'SESSION',
  /** The policy of the VPC endpoint that the request goes through. */
  VPC_ENDPOINT = 'VPC_ENDPOINT',
  /** The service control policies of one level of the organization. */
  SERVICE_CONTROL = 'SERVICE_CONTROL',
}
