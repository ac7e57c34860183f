/**
 * Makes issuer exports of any size and form for the demo, the scorecard and the benchmark.
 *
 * <p>In: product profiles, a seed. Out: the files under {@code sample-data}, reproducible byte for byte.
 */
@NullMarked
package org.cardwright.jobs.sample;

import org.jspecify.annotations.NullMarked;
