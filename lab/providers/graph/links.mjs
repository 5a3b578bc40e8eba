// Addresses that Graph puts into its answers.

export const root = (ctx) => `${ctx.origin}/graph/v1.0`;

export const context = (ctx, fragment) => `${root(ctx)}/$metadata#users('${encodeURIComponent(ctx.mailbox ?? '')}')/${fragment}`;

/** The same list, further on. */
export function nextPage(ctx, values) {
  const query = new URLSearchParams(ctx.query);
  for (const [name, value] of Object.entries(values)) query.set(name, String(value));
  return `${root(ctx)}${ctx.route}?${query.toString().replace(/%24/g, '$')}`;
}
