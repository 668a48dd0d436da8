import { connectionClosed } from '../../lambda/rules/connection-closed.ts';
import { isSymptom, isToldWhileOpening } from './symptom.ts';

isSymptom(connectionClosed, {
  title: 'closes the connection in answer to the ClientHello, before a byte of TLS',
  words: ['in good order', 'closing the connection', 'A firewall may admit CloudFront and not us'],
  overHttp: true,
});

isToldWhileOpening(connectionClosed, 'closed', 'closes');
