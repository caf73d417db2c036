/** The callers that an endpoint admits. */
export interface EndpointRestrictionOptions {
  /**
   * The ARNs of the callers' roles and users. `*` and `?` are wildcards, as in
   * `arn:aws:iam::111122223333:role/aws-reserved/*AWSReservedSSO_Claude_*`. Set it for callers that this app does not know, or if the
   * stacks of the roles depend on the stack of the endpoint. Patterns that match everyone are refused.
   *
   * @default - the roles and users that have the access when the app is synthesized
   */
  readonly principalArns?: string[];
}
