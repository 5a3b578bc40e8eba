// Presses the button of a provider's consent page, and answers what the browser brings back.

/** @param {string} url @param {string} account @returns {Promise<{ state: string, code?: string, error?: string, errorDescription?: string }>} */
export async function authorize(url, account) {
  const page = await fetch(url, { redirect: 'manual' });
  const location = page.status === 302 ? page.headers.get('location') : await pressed(await page.text(), url, account);
  const { state, code, error, error_description: errorDescription } = Object.fromEntries(new URL(location).searchParams);
  return { state, ...(code ? { code } : {}), ...(error ? { error } : {}), ...(errorDescription ? { errorDescription } : {}) };
}

async function pressed(html, url, account) {
  const request = /name="request" value="([^"]*)"/.exec(html)?.[1].replace(/&amp;/g, '&').replace(/&quot;/g, '"');
  if (request === undefined) throw new Error(`no consent page: ${html.slice(0, 300)}`);
  const action = new URL(/action="([^"]+)"/.exec(html)[1], url);
  const answer = await fetch(action, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ request, account, mail: 'yes' }) });
  const location = answer.headers.get('location');
  if (!location) throw new Error(`the consent page answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
  return location;
}
