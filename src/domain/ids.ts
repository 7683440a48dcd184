import { z } from 'zod';

/** One conversation: its opening day, then 16 random characters. The day is part of every key that leads to it. */
export const ConversationId = z
  .string()
  .regex(/^\d{8}-[0-9a-z]{16}$/)
  .brand<'ConversationId'>();
export type ConversationId = z.infer<typeof ConversationId>;

/** Place of an event in its conversation's log, from 1 without gaps; given by the owner alone. */
export const Position = z.number().int().positive().brand<'Position'>();
export type Position = z.infer<typeof Position>;

/** One stream of events inside a conversation (customer-leg recogniser, telephony, desk …), named by who sends it. */
export const SourceId = z
  .string()
  .regex(/^[a-z][a-z0-9._-]{0,63}$/)
  .brand<'SourceId'>();
export type SourceId = z.infer<typeof SourceId>;

/** A person who signs in. */
export const UserId = z.uuid().brand<'UserId'>();
export type UserId = z.infer<typeof UserId>;

/** 工号: how telephony, the roster and colleagues name a person. */
export const StaffNo = z
  .string()
  .regex(/^[0-9A-Za-z_-]{1,32}$/)
  .brand<'StaffNo'>();
export type StaffNo = z.infer<typeof StaffNo>;

/** Names one piece of content for good (K01, P01, Q67, card-lost); versions share it. */
export const ContentKey = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,119}$/);
export type ContentKey = z.infer<typeof ContentKey>;

/** SHA-256 in hex: names a release, an artefact or a run of advice by its bytes. */
export const Hash = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<'Hash'>();
export type Hash = z.infer<typeof Hash>;
