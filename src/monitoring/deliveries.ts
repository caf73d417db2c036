import * as logs from 'aws-cdk-lib/aws-logs';
import { RecordDelivery } from './record-delivery';

/** Where records go. */
interface Destinations {
  readonly deliveries?: readonly RecordDelivery[];
  readonly logGroup?: logs.ILogGroup;
}

/** Lists the deliveries to watch: those that are named, or the one to the log group. */
export function listDeliveries({ deliveries, logGroup }: Destinations): readonly RecordDelivery[] {
  return deliveries ?? (logGroup ? [RecordDelivery.CLOUDWATCH_LOGS] : []);
}

/** Finds the first destination that receives all records. */
export function findRecordsDestination(destinations: Destinations): RecordDelivery | undefined {
  return listDeliveries(destinations).find((delivery) => delivery !== RecordDelivery.LARGE_DATA);
}
