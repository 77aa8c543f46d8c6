// The official Node SDK. Its root must be imported first: its modules import one another in circles.

import { checkSdk } from './crm.mjs';

await import('@zohocrm/nodejs-sdk-8.0');

await checkSdk('nodejs-sdk-8.0', (path) => import(`@zohocrm/nodejs-sdk-8.0/lib/${path}.js`));
