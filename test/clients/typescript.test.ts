import { testClient } from './client-tests';
import { makeTypeScriptClient } from '../support/bedrock-runtime/clients';

describe('the TypeScript client', () => testClient(makeTypeScriptClient()));
