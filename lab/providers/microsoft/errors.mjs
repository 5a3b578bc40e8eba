// Entra ID's errors: an OAuth code, an AADSTS number and a sentence. Numbers from learn.microsoft.com's list.
import { randomUUID } from 'node:crypto';

/** name → [HTTP status, OAuth error, AADSTS number, text, suberror] */
const KINDS = {
  invalid_client: [401, 'invalid_client', 7000215, "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app 'lab'."],
  expired_secret: [401, 'invalid_client', 7000222, "The provided client secret keys for app 'lab' are expired. Visit the Azure portal to create new keys for your app."],
  unknown_client: [400, 'unauthorized_client', 700016, "Application with identifier 'lab' was not found in the directory."],
  revoked: [400, 'invalid_grant', 50173, 'The provided grant has expired due to it being revoked, a fresh auth token is needed.', 'bad_token'],
  50173: [400, 'invalid_grant', 50173, 'The provided grant has expired due to it being revoked, a fresh auth token is needed.', 'bad_token'],
  700082: [400, 'invalid_grant', 700082, 'The refresh token has expired due to inactivity. The token was issued on 2026-01-01 and was inactive for 90.00:00:00.', 'token_expired'],
  70008: [400, 'invalid_grant', 70008, 'The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.', 'token_expired'],
  50076: [400, 'interaction_required', 50076, 'Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication.', 'basic_action'],
  50079: [400, 'interaction_required', 50079, 'The user must enroll in multi-factor authentication.', 'basic_action'],
  53003: [400, 'invalid_grant', 53003, 'Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.', 'message_only'],
  65001: [400, 'invalid_grant', 65001, "The user or administrator has not consented to use the application with ID 'lab'. Send an interactive authorization request for this user and resource.", 'consent_required'],
  consent_required: [400, 'invalid_grant', 65001, "The user or administrator has not consented to use the application with ID 'lab'. Send an interactive authorization request for this user and resource.", 'consent_required'],
  bad_code: [400, 'invalid_grant', 54005, 'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.'],
  bad_token: [400, 'invalid_grant', 9002313, 'Invalid request. Request is malformed or invalid.', 'bad_token'],
  pkce: [400, 'invalid_grant', 501481, 'The Code_Verifier does not match the code_challenge supplied in the authorization request.'],
  redirect: [400, 'invalid_grant', 500112, "The reply address does not match the redirect address provided when requesting Authorization code."],
  single_tenant: [400, 'invalid_request', 50194, "Application 'lab' is not configured as a multi-tenant application. Usage of the /common endpoint is not supported for such apps created after '10/15/2018'. Use a tenant-specific endpoint or configure the application to be multi-tenant."],
  wrong_tenant: [400, 'invalid_request', 90002, 'Tenant not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.'],
  grant_type: [400, 'unsupported_grant_type', 70003, 'The app requested an unsupported grant type.'],
  missing: [400, 'invalid_request', 900144, "The request body must contain the following parameter: 'grant_type'."],
  server_error: [500, 'server_error', 90033, 'A transient error has occurred. Please try again.'],
  temporarily_unavailable: [503, 'temporarily_unavailable', 90033, 'A transient error has occurred. Please try again.'],
  rate_limited: [429, 'temporarily_unavailable', 90055, 'The tenant is throttled because there are too many requests.'],
};

/** @param {keyof typeof KINDS} kind */
export function entraError(kind) {
  const [status, error, number, text, suberror] = KINDS[kind] ?? KINDS.server_error;
  const traceId = randomUUID();
  const correlationId = randomUUID();
  const stamp = new Date().toISOString().replace('T', ' ').replace(/\.\d+/, '');
  return {
    status,
    headers: status === 429 ? { 'retry-after': '2' } : {},
    body: { error, error_description: `AADSTS${number}: ${text} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${stamp}`, error_codes: [number], timestamp: stamp, trace_id: traceId, correlation_id: correlationId, error_uri: `https://login.microsoftonline.com/error?code=${number}`, ...(suberror && { suberror }) },
  };
}

/** What the redirect of the authorize page carries. */
export const AUTHORIZE_ERRORS = {
  access_denied: ['access_denied', 'AADSTS65004: User declined to consent to access the app.', 'cancel'],
  consent_required: ['consent_required', "AADSTS65001: The user or administrator has not consented to use the application with ID 'lab'."],
  admin_required: ['access_denied', 'AADSTS90094: An administrator of your organization has set a policy that prevents you from granting the app the permissions it is requesting. An admin must consent first.'],
  interaction_required: ['interaction_required', 'AADSTS50079: The user must enroll in multi-factor authentication.'],
  server_error: ['server_error', 'AADSTS90033: A transient error has occurred.'],
  temporarily_unavailable: ['temporarily_unavailable', 'AADSTS90033: A transient error has occurred.'],
};
