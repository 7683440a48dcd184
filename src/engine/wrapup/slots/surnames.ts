/** The surnames that cover nearly everybody; a run of two to four characters that begins with one may be a name. */
const single =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂焦向柳邢路岳齐梅庄辛管祝左涂谷祁时舒耿卜肖詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙薄伏岑习胥保和蔺邝阚佘仝隗丛庾蒲邰逄亓郗鄂戎茹逯麦骆牟盖慕隋遇衣衡寇阙晁訾蒯桓芮储靖宓钮厉韶郜蓟籍莘郦雍璩濮扈郏暨蔚隆勾巢荣虢笪荀汲糜鄢奕';
const double = [
  '欧阳',
  '上官',
  '司马',
  '诸葛',
  '东方',
  '皇甫',
  '尉迟',
  '公孙',
  '令狐',
  '司徒',
  '夏侯',
  '慕容',
  '端木',
  '独孤',
  '南宫',
  '长孙',
  '宇文',
];

const singles = new Set(single);

/** How many characters of a text's beginning are a surname: 2, 1 or 0. */
export function surnameLength(text: string): 0 | 1 | 2 {
  if (double.includes(text.slice(0, 2))) return 2;
  return singles.has(text[0] ?? '') ? 1 : 0;
}
