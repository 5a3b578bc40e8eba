// Faults on order: the next requests that match get the wrong answer, late, or none at all.
import { setTimeout as sleep } from 'node:timers/promises';
import { Cut } from '../http/server.mjs';

/**
 * @typedef {object} Fault
 * @property {'gmail'|'graph'|'google-oauth'|'microsoft-oauth'} [provider]
 * @property {string} [method] @property {string | RegExp} [path] tested against path and query
 * @property {string} [mailbox]
 * @property {number} [count] how many requests it hits; default 1, Infinity for all
 * @property {number} [skip] let so many matching requests pass first
 * @property {number} [status] answer this status (the request has no effect, unless `effect`)
 * @property {unknown} [body] @property {Record<string,string>} [headers]
 * @property {boolean} [effect] do the work, then answer with `status`
 * @property {number} [delayMs] the request is met that much later, or when the fault is removed
 * @property {number} [lateMs] the request is met at once, and its answer is so long on its way, or until the fault is removed
 * @property {'before'|'after'} [cut] break the connection before or after the effect
 */

const matches = (fault, provider, ctx) =>
  (!fault.provider || fault.provider === provider) &&
  (!fault.method || fault.method === ctx.method) &&
  (!fault.mailbox || fault.mailbox === ctx.mailbox) &&
  (!fault.path || new RegExp(fault.path).test(`${ctx.path}${ctx.query.size ? `?${ctx.query}` : ''}`));

export function createFaults() {
  /** @type {(Fault & {id: number, left: number, hits: number, removed: Promise<void>, drop: () => void})[]} */
  const rules = [];
  let next = 1;
  const drop = (from, count = rules.length) => rules.splice(from, count).forEach((rule) => rule.drop());

  function take(provider, ctx) {
    for (const rule of rules) {
      if (rule.left <= 0 || !matches(rule, provider, ctx)) continue;
      if (rule.skip > 0) {
        rule.skip -= 1;
        continue;
      }
      rule.left -= 1;
      rule.hits += 1;
      return rule;
    }
    return undefined;
  }

  return {
    /** @param {Fault} fault @returns {number} id for `remove` and `hits` */
    add(fault) {
      const path = fault.path instanceof RegExp ? fault.path.source : fault.path;
      // JSON has no Infinity: a remote caller writes null.
      const count = fault.count === null ? Infinity : (fault.count ?? 1);
      const rule = { ...fault, path, id: next, left: count, hits: 0 };
      rule.removed = new Promise((resolve) => (rule.drop = resolve));
      rules.push(rule);
      return next++;
    },
    remove: (id) => drop(rules.findIndex((rule) => rule.id === id) >>> 0, 1),
    hits: (id) => rules.find((rule) => rule.id === id)?.hits ?? 0,
    clear: () => drop(0),
    /** Runs `work` under whatever fault is due. */
    async around(provider, ctx, work, standardBody) {
      const fault = take(provider, ctx);
      if (!fault) return work();
      if (fault.delayMs) await Promise.race([sleep(fault.delayMs, undefined, { ref: false }), fault.removed]);
      if (fault.cut === 'before') throw new Cut();
      const broken = fault.status && { status: fault.status, headers: fault.headers, body: fault.body ?? standardBody(fault.status), faulty: true };
      if (broken && !fault.effect && fault.cut !== 'after') return broken;
      const reply = await work();
      if (fault.lateMs) await Promise.race([sleep(fault.lateMs, undefined, { ref: false }), fault.removed]);
      if (fault.cut === 'after') throw new Cut();
      return broken || reply;
    },
  };
}
