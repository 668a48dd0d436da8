import type { AlarmSubject } from '../model/alarm.ts';

/** A composite alarm watches 100 alarms at most. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-combining.html */
const MAX_CHILDREN = 500;

/** A quoted name, a parenthesis, a comma, or the words between. */
const TOKEN = /"((?:[^"\\]|\\.)*)"|([(),])|([^(),"]+)/gs;

/** What an opened parenthesis holds. */
type Inside = 'group' | 'reference' | 'at-least';

/**
 * Every alarm that the rule of a composite alarm names, by name or ARN, each once: `ALARM("a") AND (NOT OK(b) OR
 * AT_LEAST(2, ALARM, (c, "d")))`. A quoted text can be nothing but a name.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 */
export function alarmsInRule(rule: string): string[] {
  const names = new Set<string>();
  const opened: Inside[] = [];
  let words = '';
  for (const [, quoted, mark, plain] of rule.matchAll(TOKEN)) {
    const name = quoted === undefined ? nameIn(plain, opened.at(-1)) : quoted.replace(/\\(.)/gs, '$1');
    if (name) names.add(name);
    if (mark === '(') opened.push(inside(words, opened.at(-1)));
    if (mark === ')') opened.pop();
    words = plain?.trim() ?? '';
  }
  return [...names].slice(0, MAX_CHILDREN);
}

function nameIn(plain: string | undefined, within: Inside | undefined): string | undefined {
  return within === 'reference' ? plain?.trim() : undefined;
}

function inside(before: string, within: Inside | undefined): Inside {
  if (/\bAT_LEAST$/.test(before)) return 'at-least';
  const names = within === 'reference' || within === 'at-least' || /\b(?:ALARM|OK|INSUFFICIENT_DATA)$/.test(before);
  return names ? 'reference' : 'group';
}

/** The name in an alarm's ARN; a name stays as it is. */
export function alarmName(nameOrArn: string): string {
  return /^arn:[^:]*:cloudwatch:[^:]*:[^:]*:alarm:(.+)$/s.exec(nameOrArn)?.[1] ?? nameOrArn;
}

/** A composite alarm's subject: the children that triggered it where the event lists them, else all that its rule names. */
export function compositeSubject(rule: string, triggering: readonly string[]): AlarmSubject {
  const children = triggering.length > 0 ? [...new Set(triggering)] : alarmsInRule(rule);
  return { kind: 'composite', rule, children };
}
