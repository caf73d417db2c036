import { writeCloudFormation } from '../../core/policy-files/cloudformation';
import { writeJsonFiles } from '../../core/policy-files/json-file';
import { writeCfct, writeLza } from '../../core/policy-files/landing-zones';
import { PolicyFile, PrintedPolicy } from '../../core/policy-files/printed-policy';
import { writeTerraform, writeTerraformJson } from '../../core/policy-files/terraform';

/** The formats, each with the function that writes its files. The first is the default. */
export const FORMATS = {
  'json': writeJsonFiles,
  'terraform': writeTerraform,
  'terraform-json': writeTerraformJson,
  'cloudformation': writeCloudFormation,
  'cfct': writeCfct,
  'lza': writeLza,
} as const satisfies Record<string, (policy: PrintedPolicy) => PolicyFile[]>;

export type PolicyFormat = keyof typeof FORMATS;
