import { html, svg } from "./lit-html/lit-html.js";
import { ref } from "./lit-html/directives/ref.js";
import * as format from "./format.js";
import { update } from "./store.js";

const LANE = 40;
const AXIS = 26;
const EDGE = 10;
let width = 640;

/** The chart is drawn in the pixels that there are, so that its words keep their size on a phone. */
const measured = new ResizeObserver(([entry]) => {
  const now = Math.round(entry.contentRect.width);
  if (now > 0 && Math.abs(now - width) > 1) {
    width = now;
    update();
  }
});

const watch = (element) => {
  if (element) {
    measured.observe(element);
  }
};

/**
 * Places on the axis. A wait that is much longer than the others would squeeze all else into a point, so it is drawn
 * shorter and marked.
 */
function scale(times, space) {
  const sorted = [...new Set(times)].sort((a, b) => a - b);
  const gaps = sorted.slice(1).map((time, at) => time - sorted[at]);
  const usual = [...gaps].sort((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 1;
  const longest = Math.max(20, usual * 6);
  const places = new Map([[sorted[0], 0]]);
  const breaks = [];
  let at = 0;
  gaps.forEach((gap, index) => {
    const drawn = Math.min(gap, longest);
    if (gap > longest) {
      breaks.push({ from: at, to: at + drawn, gap });
    }
    at += drawn;
    places.set(sorted[index + 1], at);
  });
  const factor = at ? space / at : 0;
  return {
    x: (time) => EDGE + (places.get(time) ?? 0) * factor,
    breaks: breaks.map((each) => ({ ...each, from: EDGE + each.from * factor, to: EDGE + each.to * factor })),
    marks: sorted,
  };
}

const laneOf = (event) =>
  event.deadLetter ? "dead letters" : !event.cause ? "producer" : event.functionName || event.producers.join(", ") || "a function";

function axis(first, { x, marks }, bottom) {
  let free = -Infinity;
  return marks.map((time) => {
    const at = x(time);
    if (at < free || at > width - 50) {
      return svg``;
    }
    const text = `+${format.millis(time - first)}`;
    free = at + text.length * 7 + 14;
    return svg`<g class="tick"><line x1=${at} x2=${at} y1="4" y2=${bottom} /><text x=${at} y=${bottom + 16}>${text}</text></g>`;
  });
}

/** Who did what when: a lane for each function, a bar from the cause to what it returned. */
export function lanesChart(events) {
  const lanes = [...new Set(events.map(laneOf))];
  const times = new Map(events.map((event) => [event.id, new Date(event.time).getTime()]));
  const placed = scale([...times.values()], width - EDGE * 2 - 6);
  const first = Math.min(...times.values());
  const bottom = lanes.length * LANE + 4;
  const y = (event) => lanes.indexOf(laneOf(event)) * LANE + 28;
  const byId = new Map(events.map((event) => [event.id, event]));
  const label = `${format.plural(events.length, "event")} of ${format.plural(lanes.length, "lane")}: ${lanes.join(", ")}. The list below says the same.`;
  return html`<div class="chart" ${ref(watch)}>
    <svg role="img" aria-label=${label} width=${width} height=${bottom + AXIS} viewBox="0 0 ${width} ${bottom + AXIS}">
      ${lanes.map(
        (lane, at) => svg`<g class="lane">
          <line x1="0" x2=${width} y1=${at * LANE + 28} y2=${at * LANE + 28} />
        </g>`,
      )}
      ${placed.breaks.map(
        ({ from, to, gap }) => svg`<g class="break">
          <rect x=${from + (to - from) * 0.25} y="0" width=${(to - from) * 0.5} height=${bottom} />
          <text x=${(from + to) / 2} y=${bottom + 16} text-anchor="middle">${format.millis(gap)}</text>
        </g>`,
      )}
      ${axis(first, placed, bottom)}
      ${events.map((event) => {
        const cause = byId.get(event.cause);
        if (!cause) {
          return svg``;
        }
        const from = placed.x(times.get(cause.id));
        const to = placed.x(times.get(event.id));
        return svg`<g class="work ${event.deadLetter ? "dead" : ""}">
          <line class="follows" x1=${from} x2=${from} y1=${y(cause)} y2=${y(event)} />
          <rect x=${from} y=${y(event) - 3} width=${Math.max(2, to - from)} height="6" rx="3" />
        </g>`;
      })}
      ${events.map(
        (event) => svg`<circle class="dot-event ${event.deadLetter ? "dead" : event.matches ? "match" : ""}" r="5"
          cx=${placed.x(times.get(event.id))} cy=${y(event)}><title>${event.subject} ${event.id}</title></circle>`,
      )}
      ${lanes.map((lane, at) => svg`<text class="name" x="0" y=${at * LANE + 15}>${lane}</text>`)}
    </svg>
  </div>`;
}
