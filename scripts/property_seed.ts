/**
 * One seed for all property tests, loaded before them by `npm test`: what passed passes again.
 * `npm run test:long`, and a test file run by itself, draw other cases each time.
 */
import fc from "fast-check";

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: 20_261 });
