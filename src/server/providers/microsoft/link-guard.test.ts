import { expect, it } from 'vitest';
import { config } from '../../config';
import { pathOfLink, withQuery } from './client';
import { readDeltaCursor } from './delta-cursor';

const endpoints = { ...config, graphUrl: 'https://graph.microsoft.com' };

it('follows a link of the configured Graph and keeps its query as it is', () => {
  const link = 'https://graph.microsoft.com/v1.0/me/mailFolders(%27A%3D%27)/messages/delta?$deltatoken=a%2Fb%3D&x=1';
  expect(pathOfLink(link, endpoints)).toBe('/me/mailFolders(%27A%3D%27)/messages/delta?$deltatoken=a%2Fb%3D&x=1');
});

it.each([
  'https://evil.example/v1.0/me',
  'http://graph.microsoft.com/v1.0/me',
  'https://graph.microsoft.com:8443/v1.0/me',
  'https://graph.microsoft.com@evil.example/v1.0/me',
  'https://user:pass@graph.microsoft.com/v1.0/me',
  'https://graph.microsoft.com/beta/me',
  'https://graph.microsoft.com/v1.0/../beta/me',
  'https://graph.microsoft.com.evil.example/v1.0/me',
  '//evil.example/v1.0/me',
  '/v1.0/me',
  '',
])('does not send the token to %j', (link) => {
  expect(() => pathOfLink(link, endpoints)).toThrowError(expect.objectContaining({ code: 'invalid-input' }));
});

it.each(['', 'x', '{}', 'null', '{"link":1}'])('refuses the cursor %j', (cursor) => {
  expect(() => readDeltaCursor(cursor)).toThrowError(expect.objectContaining({ code: 'invalid-input' }));
});

it('encodes values, not names', () => {
  expect(withQuery('/me/messages', { $filter: "a eq 'ä&b'", $top: 1, $select: undefined })).toBe(
    "/me/messages?$filter=a%20eq%20'%C3%A4%26b'&$top=1",
  );
});
