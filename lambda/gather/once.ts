/** Asks each question once, whatever becomes of it; `keyOf` tells questions apart. */
export function once<Question extends readonly unknown[], T>(
  keyOf: (...question: Question) => string,
  ask: (...question: Question) => Promise<T>,
): (...question: Question) => Promise<T> {
  const asked = new Map<string, Promise<T>>();
  return (...question) => {
    const key = keyOf(...question);
    const answer = asked.get(key) ?? ask(...question);
    asked.set(key, answer);
    return answer;
  };
}
