/** The zone of the bank's wall clock, which `run.today` and `run.time` are read from. */
export const bankZone = 'Asia/Shanghai';
