// The pages a person clicks through. Plain forms: they work without scripts and every choice is a button with a name.

const escape = (text) => String(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

const shell = (title, content) => ({
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(title)}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;background:#eef1f5;margin:0;display:grid;min-height:100vh;place-items:center;color:#1f2937}
main{background:#fff;border-radius:12px;padding:32px 36px;width:min(420px,88vw);box-shadow:0 8px 30px #0f172a1a}h1{font-size:22px;margin:0 0 4px}
button{display:block;width:100%;text-align:left;font:inherit;padding:12px 14px;margin:10px 0 0;border:1px solid #cbd5e1;border-radius:8px;background:#fff;cursor:pointer}
button:hover,button:focus-visible{background:#f1f5f9;outline:2px solid #2563eb}small{color:#64748b;display:block}.deny{text-align:center;color:#b91c1c}label{display:block;margin-top:14px}p{margin:8px 0}</style></head>
<body><main>${content}</main></body></html>`,
});

/**
 * @param {{provider: string, action: string, request: URLSearchParams, accounts: {address: string, name: string}[], hint?: string, scopes: string[], optional?: {name: string, label: string}}} page
 */
export function chooserPage({ provider, action, request, accounts, hint, scopes, optional }) {
  const ordered = [...accounts].sort((a, b) => Number(b.address === hint) - Number(a.address === hint));
  const buttons = ordered.map(({ address, name }) => `<button name="account" value="${escape(address)}" aria-label="${escape(address)}"${address === hint ? ' autofocus data-suggested="true"' : ''}>${escape(name)}${address === hint ? ' (suggested)' : ''}<small>${escape(address)}</small></button>`);
  return shell(`Sign in – ${provider} (lab)`, `<h1>Choose an account</h1><p>${escape(request.get('client_id') ?? '')} asks ${escape(provider)} for access.</p>
<details><summary>Requested</summary><small>${scopes.map(escape).join('<br>')}</small></details>
<form method="post" action="${escape(action)}"><input type="hidden" name="request" value="${escape(request.toString())}">
${optional ? `<label><input type="checkbox" name="${optional.name}" value="yes" checked> ${escape(optional.label)}</label>` : ''}
${buttons.join('\n')}<button class="deny" name="deny" value="yes">Deny</button></form>`);
}

export const errorPage = (status, title, text) => ({ ...shell(title, `<h1>${escape(title)}</h1><p role="alert">${escape(text)}</p>`), status });

/** @param {{title: string, text: string, action: string, request: string, buttons: [string, string][]}} page */
export const decisionPage = ({ title, text, action, request, buttons }) =>
  shell(title, `<h1>${escape(title)}</h1><p>${escape(text)}</p><form method="post" action="${escape(action)}"><input type="hidden" name="request" value="${escape(request)}">
${buttons.map(([value, label]) => `<button name="decision" value="${value}">${escape(label)}</button>`).join('')}</form>`);

/** Back to the application. @param {string} target @param {Record<string, string | undefined>} params */
export function redirectTo(target, params, mode = 'query') {
  if (mode === 'form_post') {
    const fields = Object.entries(params).filter(([, value]) => value !== undefined).map(([name, value]) => `<input type="hidden" name="${name}" value="${escape(value)}">`).join('');
    return shell('Continue', `<form method="post" action="${escape(target)}">${fields}<button autofocus>Continue</button></form><script>document.forms[0].submit()</script>`);
  }
  const url = new URL(target);
  for (const [name, value] of Object.entries(params)) if (value !== undefined) url.searchParams.set(name, value);
  return { status: 302, headers: { location: url.toString() } };
}
