// Keeps a failure of ours from ending the start of the shell: it would show an error page instead of NocoBase.

/** Runs one registration. A failure costs this feature alone. */
export function guarded(feature: string, register: () => void): void {
  try {
    register();
  } catch (error) {
    console.error(`[email-manager] ${feature} is not available`, error);
  }
}

/** Fetches and registers everything. A failure costs the plugin, in this browser, until the page is loaded again. */
export async function guardedLoad(load: () => Promise<void>): Promise<void> {
  try {
    await load();
  } catch (error) {
    console.error('[email-manager] could not be loaded', error);
  }
}
