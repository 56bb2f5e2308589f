/**
 * Ends this process when the one that started it is gone, killed for instance: a stage must not go on writing into a
 * work folder that the next run is about to remove. Does nothing for a process that was started by hand.
 */
export function endWithParent(): void {
  process.on('disconnect', () => process.exit(2));
  // The channel alone must not keep the process alive once its work is done.
  process.channel?.unref();
}
