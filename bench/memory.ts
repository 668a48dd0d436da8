/** Looks at the process's memory every few milliseconds. */
export function watchMemory() {
  const idle = process.memoryUsage().rss;
  let peak = idle;
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 5);
  return {
    stop() {
      clearInterval(timer);
      return { peakMiB: peak / 2 ** 20, aboveMiB: (peak - idle) / 2 ** 20 };
    },
  };
}
