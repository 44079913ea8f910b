/** Owns `npm test`: every check there is, one after the other, and one line that sums them up. */

import { existsSync } from 'node:fs'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { installedElectron } from './electron-binary.mjs'
import { ensure, PINNED_NODE, ROOT, run } from './setup.mjs'

const REPORTS = join(ROOT, 'test-results', 'reports')
const tool = (name, ...path) => [join(ROOT, 'node_modules', name, ...path)]

const BIOME = { name: 'format and lint', args: [...tool('@biomejs', 'biome', 'bin', 'biome'), 'check', '.'] }
const TYPES = { name: 'types', args: [...tool('typescript', 'bin', 'tsc'), '--noEmit', '-p', '.'] }
const DEAD_CODE = {
  name: 'dead code',
  args: [...tool('knip', 'bin', 'knip.js'), '--config', 'build/knip.json'],
}
const VITEST = {
  name: 'unit and integration',
  report: 'vitest.json',
  args: [
    ...tool('vitest', 'vitest.mjs'),
    'run',
    '--config',
    'build/vitest.config.ts',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${join(REPORTS, 'vitest.json')}`,
  ],
  read: (report) => ({ passed: report.numPassedTests, failed: report.numFailedTests + brokenFiles(report) }),
}
const endToEnd = (name, projects) => ({
  name,
  report: `${projects.join('-')}.json`,
  args: [
    ...tool('playwright', 'cli.js'),
    'test',
    '--config',
    'build/playwright.config.ts',
    ...projects.map((project) => `--project=${project}`),
  ],
  read: ({ stats, errors, suites }) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + stats.skipped + errors.length,
    atSecondTry: suites
      .flatMap(storiesOf)
      .filter(isFlaky)
      .map(({ title }) => title),
  }),
})

function storiesOf({ suites = [], specs = [] }) {
  return [...specs, ...suites.flatMap(storiesOf)]
}

function isFlaky({ tests }) {
  return tests.some(({ status }) => status === 'flaky')
}

/** A file that broke before its first test has no failed test to count. */
function brokenFiles({ testResults }) {
  return testResults.filter((file) => file.status === 'failed' && !file.assertionResults.some(isFailed))
    .length
}

function isFailed({ status }) {
  return status === 'failed'
}

/** Runs one step; its own output goes where ours goes. */
async function take(step, env) {
  console.log(`\n── ${step.name}`)
  const started = Date.now()
  const report = step.report && join(REPORTS, step.report)
  if (report) await rm(report, { force: true })
  const code = await run(PINNED_NODE, step.args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env, ...(report ? { PLAYWRIGHT_JSON_OUTPUT_FILE: report } : {}) },
  })
  const counts = report
    ? await countsOf(step, report)
    : { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 }
  // A run that ended badly failed somewhere, even where no single test says so.
  if (code !== 0 && counts.failed === 0) counts.failed = 1
  for (const title of counts.atSecondTry ?? []) console.log(`── passed only at a second try: ${title}`)
  console.log(`── ${step.name}: ${((Date.now() - started) / 1000).toFixed(1)} s`)
  return counts
}

async function countsOf(step, report) {
  if (!existsSync(report)) return { passed: 0, failed: 1 }
  return step.read(JSON.parse(await readFile(report, 'utf8')))
}

/** What was asked for, set up. */
async function prepare(wanted) {
  if (wanted.has('--electron')) {
    await ensure({ renderer: true, electron: true })
    const path = installedElectron()
    if (!path) {
      throw new Error('Electron’s binary is not installed here; run “node node_modules/electron/install.js”.')
    }
    return { steps: [endToEnd('desktop end-to-end', ['electron'])], env: { GALLOP_ELECTRON: path } }
  }
  const quick = [BIOME, TYPES, DEAD_CODE, VITEST]
  if (wanted.has('--quick')) {
    await ensure()
    return { steps: quick, env: {} }
  }
  const { browser } = await ensure({ renderer: true, electron: true, browser: true })
  return {
    steps: [...quick, endToEnd('end-to-end', ['browser', 'double'])],
    env: { GALLOP_TEST_BROWSER: browser },
  }
}

async function main() {
  const sums = { passed: 0, failed: 0 }
  try {
    const { steps, env } = await prepare(new Set(process.argv.slice(2)))
    await mkdir(REPORTS, { recursive: true })
    for (const step of steps) {
      const { passed, failed } = await take(step, env)
      sums.passed += passed
      sums.failed += failed
    }
  } catch (error) {
    console.error(error.message)
    sums.failed += 1
  }
  console.log(`\n${sums.passed} passed, ${sums.failed} failed`)
  if (sums.failed > 0) process.exitCode = 1
}

await main()
