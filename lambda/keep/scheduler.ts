export { CreateScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
