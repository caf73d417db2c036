/** A published version of a guardrail of which calls must name one. */
export interface RequiredGuardrail {
  /**
   * The ARN of the guardrail, such as `arn:aws:bedrock:eu-west-1:111122223333:guardrail/a1b2c3d4e5f6`, in the Region in which the profiles
   * are called. May be a token, such as `CfnGuardrail.attrGuardrailArn`.
   */
  readonly guardrailArn: string;

  /**
   * The published version, such as `1`. May be a token, such as `CfnGuardrailVersion.attrVersion`. Not `DRAFT`: the draft changes whenever
   * somebody edits the guardrail.
   */
  readonly guardrailVersion: string;
}
