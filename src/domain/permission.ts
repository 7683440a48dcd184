import { z } from 'zod';

/** Everything somebody may be allowed to do. Routes, socket messages and pages name one; whatever names none is denied. */
export const Permission = z.enum([
  'desk.use', // take conversations, act on one's own
  'conversation.read.own',
  'conversation.read.team',
  'conversation.read.any',
  'team.supervise', // the agents of one's units live: follow, take, whisper
  'secret.reveal', // open a sealed value of one's own open conversation
  'search.use',
  'try.use', // play a conversation of one's own at /try and in the demo
  'wrapup.confirm',
  'ticket.create', // make tickets and follow one's own
  'ticket.handle', // take and settle those of one's units
  'ticket.lead', // assign, approve the last extension, see all of one's units
  'ticket.export',
  'alert.settle',
  'alert.review',
  'announce.write', // compose, send, recall and read the reach of announcements to one's units
  'announce.approve', // let urgent ones of others out
  'content.read',
  'content.edit',
  'content.approve',
  'content.recall',
  'report.read', // figures of the units it is for; one's own everybody reads
  'feedback.read', // cards flagged wrong or outdated
  'robot.operate', // start robots, read what they did, put failed runs back
  'robot.ask', // of programs: ask for runs by API, post items to queues
  'robot.approve', // versions of others, what a run is about to commit, what became of a commit in doubt
  'robot.author', // write bots and submit them
  'robot.credential', // set what bots sign in with; read back by nobody
  'people.read',
  'people.manage',
  'roster.manage',
  'key.manage', // API keys
  'audit.read',
  'audit.verify',
  'integration.manage', // webhooks, their codes, what left the building
  'ingest.send',
  'system.read', // health details, metrics, unknown 工号
]);
export type Permission = z.infer<typeof Permission>;

/** What a route, a socket message or a page asks of whoever comes: one permission, being signed in, or nothing. */
export type Requirement = Permission | 'signed-in' | 'public';
