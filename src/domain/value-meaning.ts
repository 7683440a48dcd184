import type { Lang } from '#domain/speaker.ts';
import type { ValueMetric } from '#domain/value.ts';

/** What a figure of the value page is called, and how it is computed, as the page and its CSV print it. */
export interface ValueMeaning {
  readonly name: string;
  readonly means: string;
}

export const valueMeanings: Readonly<Record<ValueMetric, Readonly<Record<Lang, ValueMeaning>>>> = {
  'answered-15': {
    zh: {
      name: '15 秒内答复',
      means:
        '从客户话音结束到坐席第一次实质回答不超过 15 秒的比例。「请稍等」停止静音，不算答复。只数有回答的问题；没有等到回答的见「未答复」。',
    },
    en: {
      name: 'Answered in 15 s',
      means:
        'Share of questions with at most 15 s from the end of the customer’s speech to the agent’s first real answer. “One moment” ends the silence, not the wait. Only answered questions count; those that got none are in “Unanswered”.',
    },
  },
  unanswered: {
    zh: {
      name: '未答复',
      means:
        '客户说完等了 5 秒或更久，却没有等到坐席的实质回答（客户自己又开口，或通话结束）的次数，除以有回答的与未答复的之和。不到 5 秒的停顿算客户接着说，不算。',
    },
    en: {
      name: 'Unanswered',
      means:
        'Waits of 5 s or more after the customer’s speech that no real answer ended (the customer spoke again, or the call was over), divided by those that were answered and those. A shorter pause is the customer going on.',
    },
  },
  'answer-seconds': {
    zh: {
      name: '答复时长',
      means: '从客户话音结束到坐席第一次实质回答的平均秒数。只数有回答的问题。',
    },
    en: {
      name: 'Time to answer',
      means: 'Mean seconds from the end of the customer’s speech to the agent’s first real answer. Only answered questions count.',
    },
  },
  'look-up-seconds': {
    zh: {
      name: '查找时长',
      means: '坐席在知识搜索里停留的时间除以查找次数，从打开搜索到选中或关闭。',
    },
    en: {
      name: 'Look-up time',
      means: 'Seconds spent in the knowledge search, from opening it to picking or closing, divided by the number of look-ups.',
    },
  },
  'look-ups': {
    zh: {
      name: '查找，每通',
      means: '查找次数除以开启的通话数。静默通话没有工作台，查找无从记录，故不比较。',
    },
    en: {
      name: 'Look-ups per call',
      means: 'Look-ups divided by assisted calls. A silent call has no desk to look up on, so there is nothing to compare.',
    },
  },
  'handling-seconds': {
    zh: {
      name: '处理时长',
      means: '通话时长加话后时长，除以话后时长已知的通话数。话后从挂机到确认小结；没有在工作台确认的，取电话系统的话后状态。',
    },
    en: {
      name: 'Handling time',
      means:
        'Talk and after-call time, divided by the calls whose after-call time is known: from hang-up to the confirmed wrap-up, or else what telephony says of the state after the call.',
    },
  },
  'after-share': {
    zh: {
      name: '话后占比',
      means: '话后时长除以处理时长。',
    },
    en: {
      name: 'After-call share',
      means: 'After-call time divided by handling time.',
    },
  },
  serious: {
    zh: {
      name: '重大违规提示，每百通',
      means: '系统提出的重大违规主张，撤回的不算，未经质检认定，不代表属实。',
    },
    en: {
      name: 'Serious claims per 100',
      means: 'Serious claims by the system, without those withdrawn. Nobody has judged them: a claim is no violation.',
    },
  },
  'serious-confirmed': {
    zh: {
      name: '重大违规，每百通',
      means: '经质检员或班长认定属实的重大违规。',
    },
    en: {
      name: 'Serious violations per 100',
      means: 'Serious violations an inspector or a leader has confirmed.',
    },
  },
  general: {
    zh: {
      name: '一般违规提示，每百通',
      means: '系统提出的一般违规主张，撤回的不算，未经质检认定。',
    },
    en: {
      name: 'General claims per 100',
      means: 'General claims by the system, without those withdrawn; not judged.',
    },
  },
  'general-confirmed': {
    zh: {
      name: '一般违规，每百通',
      means: '经认定属实的一般违规。',
    },
    en: {
      name: 'General violations per 100',
      means: 'General violations that were confirmed.',
    },
  },
  omitted: {
    zh: {
      name: '漏说步骤',
      means: '通话结束时仍未做的必做步骤，除以适用的必做步骤。不适用与听不清的不算。',
    },
    en: {
      name: 'Steps left out',
      means:
        'Required steps not done when the call ended, divided by the required steps that applied. Steps that did not apply or could not be heard do not count.',
    },
  },
  'again-7': {
    zh: {
      name: '7 天内重复来电',
      means: '同一客户、同一类目在 7 天内再次来电的比例。只数已满 7 天的通话。记在几个类目下的通话只数一次，按主类目。',
    },
    en: {
      name: 'Called again in 7 days',
      means:
        'Share of calls followed by the same customer in the same category within 7 days. Only calls at least 7 days old count. A call filed under several categories counts once, by its main one.',
    },
  },
  unchanged: {
    zh: {
      name: '小结未改直接确认',
      means: '既没改字段、没换主类目，也没加系统未建议的类目就确认的小结，除以确认的小结。一通只数一次，采纳或不采纳建议的其他类目不算改。',
    },
    en: {
      name: 'Wrap-up unchanged',
      means:
        'Wrap-ups confirmed without a changed field, another main category or one more that was not proposed, divided by those confirmed. Each call counts once; taking or leaving a proposed further category is no change.',
    },
  },
  corrected: {
    zh: {
      name: '确认后又更正',
      means: '确认之后又被更正的小结，除以确认的小结。',
    },
    en: {
      name: 'Corrected later',
      means: 'Wrap-ups corrected after they were confirmed, divided by those confirmed.',
    },
  },
  unread: {
    zh: {
      name: '1 秒内确认',
      means: '挂机后不到 1 秒就确认的小结：多半没有看。',
    },
    en: {
      name: 'Confirmed in under 1 s',
      means: 'Wrap-ups confirmed less than a second after hang-up: most likely not read.',
    },
  },
  'silence-share': {
    zh: {
      name: '静音占比',
      means: '双方都不说话超过工作台黄灯时限的静音，除以通话时长；保持不算，事先告知的等待算在内（提示时才豁免）。文字会话不计。',
    },
    en: {
      name: 'Silence',
      means:
        'Gaps in which nobody spoke, longer than the desk’s amber limit, divided by the length of the calls. Holds do not count; an announced wait does (it is excused only where a rule would fire). Chats do not count.',
    },
  },
  'hold-seconds': {
    zh: {
      name: '保持时长，每通',
      means: '电话系统报的保持秒数除以语音通话数。',
    },
    en: {
      name: 'On hold, per call',
      means: 'Seconds on hold, as telephony tells them, divided by voice calls.',
    },
  },
  'talk-overs': {
    zh: {
      name: '抢话，每通',
      means: '坐席在客户话没说完时开口、长到规则要管的次数，除以双声道通话数。两边在同一声道的通话无法判断，不计。',
    },
    en: {
      name: 'Talk-over, per call',
      means:
        'How often the agent began while the customer was still speaking, long enough for a rule to care, divided by calls with a channel for each side. Calls with both sides on one channel cannot be judged.',
    },
  },
  'speech-rate': {
    zh: {
      name: '语速，字/分',
      means: '坐席说的字数（英文按字母）除以说话的分钟数，只数说满 1 秒的话。快慢没有好坏之分，看变化。',
    },
    en: {
      name: 'Letters a minute',
      means:
        'Letters (or Chinese characters) the agent said, divided by the minutes it took, over utterances of at least a second. Neither fast nor slow is good: watch the change.',
    },
  },
  reach: {
    zh: {
      name: '公告触达',
      means:
        '这一周发布的公告，在班坐席里在工作台上显示过的比例，与公告自己页面的触达同一口径（在班：公告展示的时段内排班里有，或登录满 1 分钟；显示：窗口可见、卡片露出一半以上、满 1 秒）。按人次，班组取发布时的。撤回和被新版代替的不计。公告不分队列。',
    },
    en: {
      name: 'Reach',
      means:
        'Of the agents on shift while an announcement published this week was shown, the share at whose desk it was painted, counted as on the announcement’s own page (on shift: in the roster, or signed in for a minute; painted: window visible, half of the card in sight, for a second). Counted each time sent, by the team then. Recalled and replaced ones do not count. Announcements have no queue.',
    },
  },
  acknowledged: {
    zh: {
      name: '公告确认',
      means: '要求确认的公告，发给的人里点了「知道了」的比例，不论在不在班。按人次，其余口径同「公告触达」。',
    },
    en: {
      name: 'Acknowledged',
      means:
        'Of announcements that ask for it, the share of those they were sent to who acknowledged, on shift or not; otherwise as “Reach”.',
    },
  },
};
