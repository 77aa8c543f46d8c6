// The official TypeScript SDK, CommonJS inside. Its root must be required first: its modules import one another in circles.

import { createRequire } from 'node:module';
import { checkSdk } from './crm.mjs';

const require = createRequire(import.meta.url);
require('@zohocrm/typescript-sdk-8.0');

await checkSdk('typescript-sdk-8.0', async (path) => require(`@zohocrm/typescript-sdk-8.0/dist/${path}.js`));
