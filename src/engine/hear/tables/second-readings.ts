/** Characters with a second common reading, beside the usual one of the syllable table: 行 is xing, and hang in 银行. */
export const secondReadings: Readonly<Record<string, string>> = {
  行: 'hang', 还: 'huan', 长: 'zhang', 重: 'chong', 调: 'diao', 差: 'chai', 给: 'ji', 便: 'pian', 称: 'chen', 传: 'zhuan',
  会: 'kuai', 角: 'jue', 省: 'xing', 着: 'zhao', 都: 'du', 单: 'shan', 薄: 'bo', 觉: 'jiao', 乐: 'yue', 教: 'jiao', 降: 'xiang', 朝: 'chao',
}; // biome-ignore format: a table
