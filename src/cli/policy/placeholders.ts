import { PolicyFormat } from './formats';
import { LZA_PLACEHOLDERS } from '../../core/facts/landing-zones';
import { each, ElementRules, must } from '../../core/rules/rule';

/** What stands for each of Landing Zone Accelerator's texts while a policy is judged. The values are made up. */
const STAND_INS: Readonly<Record<string, string>> = {
  PARTITION: 'aws',
  MANAGEMENT_ACCOUNT_ACCESS_ROLE: 'ManagementAccountAccess',
  ACCELERATOR_PREFIX: 'Accelerator',
  ACCELERATOR_PREFIX_ND: 'Accelerator',
  MANAGEMENT_ACCOUNT_ID: '111122223333',
  AUDIT_ACCOUNT_ID: '222233334444',
  LOGARCHIVE_ACCOUNT_ID: '333344445555',
} satisfies Record<typeof LZA_PLACEHOLDERS[number], string>;

/** Landing Zone Accelerator fills in texts of its own; the others know none. */
export const NO_PLACEHOLDERS: ElementRules<string> = each(must((arn) => !arn.includes('${'),
  `must hold no placeholders, but with --format lza: ${LZA_PLACEHOLDERS.join(', ')}`, 'Write the ARN out'));

/** Puts values into the places that Landing Zone Accelerator will fill in. */
export function fillPlaceholders(arns: readonly string[], format: PolicyFormat): string[] {
  return arns.map((arn) => format !== 'lza' ? arn
    : arn.replace(/\$\{(\w+)\}/g, (whole, name: string) => Object.hasOwn(STAND_INS, name) ? STAND_INS[name] : whole));
}
