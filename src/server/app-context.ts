// What accounts, oauth, sending and resources get from plugin.ts beside the engine's own services. Types only.
import type { ServerContext } from './services';
import type { SettingsStore } from './settings/store';
import type { Environment } from './settings/secret';
import type { TokenSource } from './oauth/token-source';
import type { PushSettingsStore } from './push/settings';
import type { UploadStore } from './sending/uploads';

export interface AppContext extends ServerContext {
  environment: Environment;
  settings: SettingsStore;
  pushSettings: PushSettingsStore;
  tokens: TokenSource;
  uploads: UploadStore;
}
