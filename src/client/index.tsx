// Entry for the v1 shell (/admin).
import { Plugin } from '@nocobase/client';
import { guardedLoad } from '../client-core/errors/guarded';

export default class PluginEmailManagerClient extends Plugin {
  // Behind an import, so that nothing of ours runs where an error would keep the shell from starting.
  async load() {
    await guardedLoad(async () => (await import('./features')).register(this.app));
  }
}
