/** Words of the control room's own frame. */
export const robotWordsZh = {
  'robots-parts': '机器人管理',
  'robots-tab-today': '今天',
  'robots-tab-bots': '机器人',
  'robots-tab-runs': '运行',
  'robots-tab-tasks': '待办',
  'robots-tab-schedules': '定时与触发',
  'robots-tab-targets': '目标系统',
  'robots-tab-credentials': '凭据',
};
