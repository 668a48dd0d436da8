export { APIGatewayClient, GetDomainNameCommand } from '@aws-sdk/client-api-gateway';
