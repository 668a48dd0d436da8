import { handshakeMalformed } from '../../lambda/rules/handshake-malformed.ts';
import { isSymptom } from './symptom.ts';

isSymptom(handshakeMalformed, {
  title: 'sends a handshake that is no valid TLS',
  words: ['a record too long'],
});
