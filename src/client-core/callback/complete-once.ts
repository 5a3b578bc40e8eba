// Hands the provider's answer to the server exactly once per page load.
import type { CallbackResult } from '../../common/api';
import type { CallbackRequest, MailApi } from '../api';

// React mounts twice in strict mode, and a state is good for one call only.
const running = new Map<string, Promise<CallbackResult>>();

/** The same promise for the same state, however often it is asked for. Rejects with MailApiError. */
export function completeOnce(api: MailApi, request: CallbackRequest): Promise<CallbackResult> {
  let result = running.get(request.state);
  if (!result) running.set(request.state, (result = api.accounts.callback(request)));
  return result;
}
