import { describeAlarmCost } from './alarm-cost';
import { DemoReport } from './report';
import { paint, printTable } from '../../src/cli/terminal';
import { describeProject } from '../../src/core/facts/project';
import { stack as operations } from '../operations';

export function printReport(report: DemoReport): void {
  console.log(`\nStack ${report.stackName}, account ${report.account}, ${report.region}: decided from the synthesized template, offline.`);
  console.log('Four marks are the legs of a call: the profile, the model in the source Region, the model without a Region');
  console.log(`(for a geographic profile: the models in its other Regions), and ${describeProject()}.`);
  console.log('✓ allowed   ✗ denied   ? depends   · not asked');
  console.log('"by" names what decided: the statements that allow, or what denies.\n');
  for (const part of report.parts) {
    if ('rows' in part) {
      printTable(part.title, part.headers, part.rows);
    } else {
      console.log(`${paint('bold', part.title)}\n\n${part.text}\n`);
    }
  }
  console.log(`What examples/operations.ts watches: ${describeAlarmCost(operations)}.\n`);
  printVerdict(report);
}

export function printVerdict({ surprises }: DemoReport): void {
  if (surprises.length > 0) {
    console.log(paint('red', `${surprises.length} decisions are not as the app declares:`));
    surprises.forEach((surprise) => console.log(`  ${surprise}`));
  } else {
    console.log(paint('green', 'All decisions are as the app declares.'));
  }
}
