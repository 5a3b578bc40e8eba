// Shapes that travel over the HTTP API and the WebSocket. No code that runs.
export type * from './shared';
export type * from './settings';
export type * from './accounts';
export type * from './messages';
export type * from './sending';
export type * from './events';
