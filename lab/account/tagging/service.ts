import * as v from 'valibot';
import { CommonError } from '../errors.ts';
import { pageOf } from '../pages.ts';
import { type Context, type Operation, operation, type Service } from '../service.ts';
import { jsonProtocol } from '../wire/json.ts';
import type { Answer } from '../wire/protocol.ts';

const ARN = v.pipe(v.string(), v.minLength(1), v.maxLength(1011), v.regex(/^arn:[^:]+:[^:]+:[^:]*:[^:]*:.+$/));

/** GetResources: what carries tags, in the signature's Region; global resources in us-east-1. https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html */
const getResources = operation({
  input: v.strictObject({
    PaginationToken: v.optional(v.string()),
    TagFilters: v.optional(
      v.pipe(
        v.array(v.strictObject({ Key: v.optional(v.string()), Values: v.optional(v.array(v.string())) })),
        v.maxLength(50),
      ),
    ),
    ResourcesPerPage: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100))),
    TagsPerPage: v.optional(v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(500))),
    ResourceTypeFilters: v.optional(v.array(v.string())),
    IncludeComplianceDetails: v.optional(v.boolean()),
    ExcludeCompliantResources: v.optional(v.boolean()),
    ResourceARNList: v.optional(v.pipe(v.array(ARN), v.minLength(1), v.maxLength(100))),
  }),
  answer: (input, context): Answer => {
    const { ResourceARNList: wanted, TagFilters, ResourceTypeFilters, PaginationToken } = input;
    if (wanted && (TagFilters || ResourceTypeFilters || input.ResourcesPerPage || input.TagsPerPage)) {
      throw new CommonError('invalid', 'ResourceARNList cannot be combined with filters or page sizes');
    }
    const tagged = Object.entries(context.fixture.tags ?? {}).filter(
      ([arn]) => isHere(arn, context) && (!wanted || wanted.includes(arn)),
    );
    const limit = context.fixture.pageSize;
    const { items, next } = pageOf(tagged, { usual: 50, limit, token: PaginationToken || undefined });
    const list = items.map(([arn, tags]) => ({
      ResourceARN: arn,
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    }));
    return { value: { PaginationToken: next ?? '', ResourceTagMappingList: list } };
  },
});

function isHere(arn: string, { region }: Context): boolean {
  return (arn.split(':')[3] || 'us-east-1') === region;
}

const OPERATIONS: ReadonlyMap<string, Operation> = new Map([['GetResources', getResources]]);

/** AWS Resource Groups Tagging API, API version 2017-01-26. */
export const TAGGING: Service = {
  scope: 'tagging',
  name: 'tag',
  protocol: jsonProtocol('1.1', 'ResourceGroupsTaggingAPI_20170126', {
    invalid: ['InvalidParameterException', 400],
    badToken: ['PaginationTokenExpiredException', 400],
    throttled: ['ThrottledException', 429],
    failed: ['InternalServiceException', 500],
  }),
  operations: OPERATIONS,
};
