// For `npm run demo:dashboard`: reads the body of a dashboard from a template.
import { Stack, Stage } from 'aws-cdk-lib';

/**
 * The body of a CloudWatch dashboard:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export interface DashboardBody {
  readonly widgets: readonly Widget[];
}

export interface Widget {
  readonly type: string;
  readonly x?: number;
  readonly y?: number;
  readonly width?: number;
  readonly height?: number;
  readonly properties: WidgetProperties;
}

export interface WidgetProperties {
  readonly title?: string;
  readonly markdown?: string;
  readonly view?: string;
  readonly stacked?: boolean;
  readonly stat?: string;
  readonly period?: number;
  readonly query?: string;
  readonly alarms?: readonly string[];
  /** Namespace, name and dimensions, then how it is shown. */
  readonly metrics?: readonly (readonly unknown[])[];
  readonly annotations?: { readonly horizontal?: readonly Annotation[] };
  readonly yAxis?: { readonly left?: { readonly max?: number } };
}

export interface Annotation {
  readonly value: number;
  readonly label?: string;
}

/** For a number that only the deployment knows, such as a quota that is looked up. */
export const STAND_IN = 1_000_000;

/** The body of a stack's one dashboard, with readable words in place of values that only the deployment knows. */
export function readDashboardBody(stack: Stack): DashboardBody {
  const { Resources } = Stage.of(stack)!.synth().getStackByName(stack.stackName).template;
  const bodies = Object.values<any>(Resources).filter(({ Type }) => Type === 'AWS::CloudWatch::Dashboard');
  if (bodies.length !== 1) {
    throw new Error(`${stack.stackName} must have one dashboard, it has ${bodies.length}`);
  }
  const pseudo: Record<string, string> = {
    'AWS::Region': stack.region,
    'AWS::AccountId': stack.account,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': stack.stackName,
  };
  return JSON.parse(resolved(bodies[0].Properties.DashboardBody));

  function resolved(value: any): string {
    if (typeof value === 'string') {
      return value;
    }
    const [[intrinsic, argument]] = Object.entries<any>(value);
    switch (intrinsic) {
      case 'Fn::Join': return argument[1].reduce((before: string, part: any, index: number) => {
        const joined = index === 0 ? '' : before + argument[0];
        return joined + (typeof part !== 'string' && isBare(joined) ? STAND_IN : resolved(part));
      }, '');
      case 'Ref': return pseudo[argument] ?? findName(argument);
      case 'Fn::GetAtt': {
        const [id, attribute] = Array.isArray(argument) ? argument : argument.split('.');
        return attribute === 'Arn' ? findName(id) : attribute === 'DayQuota' ? '(read when deployed)' : `${findName(id)}.${attribute}`;
      }
      default: return 'known-when-deployed';
    }
  }

  /** Its own name if the template has one, else its logical ID without the hash. */
  function findName(id: string): string {
    const { Type, Properties = {} } = Resources[id] ?? { Type: '' };
    const name = Properties[`${Type.split('::').pop()}Name`];
    return typeof name === 'string' ? JSON.stringify(name).slice(1, -1) : id.replace(/[0-9A-F]{8}$/, '');
  }
}

/** Whether the next character of a JSON text is outside of quotes. */
function isBare(before: string): boolean {
  return (before.replace(/\\./g, '').match(/"/g) ?? []).length % 2 === 0 && /[:,[]\s*$/.test(before);
}
