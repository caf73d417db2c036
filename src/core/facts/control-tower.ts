/**
 * The statements by which AWS Control Tower's Region denies are known: that of the landing zone, and that of an organizational unit.
 *
 * @source https://docs.aws.amazon.com/controltower/latest/controlreference/primary-region-deny-policy.html (read 2026-11-28)
 * @source https://docs.aws.amazon.com/controltower/latest/controlreference/ou-region-deny.html (read 2026-11-28)
 */
export const REGION_DENY_SIDS: readonly string[] = ['GRREGIONDENY', 'CTMULTISERVICEPV1'];
