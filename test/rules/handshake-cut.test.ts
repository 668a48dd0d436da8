import { handshakeCut } from '../../lambda/rules/handshake-cut.ts';
import { isSymptom } from './symptom.ts';

isSymptom(handshakeCut, {
  title: 'cuts the connection within',
  words: ['resetting the connection', 'closing the connection'],
});
