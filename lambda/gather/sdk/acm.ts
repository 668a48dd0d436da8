export {
  ACMClient,
  DescribeCertificateCommand,
  ListCertificatesCommand,
  SearchCertificatesCommand,
} from '@aws-sdk/client-acm';
