// The editor is the biggest part of the plugin in browsers. Imported in one place it is one chunk: imports from several places
// become chunks that differ in some small module and are copies otherwise.
import { lazy } from 'react';

export const MailEditor = lazy(() => import('./MailEditor'));
