/** A published version of a guardrail. Calls must name one of the required versions. */
export interface RequiredGuardrail {
  /**
   * The ARN of the guardrail, such as `arn:aws:bedrock:eu-west-1:111122223333:guardrail/a1b2c3d4e5f6`. The guardrail must be in the source
   * Region. May be a token, such as `CfnGuardrail.attrGuardrailArn`.
   */
  readonly guardrailArn: string;

  /**
   * The published version, such as `1`. May be a token, such as `CfnGuardrailVersion.attrVersion`. Not `DRAFT`: the draft changes with
   * every edit of the guardrail.
   */
  readonly guardrailVersion: string;
}
