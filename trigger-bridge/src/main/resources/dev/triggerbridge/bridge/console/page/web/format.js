const WHOLE = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const DECIMAL = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
const DAY = new Intl.DateTimeFormat("en-CA", { year: "numeric", month: "2-digit", day: "2-digit" });
const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });

export const count = (number) => WHOLE.format(number);
export const decimal = (number) => DECIMAL.format(number);
export const plural = (number, one, many = one + "s") => `${count(number)} ${number === 1 ? one : many}`;

/** UTC+02:00, as it is at that time. */
function zone(date) {
  const minutes = -date.getTimezoneOffset();
  const sign = minutes < 0 ? "-" : "+";
  const part = (value) => String(Math.floor(value)).padStart(2, "0");
  return minutes === 0 ? "UTC" : `UTC${sign}${part(Math.abs(minutes) / 60)}:${part(Math.abs(minutes) % 60)}`;
}

/** 2026-11-23 08:00:00 UTC+01:00, in the zone of who looks. */
export function time(iso) {
  const date = new Date(iso);
  return `${DAY.format(date)} ${CLOCK.format(date)} ${zone(date)}`;
}

/** The same with milliseconds. */
export function timeMillis(iso) {
  const date = new Date(iso);
  return `${DAY.format(date)} ${CLOCK.format(date)}.${String(date.getMilliseconds()).padStart(3, "0")} ${zone(date)}`;
}

/** 08:00:00 UTC+01:00 */
export function clock(iso) {
  const date = new Date(iso);
  return `${CLOCK.format(date)} ${zone(date)}`;
}

/** 840 ms, 1.24 s, 3 min 5 s, 2 h 10 min, 3 d 4 h */
export function millis(value) {
  if (value < 1000) {
    return `${DECIMAL.format(value < 10 ? value : Math.round(value))} ms`;
  }
  return value < 60_000 ? `${(value / 1000).toFixed(value < 10_000 ? 2 : 1)} s` : seconds(value / 1000);
}

export function seconds(value) {
  const whole = Math.round(value);
  const pairs = [
    [86_400, "d", 3600, "h"],
    [3600, "h", 60, "min"],
    [60, "min", 1, "s"],
  ];
  for (const [unit, name, smaller, smallerName] of pairs) {
    if (whole >= unit) {
      const rest = Math.floor((whole % unit) / smaller);
      return `${Math.floor(whole / unit)} ${name}${rest ? ` ${rest} ${smallerName}` : ""}`;
    }
  }
  return `${whole} s`;
}

export function bytes(value) {
  return value < 1024 ? `${value} B` : `${DECIMAL.format(value / 1024)} KiB`;
}

/** RETRIES_EXHAUSTED -> retries exhausted */
export const words = (constant) => constant.toLowerCase().replaceAll("_", " ");
