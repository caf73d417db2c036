/** The reasons of a refusal; invariants.ts explains M1 to M5. */
export const MESSAGES = {
  'M1': /is managed by the stack [\w-]+ \(arn:[^)]+\).*Remove BedrockLoggingConfig from that stack first.*RETAIN.*ADOPT.*delete the SSM/,
  'M2': /is already on, with another setting.*The difference: .* is .*, not .*TAKE_OVER to replace it/,
  'M3': /was changed outside of this stack.*The difference: .*TAKE_OVER to replace/,
  'M3 found': /existed before this stack, and onExisting REFUSE leaves it.*The difference: .*Set onExisting ADOPT or TAKE_OVER/,
  'M4': /was changed by someone else during this deployment, which leaves it so.*The difference: .*Deploy again/,
  'M5': /cannot be updated: the claim.* is missing.*onRemoval RETAIN, remove it, and add it again with onExisting TAKE_OVER/,
  'overtaken': /was not changed: CloudFormation cancelled this event, or no longer waits for it.*Deploy again/,
  'no role': /could not be put back as it was found: arn:\S+ is not in previousRoleArns/,
  'no bucket': /could not be put back as it was found: \S+ is not in previousBucketNames/,
  'unreadable': /does not hold a claim that this version of cdk-bedrock-cris can read.*later version.*history/,
  'too long': /The claim does not fit the SSM parameter .* at most 8192/,
  'overdue': /Time ran out during \w+\. Deploy again/,
} satisfies Record<string, RegExp>;

export type Message = keyof typeof MESSAGES;
