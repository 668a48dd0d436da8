import { type Aws, awsClients } from '../../lambda/gather/clients.ts';

/** One call as the code made it: the command's name and its input. */
export type Sent = { readonly command: string; readonly input: Readonly<Record<string, unknown>> };

/** What each command is answered with; a thrown error is the service's. */
export type Answers = Readonly<Record<string, (input: Readonly<Record<string, unknown>>) => unknown>>;

type Command = { readonly constructor: { readonly name: string }; readonly input: object };

/** CloudFront and CloudWatch without a network: the SDK's own command classes, answers in the API's shape, every call recorded. */
export function pretendAws(answers: Answers): { readonly aws: Aws; readonly sent: Sent[] } {
  const real = awsClients({ credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' } });
  const sent: Sent[] = [];
  const send = async (command: Command): Promise<unknown> => {
    const name = command.constructor.name.replace(/Command$/, '');
    const input = { ...command.input };
    sent.push({ command: name, input });
    const answer = answers[name];
    if (!answer) throw new Error(`${name} was not expected`);
    return answer(input);
  };
  const aws: Aws = {
    ...real,
    cloudfront: async () => {
      const { sdk, client } = await real.cloudfront();
      return { sdk, client: Object.assign(client, { send }) };
    },
    cloudwatch: async () => {
      const { sdk, client } = await real.cloudwatch();
      return { sdk, client: Object.assign(client, { send }) };
    },
  };
  return { aws, sent };
}

/** An error of a service, by its code. */
export function awsError(name: string, message = 'no'): Error {
  return Object.assign(new Error(message), { name });
}

/** Why we may not. */
export const denied = () => {
  throw awsError('AccessDenied', 'User is not authorized to perform this action');
};
