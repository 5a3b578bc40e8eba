// What administrators and members may see of the settings. No secret passes here.
import type { LinkableProvider, ProviderSettingsView, SettingsView } from '../../common/api';
import type { ProviderType } from '../providers/provider';
import type { PushSettingsStore } from '../push/settings';
import { isReference } from './secret';
import type { SettingsRow, SettingsStore } from './store';

export async function viewSettings(settings: SettingsStore, push: PushSettingsStore, redirectUri: string): Promise<SettingsView> {
  const rows = await settings.rows();
  return {
    providers: await Promise.all(rows.map(({ type, stored }) => viewProvider(settings, push, type, stored, redirectUri))),
    general: { syncIntervalMinutes: await settings.syncIntervalMinutes(), publicUrl: await push.publicUrl() },
  };
}

async function viewProvider(
  settings: SettingsStore,
  push: PushSettingsStore,
  type: ProviderType,
  stored: SettingsRow | null,
  redirectUri: string,
): Promise<ProviderSettingsView> {
  const secret = stored?.clientSecret ?? '';
  // Not configured, or a variable is missing: then there is no consent page to offer either.
  const client = await settings.client(type.id, redirectUri).catch(() => null);
  return {
    provider: type.id,
    title: type.title,
    clientId: stored?.clientId ?? '',
    hasSecret: secret !== '',
    secretReference: isReference(secret) ? secret : undefined,
    tenant: type.hasTenant ? (stored?.tenant ?? '') : undefined,
    hasTenant: type.hasTenant,
    enabled: stored?.enabled ?? true,
    redirectUri,
    scopes: [...type.scopes],
    adminConsentUrl: client?.oauth.adminConsentUrl?.(),
    push: await push.view(type),
  };
}

/** What an ordinary member may link. */
export async function viewLinkable(settings: SettingsStore): Promise<LinkableProvider[]> {
  const rows = await settings.rows();
  return rows.map(({ type, stored }) => ({
    provider: type.id,
    title: type.title,
    configured: Boolean(stored?.enabled && stored.clientId && stored.clientSecret),
  }));
}
