/** The package's door for other CDK apps. */
export { CloudFrontAlarms, type CloudFrontAlarmsProps } from './alarms.ts';
export { Canary, type CanaryProps } from './canary.ts';
export { type AlarmChoice, type Config, readConfig } from './config.ts';
export { ConfigError } from './context.ts';
export type { MemberAccounts } from './member-config.ts';
export { MemberRole, type MemberRoleProps } from './member-role.ts';
export { MemberStack, type MemberStackProps } from './member-stack.ts';
export { Memory } from './memory.ts';
export { OwnAlarms, type OwnAlarmsProps } from './own-alarms.ts';
export { Responder, type ResponderProps } from './responder.ts';
export { ResponderStack, type ResponderStackProps } from './responder-stack.ts';
export { Schedules, type SchedulesProps } from './schedules.ts';
