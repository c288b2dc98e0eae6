(() => {
  "use strict";
  const data = JSON.parse(document.getElementById("data").textContent);
  const charts = [];

  // Colours are CSS variables: the drawing then follows light, dark and print without being drawn again.
  const ink = "var(--ink)", muted = "var(--muted)", line = "var(--line)";
  const mark = (at, text) => at == null ? [] : [{ xAxis: String(at), label: { formatter: text, color: muted } }];

  function axisOf(series, percent) {
    const values = series.flatMap((s) => s.values).filter((v) => v != null);
    if (percent) {
      const low = Math.min(...values, 99);
      const step = [1, 2, 5, 10, 20].find((size) => (100 - low) / size <= 6) || 25;
      return { type: "value", min: Math.max(0, Math.floor(low / step) * step), max: 100, interval: step };
    }
    const wide = values.length > 0 && Math.min(...values) > 0 && Math.max(...values) / Math.min(...values) > 15;
    // A logarithmic axis shows a loss that keeps falling; it ends just beyond the data, not at a power of ten.
    return wide
      ? { type: "log", min: (v) => Number((v.min * 0.8).toPrecision(1)), max: (v) => Number((v.max * 1.2).toPrecision(1)) }
      : { type: "value", scale: true };
  }

  function draw(id, series, percent) {
    const place = document.getElementById(id);
    if (!place) return;
    const chart = echarts.init(place, null, { renderer: "svg" });
    chart.setOption({
      animation: false,
      textStyle: { fontFamily: "inherit", color: muted },
      grid: { left: 4, right: 18, top: 26, bottom: 4, containLabel: true },
      tooltip: {
        trigger: "axis", confine: true, appendTo: place, backgroundColor: "var(--surface)", borderColor: line, padding: [6, 10],
        textStyle: { color: ink, fontSize: 13 },
        axisPointer: { type: "line", lineStyle: { color: muted, type: "solid", opacity: 0.4 } },
        valueFormatter: (v) => v == null ? "–" : percent ? Number(v).toFixed(2) + " %" : Number(v).toPrecision(4),
      },
      xAxis: {
        type: "category", data: data.epochs.map(String), boundaryGap: data.epochs.length === 1,
        axisLine: { lineStyle: { color: line } }, axisTick: { show: false },
        axisLabel: { color: muted, hideOverlap: true, showMaxLabel: true },
      },
      yAxis: {
        ...axisOf(series, percent), splitNumber: 4, axisLabel: { color: muted, formatter: (v) => String(Number(v.toPrecision(3))) },
        splitLine: { lineStyle: { color: line } },
      },
      series: series.map((s, i) => ({
        name: s.name, type: "line", data: s.values, color: s.color, symbol: "circle", symbolSize: 5,
        showSymbol: data.epochs.length <= 30, lineStyle: { width: s.width || 2, color: s.color },
        itemStyle: { color: s.color }, emphasis: { disabled: true },
        markLine: i > 0 ? undefined : {
          silent: true, symbol: "none", animation: false, lineStyle: { color: muted, type: "dotted", width: 1 },
          data: [...mark(data.best, "best"), ...mark(data.diverged, "diverged")],
        },
      })),
    });
    charts.push(chart);
    setViewBox(chart);
  }

  // With a view box the style can fit the drawing to paper, where the script does not know the size.
  function setViewBox(chart) {
    chart.getZr().flush();
    chart.getDom().querySelector("svg").setAttribute("viewBox", `0 0 ${chart.getWidth()} ${chart.getHeight()}`);
  }

  for (const chart of data.charts) draw(chart.id, chart.series, chart.percent);

  const onPaper = matchMedia("print");
  function resize(size) {
    for (const chart of charts) {
      chart.resize(size);
      setViewBox(chart);
    }
  }
  addEventListener("resize", () => onPaper.matches || resize());
  // Half of a sheet of A4 or Letter, so that the letters in the drawing keep their size.
  addEventListener("beforeprint", () => resize({ width: 330, height: 215 }));
  addEventListener("afterprint", () => resize({ width: "auto", height: "auto" }));

  const map = document.getElementById("matrix-map");
  if (map) {
    const readout = document.getElementById("readout");
    map.addEventListener("pointermove", (event) => {
      const box = map.getBoundingClientRect();
      const size = data.names.length;
      const cell = (at, from, extent) => Math.min(size - 1, Math.max(0, Math.floor(((at - from) / extent) * size)));
      const label = cell(event.clientY, box.top, box.height), called = cell(event.clientX, box.left, box.width);
      readout.textContent = `${data.names[label]} called ${data.names[called]}: ${data.confusion[label][called]}`;
    });
  }
})();
