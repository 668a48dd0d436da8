export {
  ACMClient,
  DescribeCertificateCommand,
  GetCertificateCommand,
  ListCertificatesCommand,
  SearchCertificatesCommand,
} from '@aws-sdk/client-acm';
