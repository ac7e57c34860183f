/**
 * Starting, resuming and stopping batches; the front of the pipeline.
 *
 * <p>In: a {@code BatchRequest}. Out: a {@code BatchOutcome} with an exit code of the command line. One batch is one content
 * with one configuration, whatever the file is called.
 */
@NullMarked
package org.cardwright.pipeline.launch;

import org.jspecify.annotations.NullMarked;
