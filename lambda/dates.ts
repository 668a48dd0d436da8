const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const YEAR_MS = 365.25 * DAY_MS;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Whether `at` lies before `moment`; both ISO 8601 and of any precision. False where either cannot be read. */
export function isBefore(at: string, moment: string): boolean {
  return Date.parse(at) < Date.parse(moment);
}

/** `20 Nov 2026, 23:59 UTC`. A certificate may name any year, so there is no fixed width; what cannot be read is told as it is. */
export function utc(at: string): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return `an unreadable date (${at.slice(0, 40)})`;
  const clock = [date.getUTCHours(), date.getUTCMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}, ${clock} UTC`;
}

/** How long before or after `now` the moment lies: `3 days ago`, `in 2 hours`, `just now`. */
export function daysAgo(at: string, now: string): string {
  const elapsedMs = Date.parse(now) - Date.parse(at);
  if (Number.isNaN(elapsedMs)) return 'at an unreadable date';
  const length = duration(Math.abs(elapsedMs));
  if (!length) return 'just now';
  return elapsedMs > 0 ? `${length} ago` : `in ${length}`;
}

/** In the largest unit that still says something, rounded down but for years; undefined below a minute. */
function duration(ms: number): string | undefined {
  if (ms >= 2 * YEAR_MS) return count(Math.round(ms / YEAR_MS), 'year');
  if (ms >= 2 * DAY_MS) return count(ms / DAY_MS, 'day');
  if (ms >= HOUR_MS) return count(ms / HOUR_MS, 'hour');
  return ms >= MINUTE_MS ? count(ms / MINUTE_MS, 'minute') : undefined;
}

function count(amount: number, unit: string): string {
  const whole = Math.floor(amount);
  return `${whole} ${unit}${whole === 1 ? '' : 's'}`;
}
