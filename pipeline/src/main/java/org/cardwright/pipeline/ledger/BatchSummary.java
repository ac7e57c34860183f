package org.cardwright.pipeline.ledger;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.OptionalLong;

/**
 * One line of {@code batch list}.
 *
 * @param batch identity, 64 hexadecimal digits
 * @param issuer who ordered
 * @param sequenceNumber sequence number of the issuer's file, when its layout has one
 * @param businessDate day whose rules and products apply, fixed at the first start
 * @param state how far it has come
 * @param counts what became of the orders so far
 * @param directory where the sealed batch stands or will stand
 * @param takenAt first start
 */
public record BatchSummary(
        String batch,
        String issuer,
        OptionalLong sequenceNumber,
        LocalDate businessDate,
        BatchState state,
        BatchCounts counts,
        Path directory,
        Instant takenAt) {}
