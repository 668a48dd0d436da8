import { Complaint } from './command.ts';
import { quoted } from './tokens.ts';

const ROLE_ARN = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=.@/-]{1,512}$/;

/** The ARN of a role in another account. */
export function memberRole(text: string): string {
  return shaped(text, ROLE_ARN, '--member-role wants an ARN like arn:aws:iam::444455556666:role/OriginResponderMember');
}

/** The name of a role that every other account has. */
export function memberRoleName(text: string): string {
  return shaped(text, /^[\w+=.@-]{1,64}$/, '--member-role-name wants the name of a role, like OriginResponderMember');
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export function externalId(text: string): string {
  return shaped(text, /^[\w+=,.@:/-]{2,1224}$/, '--external-id wants a word of 2 to 1224 characters');
}

/** A Region's code. */
export function region(text: string): string {
  return shaped(text, /^[a-z]{2,}(-[a-z]+)+-\d+$/, '--region wants a code like eu-west-1');
}

/** Each one is asked: so many, and no more. */
export function atMost(most: number, given: readonly string[], flag: string): readonly string[] {
  const all = [...new Set(given)];
  if (all.length <= most) return all;
  throw new Complaint(`${flag} may be given ${most} times; got ${all.length}`);
}

function shaped(text: string, form: RegExp, wanted: string): string {
  if (form.test(text)) return text;
  throw new Complaint(`${wanted}; got ${quoted(text)}`);
}
