// The double as these scripts see it: what it says of itself, the orders they give it, and plain requests to compare with.

export const url = process.argv[2];

async function order(method, path, body) {
  const response = await fetch(`${url}/__double/${path}`, {
    method,
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (!response.ok) {
    throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  }
  return response.status === 204 ? undefined : response.json();
}

export const account = await order('GET', 'account');

export const orders = {
  forgetRequests: () => order('DELETE', 'requests'),
  requests: async () => (await order('GET', 'requests')).requests,
  limit: (name, change) => order('PUT', `limits/${name}`, change),
  noLimits: async () => {
    await order('PUT', 'limits', { preset: 'off' });
    await order('DELETE', 'limits');
  },
  tokens: (rules) => order('PUT', 'tokens', rules),
  hide: (hidden) => order('PUT', 'profiles', { profile: 'Administrator', hidden }),
  fail: (path, effect, times = 1) => order('POST', 'faults', { path, times, effect }),
  noFaults: () => order('DELETE', 'faults'),
  code: async (scopes) => (await order('POST', 'codes', { scopes })).code,
};

/** What the double answers to somebody without any SDK. */
export async function plain(path, options = {}) {
  const response = await fetch(url + path, {
    ...options,
    headers: { Authorization: `Zoho-oauthtoken ${await plainToken()}`, ...options.headers },
  });
  return response.status === 204 ? null : response.json();
}

async function grant(parameters) {
  const form = new URLSearchParams({
    client_id: account.clientId,
    client_secret: account.clientSecret,
    ...parameters,
  });
  const answer = await fetch(`${url}/oauth/v2/token`, { method: 'POST', body: form });
  return answer.json();
}

/** Uses a code without any SDK. */
export const exchange = (code) => grant({ grant_type: 'authorization_code', code });

let token;
async function plainToken() {
  token ??= (await grant({ grant_type: 'refresh_token', refresh_token: account.refreshToken })).access_token;
  return token;
}

export async function countOf(module) {
  const query = { select_query: `select COUNT(id) as total from ${module} where id is not null` };
  const answer = await plain('/crm/v8/coql', { method: 'POST', body: JSON.stringify(query) });
  return answer.data[0].total;
}
