import type { PolicyPack } from '../policy/pack.ts';

/** Working days and hours as a British office keeps them, whatever the clock of the machine. */

type Calendar = Pick<PolicyPack, 'workingDay'>;

const format = (zone: string) =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });

const formats = new Map<string, Intl.DateTimeFormat>();

const wallClock = (at: Date, zone: string) => {
  const known = formats.get(zone) ?? format(zone);
  formats.set(zone, known);
  const part = Object.fromEntries(known.formatToParts(at).map((p) => [p.type, p.value]));
  return {
    date: `${part.year}-${part.month}-${part.day}`,
    time: `${part.hour}:${part.minute}`,
    second: part.second,
  };
};

// One turn asks for the same day many times, and working it out costs more than all else it does with it.
let asked = { at: Number.NaN, zone: '', date: '' };

export const localDate = (at: Date, { workingDay: { zone } }: Calendar): string => {
  if (asked.at !== at.getTime() || asked.zone !== zone)
    asked = { at: at.getTime(), zone, date: wallClock(at, zone).date };
  return asked.date;
};

export const localTime = (at: Date, calendar: Calendar): string =>
  wallClock(at, calendar.workingDay.zone).time;

/** The instant at which the wall clock shows this date and time; in the gap of a clock change, the later one. */
export const atLocal = (date: string, time: string, calendar: Calendar): Date => {
  const wanted = Date.parse(`${date}T${time}:00Z`);
  const shown = wallClock(new Date(wanted), calendar.workingDay.zone);
  const offset = Date.parse(`${shown.date}T${shown.time}:${shown.second}Z`) - wanted;
  const first = new Date(wanted - offset);
  const again = wallClock(first, calendar.workingDay.zone);
  const drift = Date.parse(`${again.date}T${again.time}:00Z`) - wanted;
  return drift === 0 ? first : new Date(first.getTime() - drift);
};

export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

export const isWorkingDay = (date: string, calendar: Calendar): boolean =>
  calendar.workingDay.days.includes(new Date(`${date}T00:00:00Z`).getUTCDay()) &&
  !calendar.workingDay.holidays.includes(date);

/** The n-th working day after the day of `from`, at a wall-clock time. */
export const workingDaysAfter = (from: Date, days: number, time: string, calendar: Calendar): Date => {
  let date = localDate(from, calendar);
  for (let left = days; left > 0; ) {
    date = addDays(date, 1);
    if (isWorkingDay(date, calendar)) left -= 1;
  }
  return atLocal(date, time, calendar);
};

/** Whole working days from the day of one moment to that of another; the first is not counted. */
export const workingDaysBetween = (from: Date, to: Date, calendar: Calendar): number => {
  const end = localDate(to, calendar);
  let count = 0;
  for (let day = addDays(localDate(from, calendar), 1); day <= end; day = addDays(day, 1))
    if (isWorkingDay(day, calendar)) count += 1;
  return count;
};

const hourMs = 3_600_000;

/** So many office hours later: nights, weekends and holidays do not count. */
export const workingHoursAfter = (from: Date, hours: number, calendar: Calendar): Date => {
  const { workingDay } = calendar;
  let left = hours * hourMs;
  let at = from;
  for (;;) {
    const date = localDate(at, calendar);
    const opens = atLocal(date, workingDay.from, calendar);
    const closes = atLocal(date, workingDay.to, calendar);
    const start = new Date(Math.max(at.getTime(), opens.getTime()));
    const open = isWorkingDay(date, calendar) ? Math.max(0, closes.getTime() - start.getTime()) : 0;
    if (left <= open) return new Date(start.getTime() + left);
    left -= open;
    at = atLocal(addDays(date, 1), '00:00', calendar);
  }
};
