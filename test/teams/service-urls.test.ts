import { describe, expect, it } from 'vitest';
import { createServiceUrls } from '../../bot/teams/service-urls.ts';

const microsoft = createServiceUrls({ hosts: ['127.0.0.1:4000', 'teams.example:8443'] });
const local = createServiceUrls({ local: true });

describe('addresses that replies may be sent to', () => {
  it.each([
    ['https://smba.trafficmanager.net/uk/', 'https://smba.trafficmanager.net/uk/'],
    ['https://smba.trafficmanager.net/uk', 'https://smba.trafficmanager.net/uk/'],
    ['https://europe.botframework.com/?x=1#y', 'https://europe.botframework.com/'],
    ['http://127.0.0.1:4000', 'http://127.0.0.1:4000/'],
    ['https://teams.example:8443/a/', 'https://teams.example:8443/a/'],
  ])('%s is one of Teams', (text, url) => {
    expect(microsoft.resolve(text)?.href).toBe(url);
    expect(microsoft.resolve(text)?.href).toBe(url);
  });

  it.each([
    undefined,
    '',
    'no address',
    'http://smba.trafficmanager.net/uk/',
    'https://smba.trafficmanager.net:8443/',
    'https://smba.trafficmanager.net.example/',
    'https://smba.trafficmanager.net@example.org/',
    'https://user:pass@smba.trafficmanager.net/',
    'https://evilbotframework.com/',
    'https://botframework.com.example/',
    'http://teams.example:8443/',
    'http://127.0.0.1:4001/',
    'http://169.254.169.254/metadata',
    'ftp://smba.trafficmanager.net/',
    'file:///etc/passwd',
  ])('%s is not', (text) => {
    expect(microsoft.resolve(text)).toBeUndefined();
  });

  it.each([
    'http://127.0.0.1:56150/_connector',
    'http://localhost:1/',
    'https://127.9.9.9/',
    'http://[::1]:8080/',
  ])('%s is this machine', (text) => {
    expect(local.resolve(text)).toBeDefined();
  });

  it.each([
    'http://127.0.0.1.example/',
    'http://localhost.example/',
    'http://127.0.0.1@example.org/',
    'http://0.0.0.0/',
    'http://10.0.0.1/',
    'http://[::ffff:10.0.0.1]/',
    'https://smba.trafficmanager.net/uk/',
  ])('%s is not this machine', (text) => {
    expect(local.resolve(text)).toBeUndefined();
  });
});
