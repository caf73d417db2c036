import * as iam from 'aws-cdk-lib/aws-iam';
import { document } from '../small-policies';

export function policyDocument(...statements: object[]): iam.PolicyDocument {
  return iam.PolicyDocument.fromJson(document(...statements));
}

export function toStatements(...statements: object[]): iam.PolicyStatement[] {
  return statements.map((one) => iam.PolicyStatement.fromJson(one));
}
