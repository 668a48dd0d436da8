/** The package's door for other CDK apps. */
export { CloudFrontAlarms, type CloudFrontAlarmsProps } from './alarms.ts';
export { type AlarmChoice, type Config, ConfigError, readConfig } from './config.ts';
export { Memory } from './memory.ts';
export { OwnAlarms, type OwnAlarmsProps } from './own-alarms.ts';
export { Responder, type ResponderProps } from './responder.ts';
export { ResponderStack, type ResponderStackProps } from './responder-stack.ts';
