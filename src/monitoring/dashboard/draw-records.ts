import { Row, View } from './view';
import { COLORS, COLUMNS, graph, table } from './widgets';
import { InvocationMetrics } from '../invocation-metrics';
import { InvocationQueries } from '../invocation-queries';
import { RecordDelivery } from '../record-delivery';

const PLACES: Readonly<Record<RecordDelivery, string>> = {
  [RecordDelivery.CLOUDWATCH_LOGS]: 'to CloudWatch Logs',
  [RecordDelivery.S3]: 'to S3',
  [RecordDelivery.LARGE_DATA]: 'of large bodies to S3',
};

export function destinations(view: View): Row {
  return {
    question: 'Which Regions served the calls?',
    widgets: view.logGroup ? [table(view, 'Regions that served the calls', COLUMNS, InvocationQueries.BY_DESTINATION_REGION)] : [],
  };
}

export function callers(view: View): Row {
  return {
    question: 'Who calls, and which models?',
    widgets: view.logGroup ? [
      table(view, 'Callers', 12, InvocationQueries.BY_CALLER),
      table(view, 'Models', 12, InvocationQueries.BY_MODEL),
    ] : [],
  };
}

export function deliveries(view: View): Row {
  const { deliveries: shown, period, region, account } = view;
  return {
    question: 'Do the records of calls arrive?',
    widgets: shown.map((delivery) => graph(view, `Delivery ${PLACES[delivery]}`, Math.floor(COLUMNS / shown.length), [
      InvocationMetrics.metricDelivered(delivery, { period, region, account, label: 'Delivered', color: COLORS.delivered }),
      InvocationMetrics.metricNotDelivered(delivery, { period, region, account, label: 'Not delivered', color: COLORS.failed }),
    ])),
  };
}
