// Which fields of change notices belong together, and what of them is to be saved. Pure.
import type { PushSettingsView } from '../../common/api';
import { typedSecret } from './secret-value';

/** `fetch`: this server asks for the notices; `receive`: they are posted to it, for which it has to be reachable. */
export type PushWay = 'fetch' | 'receive';

export type PushFieldName = 'topic' | 'subscription' | 'serviceAccountKey' | 'audience' | 'sender';
export type PushValues = Partial<Record<PushFieldName, string>>;

export const FIELDS_OF: Record<PushWay, readonly PushFieldName[]> = {
  fetch: ['topic', 'subscription', 'serviceAccountKey'],
  receive: ['topic', 'audience', 'sender'],
};

const isSet = (view: PushSettingsView, name: PushFieldName) => view.fields.some((field) => field.name === name && field.isSet);

/** The way that is stored; without any the one that needs no public address. */
export function storedWay(view: PushSettingsView): PushWay {
  const isReceiving = isSet(view, 'audience') || isSet(view, 'sender');
  return isReceiving && !isSet(view, 'subscription') ? 'receive' : 'fetch';
}

/** Notices come, as far as can be told from here. */
export function isPushSetUp(view: PushSettingsView): boolean {
  if (view.kind === 'webhook') return view.notificationUrl !== null;
  const has = (way: PushWay) => FIELDS_OF[way].every((name) => isSet(view, name));
  return has('fetch') || (has('receive') && view.notificationUrl !== null);
}

/** What the form begins with. A secret is not among it, unless it is a reference to a variable. */
export function initialPushValues(view: PushSettingsView): PushValues {
  return Object.fromEntries(view.fields.filter(({ isSecret }) => !isSecret).map(({ name, value }) => [name, value]));
}

/** The changed fields. Those of the other way are removed when the way was changed: two at once would ring twice. Undefined: nothing to save. */
export function pushUpdateOf(view: PushSettingsView, way: PushWay, values: PushValues): Record<string, string> | undefined {
  const update: Record<string, string> = {};
  for (const field of view.fields) {
    const name = field.name as PushFieldName;
    if (FIELDS_OF[way].includes(name)) {
      const typed = field.isSecret ? typedSecret(values[name]) : values[name]?.trim();
      if (typed !== undefined && (field.isSecret || typed !== field.value)) update[name] = typed;
    } else if (way !== storedWay(view) && field.isSet) update[name] = '';
  }
  return Object.keys(update).length > 0 ? update : undefined;
}

/** All or none: with some of them nothing works. @returns the fields that are still empty although others are filled in */
export function missingPushFields(view: PushSettingsView, way: PushWay, values: PushValues): PushFieldName[] {
  const isFilled = (name: PushFieldName) => {
    const field = view.fields.find((one) => one.name === name);
    const typed = field?.isSecret ? typedSecret(values[name]) : (values[name]?.trim() ?? '');
    return typed === undefined ? field?.isSet === true : typed !== '';
  };
  const empty = FIELDS_OF[way].filter((name) => !isFilled(name));
  return empty.length === FIELDS_OF[way].length ? [] : empty;
}
