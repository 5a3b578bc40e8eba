// Entry for the v2 shell (/v/admin).
import { Plugin } from '@nocobase/client-v2';
import { guardedLoad } from '../client-core/errors/guarded';

export default class PluginEmailManagerClientV2 extends Plugin {
  // Behind an import, so that nothing of ours runs where an error would keep the shell from starting.
  async load() {
    await guardedLoad(async () => (await import('./features')).register(this.app));
  }
}
