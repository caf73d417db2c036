import { ALARM_KINDS, AlarmKind } from './alarm-kinds';
import { findRecordsDestination, listDeliveries } from '../deliveries';
import { InvocationAlarmsProps } from '../invocation-alarms-props';
import { findModelsWithQuota } from '../watched-calls';

/** Says why some kinds cannot have alarms, as the rest of a sentence that begins with the kind. */
export function explainMissingKinds(props: InvocationAlarmsProps): Partial<Record<AlarmKind, string>> {
  const { models = [], applicationProfiles = [], streaming, logGroup, allowedDestinationRegions, guardPolicyIds } = props;
  const noCalls = models.length + applicationProfiles.length === 0 ? 'needs \'models\' or \'applicationProfiles\'' : undefined;
  const noLogGroup = logGroup ? undefined : 'needs \'logGroup\'';
  const noStreams = streaming === false ? 'needs streaming calls, and \'streaming\' is false' : undefined;
  const noQuota = findModelsWithQuota(props).length === 0 ? 'needs \'quotas\' with a watched model' : undefined;
  const noDelivery = listDeliveries(props).length === 0 ? 'needs \'deliveries\' or \'logGroup\'' : undefined;
  const noRecords = findRecordsDestination(props) ? undefined
    : 'needs a destination of records: \'logGroup\', or \'deliveries\' with CLOUDWATCH_LOGS or S3';
  return {
    throttles: noCalls,
    serverErrors: noCalls,
    clientErrors: noCalls,
    latency: noCalls,
    timeToFirstToken: noCalls ?? noStreams,
    quotaShare: noCalls ?? noQuota,
    legacyModel: noCalls,
    deliveryFailure: noDelivery,
    logSilence: noCalls ?? noRecords,
    missingRegion: noLogGroup,
    unexpectedRegion: noLogGroup ?? (allowedDestinationRegions ? undefined : 'needs \'allowedDestinationRegions\''),
    guardChanges: guardPolicyIds ? undefined : 'needs \'guardPolicyIds\'',
  };
}

/** Whether a kind has alarms if its options do not say. */
export function isOnByDefault(kind: AlarmKind, { logGroup, deliveries }: InvocationAlarmsProps, region: string): boolean {
  switch (kind) {
    case 'missingRegion':
      return region === 'af-south-1'; // which serves no Claude itself
    case 'loggingChanges':
      return logGroup !== undefined || deliveries !== undefined;
    default:
      return true;
  }
}

/** Chooses the kinds that have alarms in a Region. */
export function chooseKinds(props: InvocationAlarmsProps, region: string): AlarmKind[] {
  const reasons = explainMissingKinds(props);
  return ALARM_KINDS.filter((kind) => reasons[kind] === undefined && (props[kind]?.enabled ?? isOnByDefault(kind, props, region)));
}
