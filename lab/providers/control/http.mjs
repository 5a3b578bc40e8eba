// The control API over http: POST /__lab/call {method, args}, and a few GETs for people with a browser.
import { jsonOf } from '../http/server.mjs';

const READABLE = { '/state': 'state', '/requests': 'requests', '/violations': 'violations', '/sent': 'sent' };

const find = (control, path) => path.split('.').reduce((value, name) => (value && Object.hasOwn(value, name) ? value[name] : undefined), control);

export async function handleControl(control, ctx) {
  const json = ctx.method === 'POST' ? jsonOf(ctx) : {};
  const name = ctx.method === 'GET' ? READABLE[ctx.path] : json?.method;
  const method = name && find(control, name);
  if (ctx.path !== '/call' && ctx.method === 'POST') return { status: 404, body: { error: 'POST /__lab/call' } };
  if (typeof method !== 'function') return { status: 404, body: { error: `no such control: ${name ?? ctx.path}` } };
  try {
    const args = ctx.method === 'GET' && ctx.query.size ? [Object.fromEntries(ctx.query)] : (json.args ?? []);
    return { status: 200, body: { result: (await method(...args)) ?? null } };
  } catch (error) {
    return { status: 400, body: { error: error.message } };
  }
}
