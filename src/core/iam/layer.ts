import { Policy } from './policy';

/** A kind of policy. Every layer must allow a request. */
export enum PolicyLayer {
  /** The policies of the role, user or group. */
  IDENTITY = 'IDENTITY',
  /** The permissions boundary. */
  PERMISSIONS_BOUNDARY = 'PERMISSIONS_BOUNDARY',
  /** The session policy that was passed when the role was assumed. */
  SESSION = 'SESSION',
  /** The policy of the VPC endpoint that the request goes through. */
  VPC_ENDPOINT = 'VPC_ENDPOINT',
  /** The service control policies of one level of the organization. */
  SERVICE_CONTROL = 'SERVICE_CONTROL',
}

/** Policies that must allow a request together, such as those of the identity, a boundary, or one level of the organization. */
export interface Layer {
  readonly kind: PolicyLayer;
  readonly name: string;
  readonly policies: readonly Policy[];
}
