import { ConversationList } from '#protocol/rest.ts';
import { keep, languages, type Studio, signIn, until } from './picture-maker.ts';

const caller = '1533'; // whose complaint call the demo plays and wraps up by itself

/** An agent's conversations, and one of them as it is kept. */
export async function shootConversations(studio: Studio): Promise<void> {
  const agent = await signIn(studio, caller);
  const wrapped = await until('a conversation that is over', async () => {
    const { conversations } = ConversationList.parse(await agent.call('GET', '/v1/conversations/mine?limit=20'));
    return conversations.find(({ open }) => !open);
  });
  for (const lang of languages) {
    await agent.speak(lang);
    for (const width of [1440, 380] as const) {
      const list = await agent.open('/conversations', width);
      await list.getByRole('table').getByRole('link').first().waitFor();
      await list.waitForTimeout(500);
      await keep(studio, list, `conversations-${width}-${lang}`);
      await list.goto(`${studio.demo.url}/conversations/${wrapped.id}`);
      await list.locator('[data-position]').first().waitFor();
      await list.waitForTimeout(1000);
      await keep(studio, list, `conversation-${width}-${lang}`);
      await list.close();
    }
  }
  await agent.context.close();
}

/** Who is told of wrap-ups and tickets: with one receiver nobody answers at. */
export async function shootIntegrations(studio: Studio): Promise<void> {
  const integrator = await signIn(studio, '7002');
  await integrator.call('POST', '/v1/webhooks', { name: 'CRM', url: 'http://127.0.0.1:9/notes', topics: ['wrapup.confirmed'] });
  for (const lang of languages) {
    await integrator.speak(lang);
    const page = await integrator.open('/integrations', 1440);
    await page.getByText('CRM').first().waitFor();
    await page.waitForTimeout(800);
    await keep(studio, page, `integrations-1440-${lang}`, 'whole');
    await page.close();
  }
  await integrator.context.close();
}
