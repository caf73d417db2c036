import { testClient } from './client-tests';
import { makePythonClient } from '../support/bedrock-runtime/clients';
import { describeWithJudges } from '../support/judges';

describeWithJudges('the Python client', () => testClient(makePythonClient()));
