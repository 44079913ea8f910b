/** Owns the ledger: every task ever created and what it cost, the oracle for what was paid. */

import type { TaskRecord, TaskStatus } from './store.ts'

export type LedgerTask = {
  taskId: string
  model: string
  /** As sent, uncut. */
  prompt: string
  /** Null when the request sent none. */
  seed: number | null
  /** Epoch ms. */
  createdAt: number
  status: TaskStatus
  /** Seconds billed; 0 until the task has succeeded. */
  billedSeconds: number
  /** SHA-256 of the clip it serves, in hex; null until the task has succeeded. */
  clipSha256: string | null
}
export type Ledger = { tasks: LedgerTask[] }

/** Billed seconds of a finished task: its output, and for editing its input too, to hundredths as the sample has them. */
export function billedSeconds(task: Pick<TaskRecord, 'outputSeconds' | 'inputSeconds'>): number {
  return Math.round((task.outputSeconds + task.inputSeconds) * 100) / 100
}

/** The ledger's row of one task. */
export function ledgerTask(task: TaskRecord): LedgerTask {
  const { taskId, model, prompt, seed, createdAt, status, clip } = task
  const succeeded = status === 'SUCCEEDED'
  return {
    ...{ taskId, model, prompt, seed, createdAt, status },
    billedSeconds: succeeded ? billedSeconds(task) : 0,
    clipSha256: (succeeded && clip?.sha256) || null,
  }
}
