// Loader of the settings page, for both entries.
import { page } from '../errors/mount';

export const settingsPage = page(() => import('./SettingsPage'));
