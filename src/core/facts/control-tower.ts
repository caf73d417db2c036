/**
 * The `Sid`s that identify AWS Control Tower's Region denies: of the landing zone, and of an organizational unit.
 *
 * @source https://docs.aws.amazon.com/controltower/latest/controlreference/primary-region-deny-policy.html (read 2026-11-28)
 * @source https://docs.aws.amazon.com/controltower/latest/controlreference/ou-region-deny.html (read 2026-11-28)
 */
export const REGION_DENY_SIDS: readonly string[] = ['GRREGIONDENY', 'CTMULTISERVICEPV1'];
