import { handshakeStalled } from '../../lambda/rules/handshake-stalled.ts';
import { isSymptom } from './symptom.ts';

isSymptom(handshakeStalled, {
  title: 'does not finish the TLS handshake',
  words: ['A firewall may admit CloudFront and not us'],
});
