/** The zone of the bank's wall clock: what its days, rosters and schedules mean, and what `run.today` and `run.time` of robots are read from. */
export const bankZone = 'Asia/Shanghai';
