import { expect, test } from 'vitest';
import { longestWhisper } from '#domain/whisper.ts';
import { short } from '#server/supervisor/offers.ts';

const cases = [
  {
    when: 'two that fit',
    script: 'Please stop. I will check it with my supervisor.',
    is: 'Please stop. I will check it with my supervisor.',
  },
  {
    when: 'the third would be too long',
    script: 'Please stop. I am checking it now. After that I will call you back before six this evening.',
    is: 'Please stop. I am checking it now.',
  },
  { when: 'Chinese', script: '请您先别转账。我马上帮您核实。', is: '请您先别转账。我马上帮您核实。' },
  { when: 'Chinese with Latin after the stop', script: '请您先别转账。APP里也先不要操作。', is: '请您先别转账。APP里也先不要操作。' },
  { when: 'a point within a number', script: 'The rate is 3.85 percent. It is fixed.', is: 'The rate is 3.85 percent. It is fixed.' },
  { when: 'a quotation', script: '请说「不用了。」然后挂断。', is: '请说「不用了。」然后挂断。' },
  { when: 'the second waits for a value', script: '请您稍等。您的余额是{balance}元。谢谢。', is: '请您稍等。' },
  { when: 'the first waits for a value', script: '您的余额是{balance}元。谢谢。', is: '' },
  {
    when: 'one too long: its clauses',
    script: `${'我们已经为您登记了加急工单'.repeat(3)},请您耐心等待,我们会在一个工作日之内给您回电,感谢您的理解与支持。`,
    is: `${'我们已经为您登记了加急工单'.repeat(3)},请您耐心等待。`,
  },
  { when: 'one that cannot be cut', script: '好'.repeat(longestWhisper + 1), is: '' },
  { when: 'nothing', script: ' ', is: '' },
] as const;

test.each(cases)('$when', ({ script, is }) => expect(short(script)).toBe(is));
