import * as echarts from 'echarts';

/** Estimates with their intervals, one line each. */
export interface IntervalChart {
  kind: 'intervals';
  title: string;
  axis: string;
  lines: readonly { name: string; estimate: number; ci: readonly [number, number] | null }[];
}

/** Means at entry and exit, each indicator on a scale of its own. */
export interface SlopeChart {
  kind: 'slopes';
  title: string;
  lines: readonly { name: string; entry: number; exit: number; better: boolean | null }[];
}

export type Chart = IntervalChart | SlopeChart;

const WIDTH = 760;
const LINE = 24;
/** What fits on a page across; a longer chart goes on in another picture. */
const MOST_LINES = { intervals: 14, slopes: 8 } as const;
const FONT = 'Roboto';
const COLOURS = {
  estimate: '#1f5fa8',
  better: '#2e7d32',
  worse: '#b3372b',
  same: '#6b7280',
  zero: '#9ca3af',
};
const SLOPES_IN_ROW = 4;
const SLOPE_HEIGHT = 150;

/** A chart as pictures that fit on a page each. */
export function chartPictures(chart: Chart): { svg: string; width: number; height: number }[] {
  const most = MOST_LINES[chart.kind];
  const parts = Array.from({ length: Math.ceil(chart.lines.length / most) }, (_, i) => {
    const [from, to] = [i * most, (i + 1) * most];
    return chart.kind === 'slopes'
      ? { ...chart, lines: chart.lines.slice(from, to) }
      : { ...chart, lines: chart.lines.slice(from, to) };
  });
  return parts.map(chartSvg);
}

/** Mean width of a letter, as a share of the font's size. Without this Cyrillic is taken to be as wide as Chinese. */
const LETTER = 0.56;
echarts.setPlatformAPI({
  measureText: (text: string, font?: string) => ({
    width: text.length * LETTER * Number(/(\d+)px/.exec(font ?? '')?.[1] ?? 12),
  }),
});

/** A chart as SVG, drawn without a browser; the same data gives the same picture. */
function chartSvg(chart: Chart): { svg: string; width: number; height: number } {
  const height = heightOf(chart);
  const drawing = echarts.init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height });
  try {
    drawing.setOption({
      animation: false,
      textStyle: { fontFamily: FONT, fontSize: 12 },
      ...(chart.kind === 'intervals' ? intervals(chart) : slopes(chart)),
    });
    return { svg: drawing.renderToSVGString(), width: WIDTH, height };
  } finally {
    drawing.dispose();
  }
}

function heightOf(chart: Chart): number {
  if (chart.kind === 'intervals') return 70 + LINE * chart.lines.length;
  return 10 + SLOPE_HEIGHT * Math.ceil(chart.lines.length / SLOPES_IN_ROW);
}

function intervals({ axis, lines }: IntervalChart): echarts.EChartsOption {
  return {
    grid: { left: 250, right: 30, top: 10, bottom: 50 },
    xAxis: {
      type: 'value',
      name: axis,
      nameLocation: 'middle',
      nameGap: 28,
      min: ({ min }) => Math.min(0, Math.floor(2 * min) / 2),
      max: ({ max }) => Math.max(0, Math.ceil(2 * max) / 2),
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: lines.map(({ name }) => name),
      axisLabel: { width: 230, overflow: 'truncate' },
      axisTick: { show: false },
    },
    series: [
      {
        type: 'custom',
        data: lines.map(({ ci, estimate }, i) => [ci?.[0] ?? estimate, ci?.[1] ?? estimate, i]),
        encode: { x: [0, 1], y: 2 },
        renderItem: (_, api) => {
          const [x1, y] = api.coord([api.value(0), api.value(2)]) as [number, number];
          const [x2] = api.coord([api.value(1), api.value(2)]) as [number, number];
          return {
            type: 'line',
            shape: { x1, y1: y, x2, y2: y },
            style: { stroke: COLOURS.estimate, lineWidth: 2 },
          };
        },
      },
      {
        type: 'scatter',
        symbol: 'rect',
        symbolSize: 9,
        itemStyle: { color: COLOURS.estimate },
        data: lines.map(({ estimate }, i) => [estimate, i]),
        markLine: {
          silent: true,
          symbol: 'none',
          label: { show: false },
          lineStyle: { color: COLOURS.zero, type: 'dashed' },
          data: [{ xAxis: 0 }],
        },
      },
    ],
  };
}

/** Small pictures side by side: scales differ, so that one axis for all would flatten most of them. */
function slopes({ lines }: SlopeChart): echarts.EChartsOption {
  const width = 100 / SLOPES_IN_ROW;
  const place = lines.map((_, i) => ({
    left: `${(i % SLOPES_IN_ROW) * width + 4}%`,
    width: `${width - 7}%`,
    top: 44 + SLOPE_HEIGHT * Math.floor(i / SLOPES_IN_ROW),
    height: SLOPE_HEIGHT - 76,
  }));
  const colour = (better: boolean | null): string =>
    better === null ? COLOURS.same : better ? COLOURS.better : COLOURS.worse;
  return {
    title: lines.map(({ name }, i) => ({
      text: name,
      left: place[i]?.left ?? 0,
      top: (place[i]?.top ?? 0) - 44,
      textStyle: {
        fontSize: 11,
        fontWeight: 'normal',
        fontFamily: FONT,
        width: 150,
        lineHeight: 13,
        overflow: 'break',
      },
    })),
    grid: place,
    xAxis: lines.map((_, gridIndex) => ({ type: 'category', gridIndex, data: ['вход', 'выход'] })),
    yAxis: lines.map((_, gridIndex) => ({ type: 'value', gridIndex, scale: true, splitNumber: 2 })),
    series: lines.map(({ entry, exit, better }, i) => ({
      type: 'line',
      xAxisIndex: i,
      yAxisIndex: i,
      data: [entry, exit],
      symbolSize: 8,
      lineStyle: { color: colour(better), width: 2 },
      itemStyle: { color: colour(better) },
    })),
  };
}
