import { CustomChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { valueScale } from '#domain/value.ts';
import type { ValueRow } from '#protocol/value.ts';
import { useDark } from '#web/kit/appearance.ts';
import { figureWords } from '#web/value/figure-words.ts';

use([LineChart, CustomChart, GridComponent, TooltipComponent, AriaComponent, SVGRenderer]);

/** One figure week by week, each with its interval: assisted in ink blue, silent dashed. */
export function Weeks({ row }: { readonly row: ValueRow }) {
  const dark = useDark();
  return <Chart key={dark ? 'dark' : 'light'} row={row} />; // drawn anew with the theme's colours
}

function Chart({ row }: { readonly row: ValueRow }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!box.current) return;
    const chart = init(box.current, null, { renderer: 'svg' });
    const colour = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    const line = (arm: 'assisted' | 'silent') => ({
      name: t(arm === 'assisted' ? 'armAssisted' : 'armSilent'),
      type: 'line' as const,
      data: row.weeks.map(week => week[arm].value),
      connectNulls: false,
      symbol: 'circle',
      symbolSize: 6,
      animation: false,
      lineStyle: {
        width: 2,
        type: arm === 'silent' ? ('dashed' as const) : ('solid' as const),
        color: colour(arm === 'silent' ? '--ink3' : '--act'),
      },
      itemStyle: { color: colour(arm === 'silent' ? '--ink3' : '--act') },
      endLabel: {
        show: true,
        color: colour('--ink2'),
        formatter: ({ value }: { value: unknown }) => figureWords(row.metric, typeof value === 'number' ? value : null),
      },
    });
    const arms = row.weeks.some(({ silent }) => silent.value !== null) ? (['assisted', 'silent'] as const) : (['assisted'] as const);
    const interval = (arm: 'assisted' | 'silent') => ({
      name: t(arm === 'assisted' ? 'intervalAssisted' : 'intervalSilent'),
      type: 'custom' as const,
      silent: true,
      data: row.weeks.flatMap(({ intervals }, at) => (intervals[arm] ? [[at, intervals[arm].low, intervals[arm].high]] : [])),
      encode: { x: 0, y: [1, 2] },
      tooltip: { show: false },
      renderItem: (_: unknown, api: Drawn) => {
        const aside = arms.length === 1 ? 0 : arm === 'assisted' ? -3 : 3;
        const [x, low] = api.coord([api.value(0), api.value(1)]) as [number, number];
        const [, high] = api.coord([api.value(0), api.value(2)]) as [number, number];
        return upright(x + aside, low, high, colour(arm === 'silent' ? '--ink3' : '--act'));
      },
    });
    chart.setOption({
      aria: { enabled: true },
      animation: false,
      textStyle: { fontFamily: colour('--sans') },
      grid: { left: 48, right: 64, top: 16, bottom: 32 },
      tooltip: { trigger: 'axis', valueFormatter: (value: unknown) => figureWords(row.metric, typeof value === 'number' ? value : null) },
      xAxis: {
        type: 'category',
        data: row.weeks.map(({ week }) => week.slice(5)),
        axisLine: { lineStyle: { color: colour('--hair2') } },
        axisTick: { show: false },
        axisLabel: { color: colour('--ink3') },
      },
      yAxis: {
        type: 'value',
        ...rangeOf(row),
        splitLine: { lineStyle: { color: colour('--hair') } },
        axisLabel: { color: colour('--ink3'), formatter: (value: number) => figureWords(row.metric, value) },
      },
      series: [...arms.map(interval), ...arms.map(line)],
    });
    const watch = new ResizeObserver(() => chart.resize());
    watch.observe(box.current);
    return () => {
      watch.disconnect();
      chart.dispose();
    };
  }, [row, t]);
  return <div ref={box} className="weeks" data-testid="weeks" />;
}

/** What a custom series is drawn with. */
interface Drawn {
  value(dimension: number): number | string;
  coord(point: readonly (number | string)[]): readonly number[];
}

/** An upright line with a foot at both ends. */
function upright(x: number, low: number, high: number, stroke: string) {
  const part = (x1: number, y1: number, x2: number, y2: number) => ({
    type: 'line' as const,
    shape: { x1, y1, x2, y2 },
    style: { stroke, lineWidth: 1, opacity: 0.7 },
  });
  return { type: 'group' as const, children: [part(x, low, x, high), part(x - 3, low, x + 3, low), part(x - 3, high, x + 3, high)] };
}

/** Shares end at 100; other figures begin at nought. */
function rangeOf({ metric, weeks }: ValueRow): { readonly min: number; readonly max?: number } {
  if (valueScale[metric].as !== 'percent') return { min: 0 };
  const values = weeks.flatMap(({ assisted, silent, intervals }) => [
    assisted.value ?? 100,
    silent.value ?? 100,
    intervals.assisted?.low ?? 100,
    intervals.silent?.low ?? 100,
  ]);
  return { min: Math.max(0, Math.floor((Math.min(...values) - 5) / 10) * 10), max: 100 };
}
