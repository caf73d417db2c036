import { CustomDataIdentifier, DataIdentifier, DataProtectionPolicy } from 'aws-cdk-lib/aws-logs';

/** Thirteen digits that begin with a date of birth, with or without the spaces of print. CloudWatch Logs takes no parentheses. */
const SOUTH_AFRICAN_ID = '[0-9]{2}[01][0-9][0-3][0-9] ?[0-9]{4} ?[0-2][0-9]{2}';

/** Masks personal data and credentials in a log group's events. */
export function createMaskingPolicy(identifiers?: DataIdentifier[]): DataProtectionPolicy {
  return new DataProtectionPolicy({
    name: 'MaskPrompts',
    description: 'Masks personal data and credentials in the prompts and answers of models',
    identifiers: identifiers ?? [
      DataIdentifier.EMAILADDRESS,
      DataIdentifier.NAME,
      DataIdentifier.ADDRESS,
      DataIdentifier.IPADDRESS,
      DataIdentifier.LATLONG,
      DataIdentifier.CREDITCARDNUMBER,
      DataIdentifier.CREDITCARDEXPIRATION,
      DataIdentifier.CREDITCARDSECURITYCODE,
      DataIdentifier.AWSSECRETKEY,
      DataIdentifier.OPENSSHPRIVATEKEY,
      DataIdentifier.PGPPRIVATEKEY,
      DataIdentifier.PKCSPRIVATEKEY,
      DataIdentifier.PUTTYPRIVATEKEY,
      new CustomDataIdentifier('SouthAfricanIdNumber', SOUTH_AFRICAN_ID),
    ],
  });
}
