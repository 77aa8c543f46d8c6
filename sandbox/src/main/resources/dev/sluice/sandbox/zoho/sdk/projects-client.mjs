// A community's client of Projects v3. It expects a throttled request to be a 429 and does not know Zoho's 400 as one.

import { createZohoProjectsClient } from '@panoptic-it-solutions/zoho-projects-client';
import { assert, check, failure, run } from './check.mjs';
import { account, orders, plain, url } from './double.mjs';

const who = 'zoho-projects-client';
const client = (changes = {}) => createZohoProjectsClient({
  clientId: account.clientId,
  clientSecret: account.clientSecret,
  refreshToken: account.refreshToken,
  portalId: account.portalId,
  apiUrl: url,
  accountsUrl: url,
  ...changes,
});
const portal = `/api/v3/portal/${account.portalId}`;
const all = client();

check('portals are listed the old way', async () => {
  const [portal] = await all.portals.list();
  assert.ok(portal.name.length > 0);
});

check('projects are listed', async () => {
  const { data } = await all.projects.list();
  const expected = await plain(`${portal}/projects?page=1&per_page=100`);
  assert.deepEqual(data.map((project) => String(project.id)), expected.map((project) => project.id));
});

check('projects are listed to the end, page by page', async () => {
  const projects = await all.projects.listAll({ pageSize: 10 });
  const expected = await plain(`${portal}/projects?page=1&per_page=100`);
  assert.equal(projects.length, expected.length);
});

check('one project is read', async () => {
  const [first] = await plain(`${portal}/projects?page=1`);
  const project = await all.projects.get(first.id);
  assert.equal(project.name, first.name);
});

check('a project that is not there is not found', async () => {
  const error = await failure(all.projects.get('1'));
  assert.equal(error.constructor.name, 'ZohoNotFoundError');
});

check('the tasks of a project are listed', async () => {
  const [first] = await plain(`${portal}/projects?page=1`);
  const tasks = await all.tasks.listAll(first.id);
  const expected = await plain(`${portal}/projects/${first.id}/tasks?page=1&per_page=100`);
  assert.deepEqual(tasks.map((task) => String(task.id)), expected.tasks.map((task) => task.id));
});

check('the phases of a project are listed', async () => {
  const [first] = await plain(`${portal}/projects?page=1`);
  const { data } = await all.phases.list(first.id);
  const expected = await plain(`${portal}/projects/${first.id}/phases?page=1&per_page=100`);
  assert.equal(data.length, expected.milestones.length);
});

check('an access token is refreshed when it has expired', async () => {
  await orders.tokens({ lifetime: 'PT1S' });
  const short = client();
  await orders.forgetRequests();
  await short.projects.list();
  await short.projects.list();
  const refreshed = (await orders.requests()).filter((seen) => seen.path === '/oauth/v2/token');
  assert.equal(refreshed.length, 2);
});

check('a refresh token that is not one is refused', async () => {
  const error = await failure(client({ refreshToken: '1000.no.token' }).projects.list());
  assert.match(String(error.message), /invalid_code|token|auth/i);
});

check('another portal is refused', async () => {
  const error = await failure(client({ portalId: '1' }).projects.list());
  assert.match(error.constructor.name, /^Zoho/);
});

check('too many requests of one pattern are refused with a 400, the lock told in prose', async () => {
  await orders.limit('projects.url', { most: 1, window: 'PT2M', block: 'PT22M', prolonged: true });
  await all.projects.list();
  const error = await failure(all.projects.list());
  assert.match(`${error.message} ${error.cause?.response && JSON.stringify(error.cause.response.data)}`,
    /URL_ROLLING_THROTTLES_LIMIT_EXCEEDED|Cannot execute more than 1 requests/);
});

await run(who, async () => {
  await orders.noFaults();
  await orders.noLimits();
  await orders.tokens({});
});
