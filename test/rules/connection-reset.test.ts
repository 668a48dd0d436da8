import { connectionReset } from '../../lambda/rules/connection-reset.ts';
import { isSymptom, isToldWhileOpening } from './symptom.ts';

isSymptom(connectionReset, {
  title: 'resets the connection in answer to the ClientHello, before a byte of TLS',
  words: ['TCP reset', 'resetting the connection', 'A firewall may admit CloudFront and not us'],
  overHttp: true,
});

isToldWhileOpening(connectionReset, 'reset', 'resets');
