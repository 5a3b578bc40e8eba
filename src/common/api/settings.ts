// Email settings: `mailSettings`.
import type { MailErrorCode } from '../errors';

/** `mailSettings:get` → one per provider. The secret itself never leaves the server. */
export interface ProviderSettingsView {
  provider: string;
  title: string;
  clientId: string;
  hasSecret: boolean;
  /** The stored secret when it is an environment reference such as `{{$env.GOOGLE_SECRET}}`, else undefined. */
  secretReference?: string;
  tenant?: string;
  hasTenant: boolean;
  enabled: boolean;
  redirectUri: string;
  scopes: string[];
  adminConsentUrl?: string;
  push?: PushSettingsView;
}

/** Change notices of a provider ("push"): what can be filled in, and where the provider sends them. */
export interface PushSettingsView {
  fields: PushFieldView[];
  /** Where the provider posts notices; null while no public address is set. */
  notificationUrl: string | null;
  /** 'webhook' needs the public address, 'pubsub' the topic and either a key (pull) or audience and sender (push). */
  kind: 'pubsub' | 'webhook';
}

export interface PushFieldView {
  /** `topic`, `subscription`, `serviceAccountKey`, `audience`, `sender`. */
  name: string;
  isSecret: boolean;
  /** '' for secrets, unless the secret is a reference such as `{{$env.PUBSUB_KEY}}`. */
  value: string;
  isSet: boolean;
}

export interface GeneralSettingsView {
  syncIntervalMinutes: number;
  /** `https://host` under which providers reach this app, '' when they cannot. */
  publicUrl?: string;
}

/** `mailSettings:get` */
export interface SettingsView {
  providers: ProviderSettingsView[];
  general: GeneralSettingsView;
}

/** `mailSettings:update` body. An absent `clientSecret` keeps the stored one; '' removes it. */
export interface SettingsUpdate {
  providers?: Array<{
    provider: string;
    clientId?: string;
    clientSecret?: string;
    tenant?: string;
    enabled?: boolean;
    /** By field name; absent names keep what is stored, '' removes. */
    push?: Record<string, string>;
  }>;
  general?: Partial<GeneralSettingsView>;
}

/** `mailSettings:test` { provider } → what the provider says about client id, secret, tenant. */
export interface SettingsTestResult {
  ok: boolean;
  code?: MailErrorCode;
}
