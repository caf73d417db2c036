/** The callers that an endpoint admits. */
export interface EndpointRestrictionOptions {
  /**
   * The ARNs of the roles and users that may call through the endpoint. `*` and `?` are wildcards, as in
   * `arn:aws:iam::111122223333:role/aws-reserved/*AWSReservedSSO_Claude_*`. Set it for callers that this app does not know, or if the
   * roles' stacks depend on the endpoint's stack. Patterns that match everyone are rejected.
   *
   * @default - the roles and users that have the access when the app is synthesized
   */
  readonly principalArns?: string[];
}
