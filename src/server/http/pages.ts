import type { Requirement } from '#domain/permission.ts';

/** Our pages, each with what it asks for. A page that is not listed is not found. */
export const pages: readonly { readonly path: string; readonly permission: Requirement }[] = [
  { path: '/', permission: 'public' },
  { path: '/signin', permission: 'public' },
  { path: '/desk', permission: 'desk.use' },
  { path: '/desk/:id', permission: 'desk.use' },
  { path: '/float', permission: 'desk.use' },
  { path: '/keys', permission: 'desk.use' },
  { path: '/try', permission: 'try.use' },
  { path: '/conversations', permission: 'signed-in' },
  { path: '/conversations/:id', permission: 'signed-in' }, // whose it is, the call for its data decides
  { path: '/people', permission: 'people.read' },
  { path: '/audit', permission: 'audit.read' },
  { path: '/tickets', permission: 'ticket.create' },
  { path: '/tickets/:number', permission: 'ticket.create' },
  { path: '/quality', permission: 'alert.settle' },
  { path: '/reports/attention', permission: 'feedback.read' },
  { path: '/announcements', permission: 'signed-in' }, // those who write or approve find theirs
  { path: '/announcements/:id', permission: 'signed-in' },
  { path: '/supervisor', permission: 'team.supervise' },
  { path: '/content', permission: 'content.read' },
  { path: '/robots', permission: 'signed-in' }, // which of its parts are one's own, the calls for their data decide
  { path: '/robots/:tab', permission: 'signed-in' },
  { path: '/robots/:tab/:id', permission: 'signed-in' },
  { path: '/reports/value', permission: 'signed-in' }, // whose calls are counted, the call for its data decides
  { path: '/integrations', permission: 'integration.manage' },
  { path: '/system', permission: 'system.read' },
];
