// Puts a linked account's type, tokens and gate together. One provider object per account, until its settings change.
import type { Gates, ProviderOpener } from '../services';
import type { MailProvider, ProviderType } from '../providers/provider';
import type { TokenSource } from '../oauth/token-source';
import type { SettingsStore } from '../settings/store';

interface Deps {
  settings: SettingsStore;
  tokens: TokenSource;
  gates: Gates;
  now(): Date;
}

export function createProviderOpener({ settings, tokens, gates, now }: Deps): ProviderOpener {
  const opened = new Map<string, { version: string; provider: MailProvider; type: ProviderType }>();
  return {
    async open(account) {
      const { type, clientId, oauth, version } = await settings.client(account.provider);
      const key = String(account.id);
      const known = opened.get(key);
      if (known?.version === version) return known;
      const provider = type.createProvider({
        email: account.email,
        getAccessToken: (force) => tokens.getAccessToken(account.id, oauth, force),
        gate: gates.gate(type, clientId, account.email),
        now,
      });
      const entry = { version, provider, type };
      opened.set(key, entry);
      return entry;
    },
  };
}
