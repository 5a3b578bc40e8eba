// Usual times to send later. Pure.

const MORNING_HOUR = 8;

export interface ScheduleChoice {
  key: 'tomorrow' | 'monday';
  date: Date;
}

/** Tomorrow and next Monday at eight, local time; once when they are the same. */
export function scheduleChoices(now: Date): ScheduleChoice[] {
  const morning = (days: number) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, MORNING_HOUR);
  const toMonday = (8 - now.getDay()) % 7 || 7;
  const tomorrow: ScheduleChoice = { key: 'tomorrow', date: morning(1) };
  return toMonday === 1 ? [tomorrow] : [tomorrow, { key: 'monday', date: morning(toMonday) }];
}
