import type { Diagnosis } from '../model/diagnosis.ts';
import type { Keeper, Owned } from '../model/owner.ts';
import type { Section } from './assemble.ts';
import { prose } from './layout.ts';
import { printable } from './printable.ts';

/** Characters of a name from a tag. */
const MAX_NAME = 128;

/** Right before the steps: who owns what they would change, and what to change there. */
export function ownerLine({ owned }: Diagnosis): Section {
  return { blocks: owned ? [prose(inWords(owned), 700)] : [], rank: 2.9 };
}

function inWords({ keeper, partOf, property }: Owned): string {
  const whose = partOf ? `${keeperOf(keeper)}, as its load balancer is` : keeperOf(keeper);
  return `${whose}. Change ${property} there: ${UNDONE[keeper.kind]}`;
}

/** Tags that people write only say so. */
function keeperOf(keeper: Keeper): string {
  switch (keeper.kind) {
    case 'cloudformation': {
      const { stack, logicalId, cdk } = keeper;
      const id = logicalId && ` (logical id ${name(logicalId)}${cdk ? ', as CDK names them' : ''})`;
      return `Owned by CloudFormation stack ${name(stack)}${id ?? ''}`;
    }
    case 'terraform':
      return `Tagged as Terraform's (${name(keeper.tag)})`;
    case 'pulumi':
      return `Tagged as Pulumi's (${name(keeper.tag)})`;
    case 'kubernetes': {
      const object = keeper.object ? `, ${name(keeper.object)}` : '';
      return `Owned by the AWS Load Balancer Controller of Kubernetes cluster ${name(keeper.cluster)}${object}`;
    }
    case 'beanstalk':
      return `Owned by Elastic Beanstalk environment ${name(keeper.environment)}`;
  }
}

const UNDONE: Readonly<Record<Keeper['kind'], string>> = {
  cloudformation: 'what is changed by hand may be undone by the next deployment.',
  terraform: 'the next apply undoes what is changed by hand.',
  pulumi: 'the next deployment may undo what is changed by hand.',
  kubernetes: 'the controller undoes what is changed by hand.',
  beanstalk: 'its next update may undo what is changed by hand.',
};

function name(text: string): string {
  return printable(text, MAX_NAME);
}
