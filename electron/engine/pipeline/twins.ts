/** Owns how lost answers with equal prompts are told apart: by the order in which they were sent, as far as it leaves no doubt. */

type Sent = { id: string; leftAt: number; isSure: boolean }
type Made = { taskId: string; madeAt: number }

/**
 * Which task belongs to which job, when all were made from one prompt. A task is never made before its request was
 * sent; where that leaves one job for every task, the jobs without one have none. Undefined when it does not:
 * nothing is guessed. Both moments by the service's clock: turned into ours they would be off by as much as two looks at
 * it differ, which is enough to give two jobs each other's task.
 */
export function byOrder<Task extends Made>(
  jobs: readonly Sent[],
  tasks: readonly Task[],
): Map<string, Task> | undefined {
  if (jobs.some((job) => !job.isSure)) return undefined
  const free = [...jobs]
  const owners = new Map<string, Task>()
  for (const task of [...tasks].sort((one, other) => one.madeAt - other.madeAt)) {
    const could = free.filter((job) => job.leftAt <= task.madeAt)
    const [only] = could
    if (!only || could.length > 1) return undefined
    owners.set(only.id, task)
    free.splice(free.indexOf(only), 1)
  }
  return owners
}
