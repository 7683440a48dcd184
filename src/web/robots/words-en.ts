/** Words of the control room's own frame. */
export const robotWordsEn = {
  'robots-parts': 'Robots',
  'robots-tab-today': 'Today',
  'robots-tab-bots': 'Bots',
  'robots-tab-runs': 'Runs',
  'robots-tab-tasks': 'To do',
  'robots-tab-schedules': 'Schedules',
  'robots-tab-targets': 'Targets',
  'robots-tab-credentials': 'Credentials',
};
