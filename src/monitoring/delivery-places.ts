import { RecordDelivery } from './record-delivery';

/** The names of a delivery's destination. */
export interface DeliveryPlace {
  /** In the IDs of constructs. */
  readonly id: string;
  /** In a sentence. */
  readonly name: string;
  /** In a title, after "Delivery". */
  readonly title: string;
}

export const DELIVERY_PLACES: Readonly<Record<RecordDelivery, DeliveryPlace>> = {
  [RecordDelivery.CLOUDWATCH_LOGS]: { id: 'CloudWatchLogs', name: 'CloudWatch Logs', title: 'to CloudWatch Logs' },
  [RecordDelivery.S3]: { id: 'S3', name: 'S3', title: 'to S3' },
  [RecordDelivery.LARGE_DATA]: { id: 'LargeData', name: 'S3, of large bodies', title: 'of large bodies to S3' },
};
