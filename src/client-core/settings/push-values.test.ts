import { describe, expect, it } from 'vitest';
import type { PushSettingsView } from '../../common/api';
import { fieldPathOf } from './field-path';
import { isPushSetUp, missingPushFields, pushUpdateOf, storedWay } from './push-values';

const pubsub = (set: Record<string, string>, notificationUrl: string | null = null): PushSettingsView => ({
  kind: 'pubsub',
  notificationUrl,
  fields: ['topic', 'subscription', 'serviceAccountKey', 'audience', 'sender'].map((name) => ({
    name,
    isSecret: name === 'serviceAccountKey',
    value: name === 'serviceAccountKey' ? '' : (set[name] ?? ''),
    isSet: name in set,
  })),
});
const FETCH = { topic: 't', subscription: 's', serviceAccountKey: 'k' };
const RECEIVE = { topic: 't', audience: 'a', sender: 'x@y' };

describe('what is saved of the notices', () => {
  it('is only what was changed, and never a secret that was not typed', () => {
    expect(pushUpdateOf(pubsub(FETCH), 'fetch', { topic: 't', subscription: ' new ' })).toEqual({ subscription: 'new' });
    expect(pushUpdateOf(pubsub(FETCH), 'fetch', { topic: 't', subscription: 's', serviceAccountKey: ' ' })).toBeUndefined();
    expect(pushUpdateOf(pubsub({}), 'fetch', { topic: '', subscription: '' })).toBeUndefined();
  });

  it('replaces and removes the key', () => {
    expect(pushUpdateOf(pubsub(FETCH), 'fetch', { topic: 't', subscription: 's', serviceAccountKey: '{"a":1}' })).toEqual({ serviceAccountKey: '{"a":1}' });
    expect(pushUpdateOf(pubsub(FETCH), 'fetch', { topic: '', subscription: '', serviceAccountKey: '' })).toEqual({ topic: '', subscription: '', serviceAccountKey: '' });
  });

  it('removes what belongs to the other way when the way was changed, and else leaves it alone', () => {
    expect(pushUpdateOf(pubsub(FETCH), 'receive', { topic: 't', audience: 'a', sender: 'x@y' })).toEqual({ subscription: '', serviceAccountKey: '', audience: 'a', sender: 'x@y' });
    const both = pubsub({ ...FETCH, ...RECEIVE });
    expect(pushUpdateOf(both, storedWay(both), { topic: 't2', subscription: 's' })).toEqual({ topic: 't2' });
  });
});

describe('a way', () => {
  it('is the one whose fields are stored, else fetching', () => {
    expect([pubsub({}), pubsub({ topic: 't' }), pubsub(FETCH), pubsub(RECEIVE)].map(storedWay)).toEqual(['fetch', 'fetch', 'fetch', 'receive']);
  });

  it('is set up with all of its fields, and received notices need an address too', () => {
    expect(isPushSetUp(pubsub(FETCH))).toBe(true);
    expect(isPushSetUp(pubsub({ topic: 't', subscription: 's' }))).toBe(false);
    expect(isPushSetUp(pubsub(RECEIVE))).toBe(false);
    expect(isPushSetUp(pubsub(RECEIVE, 'https://x'))).toBe(true);
    expect(isPushSetUp({ kind: 'webhook', fields: [], notificationUrl: null })).toBe(false);
    expect(isPushSetUp({ kind: 'webhook', fields: [], notificationUrl: 'https://x' })).toBe(true);
  });

  it('wants all of its fields or none', () => {
    expect(missingPushFields(pubsub({}), 'fetch', {})).toEqual([]);
    expect(missingPushFields(pubsub({}), 'fetch', { topic: 't' })).toEqual(['subscription', 'serviceAccountKey']);
    expect(missingPushFields(pubsub(FETCH), 'fetch', { topic: 't', subscription: 's' })).toEqual([]);
    expect(missingPushFields(pubsub(FETCH), 'fetch', { topic: 't', subscription: 's', serviceAccountKey: '' })).toEqual(['serviceAccountKey']);
    expect(missingPushFields(pubsub(FETCH), 'receive', { topic: 't' })).toEqual(['audience', 'sender']);
  });
});

it.each([
  ['providers.google.push.topic', ['push', 'topic']],
  ['providers.0.clientSecret', ['clientSecret']],
  ['general.publicUrl', ['publicUrl']],
  ['provider', ['provider']],
])('the server calls a field %s', (field, path) => {
  expect(fieldPathOf(field)).toEqual(path);
});
