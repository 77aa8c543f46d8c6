// Runs checks one after another and tells how each ended; the last line counts them.

import assert from 'node:assert/strict';

export { assert };

const checks = [];

export function check(name, body) {
  checks.push({ name, body });
}

export async function run(who, afterEach) {
  let failed = 0;
  for (const { name, body } of checks) {
    try {
      await body();
      console.log(`  ok      ${who}: ${name}`);
    } catch (error) {
      failed++;
      console.log(`  FAILED  ${who}: ${name}\n          ${String(error?.stack ?? error).replaceAll('\n', '\n          ')}`);
    } finally {
      await afterEach();
    }
  }
  console.log(`${who}: ${checks.length - failed} of ${checks.length} passed`);
  process.exit(failed === 0 ? 0 : 1);
}

/** Waits for what must fail, and gives the error. */
export async function failure(promise) {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('it did not fail');
}
