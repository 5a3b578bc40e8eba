// A budget of work that does not depend on how busy the machine is.

/** Milliseconds of processor time that this process has used. Only differences mean anything. */
export function cpuTimeMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
