import { expect, test } from 'vitest';
import { newSecret, signed } from '#server/deliver/sign.ts';

test('is signed as the Standard Webhooks specification has it (its own example)', () => {
  const headers = signed(
    'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    'msg_p5jXN8AQM9LWM0D4loKWxJek',
    1_614_265_330_000,
    '{"test": 2432232314}',
  );
  expect(headers).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    'idempotency-key': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  });
});

test('a secret is 32 bytes nobody can guess', () => {
  const [one, other] = [newSecret(), newSecret()];
  expect(Buffer.from(one.slice(6), 'base64')).toHaveLength(32);
  expect(one).not.toBe(other);
});
