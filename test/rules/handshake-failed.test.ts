import { handshakeFailed } from '../../lambda/rules/handshake-failed.ts';
import { isSymptom } from './symptom.ts';

isSymptom(handshakeFailed, {
  title: 'ends the handshake with TLS alert 80 (internal_error)',
  words: ['completed with nothing else'],
});
