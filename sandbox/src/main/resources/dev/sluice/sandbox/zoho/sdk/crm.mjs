// What both official CRM SDKs must be able to do with the double. They have the same classes, under other paths.

import { assert, check, failure, run } from './check.mjs';
import { account, countOf, exchange, orders, plain, url } from './double.mjs';

const ALL_SCOPES = [
  'ZohoCRM.modules.ALL', 'ZohoCRM.users.READ', 'ZohoCRM.org.READ', 'ZohoCRM.settings.ALL', 'ZohoCRM.coql.READ',
  'ZohoSearch.securesearch.READ',
];

/** Declares all checks for an SDK, whose classes load(path) imports, and runs them. */
export async function checkSdk(who, load) {
  const { DataCenter } = await load('routes/dc/data_center');
  const { InitializeBuilder } = await load('routes/initialize_builder');
  const { SDKConfigBuilder } = await load('routes/sdk_config_builder');
  const { OAuthBuilder } = await load('models/authenticator/oauth_builder');
  const { FileStore } = await load('models/authenticator/store/file_store');
  const { ParameterMap } = await load('routes/parameter_map');
  const { UserSignature } = await load('routes/user_signature');
  const record = await load('core/com/zoho/crm/api/record/record_operations');
  const coql = await load('core/com/zoho/crm/api/coql/coql_operations');
  const coqlBody = await load('core/com/zoho/crm/api/coql/body_wrapper');
  const notes = await load('core/com/zoho/crm/api/notes/notes_operations');
  const noteBody = await load('core/com/zoho/crm/api/notes/body_wrapper');
  const { Note } = await load('core/com/zoho/crm/api/notes/note');
  const { ParentId } = await load('core/com/zoho/crm/api/notes/parent_id');
  const { MinifiedModule } = await load('core/com/zoho/crm/api/modules/minified_module');
  const users = await load('core/com/zoho/crm/api/users/users_operations');
  const org = await load('core/com/zoho/crm/api/org/org_operations');

  const store = new FileStore(`${who}-${process.pid}.csv`);
  async function initialize(grant) {
    const builder = new OAuthBuilder()
      .clientId(account.clientId)
      .clientSecret(account.clientSecret)
      .userSignature(new UserSignature(grant.code ?? grant.refreshToken)) // by which the store tells tokens apart
      .findUser(false);
    const token = (grant.code ? builder.grantToken(grant.code) : builder.refreshToken(grant.refreshToken)).build();
    const environment = DataCenter.setEnvironment(url, `${url}/oauth/v2/token`, url);
    await (await new InitializeBuilder())
      .environment(environment)
      .token(token)
      .store(store)
      .SDKConfig(new SDKConfigBuilder().autoRefreshFields(false).pickListValidation(false).build())
      .initialize();
  }
  const anew = () => initialize({ refreshToken: account.refreshToken });
  const within = async (scopes) => initialize({ code: await orders.code(scopes) });

  const records = (module) => new record.RecordOperations(module);
  async function parameters(values) {
    const map = new ParameterMap();
    for (const [param, value] of values) {
      await map.add(param, value);
    }
    return map;
  }
  async function query(text) {
    const body = new coqlBody.BodyWrapper();
    body.setSelectQuery(text);
    return new coql.CoqlOperations().getRecords(body);
  }
  async function note(content, contact) {
    const one = new Note();
    one.setNoteTitle('From an SDK');
    if (content !== undefined) {
      one.setNoteContent(content);
    }
    const module = new MinifiedModule();
    module.setAPIName('Contacts');
    const parent = new ParentId();
    parent.setId(BigInt(contact));
    parent.setModule(module);
    one.setParentId(parent);
    const body = new noteBody.BodyWrapper();
    body.setData([one]);
    return new notes.NotesOperations().createNotes(body);
  }
  const code = (response) => response.getObject().getCode().getValue();

  check('a refresh token becomes an access token', async () => {
    await orders.forgetRequests();
    await anew();
    await new org.OrgOperations().getOrganization();
    assert.deepEqual((await orders.requests()).map((seen) => [seen.path, seen.status]).slice(0, 2), [
      ['/oauth/v2/token', 200],
      ['/crm/v8/org', 200],
    ]);
  });

  check('a code becomes an access token, and is good once', async () => {
    const once = await orders.code(ALL_SCOPES);
    await initialize({ code: once });
    await new users.UsersOperations().getUsers(new ParameterMap());
    // The SDK keeps the token it got and would not use the code again, so a second use is tried without it.
    assert.equal((await exchange(once)).error, 'invalid_code');
  });

  check('a refresh token that is not one is refused', async () => {
    const error = await failure((async () => {
      await initialize({ refreshToken: '1000.no.token' });
      await new org.OrgOperations().getOrganization();
    })());
    assert.equal(error.code, 'INVALID TOKEN ERROR');
    assert.equal(error.message, 'invalid_code');
  });

  check('an access token is refreshed when it has expired', async () => {
    await orders.tokens({ lifetime: 'PT1S' });
    await within(ALL_SCOPES);
    await new org.OrgOperations().getOrganization();
    await orders.forgetRequests();
    await new org.OrgOperations().getOrganization();
    await new org.OrgOperations().getOrganization();
    const refreshed = (await orders.requests()).filter((seen) => seen.path === '/oauth/v2/token');
    assert.equal(refreshed.length, 2);
  });

  check('the organisation and its users are read', async () => {
    await anew();
    const organisation = (await new org.OrgOperations().getOrganization()).getObject().getOrg()[0];
    assert.equal(organisation.getCompanyName(), account.organisation);
    const all = (await new users.UsersOperations().getUsers(new ParameterMap())).getObject().getUsers();
    assert.equal(all.length, (await plain('/crm/v8/users')).users.length);
  });

  check('a search finds what a plain one finds', async () => {
    await anew();
    const found = await records('Contacts').searchRecords(await parameters([
      [record.SearchRecordsParam.WORD, 'mai tran'],
    ]));
    const expected = await plain('/crm/v8/Contacts/search?word=mai%20tran');
    assert.deepEqual(found.getObject().getData().map((each) => String(each.getId())), expected.data.map((row) => row.id));
    assert.equal(found.getObject().getData()[0].getKeyValue('Last_Name'), expected.data[0].Last_Name);
  });

  check('a search without a hit is empty', async () => {
    await anew();
    const none = await records('Contacts').searchRecords(await parameters([
      [record.SearchRecordsParam.EMAIL, 'nobody@nowhere.example'],
    ]));
    assert.equal(none.getStatusCode(), 204);
    assert.equal(none.getObject(), null);
  });

  check('one record is read, its id exact', async () => {
    await anew();
    const id = (await plain('/crm/v8/Deals?fields=Deal_Name&per_page=1')).data[0].id;
    const answer = await records('Deals').getRecord(BigInt(id), new ParameterMap());
    const deal = answer.getObject().getData()[0];
    assert.equal(deal.getId(), BigInt(id));
    assert.equal(typeof deal.getKeyValue('Account_Name').getId(), 'bigint');
  });

  check('a list is paged to its end by page numbers', async () => {
    await anew();
    const ids = new Set();
    let more = true;
    for (let page = 1; more; page++) {
      const answer = await records('Deals').getRecords(await parameters([
        [record.GetRecordsParam.FIELDS, 'Deal_Name,Amount,Stage'],
        [record.GetRecordsParam.PER_PAGE, 100],
        [record.GetRecordsParam.PAGE, page],
      ]));
      answer.getObject().getData().forEach((deal) => ids.add(deal.getId()));
      more = answer.getObject().getInfo().getMoreRecords();
    }
    assert.equal(ids.size, await countOf('Deals'));
  });

  check('a list is paged by tokens', async () => {
    await anew();
    const first = await records('Contacts').getRecords(await parameters([
      [record.GetRecordsParam.FIELDS, 'Last_Name'],
      [record.GetRecordsParam.PER_PAGE, 50],
    ]));
    const second = await records('Contacts').getRecords(await parameters([
      [record.GetRecordsParam.FIELDS, 'Last_Name'],
      [record.GetRecordsParam.PER_PAGE, 50],
      [record.GetRecordsParam.PAGE_TOKEN, first.getObject().getInfo().getNextPageToken()],
    ]));
    const expected = await plain('/crm/v8/Contacts?fields=Last_Name&per_page=50&page=2');
    assert.deepEqual(second.getObject().getData().map((each) => String(each.getId())), expected.data.map((row) => row.id));
  });

  check('page numbers end at two thousand', async () => {
    await anew();
    const answer = await records('Contacts').getRecords(await parameters([
      [record.GetRecordsParam.FIELDS, 'Last_Name'],
      [record.GetRecordsParam.PAGE, 11],
    ]));
    assert.equal(code(answer), 'DISCRETE_PAGINATION_LIMIT_EXCEEDED');
  });

  check('a list without its fields is refused', async () => {
    await anew();
    const answer = await records('Contacts').getRecords(new ParameterMap());
    assert.equal(code(answer), 'REQUIRED_PARAM_MISSING');
  });

  check('a query joins, sorts and limits', async () => {
    await anew();
    const text = "select Deal_Name, Amount, Account_Name.Industry from Deals where Amount is not null"
      + ' order by Amount desc limit 5';
    const answer = await query(text);
    const expected = await plain('/crm/v8/coql', { method: 'POST', body: JSON.stringify({ select_query: text }) });
    assert.deepEqual(answer.getObject().getData().map((each) => String(each.getId())), expected.data.map((row) => row.id));
    assert.equal(answer.getObject().getInfo().getMoreRecords(), true);
  });

  check('a query of nothing is empty', async () => {
    await anew();
    const answer = await query("select Deal_Name from Deals where Deal_Name = 'no such deal'");
    assert.equal(answer.getStatusCode(), 204);
  });

  check('a query that cannot be read is a syntax error', async () => {
    await anew();
    assert.equal(code(await query('select Deal_Name from Deals where')), 'SYNTAX_ERROR');
    assert.equal(code(await query('select Deal_Name from Deals')), 'SYNTAX_ERROR');
  });

  check('a query of an unknown column is invalid', async () => {
    await anew();
    assert.equal(code(await query('select Nonsense from Deals where id is not null')), 'INVALID_QUERY');
  });

  check('a note is added and read again', async () => {
    await anew();
    const contact = (await plain('/crm/v8/Contacts?fields=Last_Name&per_page=1')).data[0].id;
    const content = `Written at ${Date.now()}`;
    const added = (await note(content, contact)).getObject().getData()[0];
    assert.equal(added.getCode().getValue(), 'SUCCESS');
    const id = added.getDetails().get('id');
    const read = await new notes.NotesOperations().getNote(BigInt(id), await parameters([
      [notes.GetNoteParam.FIELDS, 'Note_Title,Note_Content'],
    ]));
    assert.equal(read.getObject().getData()[0].getNoteContent(), content);
  });

  check('a note without content is refused', async () => {
    await anew();
    const contact = (await plain('/crm/v8/Contacts?fields=Last_Name&per_page=1')).data[0].id;
    const refused = (await note(undefined, contact)).getObject().getData()[0];
    assert.equal(refused.getCode().getValue(), 'MANDATORY_NOT_FOUND');
  });

  check('a missing scope is told', async () => {
    await within(['ZohoCRM.modules.contacts.READ', 'ZohoCRM.settings.ALL', 'ZohoCRM.org.READ']);
    const refused = await query('select Deal_Name from Deals where id is not null');
    assert.equal(refused.getStatusCode(), 401);
    assert.equal(code(refused), 'OAUTH_SCOPE_MISMATCH');
  });

  check('a module the profile may not see is forbidden', async () => {
    await anew();
    await orders.hide({ Leads: ['*'] });
    const refused = await query('select Last_Name from Leads where id is not null');
    assert.equal(refused.getStatusCode(), 403);
    assert.equal(code(refused), 'NO_PERMISSION');
  });

  check('too many requests are told, after the SDK has tried again by itself', async () => {
    await anew();
    await new org.OrgOperations().getOrganization();
    await orders.limit('crm.credits', { most: 1, window: 'PT1H' });
    await orders.forgetRequests();
    await new org.OrgOperations().getOrganization();
    const refused = await new org.OrgOperations().getOrganization();
    assert.equal(refused.getStatusCode(), 429);
    assert.equal(code(refused), 'TOO_MANY_REQUESTS');
    const asked = (await orders.requests()).map((seen) => seen.status);
    assert.ok(asked.length > 2, `it asked ${asked}`);
  });

  check('a page of HTML is an error', async () => {
    await anew();
    await new org.OrgOperations().getOrganization();
    await orders.fail('/crm/v8/coql', {
      kind: 'answer', status: 500, contentType: 'text/html;charset=UTF-8', body: '<html><body>Oops</body></html>',
    });
    const outcome = await query('select Deal_Name from Deals where id is not null').then(
      (answer) => answer.getStatusCode(),
      (error) => error.constructor.name,
    );
    assert.notEqual(outcome, 200);
  });

  await run(who, async () => {
    await orders.noFaults();
    await orders.noLimits();
    await orders.tokens({});
    await orders.hide({});
  });
}
