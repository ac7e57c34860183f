package org.cardwright.pipeline.launch;

import java.time.Clock;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.pipeline.step.Progress;

/**
 * What the composition root gives the pipeline.
 *
 * @param module the security module
 * @param ledgerKey RECORD_MAC key of the card fingerprints, the audit and the operators, the same for all batches and for ever
 * @param definitions what applies to a batch
 * @param clock for the business date of new batches and the audit
 * @param progress hears how far a run has come
 */
public record PipelinePorts(
        SecurityModule module, KeyName ledgerKey, BatchDefinitions definitions, Clock clock, Progress progress) {}
