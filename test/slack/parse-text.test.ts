import { describe, expect, it } from 'vitest';
import { plainText, withoutMention } from '../../bot/slack/plain-text.ts';

describe('the text a person typed', () => {
  it.each([
    ['<@U123>', '@U123'],
    ['<@U123|sam>', '@sam'],
    ['<#C123|general>', '#general'],
    ['<!here> look', '@here look'],
    ['<!subteam^S1|@nurses>', '@nurses'],
    ['<!date^1^{date}|3 March>', '3 March'],
    ['<mailto:a@b.uk|a@b.uk>', 'a@b.uk'],
    ['<tel:07700900123|07700 900123>', '07700 900123 (07700900123)'],
    ['<http://example.com|example.com>', 'example.com'],
    ['<https://example.com/a>', 'https://example.com/a'],
    ['<https://example.com|click here>', 'click here (https://example.com)'],
    ['5 &lt; 6 &amp; 7 &gt; 3', '5 < 6 & 7 > 3'],
    ['&amp;lt;b&amp;gt;', '&lt;b&gt;'],
    ['&lt;@U123&gt;', '<@U123>'],
    ['*not* _styled_', '*not* _styled_'],
    ['  spaces  ', 'spaces'],
  ])('%s reads %s', (sent, typed) => {
    expect(plainText(sent)).toBe(typed);
  });

  it('loses the mention of the bot and no other', () => {
    expect(withoutMention('<@UBOT>: tell <@U2>', 'UBOT')).toBe('tell <@U2>');
    expect(withoutMention('<@U2> and <@UBOT>', 'UBOT')).toBe('<@U2> and  ');
    expect(withoutMention('<@UBOT> help', undefined)).toBe('help');
  });
});
