/** Who may call through an endpoint. */
export interface EndpointRestrictionOptions {
  /**
   * The callers by the ARNs of their roles and users, in which `*` and `?` are wildcards, such as
   * `arn:aws:iam::111122223333:role/aws-reserved/*AWSReservedSSO_Claude_*`. For callers that this app does not know,
   * and where the roles are in stacks that depend on that of the endpoint. Patterns that name everybody are refused.
   *
   * @default - the roles and users that have the access when the app is synthesized
   */
  readonly principalArns?: string[];
}
