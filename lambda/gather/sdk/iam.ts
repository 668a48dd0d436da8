export { GetServerCertificateCommand, IAMClient } from '@aws-sdk/client-iam';
