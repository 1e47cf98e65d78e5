import { renderToStaticMarkup } from 'react-dom/server';
import { IntlProvider } from 'use-intl';
import { expect, test } from 'vitest';
import messages from '@/messages/en.json';
import { DraftNews } from './draft-news';

const nothing = () => undefined;
const shown = (onSendAgain?: (() => void) | null) =>
  renderToStaticMarkup(
    <IntlProvider locale="en" messages={messages} timeZone="Asia/Ho_Chi_Minh">
      <DraftNews
        sync={{ newer: null, isFiled: true, keepMine: nothing }}
        onTake={nothing}
        onDrop={nothing}
        onSendAgain={onSendAgain}
      />
    </IntlProvider>,
  );

test('DE-9 what was filed elsewhere is let go of', () => {
  expect(shown()).toContain(messages.declare.toMine);
});

test('DE-4 what may hold more than what is filed is sent again, and offers no way to lose it', () => {
  const words = [messages.declare.filedPartly, messages.declare.sendAgain];
  for (const word of words) expect(shown(nothing)).toContain(word);
  expect(shown(nothing)).not.toContain(messages.declare.toMine);
  // Where it is sent, the button below does it.
  expect(shown(null)).toContain(messages.declare.filedPartly);
  expect(shown(null)).not.toContain('<button');
});
