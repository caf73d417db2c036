import { Row, View } from './view';
import { COLORS, COLUMNS, drawGraph, drawTable } from './widgets';
import { DELIVERY_PLACES } from '../delivery-places';
import { InvocationMetrics } from '../invocation-metrics';
import { InvocationQueries } from '../invocation-queries';

export function drawDestinations(view: View): Row {
  return {
    question: 'Which Regions served the calls?',
    widgets: view.logGroup ? [drawTable(view, 'Regions that served the calls', COLUMNS, InvocationQueries.BY_DESTINATION_REGION)] : [],
  };
}

export function drawCallers(view: View): Row {
  return {
    question: 'Who calls, and which models?',
    widgets: view.logGroup ? [
      drawTable(view, 'Callers', 12, InvocationQueries.BY_CALLER),
      drawTable(view, 'Models', 12, InvocationQueries.BY_MODEL),
    ] : [],
  };
}

export function drawDeliveries(view: View): Row {
  const { deliveries, period, region, account } = view;
  const width = Math.floor(COLUMNS / deliveries.length);
  return {
    question: 'Do the records of calls arrive?',
    widgets: deliveries.map((delivery) => drawGraph(view, `Delivery ${DELIVERY_PLACES[delivery].title}`, width, [
      InvocationMetrics.metricDelivered(delivery, { period, region, account, label: 'Delivered', color: COLORS.delivered }),
      InvocationMetrics.metricNotDelivered(delivery, { period, region, account, label: 'Not delivered', color: COLORS.failed }),
    ])),
  };
}
