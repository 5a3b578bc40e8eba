// OpenID configuration and MSAL's instance discovery, both pointing back at the lab.

const MICROSOFT = (ctx) => `${ctx.origin}/microsoft`;

export const discovery = (ctx, tenant) => ({
  status: 200,
  body: {
    token_endpoint: `${MICROSOFT(ctx)}/${tenant}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    jwks_uri: `${MICROSOFT(ctx)}/${tenant}/discovery/v2.0/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    issuer: `${MICROSOFT(ctx)}/${tenant === 'common' || tenant === 'organizations' || tenant === 'consumers' ? '{tenantid}' : tenant}/v2.0`,
    request_uri_parameter_supported: false,
    userinfo_endpoint: `${ctx.origin}/graph/oidc/userinfo`,
    authorization_endpoint: `${MICROSOFT(ctx)}/${tenant}/oauth2/v2.0/authorize`,
    end_session_endpoint: `${MICROSOFT(ctx)}/${tenant}/oauth2/v2.0/logout`,
    claims_supported: ['sub', 'iss', 'aud', 'exp', 'iat', 'nonce', 'preferred_username', 'name', 'tid', 'ver', 'email'],
    tenant_region_scope: null, cloud_instance_name: 'microsoftonline.com', cloud_graph_host_name: 'graph.windows.net',
  },
});

export const instance = (ctx) => ({
  status: 200,
  body: {
    tenant_discovery_endpoint: `${MICROSOFT(ctx)}/common/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [{ preferred_network: new URL(ctx.origin).host, preferred_cache: new URL(ctx.origin).host, aliases: [new URL(ctx.origin).host] }],
  },
});
