import { PolicyFormat } from './formats';
import { LZA_PLACEHOLDERS } from '../../core/facts/landing-zones';
import { each, ElementRules, must } from '../../core/rules/rule';

/** A sample value for each placeholder of Landing Zone Accelerator, for the judgment only. The values are invented. */
const STAND_INS: Readonly<Record<string, string>> = {
  PARTITION: 'aws',
  MANAGEMENT_ACCOUNT_ACCESS_ROLE: 'ManagementAccountAccess',
  ACCELERATOR_PREFIX: 'Accelerator',
  ACCELERATOR_PREFIX_ND: 'Accelerator',
  MANAGEMENT_ACCOUNT_ID: '111122223333',
  AUDIT_ACCOUNT_ID: '222233334444',
  LOGARCHIVE_ACCOUNT_ID: '333344445555',
} satisfies Record<typeof LZA_PLACEHOLDERS[number], string>;

/** Only Landing Zone Accelerator fills in placeholders. */
export const NO_PLACEHOLDERS: ElementRules<string> = each(must((arn) => !arn.includes('${'),
  `must hold no placeholders, except these with --format lza: ${LZA_PLACEHOLDERS.join(', ')}`, 'Write the ARN out'));

/** Replaces the placeholders of Landing Zone Accelerator with sample values. */
export function fillPlaceholders(arns: readonly string[], format: PolicyFormat): string[] {
  return arns.map((arn) => format !== 'lza' ? arn
    : arn.replace(/\$\{(\w+)\}/g, (whole, name: string) => Object.hasOwn(STAND_INS, name) ? STAND_INS[name] : whole));
}
