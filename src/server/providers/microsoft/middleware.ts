// Our steps in the Graph client's chain. Its own ones are left out: RetryHandler sleeps inside our slot, and
// AuthenticationHandler sends the token to https hosts of Microsoft only, which rules out a lab.
import type { Context, Middleware, MiddlewareOptions } from '@microsoft/microsoft-graph-client';
import type { ProviderContext } from '../provider';

/** Ids that survive a move. Needed on every request, also on follow-ups and inside of batches. */
export const IMMUTABLE_ID = 'IdType="ImmutableId"';

type Headers = Record<string, string>;

function setHeader(context: Context, name: string, value: string): void {
  context.options = { ...context.options, headers: { ...(context.options?.headers as Headers | undefined), [name]: value } };
}

/** Adds the id type to whatever the call prefers; a second Prefer header would replace the first. */
export function createPreferStep(): Middleware {
  let next: Middleware | undefined;
  return {
    async execute(context) {
      const asked = (context.options?.headers as Headers | undefined)?.Prefer;
      setHeader(context, 'Prefer', asked ? `${IMMUTABLE_ID}, ${asked}` : IMMUTABLE_ID);
      await next?.execute(context);
    },
    setNext: (middleware) => void (next = middleware),
  };
}

/** Goes with one request. The client makes errors of its own of what its steps throw, and a withdrawn consent would look like an outage. */
export class StepFailure implements MiddlewareOptions {
  error: unknown = null;
}

async function tokenFor(context: Context, provider: ProviderContext, force?: boolean): Promise<string> {
  try {
    return await provider.getAccessToken(force);
  } catch (error) {
    const failure = context.middlewareControl?.getMiddlewareOptions(StepFailure) as StepFailure | undefined;
    if (failure) failure.error = error;
    throw error;
  }
}

/** Sets the token; after a 401 asks for a new one and tries once more. */
export function createAuthStep(provider: ProviderContext): Middleware {
  let next: Middleware | undefined;
  return {
    async execute(context) {
      setHeader(context, 'Authorization', `Bearer ${await tokenFor(context, provider)}`);
      await next?.execute(context);
      if (context.response?.status !== 401) return;
      await context.response.body?.cancel();
      setHeader(context, 'Authorization', `Bearer ${await tokenFor(context, provider, true)}`);
      await next?.execute(context);
    },
    setNext: (middleware) => void (next = middleware),
  };
}

/** The wire. A redirect would carry the token elsewhere; Graph mail does not redirect. */
export function createFetchStep(): Middleware {
  return {
    async execute(context) {
      context.response = await fetch(context.request as string, { ...context.options, redirect: 'error' });
    },
  };
}
